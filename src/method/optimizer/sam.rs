//! Sharpness-aware minimization: the gradient at the worst point near by.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// x ← x − η∇f(x + ρ∇f(x)/|∇f(x)|) (Foret et al. 2021, algorithm 1, with plain descent); two gradients a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sam {
    /// η > 0.
    pub learning_rate: f64,
    /// ρ ≥ 0.
    pub rho: f64,
}

impl Optimizer for Sam {
    fn memory(&self, _dimension: usize) -> usize {
        0
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], _memory: &mut [f64]) {
        step.look(x);
        let reach = self.rho / step.steepness().max(f64::MIN_POSITIVE);
        let ascent: Vec<f64> = step.slope.iter().map(|slope| reach * slope).collect();
        let above: Vec<f64> = x.iter().zip(&ascent).map(|(coordinate, up)| coordinate + up).collect();
        step.tell(Part::Ascent, &ascent);
        step.look(&above);
        step.descend(x, self.learning_rate, Part::Gradient, |_, slope| slope);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "sam",
        color: Color::Orchid,
        formula: r"x_{k+1} = x_k - \eta \nabla f\big(x_k + \rho \nabla f(x_k)/|\nabla f(x_k)|\big)",
        source: Source {
            text: "Foret, Kleiner, Mobahi & Neyshabur (2021), Sharpness-aware minimization for efficiently improving generalization",
            url: "https://arxiv.org/abs/2010.01412",
        },
        parameters: || vec![Parameter::log_number("rho", r"\rho", [1e-4, 2.0], 0.05)],
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| Ok(Box::new(Sam { learning_rate, rho: settings.number("sam.rho")? })),
};
