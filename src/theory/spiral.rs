//! How fast min–max dynamics spiral in or out when the field multiplies z = x + iy by c = α − ib.
//!
//! A bilinear game a·xy is α = 0, b = a; ½αx² + bxy − ½αy² is the general case. Every simultaneous rule then
//! multiplies z by a polynomial or rational function of ηc, whose modulus is exact for each single step.

use nalgebra::Complex;

/// |1 − ηc| = √((1−ηα)² + η²b²): gradient descent–ascent's factor of the radius per step.
///
/// On a bilinear game √(1 + η²a²) > 1 (Gidel et al. 2019, proposition 1).
pub fn descent_ascent_factor(step_size: f64, [alpha, b]: [f64; 2]) -> f64 {
    libm::hypot(1.0 - step_size * alpha, step_size * b)
}

/// |1 − ηc + η²c²|: extragradient's factor of the radius per step.
///
/// On a bilinear game its square is 1 − η²a² + η⁴a⁴ (Gidel et al. 2019, proposition 1).
pub fn extragradient_factor(step_size: f64, [alpha, b]: [f64; 2]) -> f64 {
    let scaled = Complex::new(step_size * alpha, -step_size * b);
    modulus(Complex::new(1.0, 0.0) - scaled + scaled * scaled)
}

/// |1 − βηc + βη²c²|: EG+'s factor of the radius per step (Diakonikolas, Daskalakis & Jordan 2021, algorithm EG+).
pub fn extragradient_plus_factor(step_size: f64, beta: f64, [alpha, b]: [f64; 2]) -> f64 {
    let scaled = Complex::new(step_size * alpha, -step_size * b);
    modulus(Complex::new(1.0, 0.0) - (scaled - scaled * scaled) * beta)
}

/// |1 − η|c|²|: Hamiltonian descent's factor of the radius per step (Abernethy, Lai & Wibisono 2019, section 3).
pub fn hamiltonian_factor(step_size: f64, [alpha, b]: [f64; 2]) -> f64 {
    (1.0 - step_size * (alpha * alpha + b * b)).abs()
}

/// |1 − η(c + γ|c|²)|: consensus optimization's factor of the radius per step (Mescheder, Nowozin & Geiger 2017, lemma 9).
pub fn consensus_factor(step_size: f64, gamma: f64, [alpha, b]: [f64; 2]) -> f64 {
    libm::hypot(1.0 - step_size * (alpha + gamma * (alpha * alpha + b * b)), step_size * b)
}

/// 1/|1 + ηc|: the proximal point method's factor of the radius per step.
///
/// On a bilinear game 1/√(1 + η²a²) < 1 (Gidel et al. 2019, proposition 1).
pub fn proximal_point_factor(step_size: f64, [alpha, b]: [f64; 2]) -> f64 {
    1.0 / libm::hypot(1.0 + step_size * alpha, step_size * b)
}

/// 1 + η²τa²: two-timescale descent–ascent's factor of τx² + y² per step on a bilinear game a·xy, with step η
/// for x and τη for y. (The cross terms ∓2ητa·xy cancel in that weighting and in no other.)
pub fn two_timescale_factor(step_size: f64, ratio: f64, coupling: f64) -> f64 {
    1.0 + step_size * step_size * ratio * coupling * coupling
}

/// x² + y² − ηa·xy: what alternating descent–ascent conserves on a bilinear game a·xy
/// (Bailey, Gidel & Piliouras 2020, theorem 4).
pub fn alternating_invariant(step_size: f64, coupling: f64, [x, y]: [f64; 2]) -> f64 {
    x * x + y * y - step_size * coupling * x * y
}

/// η√2·|cos s|: how far a simultaneous method moves per step on sin(x + y), s = x + y, for ever.
pub fn sine_sum_stride(step_size: f64, sum: f64) -> f64 {
    step_size * core::f64::consts::SQRT_2 * libm::cos(sum).abs()
}

/// C with ‖F(zₖ)‖² ≤ C‖z₀ − z*‖²/(k + 1)² for anchored extragradient with constant step η on a monotone game with Lipschitz
/// constant R: C = 4(1 + ηR + η²R²)/(η²(1 + ηR)). None where the step is too long for the theorem, which asks for
/// 1 − 3ηR − η²R² − η³R³ ≥ 0 and 1 − 8ηR + η²R² − 2η³R³ ≥ 0; η = 1/8R will do and gives 260R² (Yoon & Ryu 2021, EAG-C).
pub fn anchored_constant(step_size: f64, lipschitz: f64) -> Option<f64> {
    let s = step_size * lipschitz;
    let allowed = 1.0 - s * (3.0 + s * (1.0 + s)) >= 0.0 && 1.0 - s * (8.0 - s * (1.0 - 2.0 * s)) >= 0.0;
    (allowed && s > 0.0).then(|| 4.0 * (1.0 + s + s * s) / (step_size * step_size * (1.0 + s)))
}

