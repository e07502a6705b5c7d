//! Adagrad: each coordinate scaled by all the gradients it has seen.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step, floor};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// s ← s + g², x ← x − ηg/(√s + ε), from s = 0 (as in PyTorch, without decay).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adagrad {
    /// η > 0.
    pub learning_rate: f64,
    /// ε > 0.
    pub epsilon: f64,
}

impl Optimizer for Adagrad {
    /// The sum of squares s.
    fn memory(&self, dimension: usize) -> usize {
        dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            memory[i] += slope * slope;
            slope / (memory[i].sqrt() + self.epsilon)
        });
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "adagrad",
        color: Color::Olive,
        formula: r"x_{k+1} = x_k - \eta\,g_k / \big(\sqrt{\textstyle\sum_{j \le k} g_j^2} + \varepsilon\big)",
        source: Source {
            text: "Duchi, Hazan & Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization",
            url: "https://jmlr.org/papers/v12/duchi11a.html",
        },
        parameters: || vec![floor(1e-10)],
    },
    rate: 0.2,
    scale: Scale::Length,
    build: |learning_rate, settings| Ok(Box::new(Adagrad { learning_rate, epsilon: settings.number("adagrad.eps")? })),
};
