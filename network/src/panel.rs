//! A batch of vectors: units by examples, with four examples in each vector of lanes.

use crate::{Lanes, WIDTH};

/// Numbers for each unit and example. The lanes behind the last example hold zeros or what follows from them; no sum reads them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Panel {
    units: usize,
    examples: usize,
    lanes: Vec<Lanes>,
}

impl Panel {
    /// Zeros.
    pub fn zeros(units: usize, examples: usize) -> Self {
        Self { units, examples, lanes: vec![Lanes::ZERO; units * examples.div_ceil(WIDTH)] }
    }

    /// The numbers `f(unit, example)`.
    pub fn from_fn(units: usize, examples: usize, mut f: impl FnMut(usize, usize) -> f64) -> Self {
        let mut panel = Self::zeros(units, examples);
        for unit in 0..units {
            for (index, lanes) in panel.row_mut(unit).iter_mut().enumerate() {
                *lanes = Lanes::new(std::array::from_fn(|lane| {
                    let example = index * WIDTH + lane;
                    if example < examples { f(unit, example) } else { 0.0 }
                }));
            }
        }
        panel
    }

    /// How many units.
    pub fn units(&self) -> usize {
        self.units
    }

    /// How many examples.
    pub fn examples(&self) -> usize {
        self.examples
    }

    /// The examples of one unit, four in each vector.
    pub fn row(&self, unit: usize) -> &[Lanes] {
        let width = self.examples.div_ceil(WIDTH);
        &self.lanes[unit * width..(unit + 1) * width]
    }

    /// The examples of one unit, to be written.
    pub fn row_mut(&mut self, unit: usize) -> &mut [Lanes] {
        let width = self.examples.div_ceil(WIDTH);
        &mut self.lanes[unit * width..(unit + 1) * width]
    }

    /// The number of one unit for one example.
    pub fn at(&self, unit: usize, example: usize) -> f64 {
        self.row(unit)[example / WIDTH].as_array()[example % WIDTH]
    }

    /// The numbers of one unit, one for each example.
    pub fn unit(&self, unit: usize) -> Vec<f64> {
        let all = self.row(unit).iter().flat_map(|lanes| *lanes.as_array());
        all.take(self.examples).collect()
    }

    /// Every vector of lanes, unit after unit.
    pub fn all(&self) -> &[Lanes] {
        &self.lanes
    }

    /// Every vector of lanes, to be written.
    pub fn all_mut(&mut self) -> &mut [Lanes] {
        &mut self.lanes
    }

    /// Σ over the examples of the products of two rows. The last vector counts only as far as there are examples.
    pub fn dot(a: &[Lanes], b: &[Lanes], examples: usize) -> f64 {
        let (whole, rest) = (examples / WIDTH, examples % WIDTH);
        let mut sum = Lanes::ZERO;
        for (a, b) in a[..whole].iter().zip(b) {
            sum += *a * *b;
        }
        let [s, t, u, v] = *sum.as_array();
        let mut total = (s + t) + (u + v);
        if rest > 0 {
            let product = a[whole] * b[whole];
            product.as_array()[..rest].iter().for_each(|last| total += last);
        }
        total
    }

    /// Σ over the examples of one row.
    pub fn sum(row: &[Lanes], examples: usize) -> f64 {
        let (whole, rest) = (examples / WIDTH, examples % WIDTH);
        let mut sum = Lanes::ZERO;
        row[..whole].iter().for_each(|lanes| sum += *lanes);
        let [s, t, u, v] = *sum.as_array();
        let mut total = (s + t) + (u + v);
        if rest > 0 {
            row[whole].as_array()[..rest].iter().for_each(|last| total += last);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_gives_back_its_numbers_and_sums_only_them() {
        for examples in [0, 1, 3, 4, 5, 11] {
            let panel = Panel::from_fn(3, examples, |unit, example| (10 * unit + example) as f64);
            for unit in 0..3 {
                let numbers: Vec<f64> = (0..examples).map(|example| (10 * unit + example) as f64).collect();
                assert_eq!(panel.unit(unit), numbers);
                assert!((0..examples).all(|example| panel.at(unit, example) == numbers[example]));
                assert_eq!(Panel::sum(panel.row(unit), examples), numbers.iter().sum::<f64>());
                let squares: f64 = numbers.iter().map(|number| number * number).sum();
                assert_eq!(Panel::dot(panel.row(unit), panel.row(unit), examples), squares);
            }
        }
    }
}
