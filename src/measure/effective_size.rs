//! How many independent draws chains are worth, and what their estimates' errors are.

use super::rank::{normalized, quantile, slices, split};
use super::split_r_hat::{mean, variance};

/// The autocovariances of chains of n draws, averaged over the chains, lag by lag as they are asked for; divided by n.
struct Autocovariance {
    centred: Vec<Vec<f64>>,
}

impl Autocovariance {
    fn new(chains: &[&[f64]]) -> Self {
        let centre = |chain: &&[f64]| {
            let middle = mean(chain);
            chain.iter().map(|value| value - middle).collect()
        };
        Self { centred: chains.iter().map(centre).collect() }
    }

    fn at(&self, lag: usize) -> f64 {
        let one = |chain: &Vec<f64>| {
            let products = chain.iter().zip(chain.iter().skip(lag)).map(|(a, b)| a * b);
            products.sum::<f64>() / chain.len() as f64
        };
        self.centred.iter().map(one).sum::<f64>() / self.centred.len() as f64
    }
}

/// S/τ, S draws in all, τ = 1 + 2Σρₜ, with the autocorrelations ρₜ = 1 − (W − s_t)/V̂ of all chains together (W their variance within,
/// V̂ the variance with what is between them), summed as long as pairs of neighbours are positive, and never increasing
/// (Geyer 1992's initial monotone sequence; Vehtari et al. 2021, equations 10 to 13). τ is held above 1/log₁₀S.
///
/// All chains as long as the first; NaN of fewer than four draws, S where nothing moves.
pub fn effective_size(chains: &[&[f64]]) -> f64 {
    let n = chains.iter().map(|chain| chain.len()).min().unwrap_or(0);
    let all = chains.iter().flat_map(|chain| chain.iter());
    if n < 4 || all.clone().any(|value| !value.is_finite()) {
        return f64::NAN;
    }
    let size = (n * chains.len()) as f64;
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| (low.min(*v), high.max(*v)));
    if high - low < 1e-15 {
        return size;
    }
    let covariance = Autocovariance::new(chains);
    let draws = n as f64;
    let within = covariance.at(0) * draws / (draws - 1.0);
    let mut total = covariance.at(0);
    if chains.len() > 1 {
        let means: Vec<f64> = chains.iter().map(|chain| mean(chain)).collect();
        total += variance(&means);
    }
    let rho = |lag: usize| 1.0 - (within - covariance.at(lag)) / total;
    // Sums of neighbours ρ_{2k} + ρ_{2k+1} while they are positive.
    let mut pairs = vec![(1.0, rho(1))];
    let mut lag = 2;
    let (mut even, mut odd) = pairs[0];
    while lag < n - 2 && even + odd > 0.0 {
        (even, odd) = (rho(lag), rho(lag + 1));
        pairs.push((even, odd));
        lag += 2;
    }
    // The last pair is not positive, or the chains ended: of it the even term counts alone (and where the pair is not, if it is).
    let last = pairs.pop().map_or(0.0, |(even, odd)| if even + odd >= 0.0 { even } else { even.max(0.0) });
    let mut sums: Vec<f64> = pairs.iter().map(|(even, odd)| even + odd).collect();
    for k in 1..sums.len() {
        sums[k] = sums[k].min(sums[k - 1]);
    }
    let tau = -1.0 + 2.0 * sums.iter().sum::<f64>() + last;
    size / tau.max(1.0 / libm::log10(size))
}

/// The effective size of half-chains for the mean.
pub fn mean_effective_size(chains: &[&[f64]]) -> f64 {
    effective_size(&split(chains))
}

/// The bulk's effective size: that of half-chains' normalized ranks (Vehtari et al. 2021, section 4).
pub fn bulk_effective_size(chains: &[&[f64]]) -> f64 {
    effective_size(&slices(&normalized(&split(chains))))
}

/// The effective size for the p-quantile q̂: that of the indicators of x ≤ q̂.
pub fn quantile_effective_size(chains: &[&[f64]], p: f64) -> f64 {
    let at = quantile(chains, p);
    let below: Vec<Vec<f64>> =
        chains.iter().map(|chain| chain.iter().map(|value| f64::from(u8::from(*value <= at))).collect()).collect();
    effective_size(&split(&slices(&below)))
}

