//! RMSprop: each coordinate scaled by the gradients of late.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step, floor};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// s ← αs + (1−α)g², x ← x − ηg/(√s + ε), from s = 0 (as in PyTorch, neither centred nor with momentum).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RmsProp {
    /// η > 0.
    pub learning_rate: f64,
    /// α in [0, 1).
    pub decay: f64,
    /// ε > 0.
    pub epsilon: f64,
}

impl Optimizer for RmsProp {
    /// The running square s.
    fn memory(&self, dimension: usize) -> usize {
        dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            memory[i] = self.decay * memory[i] + (1.0 - self.decay) * slope * slope;
            slope / (memory[i].sqrt() + self.epsilon)
        });
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "rmsprop",
        color: Color::Forest,
        formula: r"s_{k+1} = \alpha s_k + (1-\alpha) g_k^2,\quad x_{k+1} = x_k - \eta\,g_k / (\sqrt{s_{k+1}} + \varepsilon)",
        source: Source {
            text: "Tieleman & Hinton (2012), Neural networks for machine learning, lecture 6.5",
            url: "https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf",
        },
        parameters: || {
            let decay = Parameter::number("decay", r"\alpha", [0.0, 0.9999], 0.99);
            vec![decay, floor(1e-8)]
        },
    },
    rate: 0.02,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        let (decay, epsilon) = (settings.number("rmsprop.decay")?, settings.number("rmsprop.eps")?);
        Ok(Box::new(RmsProp { learning_rate, decay, epsilon }))
    },
};