/// The optimistic method's two modes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OptimisticRate {
    /// |λ₁|, the spectral radius: the asymptotic factor of the radius per step.
    pub rate: f64,
    /// |λ₂/λ₁| ≤ 1: how fast the second mode fades beside the first.
    pub fading: f64,
    /// |c₂/c₁|: the second mode's share at the start, for z₋₁ = z₀.
    pub share: f64,
}

impl OptimisticRate {
    /// The number of steps after which the radius' factor is `rate` to `precision`, relative;
    /// infinite where the two modes do not separate.
    pub fn burn_in(&self, precision: f64) -> f64 {
        // The factor deviates by at most about 2·share·fadingᵏ·(1 + fading) < 4·share·fadingᵏ, relative.
        let excess = 4.0 * self.share / precision;
        if excess <= 1.0 { 0.0 } else { (libm::log(excess) / -libm::log(self.fading)).max(0.0) }
    }
}

/// The larger root of λ² − (1 − 2ηc)λ − ηc = 0 and its company: the optimistic method's asymptotic rate.
///
/// On a bilinear game c = −ia; at ηa = 0.1 the rate is 0.994936 (Daskalakis et al. 2018; Mokhtari et al. 2020).
pub fn optimistic_rate(step_size: f64, [alpha, b]: [f64; 2]) -> OptimisticRate {
    let scaled = Complex::new(step_size * alpha, -step_size * b);
    let one = Complex::new(1.0, 0.0);
    let half_trace = (one - scaled * 2.0) * 0.5;
    let root = square_root(half_trace * half_trace + scaled);
    let (plus, minus) = (half_trace + root, half_trace - root);
    let (first, second) = if modulus(plus) >= modulus(minus) { (plus, minus) } else { (minus, plus) };
    // z₁ = (1 − ηc)z₀ as F(z₋₁) = F(z₀); the modes' amplitudes follow from z₀ and z₁.
    let next = one - scaled;
    OptimisticRate {
        rate: modulus(first),
        fading: modulus(second) / modulus(first),
        share: modulus(next - first) / modulus(next - second),
    }
}

fn modulus(value: Complex<f64>) -> f64 {
    libm::hypot(value.re, value.im)
}

/// The principal square root, through `libm` alone.
fn square_root(value: Complex<f64>) -> Complex<f64> {
    let size = modulus(value);
    let re = (0.5 * (size + value.re)).max(0.0).sqrt();
    let im = (0.5 * (size - value.re)).max(0.0).sqrt();
    Complex::new(re, if value.im < 0.0 { -im } else { im })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn bilinear_factors_are_the_catalogued_ones() {
        let (eta, a) = (0.3_f64, 1.7_f64);
        let s = eta * eta * a * a;
        assert_relative_eq!(descent_ascent_factor(eta, [0.0, a]), (1.0 + s).sqrt(), max_relative = 1e-15);
        assert_relative_eq!(extragradient_factor(eta, [0.0, a]).powi(2), 1.0 - s + s * s, max_relative = 1e-14);
        assert_relative_eq!(proximal_point_factor(eta, [0.0, a]), 1.0 / (1.0 + s).sqrt(), max_relative = 1e-15);
    }

    #[test]
    fn the_anchored_constant_is_the_papers_at_its_step_and_none_at_a_longer() {
        let lipschitz = 1.7;
        let constant = anchored_constant(1.0 / (8.0 * lipschitz), lipschitz).unwrap();
        assert!(constant <= 260.0 * lipschitz * lipschitz && constant > 259.0 * lipschitz * lipschitz);
        assert_eq!(anchored_constant(0.2, 1.0), None);
    }

    #[test]
    fn the_optimistic_rate_at_a_tenth_is_the_known_one() {
        let rate = optimistic_rate(0.1, [0.0, 1.0]);
        assert!((rate.rate - 0.994_936).abs() < 1e-6);
        // Both roots multiply to |ηc|.
        assert_relative_eq!(rate.rate * rate.rate * rate.fading, 0.1, max_relative = 1e-14);
    }
}