/// The tails' effective size: the lesser of those for the 5 % and the 95 % quantile (Vehtari et al. 2021, section 4.3).
pub fn tail_effective_size(chains: &[&[f64]]) -> f64 {
    let (low, high) = (quantile_effective_size(chains, 0.05), quantile_effective_size(chains, 0.95));
    if low.is_nan() || high.is_nan() { f64::NAN } else { low.min(high) }
}

/// The effective size for the standard deviation: the lesser of those of half-chains' values and of their squares.
pub fn deviation_effective_size(chains: &[&[f64]]) -> f64 {
    let squares: Vec<Vec<f64>> = chains.iter().map(|chain| chain.iter().map(|value| value * value).collect()).collect();
    let (values, squares) = (mean_effective_size(chains), mean_effective_size(&slices(&squares)));
    if values.is_nan() || squares.is_nan() { f64::NAN } else { values.min(squares) }
}

/// The standard deviation of all draws.
fn deviation(chains: &[&[f64]]) -> f64 {
    libm::sqrt(variance(&chains.concat()))
}

/// The Monte Carlo standard error of the mean: s/√ESS.
pub fn mean_error(chains: &[&[f64]]) -> f64 {
    deviation(chains) / libm::sqrt(mean_effective_size(chains))
}

/// The Monte Carlo standard error of the standard deviation: s·√(e(1 − 1/ESS)^{ESS−1} − 1), of normal draws s/√(2·ESS) to first order.
pub fn deviation_error(chains: &[&[f64]]) -> f64 {
    let size = deviation_effective_size(chains);
    let factor = libm::exp(1.0 + (size - 1.0) * libm::log1p(-1.0 / size)) - 1.0;
    deviation(chains) * libm::sqrt(factor)
}

/// The integrated autocorrelation time of the mean in steps: draws for one independent draw, S/ESS.
pub fn autocorrelation_time(chains: &[&[f64]]) -> f64 {
    let draws: usize = chains.iter().map(|chain| 2 * (chain.len() / 2)).sum();
    draws as f64 / mean_effective_size(chains)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    /// Chains x ← φx + √(1−φ²)ξ from their own law.
    fn autoregressive(phi: f64, draws: usize) -> Vec<Vec<f64>> {
        let mut stream = Stream::new(2, "autoregressive");
        let chain = |_| {
            let mut x = stream.normal();
            (0..draws)
                .map(|_| {
                    x = phi * x + (1.0 - phi * phi).sqrt() * stream.normal();
                    x
                })
                .collect()
        };
        (0..8).map(chain).collect()
    }

    #[test]
    fn autoregressive_chains_have_their_known_times() {
        // τ = (1+φ)/(1−φ) of x; its square has φ².
        for phi in [0.0, 0.5, 0.9] {
            let chains = autoregressive(phi, 20_000);
            let chains = slices(&chains);
            let tau = |phi: f64| (1.0 + phi) / (1.0 - phi);
            assert_relative_eq!(autocorrelation_time(&chains), tau(phi), max_relative = 0.06);
            let expected = 160_000.0 / tau(phi * phi).max(tau(phi));
            assert_relative_eq!(deviation_effective_size(&chains), expected, max_relative = 0.06);
            assert_relative_eq!(bulk_effective_size(&chains), 160_000.0 / tau(phi), max_relative = 0.06);
        }
        // Chains that overshoot are worth more than independent draws: τ = 1/3.
        let chains = autoregressive(-0.5, 20_000);
        assert_relative_eq!(autocorrelation_time(&slices(&chains)), 1.0 / 3.0, max_relative = 0.06);
    }

    #[test]
    fn errors_are_those_of_many_repetitions() {
        let chains = autoregressive(0.5, 20_000);
        let chains = slices(&chains);
        let size = mean_effective_size(&chains);
        assert_relative_eq!(mean_error(&chains), 1.0 / size.sqrt(), max_relative = 0.02);
        assert_relative_eq!(
            deviation_error(&chains),
            1.0 / (2.0 * deviation_effective_size(&chains)).sqrt(),
            max_relative = 0.02
        );
    }

    #[test]
    fn what_does_not_move_or_is_too_short_is_said() {
        assert_eq!(effective_size(&[&[1.0; 10], &[1.0; 10]]), 20.0);
        assert!(effective_size(&[&[1.0, 2.0, 3.0]]).is_nan() && effective_size(&[]).is_nan());
        assert!(effective_size(&[&[1.0, f64::NAN, 3.0, 4.0]]).is_nan());
    }
}
