//! Langevin chains for p ∝ e^{−βf}: plain, and with Metropolis' correction.

use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::source::Source;

/// How legends and settings know the unadjusted Langevin algorithm.
pub static ULA: MethodInfo = MethodInfo {
    id: "ula",
    color: Color::Vermillion,
    formula: r"x_{k+1} = x_k - \eta\nabla f(x_k) + \sqrt{2\eta/\beta}\,\xi_k",
    source: Source {
        text: "Roberts & Tweedie (1996), Exponential convergence of Langevin distributions, Bernoulli 2",
        url: "https://doi.org/10.2307/3318418",
    },
    parameters: Vec::new,
};

/// The unadjusted Langevin algorithm, x ← x − η∇f(x) + √(2η/β)ξ with ξ ~ N(0, I); a step takes the time η.
///
/// The Euler–Maruyama scheme of dX = −∇f dt + √(2/β)dB; its stationary law differs from p by O(η) (Roberts & Tweedie 1996).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ula {
    eta: f64,
    noise: f64,
}

impl Ula {
    /// The chain with step η > 0 at inverse temperature β > 0.
    pub fn new(eta: f64, beta: f64) -> Self {
        Self { eta, noise: libm::sqrt(2.0 * eta / beta) }
    }

    /// The step η, the time that one update takes.
    pub fn eta(&self) -> f64 {
        self.eta
    }

    /// One coordinate's update, given its slope ∂f/∂xᵢ and its noise ξᵢ.
    pub fn step(&self, x: f64, slope: f64, xi: f64) -> f64 {
        x - self.eta * slope + self.noise * xi
    }
}

/// A point of a Metropolis-adjusted chain with what is known of f there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evaluated {
    /// The point.
    pub x: f64,
    /// f(x).
    pub potential: f64,
    /// f′(x).
    pub slope: f64,
}

impl Evaluated {
    /// The density's potential and slope at x.
    pub fn at(density: &NormalPair, x: f64) -> Self {
        let (potential, slope) = density.potential_and_slope(x);
        Self { x, potential, slope }
    }
}

/// The Metropolis-adjusted Langevin algorithm on the line: y = x − ηf′(x) + √(2η/β)ξ is accepted with probability
/// min(1, e^{−βf(y)}q(y→x)/(e^{−βf(x)}q(x→y))), which keeps p^β exactly (Roberts & Tweedie 1996, Bernoulli 2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mala {
    ula: Ula,
    beta: f64,
}

impl Mala {
    /// The chain with step η > 0 at inverse temperature β > 0.
    pub fn new(eta: f64, beta: f64) -> Self {
        Self { ula: Ula::new(eta, beta), beta }
    }

    /// The inverse temperature β.
    pub fn beta(&self) -> f64 {
        self.beta
    }

    /// One update; the point stays where a proposal is refused.
    pub fn step(&self, density: &NormalPair, from: Evaluated, stream: &mut Stream) -> Evaluated {
        let xi = stream.normal();
        let to = Evaluated::at(density, self.ula.step(from.x, from.slope, xi));
        let back = from.x - to.x + self.ula.eta * to.slope;
        let log_ratio = self.beta * (from.potential - to.potential) - self.beta * back * back / (4.0 * self.ula.eta)
            + 0.5 * xi * xi;
        if log_ratio >= 0.0 || stream.uniform() < libm::exp(log_ratio) { to } else { from }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::langevin::ula_gaussian_variance;

    #[test]
    fn ula_s_variance_on_a_gaussian_is_its_closed_form() {
        let (eta, beta) = (0.3, 2.0);
        let ula = Ula::new(eta, beta);
        let mut stream = Stream::new(3, "ula");
        let (mut x, mut squares, n) = (0.0, 0.0, 200_000);
        for _ in 0..n {
            // Every tenth state, so that squares are as good as independent: (1−η)²⁰ = 8e-4.
            for _ in 0..10 {
                x = ula.step(x, x, stream.normal());
            }
            squares += x * x;
        }
        let v = ula_gaussian_variance(1.0, eta, beta);
        let error = v * (2.0 / f64::from(n)).sqrt();
        assert!((squares / f64::from(n) - v).abs() < 3.89 * error);
        assert!((1.0 / beta - v).abs() > 10.0 * error, "the bias is well resolved");
    }

    #[test]
    fn mala_keeps_the_tempered_law_exactly() {
        // From exact draws, after 30 coarse steps: the share of the left, E[x²] and E[f] have not moved.
        let pair = NormalPair::new(2.0, 0.3);
        for (eta, beta) in [(0.5, 1.0), (0.3, 0.2)] {
            let mala = Mala::new(eta, beta);
            let mut stream = Stream::new(4, "mala");
            let n = 20_000;
            let (mut sums, mut squares) = ([0.0; 3], [0.0; 3]);
            for _ in 0..n {
                let first = Evaluated::at(&pair, pair.sample_tempered(beta, &mut stream));
                let last = (0..30).fold(first, |state, _| mala.step(&pair, state, &mut stream));
                let change = |g: fn(&NormalPair, Evaluated) -> f64| g(&pair, last) - g(&pair, first);
                let changes = [
                    change(|_, s| f64::from(u8::from(s.x < 0.0))),
                    change(|_, s| s.x * s.x),
                    change(|_, s| s.potential),
                ];
                for k in 0..3 {
                    sums[k] += changes[k];
                    squares[k] += changes[k] * changes[k];
                }
            }
            for k in 0..3 {
                let mean = sums[k] / f64::from(n);
                let error = ((squares[k] / f64::from(n) - mean * mean) / f64::from(n)).sqrt();
                assert!(mean.abs() < 3.89 * error, "β = {beta}, moment {k}: {mean} ± {error}");
            }
        }
    }
}
