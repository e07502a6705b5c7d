//! Langevin dynamics dX = −β∇f dt + √2 dB on f(X) = ‖XXᵀ − I‖² over 2×2 matrices: what its two circles of minima make of it.

use super::quadrature::Rule;

/// Averages over the law ∝ e^{−βf} of the singular values, whose density is ∝ |s₁² − s₂²|·e^{−β((s₁²−1)² + (s₂²−1)²)}
/// (Muirhead 1982, *Aspects of Multivariate Statistical Theory*, theorem 2.1.14 with XᵀX = W, dW = |s₁² − s₂²|·4s₁s₂ ds).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OrbitLaw {
    /// ½E[4/(s₁+s₂)²]: the rate at which the angle's cosine forgets, E cos(θ_t − θ₀) ≈ e^{−rate·t}; tends to ½ as β grows.
    pub rotation_rate: f64,
    /// The variance of 2/(s₁+s₂)².
    pub rotation_rate_variance: f64,
    /// E[(s₁−1)² + (s₂−1)²]/3, the variance in each of the three directions across a circle; tends to 1/(8β).
    pub normal_variance: f64,
    /// An upper bound of the rate at which a chain in equilibrium passes from one circle to the other.
    pub passage_rate: f64,
}

impl OrbitLaw {
    /// The averages at inverse temperature β > 0.
    pub fn new(beta: f64) -> Self {
        let reach = libm::sqrt(1.0 + 8.0 / libm::sqrt(beta)).max(1.2);
        let width = (0.35 / libm::sqrt(beta)).min(0.2);
        let rule = Rule::panels(0.0, reach, (reach / (6.0 * width)).ceil().max(4.0) as usize);
        let weight = |s: f64| libm::exp(-beta * (s * s - 1.0) * (s * s - 1.0));
        let weights: Vec<f64> = rule.nodes.iter().zip(&rule.weights).map(|(s, w)| w * weight(*s)).collect();
        let (mut mass, mut rate, mut square, mut variance) = (0.0, 0.0, 0.0, 0.0);
        for (first, w) in rule.nodes.iter().zip(&weights) {
            // The volume element has a kink at s₁ = s₂; half of the square, s₂ = s₁u with u in [0, 1], has none.
            let inner = Rule::panels(0.0, *first, (first / (6.0 * width)).ceil().max(2.0) as usize);
            for (second, v) in inner.nodes.iter().zip(&inner.weights) {
                let share = w * v * weight(*second) * (first * first - second * second);
                let sum = first + second;
                mass += share;
                let speed = 2.0 / (sum * sum);
                rate += share * speed;
                square += share * speed * speed;
                variance += share * ((first - 1.0) * (first - 1.0) + (second - 1.0) * (second - 1.0)) / 3.0;
            }
        }
        let rotation_rate = rate / mass;
        Self {
            rotation_rate,
            rotation_rate_variance: square / mass - rotation_rate * rotation_rate,
            normal_variance: variance / mass,
            passage_rate: passage_rate(beta, &rule, &weights),
        }
    }
}

/// The stationary variance across a circle of the chain X ← X − ηβ∇f + √(2η)ξ, for which the curvature there is 8β:
/// 2η/(1 − (1 − 8βη)²) = 1/(8β(1 − 4ηβ)), to leading order in 1/β and for 4ηβ < 1.
pub fn chain_normal_variance(beta: f64, eta: f64) -> f64 {
    1.0 / (8.0 * beta * (1.0 - 4.0 * eta * beta))
}

/// Passages per unit time of dX = −β∇f dt + √2 dB in equilibrium between det X ≤ −1 and det X ≥ 1 (the smaller singular value
/// with the determinant's sign, t, from −1 to 1), at most: 2/∫1/q, with q the law of t. The Dirichlet form of the function of t alone
/// that solves the one-dimensional problem bounds the capacity (Bovier, Eckhoff, Gayrard & Klein 2004, section 3), as |∇t| = 1.
fn passage_rate(beta: f64, rule: &Rule, weights: &[f64]) -> f64 {
    let q = |t: f64| {
        let larger: f64 =
            rule.nodes.iter().zip(weights).map(|(s, w)| if *s > t.abs() { w * (s * s - t * t) } else { 0.0 }).sum();
        larger * libm::exp(-beta * (t * t - 1.0) * (t * t - 1.0))
    };
    let reach = rule.nodes.last().copied().unwrap_or(1.0);
    let panels = 2 * rule.len() / 16;
    let mass = 2.0 * Rule::panels(0.0, reach, panels).integrate(q);
    let resistance = 2.0 * Rule::panels(0.0, 0.999, panels).integrate(|t| mass / q(t));
    2.0 / resistance
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn averages_tend_to_those_of_the_circles() {
        for beta in [20.0, 80.0] {
            let law = OrbitLaw::new(beta);
            // Corrections are of order 1/β.
            assert!((law.rotation_rate - 0.5).abs() < 0.5 / beta, "{law:?}");
            assert_relative_eq!(law.normal_variance * 8.0 * beta, 1.0, epsilon = 2.0 / beta);
        }
        let (near, far) = (OrbitLaw::new(40.0), OrbitLaw::new(160.0));
        assert_relative_eq!((near.rotation_rate - 0.5) / (far.rotation_rate - 0.5), 4.0, max_relative = 0.1);
        assert!(near.passage_rate < 1e-12 * OrbitLaw::new(4.0).passage_rate, "{near:?}");
    }

    #[test]
    fn the_law_of_the_singular_values_is_that_of_the_matrices() {
        // Plain sums over a grid of the four entries, at a β at which they reach far.
        let beta = 1.5;
        let (mut mass, mut rate, mut variance) = (0.0, 0.0, 0.0);
        let n = 40;
        let at = |k: usize| 2.4 * ((k as f64 + 0.5) / n as f64 * 2.0 - 1.0);
        for i in 0..n * n * n * n {
            let [a, b, c, d] = [at(i % n), at(i / n % n), at(i / n / n % n), at(i / n / n / n)];
            let (first, second, cross) = (a * a + b * b - 1.0, c * c + d * d - 1.0, a * c + b * d);
            let weight = libm::exp(-beta * (first * first + second * second + 2.0 * cross * cross));
            let plus = libm::hypot(a + d, c - b);
            let minus = libm::hypot(a - d, c + b);
            let (large, small) = (0.5 * (plus + minus), 0.5 * (plus - minus).abs());
            mass += weight;
            rate += weight * 2.0 / ((large + small) * (large + small));
            variance += weight * ((large - 1.0) * (large - 1.0) + (small - 1.0) * (small - 1.0)) / 3.0;
        }
        let law = OrbitLaw::new(beta);
        assert_relative_eq!(law.rotation_rate, rate / mass, max_relative = 2e-3);
        assert_relative_eq!(law.normal_variance, variance / mass, max_relative = 2e-3);
    }

    #[test]
    fn the_variance_across_is_a_step_s_fixed_point() {
        let (beta, eta) = (20.0, 0.003);
        let kept = 1.0 - 8.0 * beta * eta;
        let v = chain_normal_variance(beta, eta);
        assert_relative_eq!(kept * kept * v + 2.0 * eta, v, max_relative = 1e-12);
    }
}
