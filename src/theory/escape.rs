//! How long it takes to leave a saddle: strict ones, where |y| grows geometrically, and the monkey saddle.
//!
//! The strict saddle is f = ½x² − ½y² + ¼y⁴ (so γ = 1 at the origin); y decouples: y ← y + η(y − y³) + noise.

use crate::normal;
use core::f64::consts::PI;

/// Φ⁻¹(¾): half of a standard normal's mass lies within ± this.
pub const QUARTILE: f64 = 0.674_489_750_196_081_7;

/// 1 + ηγ: gradient descent's factor of |y| per step where f = −½γy² (Lee et al. 2016, section 1).
pub fn descent_growth(step_size: f64, curvature: f64) -> f64 {
    1.0 + step_size * curvature
}

/// ln(b/δ)/ln(1+η): steps from |y| = δ to |y| = b in the linear zone.
pub fn linear_escape_time(step_size: f64, from: f64, to: f64) -> f64 {
    libm::log(to / from) / libm::log(1.0 + step_size)
}

/// How many more steps than [`linear_escape_time`] the quartic can cost up to |y| = b < 1: at most
/// ½ln(1/(1−b²))/ln(1+η) + b².
///
/// One step falls short of a linear one by at most y² of a step, as ln(1+ηs) ≥ s·ln(1+η) for s = 1−y²; and ½ln(1/(1−y²))
/// grows by at least y²·ln(1+η) in each step that stays below b, so the shortfalls add up to no more.
pub fn quartic_delay(step_size: f64, to: f64) -> f64 {
    -0.5 * libm::log(1.0 - to * to) / libm::log(1.0 + step_size) + to * to
}

/// The larger root of λ² − (1+β+ηγ)λ + β = 0, and the smaller one: momentum's two factors of |y| per step.
///
/// From yₖ₊₁ = yₖ + β(yₖ − yₖ₋₁) + ηγyₖ (Polyak 1964).
pub fn momentum_growth(step_size: f64, curvature: f64, memory: f64) -> [f64; 2] {
    let half = 0.5 * (1.0 + memory + step_size * curvature);
    let larger = half + (half * half - memory).sqrt();
    [larger, memory / larger]
}

/// The standard deviation of y after t steps of perturbed SGD from y = 0 in the linear zone:
/// η²σ²/2·((1+η)²ᵗ−1)/((1+η)²−1), square root; noise uniform on a circle of radius σ has variance σ²/2 on each axis.
pub fn perturbed_spread(step_size: f64, sigma: f64, steps: f64) -> f64 {
    let growth = 2.0 * libm::log(1.0 + step_size);
    step_size * sigma * (0.5 * libm::expm1(growth * steps) / libm::expm1(growth)).sqrt()
}

/// Perturbed SGD's median escape time to |y| = b: the t at which [`perturbed_spread`] is b/Φ⁻¹(¾).
pub fn perturbed_median(step_size: f64, sigma: f64, radius: f64) -> f64 {
    let growth = 2.0 * libm::log(1.0 + step_size);
    let ratio = radius / QUARTILE / (step_size * sigma);
    libm::log1p(2.0 * ratio * ratio * libm::expm1(growth)) / growth
}

/// The density of the escape time at its median, 1/steps, from the same law: of P(T ≤ t) = 2Φ(−b/s(t)).
pub fn perturbed_median_density(step_size: f64, sigma: f64, radius: f64) -> f64 {
    let median = perturbed_median(step_size, sigma, radius);
    let growth = 2.0 * libm::log(1.0 + step_size);
    let relative = 0.5 * growth / -libm::expm1(-growth * median);
    2.0 * normal::density(QUARTILE) * QUARTILE * relative
}

/// Whether noise leaves a linear zone: it does not where it reaches b in a few steps, ησ/√2 > b/12.
pub fn has_linear_zone(step_size: f64, sigma: f64, radius: f64) -> bool {
    step_size * sigma * core::f64::consts::FRAC_1_SQRT_2 <= radius / 12.0
}

