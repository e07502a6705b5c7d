//! How far a histogram of independent draws lies from their law by chance alone.

use crate::measure::estimate::Estimate;

/// E|n − Np| for a binomial count n: 2m·C(N, m)·pᵐ(1−p)^{N−m+1} with m = ⌊Np⌋ + 1 (de Moivre 1730; Diaconis & Zabell 1991).
pub fn mean_absolute_deviation(draws: f64, p: f64) -> f64 {
    if p <= 0.0 || p >= 1.0 {
        return 0.0;
    }
    let m = (draws * p).floor() + 1.0;
    if m > draws {
        return 2.0 * m * libm::exp(draws * libm::log(p)) * (1.0 - p);
    }
    let choose = libm::lgamma(draws + 1.0) - libm::lgamma(m + 1.0) - libm::lgamma(draws - m + 1.0);
    2.0 * m * libm::exp(choose + m * libm::log(p) + (draws - m + 1.0) * libm::log1p(-p))
}

/// The sampling floor: mean and standard deviation of ½Σ|n_b/N − p_b|, the total variation between the histogram of N independent
/// draws and their law on the same bins.
///
/// The mean is (1/2N)·Σ E|n_b − Np_b| ≈ ½Σ√(2p_b(1−p_b)/πN), exactly; the variance is taken as that of independent Poisson counts,
/// ¼Σ(p_b/N − (E|n_b − Np_b|/N)²), which is a little more than the multinomial law's.
pub fn sampling_floor(draws: f64, law: &[f64]) -> Estimate {
    let (mut mean, mut variance) = (0.0, 0.0);
    for p in law {
        let deviation = mean_absolute_deviation(draws, *p) / draws;
        mean += 0.5 * deviation;
        variance += 0.25 * (p / draws - deviation * deviation).max(0.0);
    }
    Estimate { value: mean, standard_error: variance.sqrt() }
}

/// ½Σ|p_b − q_b|, the total variation between two laws on the same bins.
pub fn total_variation(p: &[f64], q: &[f64]) -> f64 {
    0.5 * p.iter().zip(q).map(|(p, q)| (p - q).abs()).sum::<f64>()
}

/// Σ p_b log(p_b/q_b) over the bins with p_b, q_b > 0: the relative entropy, where q is positive wherever p is.
pub fn relative_entropy(p: &[f64], q: &[f64]) -> f64 {
    p.iter().zip(q).filter(|(p, q)| **p > 0.0 && **q > 0.0).map(|(p, q)| p * libm::log(p / q)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::estimate::Mean;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn de_moivre_s_formula_is_the_sum() {
        for (n, p) in [(5, 0.3), (12, 0.5), (40, 0.02), (3, 0.9)] {
            let choose = |k: i32| (1..=k).map(|i| f64::from(n - i + 1) / f64::from(i)).product::<f64>();
            let term = |k: i32| {
                choose(k) * f64::powi(p, k) * f64::powi(1.0 - p, n - k) * (f64::from(k) - f64::from(n) * p).abs()
            };
            let sum: f64 = (0..=n).map(term).sum();
            assert_relative_eq!(mean_absolute_deviation(f64::from(n), p), sum, max_relative = 1e-10);
        }
    }

    #[test]
    fn histograms_of_draws_stand_at_the_floor() {
        let law: Vec<f64> = (0..50).map(|k| f64::from(k + 1) / 1275.0).collect();
        let (draws, mut stream, mut mean) = (400, Stream::new(1, "floor"), Mean::default());
        let (mut values, floor) = (Vec::new(), sampling_floor(f64::from(draws), &law));
        for _ in 0..2000 {
            let mut counts = vec![0.0; 50];
            for _ in 0..draws {
                let mut u = stream.uniform();
                let bin = law.iter().position(|p| {
                    u -= p;
                    u < 0.0
                });
                counts[bin.unwrap_or(49)] += 1.0 / f64::from(draws);
            }
            let distance = total_variation(&counts, &law);
            mean.add(distance);
            values.push(distance);
        }
        let estimate = mean.estimate().unwrap();
        assert!((estimate.value - floor.value).abs() < 3.89 * estimate.standard_error, "{estimate:?} {floor:?}");
        let spread = estimate.standard_error * f64::from(2000).sqrt();
        assert!(spread < floor.standard_error && spread > 0.9 * floor.standard_error, "{spread} {floor:?}");
    }
}
