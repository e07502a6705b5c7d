//! The strictest measurement of an exact law: of all values seen, the one farthest from the prediction.

/// Keeps the value farthest from `predicted`; a law holds at every step exactly when it holds there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Extreme {
    predicted: f64,
    farthest: Option<f64>,
}

impl Extreme {
    /// Nothing seen yet.
    pub fn new(predicted: f64) -> Self {
        Self { predicted, farthest: None }
    }

    /// The prediction.
    pub fn predicted(&self) -> f64 {
        self.predicted
    }

    /// Takes one more value; what is not a number counts as infinitely far.
    pub fn see(&mut self, value: f64) {
        let distance = |v: f64| if v.is_nan() { f64::INFINITY } else { (v - self.predicted).abs() };
        if self.farthest.is_none_or(|farthest| distance(value) > distance(farthest)) {
            self.farthest = Some(value);
        }
    }

    /// The value farthest from the prediction, once there is one.
    pub fn farthest(&self) -> Option<f64> {
        self.farthest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_bad_value_among_good_ones_is_kept() {
        let mut extreme = Extreme::new(1.0);
        assert_eq!(extreme.farthest(), None);
        for value in [1.0, 1.1, 0.7, 1.2] {
            extreme.see(value);
        }
        assert_eq!(extreme.farthest(), Some(0.7));
        extreme.see(f64::NAN);
        assert!(extreme.farthest().unwrap().is_nan());
    }
}
