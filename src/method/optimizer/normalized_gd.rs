//! Normalized descent: every step has the same length.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// x ← x − η∇f(x)/|∇f(x)|; where the gradient is 0, x stays.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NormalizedGd {
    /// η > 0.
    pub learning_rate: f64,
}

impl Optimizer for NormalizedGd {
    fn memory(&self, _dimension: usize) -> usize {
        0
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], _memory: &mut [f64]) {
        step.look(x);
        // Where the gradient is 0, it remains 0 by any divisor but 0.
        let size = step.steepness().max(f64::MIN_POSITIVE);
        step.descend(x, self.learning_rate, Part::Preconditioned, |_, slope| slope / size);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "normalized-gd",
        color: Color::Plum,
        formula: r"x_{k+1} = x_k - \eta\,\nabla f(x_k) / |\nabla f(x_k)|",
        source: Source {
            text: "Hazan, Levy & Shalev-Shwartz (2015), Beyond convexity: stochastic quasi-convex optimization",
            url: "https://arxiv.org/abs/1507.02030",
        },
        parameters: Vec::new,
    },
    rate: 0.01,
    scale: Scale::Length,
    build: |learning_rate, _| Ok(Box::new(NormalizedGd { learning_rate })),
};