/// The median of the very first passage of |y| over b, quartic included, by propagating the law of y on a grid.
///
/// It starts from the Gaussian that y has while b is six standard deviations away, and pushes the density through
/// y ← y + η(y − y³) + ησ sin θ, θ uniform; the mean over θ is Gauss–Chebyshev quadrature, exact to degree 2·nodes − 1.
/// None where there is no linear zone (see [`has_linear_zone`]).
pub fn perturbed_first_passage_median(step_size: f64, sigma: f64, radius: f64) -> Option<f64> {
    const CELLS: usize = 800;
    const NODES: usize = 8;
    if !has_linear_zone(step_size, sigma, radius) {
        return None;
    }
    let mut step = 1.0;
    while perturbed_spread(step_size, sigma, step + 1.0) < radius / 6.0 {
        step += 1.0;
    }
    let start = perturbed_spread(step_size, sigma, step);
    let width = 2.0 * radius / CELLS as f64;
    let at = |i: usize| -radius + (i as f64 + 0.5) * width;
    let mut density: Vec<f64> = (0..CELLS).map(|i| normal::density(at(i) / start) / start).collect();
    let noise: Vec<f64> =
        (0..NODES).map(|k| step_size * sigma * libm::cos(PI * (k as f64 + 0.5) / NODES as f64)).collect();
    // For every cell and node: where the mass comes from, and how much it is stretched on the way.
    let sources: Vec<(f64, f64)> = (0..CELLS)
        .flat_map(|i| noise.iter().map(move |u| at(i) - u))
        .map(|target| {
            let from = preimage(step_size, target);
            (from, 1.0 / (1.0 + step_size * (1.0 - 3.0 * from * from)))
        })
        .collect();
    let mass = |density: &[f64]| density.iter().sum::<f64>() * width;
    let mut before = mass(&density);
    // Twice the linear time is ample; what has not left by then would be a fault of the caller's numbers.
    let last = 2.0 * perturbed_median(step_size, sigma, radius) + 20.0;
    while step < last {
        let interpolated = |y: f64| {
            let place = (y + radius) / width - 0.5;
            if place <= -1.0 || place >= CELLS as f64 {
                return 0.0;
            }
            let left = libm::floor(place);
            let weight = place - left;
            // Beyond the outermost centres the density goes on as it is there, up to the barrier.
            let value = |index: f64| density[(index.max(0.0) as usize).min(CELLS - 1)];
            (1.0 - weight) * value(left) + weight * value(left + 1.0)
        };
        let next: Vec<f64> = sources
            .chunks(NODES)
            .map(|nodes| nodes.iter().map(|(from, stretch)| interpolated(*from) * stretch).sum::<f64>() / NODES as f64)
            .collect();
        density = next;
        step += 1.0;
        let after = mass(&density);
        if after <= 0.5 {
            return Some(step - (0.5 - after) / (before - after).max(f64::MIN_POSITIVE));
        }
        before = after;
    }
    None
}

/// The y with y + η(y − y³) = target, for |target| where the map is increasing, by Newton.
fn preimage(step_size: f64, target: f64) -> f64 {
    let mut y = target / (1.0 + step_size);
    for _ in 0..50 {
        let correction = (y + step_size * (y - y * y * y) - target) / (1.0 + step_size * (1.0 - 3.0 * y * y));
        y -= correction;
        if correction.abs() < 1e-15 {
            break;
        }
    }
    y
}

/// 1/(3ηr₀): steps that gradient descent takes from distance r₀ of the monkey saddle on a ray of steepest descent,
/// where r ← r + η(3r² − r³): polynomial in 1/r₀, as no curvature drives it.
pub fn monkey_escape_time(step_size: f64, from: f64) -> f64 {
    1.0 / (3.0 * step_size * from)
}

