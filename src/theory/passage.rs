//! How long a Langevin chain takes from one place to another.

use super::absorbing::Absorbing;
use super::quadrature::{Rule, integrate, panels_for};
use crate::normal;
use crate::problem::density::NormalPair;

/// −ζ(½)/√2π: a boundary watched only at times δt apart acts as one moved away by this many standard deviations of an increment.
/// Siegmund (1985), *Sequential Analysis*, chapter 10; Broadie, Glasserman & Kou (1997), Mathematical Finance 7, theorem 1.
pub const WATCHED_BOUNDARY: f64 = 0.582_597_157_939_010_7;

/// How many standard deviations of the coldest normal component an integral over the line reaches.
const REACH: f64 = 12.0;
/// How many standard deviations of a step a transition reaches.
const STEP_REACH: f64 = 8.5;

/// By how much the barrier moves when a chain with step η at inverse temperature β is watched at its steps: 0.5826·√(2η/β).
pub fn boundary_shift(eta: f64, beta: f64) -> f64 {
    WATCHED_BOUNDARY * libm::sqrt(2.0 * eta / beta)
}

/// The mean first-passage time of dX = −f′(X)dt + √(2/β)dB from `start` up to `barrier`,
/// β ∫_start^barrier e^{βf(y)} ∫_{−∞}^y e^{−βf(z)} dz dy (Gardiner 2009, *Stochastic Methods*, section 5.5).
///
/// For a chain of step η move the barrier by [`boundary_shift`].
pub fn mean_passage_time(density: &NormalPair, beta: f64, start: f64, barrier: f64) -> f64 {
    let weight = |x: f64| libm::exp(-beta * density.potential(x));
    let far = start.min(-density.r()) - REACH / libm::sqrt(beta);
    let mut below = integrate(far, start, weight);
    let panels = 2 * panels_for(barrier - start);
    let width = (barrier - start) / panels as f64;
    let mut total = 0.0;
    for panel in 0..panels {
        let left = start + width * panel as f64;
        let rule = Rule::panels(left, left + width, 1);
        total += rule.integrate(|y| {
            (below + Rule::panels(left, y, 1).integrate(weight)) * libm::exp(beta * density.potential(y))
        });
        below += rule.integrate(weight);
    }
    beta * total
}

/// The mean time, in units of η a step, that the chain x ← x − ηf′(x) + √(2η/β)ξ takes from `start` until it first stands at or above
/// `barrier`: no approximation but quadrature's, from m(x) = η + ∫_{y<barrier} k(x, y) m(y) dy with k the step's normal density.
pub fn mean_chain_passage_time(density: &NormalPair, eta: f64, beta: f64, start: f64, barrier: f64) -> f64 {
    let deviation = libm::sqrt(2.0 * eta / beta);
    let far = start.min(-density.r()) - 9.0 / libm::sqrt(beta) - 2.0 * deviation;
    // Sixteen nodes on panels of up to four deviations: the kernel is resolved to about 10⁻⁹.
    let panels = libm::ceil((barrier - far) / (4.0 * deviation)) as usize;
    let rule = Rule::panels(far, barrier, panels.max(1));
    let landing = |x: f64| x - eta * density.slope(x);
    let kernel = |mean: f64, y: f64| normal::density((y - mean) / deviation) / deviation;
    let exit = |mean: f64| normal::distribution((mean - barrier) / deviation);
    let means: Vec<f64> = rule.nodes.iter().map(|x| landing(*x)).collect();
    let reachable: Vec<(usize, usize)> = means.iter().map(|mean| window(&rule.nodes, *mean, deviation)).collect();
    let band = reachable.iter().enumerate().map(|(i, (from, to))| i.abs_diff(*from).max(to.abs_diff(i))).max();
    let exits = means.iter().map(|mean| exit(*mean)).collect();
    let mut chain = Absorbing::new(band.unwrap_or(0), exits, vec![eta; rule.len()]);
    for (i, (from, to)) in reachable.iter().enumerate() {
        for j in *from..*to {
            chain.set(i, j, rule.weights[j] * kernel(means[i], rule.nodes[j]));
        }
    }
    let m = chain.solve();
    let first = landing(start);
    eta + m.iter().zip(&rule.nodes).zip(&rule.weights).map(|((m, y), w)| m * w * kernel(first, *y)).sum::<f64>()
}

/// The nodes within reach of a step that lands around `mean`.
fn window(nodes: &[f64], mean: f64, deviation: f64) -> (usize, usize) {
    let from = nodes.partition_point(|y| *y < mean - STEP_REACH * deviation);
    (from, nodes.partition_point(|y| *y <= mean + STEP_REACH * deviation))
}

/// The least-squares slope of log T against r²/2.
pub fn log_slope(points: &[(f64, f64)]) -> f64 {
    log_slope_weights(points).iter().zip(points).map(|(weight, (_, time))| weight * libm::log(*time)).sum()
}

/// The weights cᵢ with which log Tᵢ enters [`log_slope`]; its variance is Σ cᵢ²·var(Tᵢ)/Tᵢ² by the delta method.
pub fn log_slope_weights(points: &[(f64, f64)]) -> Vec<f64> {
    let abscissa = |(r, _): &(f64, f64)| 0.5 * r * r;
    let mean = points.iter().map(abscissa).sum::<f64>() / points.len().max(1) as f64;
    let spread: f64 = points.iter().map(|p| (abscissa(p) - mean) * (abscissa(p) - mean)).sum();
    points.iter().map(|p| (abscissa(p) - mean) / spread).collect()
}

