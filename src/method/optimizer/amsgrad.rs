//! AMSGrad: Adam whose scale never shrinks.

use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// Adam with the largest v so far in v's place: u ← max(u, v), x ← x − η m̂/(√(u/(1−β₂ᵏ)) + ε)
/// (Reddi, Kale & Kumar 2018; as in PyTorch, which corrects both moments).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AmsGrad {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε.
    pub moments: Moments,
}

impl Optimizer for AmsGrad {
    /// m, v, then the largest v.
    fn memory(&self, dimension: usize) -> usize {
        3 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let [one, two] = self.moments.corrections(step.count);
        let root = two.sqrt();
        let (first, squares) = memory.split_at_mut(x.len());
        let (second, largest) = squares.split_at_mut(x.len());
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            first[i] = self.moments.first(first[i], slope);
            second[i] = self.moments.second(second[i], slope);
            largest[i] = largest[i].max(second[i]);
            first[i] / one / (largest[i].sqrt() / root + self.moments.epsilon)
        });
        step.tell(Part::Momentum, first);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "amsgrad",
        color: Color::Wine,
        formula: r"u_k = \max(u_{k-1}, v_k),\quad x_{k+1} = x_k - \eta\, \hat m_k / (\sqrt{\hat u_k} + \varepsilon)",
        source: Source {
            text: "Reddi, Kale & Kumar (2018), On the convergence of Adam and beyond",
            url: "https://arxiv.org/abs/1904.09237",
        },
        parameters: || Moments::USUAL.parameters(),
    },
    rate: 0.1,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        Ok(Box::new(AmsGrad { learning_rate, moments: Moments::of_method("amsgrad", settings)? }))
    },
};
