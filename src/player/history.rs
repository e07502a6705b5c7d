//! The recorded past of a run's observables, at a stride that doubles so that memory stays bounded.

use crate::scene::Observable;

/// Rows kept at most; when full, every second one goes and the stride doubles.
const CAPACITY: usize = 2048;

/// Row k holds the observables at step k·stride.
#[derive(Debug, Clone)]
pub struct History {
    ids: Vec<String>,
    stride: u64,
    rows: Vec<Vec<f64>>,
}

/// One observable's recorded past.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Steps.
    pub steps: Vec<f64>,
    /// Values.
    pub values: Vec<f64>,
}

impl History {
    /// With the observables of step 0.
    pub fn new(start: &[Observable]) -> Self {
        let ids = start.iter().map(|observable| observable.id.clone()).collect();
        Self { ids, stride: 1, rows: vec![start.iter().map(|observable| observable.value).collect()] }
    }

    /// Takes the observables of a step not seen before, if a row is due.
    pub fn record(&mut self, step: u64, observe: impl FnOnce() -> Vec<Observable>) {
        if step != self.rows.len() as u64 * self.stride {
            return;
        }
        self.rows.push(observe().into_iter().map(|observable| observable.value).collect());
        if self.rows.len() == CAPACITY {
            let mut index = 0;
            self.rows.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.stride *= 2;
        }
    }

    /// The ids, in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }

    /// An observable's past up to and including a step.
    pub fn series(&self, id: &str, until: u64) -> Option<Series> {
        let column = self.ids.iter().position(|known| known == id)?;
        let rows = self.rows.len().min((until / self.stride + 1) as usize);
        Some(Series {
            steps: (0..rows as u64).map(|row| (row * self.stride) as f64).collect(),
            values: self.rows[..rows].iter().map(|row| row[column]).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_length_keeps_its_shape_in_bounded_memory() {
        let observe = |step: u64| vec![Observable { id: "twice".to_string(), value: 2.0 * step as f64 }];
        let mut history = History::new(&observe(0));
        for step in 1..=100_000 {
            history.record(step, || observe(step));
        }
        assert!(history.rows.len() < CAPACITY);
        let series = history.series("twice", 50_000).unwrap();
        assert!(series.steps.iter().zip(&series.values).all(|(step, value)| *value == 2.0 * step));
        assert!(series.steps.last().unwrap() > &49_900.0 && series.steps.last().unwrap() <= &50_000.0);
        assert_eq!(history.series("thrice", 10), None);
    }
}
