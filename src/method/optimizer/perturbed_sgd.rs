//! Perturbed stochastic gradient descent: noise of fixed length on every gradient.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::random::Stream;
use crate::source::Source;

/// x ← x − η(∇f(x) + ξ), ξ uniform on the sphere of radius σ (Ge et al. 2015, algorithm 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerturbedSgd {
    /// η > 0.
    pub learning_rate: f64,
    /// σ ≥ 0.
    pub sigma: f64,
}

impl Optimizer for PerturbedSgd {
    fn memory(&self, _dimension: usize) -> usize {
        0
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], _memory: &mut [f64]) {
        step.look(x);
        step.kick_slope(self.sigma);
        step.descend(x, self.learning_rate, Part::Gradient, |_, slope| slope);
    }
}

/// Adds a vector uniform on the sphere of the given radius.
pub(super) fn add_on_sphere(x: &mut [f64], radius: f64, noise: &mut Stream) {
    if let [first, second] = x {
        let [dx, dy] = noise.on_circle(radius);
        *first += dx;
        *second += dy;
        return;
    }
    let direction: Vec<f64> = x.iter().map(|_| noise.normal()).collect();
    let length = direction.iter().map(|d| d * d).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    for (coordinate, d) in x.iter_mut().zip(direction) {
        *coordinate += radius * d / length;
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "perturbed-sgd",
        color: Color::Orange,
        formula: r"x_{k+1} = x_k - \eta (\nabla f(x_k) + \xi_k),\quad |\xi_k| = \sigma",
        source: Source {
            text: "Ge, Huang, Jin & Yuan (2015), Escaping from saddle points: online stochastic gradient for tensor decomposition",
            url: "https://arxiv.org/abs/1503.02101",
        },
        parameters: || vec![Parameter::log_number("sigma", r"\sigma", [1e-4, 1.0], 0.05)],
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| {
        Ok(Box::new(PerturbedSgd { learning_rate, sigma: settings.number("perturbed-sgd.sigma")? }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_lies_on_the_sphere_in_any_dimension_and_has_no_direction() {
        let mut noise = Stream::new(0, "sphere");
        for dimension in [2, 3, 7] {
            let (n, radius) = (20_000, 0.3);
            let mut mean = vec![0.0; dimension];
            for _ in 0..n {
                let mut x = vec![0.0; dimension];
                add_on_sphere(&mut x, radius, &mut noise);
                assert!((x.iter().map(|v| v * v).sum::<f64>().sqrt() - radius).abs() < 1e-12);
                mean.iter_mut().zip(&x).for_each(|(sum, v)| *sum += v / f64::from(n));
            }
            // Each coordinate has variance σ²/d; five standard errors, at a fixed seed.
            let bound = 5.0 * radius / (dimension as f64 * f64::from(n)).sqrt();
            assert!(mean.iter().all(|m| m.abs() < bound), "{dimension}: {mean:?}");
        }
    }
}
