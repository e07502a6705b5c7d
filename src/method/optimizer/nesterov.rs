//! Nesterov's accelerated gradient: momentum that looks ahead.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// v ← βv + ∇f(x), x ← x − η(∇f(x) + βv), from v = 0 (as in PyTorch).
///
/// In x + its own look-ahead this is Nesterov's method with constant momentum (Sutskever et al. 2013, section 2).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nesterov {
    /// η > 0.
    pub learning_rate: f64,
    /// β in [0, 1).
    pub beta: f64,
}

impl Optimizer for Nesterov {
    /// The velocity v.
    fn memory(&self, dimension: usize) -> usize {
        dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Momentum, |i, slope| {
            memory[i] = self.beta * memory[i] + slope;
            slope + self.beta * memory[i]
        });
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "nesterov",
        color: Color::Indigo,
        formula: r"v_{k+1} = \beta v_k + \nabla f(x_k),\quad x_{k+1} = x_k - \eta(\nabla f(x_k) + \beta v_{k+1})",
        source: Source {
            text: "Sutskever, Martens, Dahl & Hinton (2013), On the importance of initialization and momentum in deep learning",
            url: "https://proceedings.mlr.press/v28/sutskever13.html",
        },
        parameters: || vec![Parameter::number("beta", r"\beta", [0.0, 0.999], 0.9)],
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| Ok(Box::new(Nesterov { learning_rate, beta: settings.number("nesterov.beta")? })),
};
