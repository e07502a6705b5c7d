//! Perturbed stochastic gradient descent: noise of fixed length on every gradient.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
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
