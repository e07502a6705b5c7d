//! Lion: the sign of a momentum, found by a search through programs.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step, sign};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// x ← x − η·sign(β₁m + (1−β₁)g), then m ← β₂m + (1−β₂)g (Chen et al. 2023, algorithm 2, without weight decay).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lion {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁ in [0, 1).
    pub beta1: f64,
    /// β₂ in [0, 1).
    pub beta2: f64,
}

impl Optimizer for Lion {
    /// m.
    fn memory(&self, dimension: usize) -> usize {
        dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            let mix = self.beta1 * memory[i] + (1.0 - self.beta1) * slope;
            memory[i] = self.beta2 * memory[i] + (1.0 - self.beta2) * slope;
            sign(mix)
        });
        step.tell(Part::Momentum, memory);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "lion",
        color: Color::Violet,
        formula: r"x_{k+1} = x_k - \eta\,\operatorname{sign}(\beta_1 m_k + (1-\beta_1) g_k)",
        source: Source {
            text: "Chen et al. (2023), Symbolic discovery of optimization algorithms",
            url: "https://arxiv.org/abs/2302.06675",
        },
        parameters: || {
            let number = |id, symbol, default| Parameter::number(id, symbol, [0.0, 0.9999], default);
            vec![number("beta1", r"\beta_1", 0.9), number("beta2", r"\beta_2", 0.99)]
        },
    },
    rate: 0.01,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        Ok(Box::new(Lion {
            learning_rate,
            beta1: settings.number("lion.beta1")?,
            beta2: settings.number("lion.beta2")?,
        }))
    },
};
