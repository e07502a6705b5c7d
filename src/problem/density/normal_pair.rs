//! A mixture of two normal laws on the line: potential, slope and curvature in closed form, and exact tempered draws.

use crate::random::Stream;
use core::f64::consts::PI;
use saddleback_swarm::potential::Pair;

/// A mixture of two normal laws on the line, w·N(−r, 1) + (1−w)·N(r, 1).
///
/// Its potential is f(x) = −log p(x) = (x² + r²)/2 + ½log 2π − ½log 4w(1−w) − log cosh(rx + h) with
/// h = ½log((1−w)/w), so that one exponential gives the slope, and p is normalized: ∫e^{−f} = 1.
/// With r = 0 it is the standard normal law.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalPair {
    r: f64,
    left_weight: f64,
    half_log_odds: f64,
    constant: f64,
}

impl NormalPair {
    /// The pair with means −r and r (r ≥ 0, finite) and weight `left_weight` in (0, 1) on the left.
    /// A weight outside is brought to the nearest of 10⁻¹² and 1 − 10⁻¹².
    pub fn new(r: f64, left_weight: f64) -> Self {
        let w = left_weight.clamp(1e-12, 1.0 - 1e-12);
        let half_log_odds = 0.5 * libm::log((1.0 - w) / w);
        let constant = 0.5 * (r * r + libm::log(2.0 * PI) - libm::log(4.0 * w * (1.0 - w)));
        Self { r, left_weight: w, half_log_odds, constant }
    }

    /// Half the distance of the means.
    pub fn r(&self) -> f64 {
        self.r
    }

    /// The weight w of the left component.
    pub fn left_weight(&self) -> f64 {
        self.left_weight
    }

    /// The same for vectors of eight particles.
    pub fn vectorized(&self) -> Pair {
        Pair { radius: self.r as f32, half_log_odds: self.half_log_odds as f32 }
    }

    /// sign(z) and e^{−2|z|} at z = rx + h, from which tanh, cosh and both weights follow without overflow.
    fn signed_decay(&self, x: f64) -> (f64, f64) {
        let z = self.r * x + self.half_log_odds;
        (z, libm::exp(-2.0 * z.abs()))
    }

    /// f(x) = −log p(x).
    pub fn potential(&self, x: f64) -> f64 {
        self.potential_and_slope(x).0
    }

    /// f′(x) = x − r·tanh(rx + h).
    pub fn slope(&self, x: f64) -> f64 {
        if self.r == 0.0 {
            return x;
        }
        let (z, decay) = self.signed_decay(x);
        x - self.r * ((1.0 - decay) / (1.0 + decay)).copysign(z)
    }

    /// f″(x) = 1 − r²/cosh²(rx + h).
    pub fn curvature(&self, x: f64) -> f64 {
        let (_, decay) = self.signed_decay(x);
        1.0 - self.r * self.r * 4.0 * decay / ((1.0 + decay) * (1.0 + decay))
    }

    /// f(x) and f′(x) from one exponential.
    pub fn potential_and_slope(&self, x: f64) -> (f64, f64) {
        let (z, decay) = self.signed_decay(x);
        let log_cosh = z.abs() + libm::log1p(decay) - core::f64::consts::LN_2;
        let tanh = ((1.0 - decay) / (1.0 + decay)).copysign(z);
        (0.5 * x * x + self.constant - log_cosh, x - self.r * tanh)
    }

    /// p(x) = e^{−f(x)}, normalized.
    pub fn density(&self, x: f64) -> f64 {
        libm::exp(-self.potential(x))
    }

    /// The probability that a draw that fell on x came from the left component, w·φ(x+r)/p(x).
    /// Its mean under p is exactly w.
    pub fn share_of_left(&self, x: f64) -> f64 {
        let (z, decay) = self.signed_decay(x);
        if z > 0.0 { decay / (1.0 + decay) } else { 1.0 / (1.0 + decay) }
    }

