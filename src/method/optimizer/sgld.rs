//! Stochastic gradient Langevin dynamics: descent at a temperature.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// x ← x − η∇f(x) + √(2ηT)·ξ, ξ standard Gaussian (Welling & Teh 2011, with constant step and full gradients).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sgld {
    /// η > 0.
    pub learning_rate: f64,
    /// T ≥ 0.
    pub temperature: f64,
}

impl Optimizer for Sgld {
    fn memory(&self, _dimension: usize) -> usize {
        0
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], _memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Gradient, |_, slope| slope);
        let spread = (2.0 * step.factor * self.learning_rate * self.temperature).sqrt();
        step.shake(x, spread);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "sgld",
        color: Color::Sky,
        formula: r"x_{k+1} = x_k - \eta \nabla f(x_k) + \sqrt{2\eta T}\, \xi_k",
        source: Source {
            text: "Welling & Teh (2011), Bayesian learning via stochastic gradient Langevin dynamics",
            url: "https://icml.cc/2011/papers/398_icmlpaper.pdf",
        },
        parameters: || vec![Parameter::log_number("temperature", "T", [1e-8, 1.0], 1e-3)],
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| {
        Ok(Box::new(Sgld { learning_rate, temperature: settings.number("sgld.temperature")? }))
    },
};
