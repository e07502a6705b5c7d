//! What the discretized Langevin chain is known to do.

/// The stationary variance of x ← x − ηαx + √(2η/β)ξ, on a Gaussian of precision α: 1/(βα(1 − ηα/2)) for 0 < ηα < 2.
///
/// From v = (1−ηα)²v + 2η/β. The Gaussian's own variance is 1/(βα): the chain's is too large by the factor 1/(1 − ηα/2)
/// (Vempala & Wibisono 2019, arXiv:1903.08568, on the biased limit of a Gaussian).
pub fn ula_gaussian_variance(alpha: f64, eta: f64, beta: f64) -> f64 {
    1.0 / (beta * alpha * (1.0 - 0.5 * eta * alpha))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_variance_is_the_fixed_point_of_a_step() {
        for (alpha, eta, beta) in [(1.0, 0.1, 1.0), (2.0, 0.3, 0.5), (0.5, 1.0, 4.0)] {
            let v = ula_gaussian_variance(alpha, eta, beta);
            let next = (1.0 - eta * alpha) * (1.0 - eta * alpha) * v + 2.0 * eta / beta;
            assert_relative_eq!(next, v, max_relative = 1e-14);
        }
    }
}
