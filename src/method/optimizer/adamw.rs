//! AdamW: Adam with weight decay apart from the gradient.

use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// x ← (1 − ηλ)x, then a step of Adam with the gradient from before the decay (Loshchilov & Hutter 2019, algorithm 2;
/// as in PyTorch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AdamW {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε.
    pub moments: Moments,
    /// λ ≥ 0.
    pub weight_decay: f64,
}

impl Optimizer for AdamW {
    /// m, then v.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        let decay = 1.0 - step.factor * self.learning_rate * self.weight_decay;
        step.look(x);
        x.iter_mut().for_each(|coordinate| *coordinate *= decay);
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
        id: "adamw",
        color: Color::Tan,
        formula: r"x_{k+1} = (1 - \eta\lambda) x_k - \eta\, \hat m_k / (\sqrt{\hat v_k} + \varepsilon)",
        source: Source {
            text: "Loshchilov & Hutter (2019), Decoupled weight decay regularization",
            url: "https://arxiv.org/abs/1711.05101",
        },
        parameters: || {
            let mut parameters = Moments::USUAL.parameters();
            parameters.push(Parameter::number("weight_decay", r"\lambda", [0.0, 1.0], 0.01));
            parameters
        },
    },
    rate: 0.1,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        let (moments, weight_decay) = (Moments::of_method("adamw", settings)?, settings.number("adamw.weight_decay")?);
        Ok(Box::new(AdamW { learning_rate, moments, weight_decay }))
    },
};
