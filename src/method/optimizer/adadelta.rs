//! Adadelta: the step in the units of the steps before it.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step, floor};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// s ← ρs + (1−ρ)g², d = g·√(u + ε)/√(s + ε), u ← ρu + (1−ρ)d², x ← x − ηd, from s = u = 0
/// (Zeiler 2012, algorithm 1; as in PyTorch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adadelta {
    /// η > 0.
    pub learning_rate: f64,
    /// ρ in [0, 1).
    pub rho: f64,
    /// ε > 0.
    pub epsilon: f64,
}

impl Optimizer for Adadelta {
    /// The running squares of gradients, s, then of steps, u.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let (squares, steps) = memory.split_at_mut(x.len());
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            squares[i] = self.rho * squares[i] + (1.0 - self.rho) * slope * slope;
            let direction = (steps[i] + self.epsilon).sqrt() / (squares[i] + self.epsilon).sqrt() * slope;
            steps[i] = self.rho * steps[i] + (1.0 - self.rho) * direction * direction;
            direction
        });
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "adadelta",
        color: Color::Slate,
        formula: r"x_{k+1} = x_k - \eta\,\frac{\sqrt{u_k + \varepsilon}}{\sqrt{s_{k+1} + \varepsilon}}\,g_k",
        source: Source {
            text: "Zeiler (2012), ADADELTA: an adaptive learning rate method",
            url: "https://arxiv.org/abs/1212.5701",
        },
        parameters: || {
            let rho = Parameter::number("rho", r"\rho", [0.0, 0.9999], 0.9);
            vec![rho, floor(1e-6)]
        },
    },
    rate: 1.0,
    scale: Scale::Own,
    build: |learning_rate, settings| {
        let (rho, epsilon) = (settings.number("adadelta.rho")?, settings.number("adadelta.eps")?);
        Ok(Box::new(Adadelta { learning_rate, rho, epsilon }))
    },
};
