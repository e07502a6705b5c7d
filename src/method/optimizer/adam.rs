//! Adam: steps scaled by running moments of the gradient, coordinate by coordinate.

use super::{Optimizer, OptimizerInfo};
use crate::frame::{Color, Source};
use crate::method::MethodInfo;
use crate::parameter::Parameter;
use crate::problem::landscape::Landscape;
use crate::random::Stream;

/// m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², x ← x − η m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵏ), v̂ = v/(1−β₂ᵏ)
/// (Kingma & Ba 2015, algorithm 1; as in PyTorch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adam {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁ in [0, 1).
    pub beta1: f64,
    /// β₂ in [0, 1).
    pub beta2: f64,
    /// ε > 0.
    pub epsilon: f64,
}

impl Optimizer for Adam {
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(
        &self,
        landscape: &dyn Landscape,
        count: u64,
        x: &mut [f64],
        memory: &mut [f64],
        gradient: &mut [f64],
        _noise: &mut Stream,
    ) {
        landscape.gradient(x, gradient);
        let steps = count as f64;
        let first_correction = 1.0 - libm::pow(self.beta1, steps);
        let second_correction = (1.0 - libm::pow(self.beta2, steps)).sqrt();
        let (first, second) = memory.split_at_mut(x.len());
        for (i, slope) in gradient.iter().enumerate() {
            first[i] = self.beta1 * first[i] + (1.0 - self.beta1) * slope;
            second[i] = self.beta2 * second[i] + (1.0 - self.beta2) * slope * slope;
            let scale = second[i].sqrt() / second_correction + self.epsilon;
            x[i] -= self.learning_rate / first_correction * first[i] / scale;
        }
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "adam",
        label: "Adam",
        name: "Adam",
        color: Color::Green,
        formula: r"x_{k+1} = x_k - \eta\, \hat m_k / (\sqrt{\hat v_k} + \varepsilon)",
        source: Source {
            text: "Kingma & Ba (2015), Adam: a method for stochastic optimization",
            url: "https://arxiv.org/abs/1412.6980",
        },
        parameters: || {
            vec![
                Parameter::number(
                    "beta1",
                    "First memory",
                    r"\beta_1",
                    [0.0, 0.999],
                    0.9,
                    "Memory of the gradient's mean.",
                ),
                Parameter::number(
                    "beta2",
                    "Second memory",
                    r"\beta_2",
                    [0.0, 0.9999],
                    0.999,
                    "Memory of the gradient's square.",
                ),
                Parameter::log_number("eps", "Floor", r"\varepsilon", [1e-12, 1.0], 1e-8, "Keeps the scale off zero."),
            ]
        },
    },
    build: |learning_rate, settings| {
        Ok(Box::new(Adam {
            learning_rate,
            beta1: settings.number("adam.beta1")?,
            beta2: settings.number("adam.beta2")?,
            epsilon: settings.number("adam.eps")?,
        }))
    },
};
