//! What the discretized Langevin chain is known to do.

/// The stationary variance of x ← x − ηαx + √(2η/β)ξ, on a Gaussian of precision α: 1/(βα(1 − ηα/2)) for 0 < ηα < 2.
///
/// From v = (1−ηα)²v + 2η/β. The Gaussian's own variance is 1/(βα): the chain's is too large by the factor 1/(1 − ηα/2)
/// (Vempala & Wibisono 2019, arXiv:1903.08568, on the biased limit of a Gaussian).
pub fn ula_gaussian_variance(alpha: f64, eta: f64, beta: f64) -> f64 {
    1.0 / (beta * alpha * (1.0 - 0.5 * eta * alpha))
}

/// The mean after k steps of x ← x − ηαx + √(2η/β)ξ from x₀: (1 − ηα)ᵏx₀, which is e^{−αt}x₀ at t = ηk as η → 0.
pub fn ou_mean(alpha: f64, eta: f64, start: f64, steps: u64) -> f64 {
    libm::pow(1.0 - eta * alpha, steps as f64) * start
}

/// The variance after k steps from one point: (1 − (1−ηα)^{2k}) of [`ula_gaussian_variance`], which is (1 − e^{−2αt})/βα as η → 0.
pub fn ou_variance(alpha: f64, eta: f64, beta: f64, steps: u64) -> f64 {
    let kept = libm::pow((1.0 - eta * alpha) * (1.0 - eta * alpha), steps as f64);
    (1.0 - kept) * ula_gaussian_variance(alpha, eta, beta)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn mean_and_variance_follow_the_recursion_and_tend_to_the_diffusion_s() {
        let (alpha, eta, beta, start) = (2.0, 0.1, 0.5, 3.0);
        let (mut mean, mut variance) = (start, 0.0);
        for step in 0..40 {
            assert_relative_eq!(ou_mean(alpha, eta, start, step), mean, max_relative = 1e-12);
            assert_relative_eq!(ou_variance(alpha, eta, beta, step), variance, max_relative = 1e-12, epsilon = 1e-15);
            mean *= 1.0 - eta * alpha;
            variance = (1.0 - eta * alpha).powi(2) * variance + 2.0 * eta / beta;
        }
        let (time, fine) = (0.7_f64, 1e-6);
        let steps = (time / fine) as u64;
        assert_relative_eq!(ou_mean(alpha, fine, start, steps), start * (-alpha * time).exp(), max_relative = 1e-5);
        let limit = (1.0 - (-2.0 * alpha * time).exp()) / (beta * alpha);
        assert_relative_eq!(ou_variance(alpha, fine, beta, steps), limit, max_relative = 1e-5);
    }

    #[test]
    fn the_variance_is_the_fixed_point_of_a_step() {
        for (alpha, eta, beta) in [(1.0, 0.1, 1.0), (2.0, 0.3, 0.5), (0.5, 1.0, 4.0)] {
            let v = ula_gaussian_variance(alpha, eta, beta);
            let next = (1.0 - eta * alpha) * (1.0 - eta * alpha) * v + 2.0 * eta / beta;
            assert_relative_eq!(next, v, max_relative = 1e-14);
        }
    }
}
