//! Sign descent: every coordinate moves by the same length.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step, sign};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// x ← x − η·sign ∇f(x), with sign 0 = 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SignGd {
    /// η > 0.
    pub learning_rate: f64,
}

impl Optimizer for SignGd {
    fn memory(&self, _dimension: usize) -> usize {
        0
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], _memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Preconditioned, |_, slope| sign(slope));
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "sign-gd",
        color: Color::Brown,
        formula: r"x_{k+1} = x_k - \eta\,\operatorname{sign} \nabla f(x_k)",
        source: Source {
            text: "Bernstein, Wang, Azizzadenesheli & Anandkumar (2018), signSGD: compressed optimisation for non-convex problems",
            url: "https://arxiv.org/abs/1802.04434",
        },
        parameters: Vec::new,
    },
    rate: 0.005,
    scale: Scale::Length,
    build: |learning_rate, _| Ok(Box::new(SignGd { learning_rate })),
};
