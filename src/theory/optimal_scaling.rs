//! How far a chain moves on N(0, I) of any dimension, and the step at which it moves the most.

use super::quadrature::Rule;
use crate::normal;

/// What a step size gives at stationarity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Efficiency {
    /// E α, the mean acceptance probability.
    pub acceptance: f64,
    /// E |x′ − x|²/d, the mean squared jump of a coordinate, refused steps included.
    pub jump: f64,
}

/// The law of r = √χ² with d degrees of freedom.
struct Radius {
    degrees: f64,
    log_scale: f64,
}

impl Radius {
    fn new(degrees: f64) -> Self {
        let log_scale = (1.0 - 0.5 * degrees) * core::f64::consts::LN_2 - libm::lgamma(0.5 * degrees);
        Self { degrees, log_scale }
    }

    /// Where all but 10⁻¹⁵ of the mass is: r is nearly normal with variance ½.
    fn reach(&self) -> [f64; 2] {
        [-1.0, 1.0].map(|side| (libm::sqrt(self.degrees) + 6.0 * side).max(0.0))
    }

    /// 2^{1−d/2}/Γ(d/2)·r^{d−1}e^{−r²/2}.
    fn density(&self, r: f64) -> f64 {
        libm::exp(self.log_scale + (self.degrees - 1.0) * libm::log(r) - 0.5 * r * r)
    }

    /// ∫g(r²) over the law on an interval.
    fn integrate(&self, [from, to]: [f64; 2], panels: usize, mut g: impl FnMut(f64) -> f64) -> f64 {
        Rule::panels(from, to, panels).integrate(|r| self.density(r) * g(r * r))
    }
}

/// Random walk Metropolis with steps N(0, σ²I) on N(0, I) of dimension d.
///
/// Given |ξ|² = s the log ratio −σx·ξ − σ²s/2 is N(−v/2, v) with v = σ²s, so that α has the mean 2Φ(−√v/2)
/// (Roberts, Gelman & Gilks 1997, Annals of Applied Probability 7); s is χ² with d degrees of freedom.
pub fn random_walk(dimension: usize, sigma: f64) -> Efficiency {
    let d = dimension as f64;
    let law = Radius::new(d);
    let accepted = |s: f64| 2.0 * normal::distribution(-0.5 * sigma * libm::sqrt(s));
    Efficiency {
        acceptance: law.integrate(law.reach(), 2, accepted),
        jump: sigma * sigma / d * law.integrate(law.reach(), 2, |s| s * accepted(s)),
    }
}

/// MALA with step η on N(0, I) of dimension d.
///
/// With y = (1−η)x + √(2η)ξ the log ratio is (η/4)(|x|² − |y|²), a sum over coordinates of one quadratic form in (xᵢ, ξᵢ) with eigenvalues
/// λ₁ > 0 > λ₂: it is (η/4)(λ₁A + λ₂B), A and B independent χ² with d degrees of freedom. In the same basis
/// |y − x|² = u²A + v²B + a term that has the mean 0 given A and B.
pub fn adjusted_langevin(dimension: usize, eta: f64) -> Efficiency {
    let d = dimension as f64;
    let law = Radius::new(d);
    let (a, b) = (1.0 - eta, libm::sqrt(2.0 * eta));
    let (first, mixed, last) = (1.0 - a * a, -a * b, -b * b);
    let (middle, half) = (0.5 * (first + last), libm::hypot(0.5 * (first - last), mixed));
    let eigenvalues = [middle + half, middle - half];
    // y − x = −ηx + √(2η)ξ, in the basis of the eigenvectors (mixed, λ − first).
    let square = |eigenvalue: f64| {
        let along = -eta * mixed + b * (eigenvalue - first);
        along * along / (mixed * mixed + (eigenvalue - first) * (eigenvalue - first))
    };
    let squares = eigenvalues.map(square);
    let mut sum = Efficiency { acceptance: 0.0, jump: 0.0 };
    let [low, high] = law.reach();
    let (outer, unit) = (Rule::panels(low, high, 2), Rule::panels(0.0, 1.0, 1));
    for (r, weight) in outer.nodes.iter().zip(&outer.weights) {
        let (p, weight) = (r * r, weight * law.density(*r));
        // Where the ratio is 1: the inner integrals are of smooth functions on either side.
        let kink = libm::sqrt(-eigenvalues[0] * p / eigenvalues[1]).clamp(low, high);
        for side in [[low, kink], [kink, high]] {
            let width = side[1] - side[0];
            for (place, share) in unit.nodes.iter().zip(&unit.weights) {
                let radius = side[0] + width * place;
                let (q, other) = (radius * radius, width * share * law.density(radius));
                let log_ratio = 0.25 * eta * (eigenvalues[0] * p + eigenvalues[1] * q);
                let accepted = weight * other * libm::exp(log_ratio.min(0.0));
                sum.acceptance += accepted;
                sum.jump += accepted * (squares[0] * p + squares[1] * q) / d;
            }
        }
    }
    sum
}

