//! RAdam: Adam that trusts its scale only once it has seen enough.

use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// With ρ∞ = 2/(1−β₂) − 1 and ρₖ = ρ∞ − 2kβ₂ᵏ/(1−β₂ᵏ): while ρₖ ≤ 5, x ← x − ηm̂; then x ← x − η r m̂√(1−β₂ᵏ)/(√v + ε),
/// r² = (ρₖ−4)(ρₖ−2)ρ∞/((ρ∞−4)(ρ∞−2)ρₖ) (Liu et al. 2020, algorithm 2; as in PyTorch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RAdam {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε.
    pub moments: Moments,
}

impl Optimizer for RAdam {
    /// m, then v.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let [one, two] = self.moments.corrections(step.count);
        let limit = 2.0 / (1.0 - self.moments.beta2) - 1.0;
        let length = limit - 2.0 * step.count as f64 * (1.0 - two) / two;
        let rectified = (length > 5.0).then(|| {
            let share = (length - 4.0) * (length - 2.0) * limit / ((limit - 4.0) * (limit - 2.0) * length);
            share.sqrt() * two.sqrt()
        });
        let (first, second) = memory.split_at_mut(x.len());
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            first[i] = self.moments.first(first[i], slope);
            second[i] = self.moments.second(second[i], slope);
            let mean = first[i] / one;
            rectified.map_or(mean, |factor| mean * factor / (second[i].sqrt() + self.moments.epsilon))
        });
        step.tell(Part::Momentum, first);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "radam",
        color: Color::Grape,
        formula: r"x_{k+1} = x_k - \eta\, r_k \hat m_k / (\sqrt{\hat v_k} + \varepsilon)",
        source: Source {
            text: "Liu et al. (2020), On the variance of the adaptive learning rate and beyond",
            url: "https://arxiv.org/abs/1908.03265",
        },
        parameters: || Moments::USUAL.parameters(),
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| {
        Ok(Box::new(RAdam { learning_rate, moments: Moments::of_method("radam", settings)? }))
    },
};