    /// An exact draw from the tempered law p^β/∫p^β, 0 < β ≤ 1, by rejection.
    ///
    /// As u ↦ u^β is subadditive, p^β ≤ (w·φ(x+r))^β + ((1−w)·φ(x−r))^β: a mixture of normal laws of variance 1/β with
    /// weights in the ratio w^β : (1−w)^β, which is accepted with probability at least 2^{β−1} ≥ ½.
    pub fn sample_tempered(&self, beta: f64, stream: &mut Stream) -> f64 {
        let odds = libm::exp(2.0 * beta * self.half_log_odds);
        let scale = 1.0 / libm::sqrt(beta);
        loop {
            let mean = if stream.uniform() * (1.0 + odds) < 1.0 { -self.r } else { self.r };
            let x = mean + scale * stream.normal();
            let (_, decay) = self.signed_decay(x);
            // With a ≥ b the two weighted components, b/a = decay: (a+b)^β/(a^β+b^β).
            let accepted = libm::pow(1.0 + decay, beta) / (1.0 + libm::pow(decay, beta));
            if stream.uniform() < accepted {
                return x;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;

    /// The mixture written out, for comparison.
    fn plain_density(r: f64, w: f64, x: f64) -> f64 {
        let normal = |mean: f64| (-(x - mean).powi(2) / 2.0).exp() / (2.0 * PI).sqrt();
        w * normal(-r) + (1.0 - w) * normal(r)
    }

    proptest! {
        #[test]
        fn the_closed_form_is_the_mixture(r in 0.0..5.0, w in 0.05..0.95, x in -7.0..7.0) {
            let pair = NormalPair::new(r, w);
            assert_relative_eq!(pair.density(x), plain_density(r, w, x), max_relative = 1e-12);
            let left = w * (-(x + r).powi(2) / 2.0).exp() / (2.0 * PI).sqrt();
            assert_relative_eq!(pair.share_of_left(x), left / plain_density(r, w, x), max_relative = 1e-11);
        }

        #[test]
        fn derivatives_agree_with_differences_and_each_other(r in 0.0..5.0, w in 0.05..0.95, x in -7.0..7.0) {
            let pair = NormalPair::new(r, w);
            let h = 1e-5;
            let difference = (pair.potential(x + h) - pair.potential(x - h)) / (2.0 * h);
            assert_relative_eq!(pair.slope(x), difference, epsilon = 1e-7);
            let difference = (pair.slope(x + h) - pair.slope(x - h)) / (2.0 * h);
            assert_relative_eq!(pair.curvature(x), difference, epsilon = 1e-6);
            prop_assert_eq!(pair.potential_and_slope(x).1.to_bits(), pair.slope(x).to_bits());
        }
    }

    #[test]
    fn tempered_draws_follow_the_tempered_law() {
        // Kolmogorov–Smirnov at n = 20 000; 2.2/√n is exceeded with probability 10⁻⁴.
        for (beta, w) in [(1.0, 0.3), (0.3, 0.2), (0.1, 0.5)] {
            let pair = NormalPair::new(3.0, w);
            let mut stream = Stream::new(5, "tempered");
            let mut draws: Vec<f64> = (0..20_000).map(|_| pair.sample_tempered(beta, &mut stream)).collect();
            draws.sort_by(f64::total_cmp);
            let h = 1e-3;
            let weight = |x: f64| (-beta * pair.potential(x)).exp();
            let total: f64 = (-30_000..30_000).map(|k| weight((f64::from(k) + 0.5) * h) * h).sum();
            let (mut mass, mut index, mut distance) = (0.0, 0, 0.0_f64);
            for k in -30_000..30_000 {
                mass += weight((f64::from(k) + 0.5) * h) * h / total;
                while index < draws.len() && draws[index] < f64::from(k + 1) * h {
                    index += 1;
                }
                distance = distance.max((index as f64 / draws.len() as f64 - mass).abs());
            }
            assert!(distance < 2.2 / (draws.len() as f64).sqrt(), "β = {beta}: {distance}");
        }
    }
}