/// How far the count of steps to r = b may lie from [`monkey_escape_time`], |correction| + remainder.
///
/// One step lowers 1/r by η(3−r)/(1+η(3r−r²)); summed over 1/r from 1/b to 1/r₀ this gives the time
/// 1/(3ηr₀) − 1/(3ηb) + (1/(9η) + 1)·ln(b/r₀) + O(b/η), whose last term is below (b/(27η) + b)·2, and rounding up.
pub fn monkey_escape_slack(step_size: f64, from: f64, to: f64) -> f64 {
    let logarithm = (1.0 / (9.0 * step_size) + 1.0) * libm::log(to / from);
    let correction = logarithm - 1.0 / (3.0 * step_size * to);
    correction.abs() + 2.0 * to * (1.0 / (27.0 * step_size) + 1.0) + 2.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Steps of y ← y + η(y − y³) from δ until y = b, the last one in part, geometrically.
    fn strict_steps(eta: f64, from: f64, to: f64) -> f64 {
        let (mut y, mut steps) = (from, 0.0);
        loop {
            let next = y + eta * (y - y * y * y);
            if next >= to {
                return steps + libm::log(to / y) / libm::log(next / y);
            }
            y = next;
            steps += 1.0;
        }
    }

    /// Steps of r ← r + η(3r² − r³) from r₀ until r ≥ b.
    fn monkey_steps(eta: f64, from: f64, to: f64) -> f64 {
        let (mut r, mut steps) = (from, 0.0);
        while r < to {
            r += eta * (3.0 * r * r - r * r * r);
            steps += 1.0;
        }
        steps
    }

    proptest! {
        #[test]
        fn the_quartic_never_costs_more_than_its_bound(eta in 0.002..0.5_f64, b in 0.05..0.9_f64) {
            let excess = strict_steps(eta, 1e-6, b) - linear_escape_time(eta, 1e-6, b);
            prop_assert!(excess >= -1e-9 && excess <= quartic_delay(eta, b), "{excess}");
        }

        #[test]
        fn the_monkey_saddle_is_left_within_the_slack(eta in 0.002..0.5_f64, b in 0.05..0.9_f64) {
            let deviation = monkey_steps(eta, b / 30.0, b) - monkey_escape_time(eta, b / 30.0);
            prop_assert!(deviation.abs() <= monkey_escape_slack(eta, b / 30.0, b), "{deviation}");
        }

        #[test]
        fn momentum_roots_solve_their_equation(eta in 0.001..0.5_f64, beta in 0.0..0.999_f64) {
            for root in momentum_growth(eta, 1.0, beta) {
                prop_assert!((root * root - (1.0 + beta + eta) * root + beta).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn the_catalogued_median_is_ninety() {
        let median = perturbed_median(0.05, 0.05, 0.3);
        assert!((median - 90.0).abs() < 0.5, "{median}");
        let spread = perturbed_spread(0.05, 0.05, median);
        assert!((spread * QUARTILE - 0.3).abs() < 1e-12);
        // Twenty thousand walkers gave 91, quartic and first passage included.
        let passage = perturbed_first_passage_median(0.05, 0.05, 0.3).unwrap();
        assert!((passage - 91.0).abs() < 1.0, "{passage}");
    }

    #[test]
    fn the_first_passage_median_is_that_of_a_simulation() {
        use crate::random::Stream;
        for (eta, sigma, b, seed) in [(0.05, 0.3, 0.3, 0), (0.2, 0.05, 0.5, 1), (0.02, 0.2, 0.15, 2)] {
            let mut noise = Stream::new(seed, "first passage");
            let n = 4000;
            let mut times: Vec<f64> = (0..n)
                .map(|_| {
                    let (mut y, mut steps) = (0.0_f64, 0.0);
                    while y.abs() < b {
                        y += eta * (y - y * y * y) + eta * noise.on_circle(sigma)[0];
                        steps += 1.0;
                    }
                    steps
                })
                .collect();
            times.sort_by(f64::total_cmp);
            let predicted = perturbed_first_passage_median(eta, sigma, b).unwrap();
            let error = 0.5 / perturbed_median_density(eta, sigma, b) / f64::from(n).sqrt();
            // The median of whole steps, moved into its step by the shares before and after.
            let median = times[n as usize / 2];
            let share = |until: f64| times.iter().filter(|time| **time <= until).count() as f64 / f64::from(n);
            let (before, after) = (share(median - 1.0), share(median));
            let median = median - 1.0 + (0.5 - before) / (after - before);
            // Four standard errors at a fixed seed.
            assert!((median - predicted).abs() < 4.0 * error, "{median} against {predicted} ± {error}");
        }
    }
}
