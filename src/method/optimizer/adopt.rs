//! ADOPT: Adam that scales each gradient by the past alone, and so converges with any β₂.

use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::source::Source;

/// At the first step v ← g² and x stays; then m ← β₁m + (1−β₁)c, c = g/max(√v, ε) cut off at ±(k−1)^¼, x ← x − ηm, and
/// last v ← β₂v + (1−β₂)g² (Taniguchi et al. 2024, with the clipping of its authors' program).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Adopt {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε.
    pub moments: Moments,
}

impl Optimizer for Adopt {
    /// m, then v.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let (first, second) = memory.split_at_mut(x.len());
        if step.count == 1 {
            second.iter_mut().zip(&step.slope).for_each(|(square, slope)| *square = slope * slope);
            return;
        }
        let most = libm::sqrt(libm::sqrt((step.count - 1) as f64));
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            let scaled = slope / second[i].sqrt().max(self.moments.epsilon);
            first[i] = self.moments.first(first[i], scaled.clamp(-most, most));
            second[i] = self.moments.second(second[i], slope);
            first[i]
        });
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "adopt",
        color: Color::Petrol,
        formula: r"m_k = \beta_1 m_{k-1} + (1-\beta_1)\,g_k / \max(\sqrt{v_{k-1}}, \varepsilon),\quad x_{k+1} = x_k - \eta\,m_k",
        source: Source {
            text: "Taniguchi et al. (2024), ADOPT: modified Adam can converge with any β₂ with the optimal rate",
            url: "https://arxiv.org/abs/2411.02853",
        },
        parameters: || Moments { beta2: 0.9999, epsilon: 1e-6, ..Moments::USUAL }.parameters(),
    },
    rate: 0.1,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        Ok(Box::new(Adopt { learning_rate, moments: Moments::of_method("adopt", settings)? }))
    },
};
