//! Adam: steps scaled by running moments of the gradient, coordinate by coordinate.

use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², x ← x − η m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵏ), v̂ = v/(1−β₂ᵏ)
/// (Kingma & Ba 2015, algorithm 1; as in PyTorch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adam {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε.
    pub moments: Moments,
}

impl Optimizer for Adam {
    /// m, then v.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let [one, two] = self.moments.corrections(step.count);
        let root = two.sqrt();
        let (first, second) = memory.split_at_mut(x.len());
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            first[i] = self.moments.first(first[i], slope);
            second[i] = self.moments.second(second[i], slope);
            first[i] / one / (second[i].sqrt() / root + self.moments.epsilon)
        });
        step.tell(Part::Momentum, first);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "adam",
        color: Color::Green,
        formula: r"x_{k+1} = x_k - \eta\, \hat m_k / (\sqrt{\hat v_k} + \varepsilon)",
        source: Source {
            text: "Kingma & Ba (2015), Adam: a method for stochastic optimization",
            url: "https://arxiv.org/abs/1412.6980",
        },
        parameters: || Moments::USUAL.parameters(),
    },
    rate: 0.1,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        Ok(Box::new(Adam { learning_rate, moments: Moments::of_method("adam", settings)? }))
    },
};
