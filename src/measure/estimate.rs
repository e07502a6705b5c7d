//! Means and ratios from independent samples, with their standard errors.

/// An estimate with its standard error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// The mean of independent samples as they come, by Welford's (1962) recurrence.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Mean {
    /// How many samples.
    pub count: u64,
    mean: f64,
    squares: f64,
}

impl Mean {
    /// Adds a sample.
    pub fn add(&mut self, sample: f64) {
        self.count += 1;
        let before = sample - self.mean;
        self.mean += before / self.count as f64;
        self.squares += before * (sample - self.mean);
    }

    /// The mean with its standard error s/√n; none of fewer than two samples.
    pub fn estimate(&self) -> Option<Estimate> {
        (self.count > 1).then(|| {
            let n = self.count as f64;
            Estimate { value: self.mean, standard_error: libm::sqrt(self.squares / (n - 1.0) / n) }
        })
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.count as f64);
        hash(self.mean);
        hash(self.squares);
    }
}

/// Σaᵢ/Σbᵢ over independent pairs (aᵢ, bᵢ), one for each chain, with the standard error of the delta method,
/// √(n/(n−1)·Σ(aᵢ − R̂bᵢ)²)/Σbᵢ (Cochran 1977, *Sampling Techniques*, section 2.11). None of fewer than two pairs or where Σbᵢ = 0.
pub fn ratio(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Estimate> {
    let (n, a, b) = pairs.clone().fold((0.0, 0.0, 0.0), |(n, sum_a, sum_b), (a, b)| (n + 1.0, sum_a + a, sum_b + b));
    if n < 2.0 || b == 0.0 {
        return None;
    }
    let value = a / b;
    let squares: f64 = pairs.map(|(a, b)| (a - value * b) * (a - value * b)).sum();
    Some(Estimate { value, standard_error: libm::sqrt(n / (n - 1.0) * squares) / b })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn the_mean_and_its_error_are_the_textbook_s() {
        let mut mean = Mean::default();
        assert_eq!(mean.estimate(), None);
        for sample in [1.0, 2.0, 4.0, 9.0] {
            mean.add(sample);
        }
        let estimate = mean.estimate().unwrap();
        assert_relative_eq!(estimate.value, 4.0);
        // Squares about the mean: 9 + 4 + 0 + 25 = 38.
        assert_relative_eq!(estimate.standard_error, (38.0_f64 / 3.0 / 4.0).sqrt());
    }

    #[test]
    fn a_ratio_s_error_covers_what_it_should() {
        // z-scores over many repetitions have mean 0 and deviation 1.
        let mut stream = Stream::new(6, "ratio");
        let mut z = Mean::default();
        let mut squares = 0.0;
        let repetitions = 2000;
        for _ in 0..repetitions {
            let pairs: Vec<(f64, f64)> = (0..300)
                .map(|_| {
                    let b = 1.0 + stream.uniform();
                    (0.4 * b + 0.2 * stream.normal(), b)
                })
                .collect();
            let estimate = ratio(pairs.iter().copied()).unwrap();
            let score = (estimate.value - 0.4) / estimate.standard_error;
            z.add(score);
            squares += score * score;
        }
        let mean = z.estimate().unwrap().value;
        assert!(mean.abs() < 4.0 / f64::from(repetitions).sqrt(), "{mean}");
        assert_relative_eq!(squares / f64::from(repetitions), 1.0, epsilon = 0.15);
        assert_eq!(ratio([(1.0, 0.0), (2.0, 0.0)].into_iter()), None);
    }
}