/// Crossings per unit time of the diffusion dX = −f′(X)dt + √2 dB in equilibrium between the cores (−∞, −a] and [a, ∞), both
/// directions counted: 2/∫_{−a}^a 1/p, as the two mean passage times add up to ∫ 1/p (the commute-time identity).
///
/// For a chain watched at steps of η move both cores outward, a + [`boundary_shift`].
pub fn crossing_rate(density: &NormalPair, a: f64) -> f64 {
    2.0 / Rule::panels(-a, a, 4 * panels_for(2.0 * a)).integrate(|x| libm::exp(density.potential(x)))
}

/// The rate at which a tempered walker forgets its mode at one level: crossings per unit time of dX = −f′(X)dt + √(2/β)dB in either
/// direction between ±a, 1/(β∫_{−a}^a 1/p_β), over the shares w(1−w) of the modes.
pub fn mode_relaxation_rate(density: &NormalPair, beta: f64, log_partition_function: f64, a: f64) -> f64 {
    let resistance = Rule::panels(-a, a, 4 * panels_for(2.0 * a))
        .integrate(|x| libm::exp(beta * density.potential(x) + log_partition_function));
    let w = density.left_weight();
    1.0 / (beta * resistance * w * (1.0 - w))
}

/// [`crossing_rate`] for the chain x ← x − ηf′(x) + √(2η)ξ, per unit time (η a step), from its own mean passage times both ways.
///
/// A passage starts where the last one ended: on average [`boundary_shift`] behind the core's edge.
pub fn chain_crossing_rate(density: &NormalPair, eta: f64, a: f64) -> f64 {
    let start = -a - boundary_shift(eta, 1.0);
    let mirrored = NormalPair::new(density.r(), 1.0 - density.left_weight());
    2.0 / [density, &mirrored].map(|from| mean_chain_passage_time(from, eta, 1.0, start, a)).iter().sum::<f64>()
}

/// The committor of the diffusion between the cores (−∞, −a] and [a, ∞) at β = 1: the probability that from x it last stood in the left
/// core, ∫_x^a 1/p / ∫_{−a}^a 1/p (by reversibility also that it meets the left core next).
pub fn left_committor(density: &NormalPair, a: f64, x: f64) -> f64 {
    let resistance = |from: f64, to: f64| integrate(from, to, |y| libm::exp(density.potential(y)));
    resistance(x.clamp(-a, a), a) / resistance(-a, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn passage_time_of_an_ornstein_uhlenbeck_process_is_its_series() {
        // From 0 up to b at β = 1: Σ (√2 b)^k Γ(k/2)/(2·k!) (Siegert 1951), b in units of the stationary deviation.
        let gaussian = NormalPair::new(0.0, 0.5);
        let b: f64 = 1.2;
        let (mut sum, mut factorial) = (0.0, 1.0);
        for k in 1..60 {
            factorial *= f64::from(k);
            sum += (2.0_f64.sqrt() * b).powi(k) * libm::tgamma(f64::from(k) / 2.0) / (2.0 * factorial);
        }
        assert_relative_eq!(mean_passage_time(&gaussian, 1.0, 0.0, b), sum, max_relative = 1e-10);
    }

    #[test]
    fn the_chain_tends_to_the_diffusion_with_moved_barrier() {
        let pair = NormalPair::new(2.0, 0.5);
        let gap = |eta: f64| {
            let chain = mean_chain_passage_time(&pair, eta, 1.0, -2.0, 0.0);
            chain / mean_passage_time(&pair, 1.0, -2.0, boundary_shift(eta, 1.0)) - 1.0
        };
        assert!(gap(0.01).abs() < 5e-4 && gap(0.001).abs() < 5e-5);
    }

    #[test]
    fn the_chain_s_passage_time_is_what_the_chain_does() {
        let pair = NormalPair::new(1.5, 0.5);
        let (eta, n) = (0.1, 40_000);
        let mut stream = Stream::new(1, "passage");
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..n {
            let (mut x, mut steps) = (-1.5, 0.0);
            while x < 0.0 {
                x += -eta * pair.slope(x) + (2.0 * eta).sqrt() * stream.normal();
                steps += eta;
            }
            sum += steps;
            squares += steps * steps;
        }
        let mean = sum / f64::from(n);
        let error = ((squares / f64::from(n) - mean * mean) / f64::from(n)).sqrt();
        let predicted = mean_chain_passage_time(&pair, eta, 1.0, -1.5, 0.0);
        assert!((mean - predicted).abs() < 3.89 * error, "{mean} ± {error} against {predicted}");
    }

    #[test]
    fn passage_times_both_ways_add_up_to_the_crossing_rate() {
        let pair = NormalPair::new(2.5, 0.3);
        let mirrored = NormalPair::new(2.5, 0.7);
        let there = mean_passage_time(&pair, 1.0, -2.5, 2.5);
        let back = mean_passage_time(&mirrored, 1.0, -2.5, 2.5);
        assert_relative_eq!(crossing_rate(&pair, 2.5), 2.0 / (there + back), max_relative = 1e-9);
    }

    #[test]
    fn the_chain_crosses_as_often_as_the_diffusion_when_steps_are_small() {
        let pair = NormalPair::new(3.0, 0.3);
        let gap = |eta: f64| {
            chain_crossing_rate(&pair, eta, 3.0) / crossing_rate(&pair, 3.0 + boundary_shift(eta, 1.0)) - 1.0
        };
        assert!(gap(0.02).abs() < 1e-2 && gap(0.005).abs() < 3e-3);
    }

    #[test]
    fn the_slope_of_exact_exponentials_is_one() {
        let points = [1.5, 2.0, 2.5].map(|r: f64| (r, 3.0 * (r * r / 2.0).exp()));
        assert_relative_eq!(log_slope(&points), 1.0, max_relative = 1e-12);
    }
}