/// The step size of the greatest jump, between two that enclose it, by golden sections of its logarithm.
pub fn best_step(between: [f64; 2], jump: impl Fn(f64) -> f64) -> f64 {
    let ratio = 0.5 * (5.0_f64.sqrt() - 1.0);
    let at = |u: f64| jump(libm::exp(u));
    let [mut low, mut high] = between.map(libm::log);
    let (mut left, mut right) = (high - ratio * (high - low), low + ratio * (high - low));
    let (mut at_left, mut at_right) = (at(left), at(right));
    // To 10⁻⁵ of the interval: the jump is flat there, and the acceptance at it known to as many digits.
    for _ in 0..24 {
        if at_left > at_right {
            (high, right, at_right) = (right, left, at_left);
            left = high - ratio * (high - low);
            at_left = at(left);
        } else {
            (low, left, at_left) = (left, right, at_right);
            right = low + ratio * (high - low);
            at_right = at(right);
        }
    }
    libm::exp(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::estimate::Mean;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn probabilities_add_up_and_have_the_law_s_moments() {
        for d in [7.0, 100.0] {
            let law = Radius::new(d);
            let integral = |g: &dyn Fn(f64) -> f64| law.integrate(law.reach(), 2, g);
            assert_relative_eq!(integral(&|_| 1.0), 1.0, epsilon = 1e-9);
            assert_relative_eq!(integral(&|s| s), d, max_relative = 1e-9);
            assert_relative_eq!(integral(&|s| s * s), d * (d + 2.0), max_relative = 1e-9);
        }
    }

    #[test]
    fn simulated_steps_agree() {
        let (d, sigma, eta) = (7, 0.8, 0.5);
        let mut stream = Stream::new(2, "scaling");
        let mut means = [Mean::default(); 4];
        for _ in 0..100_000 {
            let x: Vec<f64> = (0..d).map(|_| stream.normal()).collect();
            let xi: Vec<f64> = (0..d).map(|_| stream.normal()).collect();
            let square = |v: &[f64]| v.iter().map(|a| a * a).sum::<f64>();
            let walk: Vec<f64> = x.iter().zip(&xi).map(|(x, xi)| x + sigma * xi).collect();
            let langevin: Vec<f64> =
                x.iter().zip(&xi).map(|(x, xi)| (1.0 - eta) * x + f64::sqrt(2.0 * eta) * xi).collect();
            let ratio = |from: &[f64], to: &[f64]| {
                let gap: f64 = from.iter().zip(to).map(|(a, b)| (a - (1.0 - eta) * b).powi(2)).sum();
                -gap / (4.0 * eta)
            };
            let change = 0.5 * (square(&x) - square(&langevin)) + ratio(&x, &langevin) - ratio(&langevin, &x);
            for (k, (y, log_ratio)) in
                [(&walk, 0.5 * (square(&x) - square(&walk))), (&langevin, change)].into_iter().enumerate()
            {
                let accepted = log_ratio.min(0.0).exp();
                let jump: f64 = x.iter().zip(y).map(|(a, b)| (a - b) * (a - b)).sum();
                means[2 * k].add(accepted);
                means[2 * k + 1].add(accepted * jump / f64::from(d));
            }
        }
        let (walk, langevin) = (random_walk(7, sigma), adjusted_langevin(7, eta));
        for (mean, exact) in means.iter().zip([walk.acceptance, walk.jump, langevin.acceptance, langevin.jump]) {
            let estimate = mean.estimate().unwrap();
            assert!((estimate.value - exact).abs() < 4.3 * estimate.standard_error, "{estimate:?}, not {exact}");
        }
    }

    #[test]
    fn the_best_acceptance_tends_to_the_known_limits() {
        // Roberts, Gelman & Gilks (1997): 0.234 at σ = 2.38/√d; Roberts & Rosenthal (1998): 0.574.
        let walk = |d: usize| {
            let best = best_step([0.3 / (d as f64).sqrt(), 10.0 / (d as f64).sqrt()], |s| random_walk(d, s).jump);
            (best * (d as f64).sqrt(), random_walk(d, best).acceptance)
        };
        let (scale, acceptance) = walk(10_000);
        assert_relative_eq!(scale, 2.38, epsilon = 0.005);
        assert_relative_eq!(acceptance, 0.234, epsilon = 0.0005);
        let langevin = |d: usize| {
            let scale = (d as f64).powf(-1.0 / 3.0);
            let best = best_step([0.2 * scale, 3.0 * scale], |eta| adjusted_langevin(d, eta).jump);
            adjusted_langevin(d, best).acceptance
        };
        assert_relative_eq!(langevin(1_000_000), 0.574, epsilon = 0.002);
        // In a hundred dimensions they are not yet there.
        assert_relative_eq!(walk(100).1, 0.236, epsilon = 0.001);
        assert_relative_eq!(langevin(100), 0.541, epsilon = 0.001);
    }
}
