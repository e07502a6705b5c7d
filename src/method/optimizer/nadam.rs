//! NAdam: Adam with Nesterov's look ahead.

use super::{Moments, Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// With μₖ = β₁(1 − ½·0.96^{kψ}) and πₖ = μ₁⋯μₖ: x ← x − η(μₖ₊₁m/(1−πₖμₖ₊₁) + (1−μₖ)g/(1−πₖ))/(√v̂ + ε), with m and v
/// as in Adam (Dozat 2016; as in PyTorch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NAdam {
    /// η > 0.
    pub learning_rate: f64,
    /// β₁, β₂ and ε.
    pub moments: Moments,
    /// ψ ≥ 0.
    pub momentum_decay: f64,
}

impl Optimizer for NAdam {
    /// m, v, then the product π, 0 for none yet.
    fn memory(&self, dimension: usize) -> usize {
        2 * dimension + 1
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let count = step.count as f64;
        let momentum = |count: f64| self.moments.beta1 * (1.0 - 0.5 * libm::pow(0.96, count * self.momentum_decay));
        let (now, next) = (momentum(count), momentum(count + 1.0));
        let [_, two] = self.moments.corrections(step.count);
        let (first, rest) = memory.split_at_mut(x.len());
        let (second, product) = rest.split_at_mut(x.len());
        product[0] = if step.count == 1 { now } else { product[0] * now };
        let (of_gradient, of_moment) = ((1.0 - now) / (1.0 - product[0]), next / (1.0 - product[0] * next));
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, slope| {
            first[i] = self.moments.first(first[i], slope);
            second[i] = self.moments.second(second[i], slope);
            let scale = (second[i] / two).sqrt() + self.moments.epsilon;
            of_gradient * slope / scale + of_moment * first[i] / scale
        });
        step.tell(Part::Momentum, first);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "nadam",
        color: Color::Rose,
        formula: r"x_{k+1} = x_k - \frac{\eta}{\sqrt{\hat v_k} + \varepsilon} \left(\frac{\mu_{k+1} m_k}{1 - \pi_{k+1}} + \frac{(1-\mu_k) g_k}{1 - \pi_k}\right)",
        source: Source {
            text: "Dozat (2016), Incorporating Nesterov momentum into Adam",
            url: "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
        },
        parameters: || {
            let mut parameters = Moments::USUAL.parameters();
            parameters.push(Parameter::number("momentum_decay", r"\psi", [0.0, 1.0], 0.004));
            parameters
        },
    },
    rate: 0.1,
    scale: Scale::Length,
    build: |learning_rate, settings| {
        let (moments, momentum_decay) =
            (Moments::of_method("nadam", settings)?, settings.number("nadam.momentum_decay")?);
        Ok(Box::new(NAdam { learning_rate, moments, momentum_decay }))
    },
};
