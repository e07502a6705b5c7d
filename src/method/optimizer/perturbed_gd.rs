//! Perturbed gradient descent: a random kick, only where the gradient is small, and not too often.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::random::Stream;
use crate::source::Source;

/// If ‖∇f(x)‖ ≤ g and the last kick is more than T steps ago, x ← x + ξ, ξ uniform in the ball of radius r; then
/// x ← x − η∇f(x) (Jin et al. 2017, algorithm 2, without its stopping rule: the scene runs on).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PerturbedGd {
    /// η > 0.
    pub learning_rate: f64,
    /// r ≥ 0.
    pub radius: f64,
    /// g > 0.
    pub threshold: f64,
    /// T ≥ 1.
    pub interval: f64,
}

impl Optimizer for PerturbedGd {
    /// The step of the last kick, 0 for none.
    fn memory(&self, _dimension: usize) -> usize {
        1
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let rested = memory[0] == 0.0 || step.count as f64 - memory[0] > self.interval;
        if step.steepness() <= self.threshold && rested {
            let kick = in_ball(x.len(), self.radius, step.noise);
            x.iter_mut().zip(&kick).for_each(|(coordinate, push)| *coordinate += push);
            step.tell(Part::Kick, &kick);
            memory[0] = step.count as f64;
            step.look(x);
        }
        step.descend(x, self.learning_rate, Part::Gradient, |_, slope| slope);
    }
}

/// A vector uniform in the ball of radius r: a uniform direction, and a length with the law of U^(1/d)·r.
fn in_ball(dimension: usize, radius: f64, noise: &mut Stream) -> Vec<f64> {
    let length = radius * libm::pow(noise.uniform(), 1.0 / dimension as f64);
    let mut kick = vec![0.0; dimension];
    super::sphere::add_on_sphere(&mut kick, length, noise);
    kick
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "perturbed-gd",
        color: Color::Purple,
        formula: r"x_{k+1} = \tilde x_k - \eta \nabla f(\tilde x_k),\quad \tilde x_k = x_k + \xi_k \text{ where } |\nabla f| \text{ is small}",
        source: Source {
            text: "Jin, Ge, Netrapalli, Kakade & Jordan (2017), How to escape saddle points efficiently",
            url: "https://arxiv.org/abs/1703.00887",
        },
        parameters: || {
            vec![
                Parameter::log_number("radius", "r", [1e-4, 0.5], 0.02),
                Parameter::log_number("threshold", "g", [1e-4, 1.0], 0.05),
                Parameter::integer("interval", "T", [1, 1000], 50),
            ]
        },
    },
    rate: 1e-3,
    scale: Scale::Curvature,
    build: |learning_rate, settings| {
        Ok(Box::new(PerturbedGd {
            learning_rate,
            radius: settings.number("perturbed-gd.radius")?,
            threshold: settings.number("perturbed-gd.threshold")?,
            interval: settings.number("perturbed-gd.interval")?,
        }))
    },
};
