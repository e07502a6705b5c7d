//! Gradient descent with momentum, the heavy ball.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// v ← βv + ∇f(x), x ← x − ηv, from v = 0 (as in PyTorch, without dampening).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Momentum {
    /// η > 0.
    pub learning_rate: f64,
    /// β in [0, 1).
    pub beta: f64,
}

impl Optimizer for Momentum {
    /// The velocity v.
    fn memory(&self, dimension: usize) -> usize {
        dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        step.descend(x, self.learning_rate, Part::Momentum, |i, slope| {
            memory[i] = self.beta * memory[i] + slope;
            memory[i]
        });
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "momentum",
        color: Color::Blue,
        formula: r"v_{k+1} = \beta v_k + \nabla f(x_k),\quad x_{k+1} = x_k - \eta v_{k+1}",
        source: Source {
            text: "Polyak (1964), Some methods of speeding up the convergence of iteration methods",
            url: "https://doi.org/10.1016/0041-5553(64)90137-5",
        },
        parameters: || vec![Parameter::number("beta", r"\beta", [0.0, 0.999], 0.9)],
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| Ok(Box::new(Momentum { learning_rate, beta: settings.number("momentum.beta")? })),
};
