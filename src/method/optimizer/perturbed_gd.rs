//! Perturbed gradient descent: a random kick, only where the gradient is small, and not too often.

use super::{Optimizer, OptimizerInfo};
use crate::frame::{Color, Source};
use crate::method::MethodInfo;
use crate::parameter::Parameter;
use crate::problem::landscape::Landscape;
use crate::random::Stream;

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

    fn step(
        &self,
        landscape: &dyn Landscape,
        count: u64,
        x: &mut [f64],
        memory: &mut [f64],
        gradient: &mut [f64],
        noise: &mut Stream,
    ) {
        landscape.gradient(x, gradient);
        let square: f64 = gradient.iter().map(|slope| slope * slope).sum();
        let rested = memory[0] == 0.0 || count as f64 - memory[0] > self.interval;
        if square.sqrt() <= self.threshold && rested {
            kick(x, self.radius, noise);
            memory[0] = count as f64;
            landscape.gradient(x, gradient);
        }
        for (coordinate, slope) in x.iter_mut().zip(gradient.iter()) {
            *coordinate -= self.learning_rate * slope;
        }
    }
}

/// Adds a vector uniform in the ball of radius r: a uniform direction, and a length with the law of U^(1/d)·r.
fn kick(x: &mut [f64], radius: f64, noise: &mut Stream) {
    let length = radius * libm::pow(noise.uniform(), 1.0 / x.len() as f64);
    super::perturbed_sgd::add_on_sphere(x, length, noise);
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "perturbed-gd",
        label: "Perturbed descent",
        name: "perturbed GD",
        color: Color::Purple,
        formula: r"x_{k+1} = \tilde x_k - \eta \nabla f(\tilde x_k),\quad \tilde x_k = x_k + \xi_k \text{ where } |\nabla f| \text{ is small}",
        source: Source {
            text: "Jin, Ge, Netrapalli, Kakade & Jordan (2017), How to escape saddle points efficiently",
            url: "https://arxiv.org/abs/1703.00887",
        },
        parameters: || {
            vec![
                Parameter::log_number(
                    "radius",
                    "Kick's radius",
                    "r",
                    [1e-4, 0.5],
                    0.02,
                    "Kicks are uniform in this ball.",
                ),
                Parameter::log_number(
                    "threshold",
                    "Small gradient",
                    "g",
                    [1e-4, 1.0],
                    0.05,
                    "Kicked only where the gradient is at most this.",
                ),
                Parameter::integer("interval", "Rest", "T", [1, 1000], 50, "Steps between two kicks, at least."),
            ]
        },
    },
    build: |learning_rate, settings| {
        Ok(Box::new(PerturbedGd {
            learning_rate,
            radius: settings.number("perturbed-gd.radius")?,
            threshold: settings.number("perturbed-gd.threshold")?,
            interval: settings.number("perturbed-gd.interval")?,
        }))
    },
};
