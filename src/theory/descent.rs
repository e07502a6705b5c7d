//! How fast first-order methods descend a quadratic with curvatures from μ to L, κ = L/μ, or any smooth function near a minimum.

/// 2/(μ + L): the step size at which gradient descent's slower direction is fastest (Nesterov 2018, theorem 2.1.15).
pub fn best_step_size([mu, l]: [f64; 2]) -> f64 {
    2.0 / (mu + l)
}

/// (κ − 1)/(κ + 1): the factor of the error per step at [`best_step_size`], in both extreme directions.
pub fn best_contraction([mu, l]: [f64; 2]) -> f64 {
    (l - mu) / (l + mu)
}

/// 2/L: beyond this step size gradient descent is repelled in the steepest direction.
pub fn largest_step_size(l: f64) -> f64 {
    2.0 / l
}

/// The heavy ball's best step size, memory and rate: η = 4/(√L + √μ)², β = ρ², ρ = (√κ − 1)/(√κ + 1)
/// (Polyak 1964, theorem 9; in v ← βv + g, x ← x − ηv).
pub fn heavy_ball([mu, l]: [f64; 2]) -> (f64, f64, f64) {
    let (a, b) = (mu.sqrt(), l.sqrt());
    let rate = (b - a) / (b + a);
    (4.0 / ((a + b) * (a + b)), rate * rate, rate)
}

/// The asymptotic factor of the error per step along a curvature λ under the heavy ball: the larger |z| of the roots of
/// z² − (1 + β − ηλ)z + β = 0.
pub fn heavy_ball_factor(curvature: f64, step_size: f64, memory: f64) -> f64 {
    let half = 0.5 * (1.0 + memory - step_size * curvature).abs();
    let square = half * half - memory;
    if square < 0.0 { memory.sqrt() } else { half + square.sqrt() }
}

/// The mean over k < N of E|∇f(xₖ)|² under xₖ₊₁ = xₖ − η(∇f(xₖ) + σξₖ), ξ standard Gaussian in each coordinate, on the
/// quadratic with the given curvatures λ from an error whose coordinates along the axes are given: in each direction
/// λ²(ρ²ᵏc² + η²σ²(1 − ρ²ᵏ)/(1 − ρ²)) with ρ = 1 − ηλ, summed over k. For 0 < ηλ < 2.
pub fn noisy_mean_square(curvatures: [f64; 2], error: [f64; 2], step_size: f64, sigma: f64, steps: f64) -> f64 {
    let along = |lambda: f64, c: f64| {
        let lost = step_size * lambda * (2.0 - step_size * lambda);
        // (1 − ρ²ᴺ)/(N(1 − ρ²)), the mean of ρ²ᵏ.
        let share = if lost > 0.0 { -libm::expm1(steps * libm::log1p(-lost)) / (steps * lost) } else { 1.0 };
        let noise = if lost > 0.0 { step_size * step_size * sigma * sigma / lost * (1.0 - share) } else { 0.0 };
        lambda * lambda * (c * c * share + noise)
    };
    along(curvatures[0], error[0]) + along(curvatures[1], error[1])
}

/// (2L(f(x₀) − f*) + σ²)/√N: what the mean of E|∇f|² over N steps is at most at η = 1/(L√N), where E|ξ|² ≤ σ²
/// (Ghadimi & Lan 2013, corollary 2.2; with the constants of its proof).
pub fn noisy_bound(l: f64, height: f64, variance: f64, steps: f64) -> f64 {
    (2.0 * l * height + variance) / steps.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_best_step_size_has_equal_factors_at_both_ends() {
        let ends = [1.0, 25.0];
        let eta = best_step_size(ends);
        assert_relative_eq!(1.0 - eta * ends[0], best_contraction(ends), max_relative = 1e-14);
        assert_relative_eq!(eta * ends[1] - 1.0, best_contraction(ends), max_relative = 1e-14);
        assert_relative_eq!(best_contraction(ends), 24.0 / 26.0, max_relative = 1e-14);
        assert_relative_eq!(1.0 - largest_step_size(25.0) * 25.0, -1.0, max_relative = 1e-14);
    }

    #[test]
    fn the_heavy_ball_s_roots_are_double_at_both_ends() {
        let ends = [0.7, 31.0];
        let (eta, beta, rate) = heavy_ball(ends);
        for lambda in ends {
            // z² − (1 + β − ηλ)z + β.
            let trace = 1.0 + beta - eta * lambda;
            assert_relative_eq!(trace * trace, 4.0 * beta, max_relative = 1e-13);
            assert_relative_eq!(heavy_ball_factor(lambda, eta, beta), rate, max_relative = 1e-6);
            // Any other step or memory is slower in one of the two directions.
            for (eta, beta) in [(1.1 * eta, beta), (0.9 * eta, beta), (eta, 0.9 * beta), (eta, 1.1 * beta)] {
                let factor = ends.map(|end| heavy_ball_factor(end, eta, beta)).into_iter().fold(0.0, f64::max);
                assert!(factor > 1.01 * rate, "{factor} against {rate}");
            }
        }
        assert_relative_eq!(
            rate,
            ((31.0_f64 / 0.7).sqrt() - 1.0) / ((31.0_f64 / 0.7).sqrt() + 1.0),
            max_relative = 1e-14
        );
    }

    #[test]
    fn the_noisy_mean_is_the_sum_of_its_terms_and_below_its_bound() {
        let (curvatures, error, sigma, steps) = ([1.0, 25.0], [-2.0, 1.2], 0.8, 256);
        let eta = 1.0 / (25.0 * f64::from(steps).sqrt());
        let mut second = error.map(|c| c * c);
        let mut sum = 0.0;
        for _ in 0..steps {
            for i in 0..2 {
                sum += curvatures[i] * curvatures[i] * second[i];
                let rho = 1.0 - eta * curvatures[i];
                second[i] = rho * rho * second[i] + eta * eta * sigma * sigma;
            }
        }
        let mean = noisy_mean_square(curvatures, error, eta, sigma, f64::from(steps));
        assert_relative_eq!(mean, sum / f64::from(steps), max_relative = 1e-12);
        let height = 0.5 * (4.0 + 25.0 * 1.44);
        assert!(mean <= noisy_bound(25.0, height, 2.0 * sigma * sigma, f64::from(steps)));
        // Without curvature nothing moves but the noise, which the gradient does not see.
        assert_eq!(noisy_mean_square([0.0, 0.0], error, eta, sigma, 10.0), 0.0);
    }
}
