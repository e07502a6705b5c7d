//! Gradient descent.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// x ← x − η∇f(x).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gd {
    /// η > 0.
    pub learning_rate: f64,
}

impl Optimizer for Gd {
    fn memory(&self, _dimension: usize) -> usize {
        0
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], _memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Gradient, |_, slope| slope);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "gd",
        color: Color::Vermillion,
        formula: r"x_{k+1} = x_k - \eta \nabla f(x_k)",
        source: Source {
            text: "Lee, Simchowitz, Jordan & Recht (2016), Gradient descent only converges to minimizers",
            url: "https://arxiv.org/abs/1602.04915",
        },
        parameters: Vec::new,
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, _| Ok(Box::new(Gd { learning_rate })),
};
