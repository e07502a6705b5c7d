//! Split-R̂: whether chains that started apart, and each chain's halves, tell the same story.

use super::rank::{median, normalized, slices, split};

/// Means and variances (with n − 1) of chains.
fn moments(chains: &[&[f64]]) -> (Vec<f64>, Vec<f64>) {
    chains.iter().map(|chain| (mean(chain), variance(chain))).unzip()
}

/// The mean; NaN of nothing.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The variance with n − 1; NaN of fewer than two values.
pub(super) fn variance(values: &[f64]) -> f64 {
    let mean = mean(values);
    values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (values.len() as f64 - 1.0)
}

/// √((B/W + n − 1)/n) of chains of n draws: B is n times the variance of their means, W the mean of their variances
/// (Gelman & Rubin 1992; Vehtari et al. 2021, equation 4).
pub fn r_hat(chains: &[&[f64]]) -> f64 {
    let n = chains.first().map_or(0, |chain| chain.len()) as f64;
    let (means, variances) = moments(chains);
    libm::sqrt((n * variance(&means) / mean(&variances) + n - 1.0) / n)
}

/// Rank-normalized split-R̂: the greater of R̂ over the half-chains' normalized ranks (of location) and over those of the distances
/// from the median (of scale and tails) (Vehtari et al. 2021, Bayesian Analysis 16, section 4). It is near 1 where the chains
/// agree; they recommend to trust none above 1.01. NaN of fewer than two chains or four draws, or where nothing moves.
pub fn rank_split_r_hat(chains: &[&[f64]]) -> f64 {
    if chains.len() < 2 || chains.iter().any(|chain| chain.len() < 4) {
        return f64::NAN;
    }
    let halves = split(chains);
    let middle = median(&halves);
    let folded: Vec<Vec<f64>> =
        halves.iter().map(|chain| chain.iter().map(|value| (value - middle).abs()).collect()).collect();
    let bulk = r_hat(&slices(&normalized(&halves)));
    let tail = r_hat(&slices(&normalized(&slices(&folded))));
    if bulk.is_nan() || tail.is_nan() { f64::NAN } else { bulk.max(tail) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    #[test]
    fn chains_that_differ_in_place_or_width_are_found() {
        let mut stream = Stream::new(1, "r-hat");
        let mut chains = |shift: f64, scale: f64| -> Vec<Vec<f64>> {
            let mut chain = |k: i32| {
                let (shift, scale) = if k == 0 { (shift, scale) } else { (0.0, 1.0) };
                (0..500).map(|_| shift + scale * stream.normal()).collect()
            };
            (0..4).map(&mut chain).collect()
        };
        let r = |chains: &[Vec<f64>]| rank_split_r_hat(&slices(chains));
        assert!(r(&chains(0.0, 1.0)) < 1.01);
        assert!(r(&chains(2.0, 1.0)) > 1.2);
        // One chain of another width has the same mean: only the folded ranks see it.
        assert!(r(&chains(0.0, 4.0)) > 1.1);
        // A drift common to all chains is seen by their halves.
        let drifting: Vec<Vec<f64>> = (0..4).map(|_| (0..500).map(|k| f64::from(k) / 500.0).collect()).collect();
        assert!(r(&drifting) > 1.5);
        assert!(rank_split_r_hat(&[&[1.0, 2.0, 3.0, 4.0]]).is_nan());
    }
}
