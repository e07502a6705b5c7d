//! Adamax: Adam in the norm of the largest coordinate of the past.

use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// m as in Adam, u ← max(β₂u, |g| + ε), x ← x − η m̂/u (Kingma & Ba 2015, algorithm 2; as in PyTorch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adamax {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε.
    pub moments: Moments,
}

impl Optimizer for Adamax {
    /// m, then u.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let [one, _] = self.moments.corrections(step.count);
        let (first, largest) = memory.split_at_mut(x.len());
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            first[i] = self.moments.first(first[i], slope);
            largest[i] = (self.moments.beta2 * largest[i]).max(slope.abs() + self.moments.epsilon);
            first[i] / one / largest[i]
        });
        step.tell(Part::Momentum, first);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "adamax",
        color: Color::Yellow,
        formula: r"u_k = \max(\beta_2 u_{k-1}, |g_k|),\quad x_{k+1} = x_k - \eta\, \hat m_k / u_k",
        source: Source {
            text: "Kingma & Ba (2015), Adam: a method for stochastic optimization, section 7.1",
            url: "https://arxiv.org/abs/1412.6980",
        },
        parameters: || Moments::USUAL.parameters(),
    },
    rate: 0.1,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        Ok(Box::new(Adamax { learning_rate, moments: Moments::of_method("adamax", settings)? }))
    },
};
