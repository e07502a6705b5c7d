//! Optimizers: `init` and `step` on plain numbers, one file per update rule, and the registry of all of them.

mod adam;
mod gd;
mod momentum;
mod perturbed_gd;
mod perturbed_sgd;
mod sgld;

pub use adam::Adam;
pub use gd::Gd;
pub use momentum::Momentum;
pub use perturbed_gd::PerturbedGd;
pub use perturbed_sgd::PerturbedSgd;
pub use sgld::Sgld;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::problem::landscape::Landscape;
use crate::random::Stream;

/// An update rule with its hyper-parameters. The rule itself has no state: the point, and as many numbers of memory as
/// [`Optimizer::memory`] asks for, zero at the start, are the caller's, so that thousands of points share one rule.
pub trait Optimizer: Send + Sync {
    /// How many numbers of memory a point in ℝᵈ needs.
    fn memory(&self, dimension: usize) -> usize;

    /// Moves `x` by step number `count` (1 for the first). `gradient` is room for d numbers; noise comes from `noise`.
    fn step(
        &self,
        landscape: &dyn Landscape,
        count: u64,
        x: &mut [f64],
        memory: &mut [f64],
        gradient: &mut [f64],
        noise: &mut Stream,
    );
}

/// A named update rule: what a legend shows, and how it is built. The learning rate is apart from the other
/// hyper-parameters because scenes may share one among all methods.
pub struct OptimizerInfo {
    /// What a legend shows; its parameters leave the learning rate out.
    pub info: MethodInfo,
    /// The rule with a learning rate and the settings' hyper-parameters.
    pub build: BuildOptimizer,
}

/// Builds a rule from its learning rate and the settings' hyper-parameters.
pub type BuildOptimizer = fn(f64, &Settings) -> Result<Box<dyn Optimizer>, Error>;

/// Every update rule, in the order of legends.
pub static OPTIMIZERS: &[&OptimizerInfo] =
    &[&gd::INFO, &momentum::INFO, &adam::INFO, &perturbed_gd::INFO, &perturbed_sgd::INFO, &sgld::INFO];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::{LANDSCAPES, Rosenbrock};

    /// Runs a rule from `start` and gives the last point.
    fn run(rule: &dyn Optimizer, landscape: &dyn Landscape, start: [f64; 2], steps: u64, seed: u64) -> [f64; 2] {
        let (mut x, mut gradient, mut noise) = (start, [0.0; 2], Stream::new(seed, "test"));
        let mut memory = vec![0.0; rule.memory(2)];
        for count in 1..=steps {
            rule.step(landscape, count, &mut x, &mut memory, &mut gradient, &mut noise);
        }
        x
    }

    fn settings() -> Settings {
        Settings::new(OPTIMIZERS.iter().flat_map(|rule| rule.info.hyper_parameters()).collect())
    }

    #[test]
    fn every_rule_descends_every_landscape() {
        for entry in OPTIMIZERS {
            for info in LANDSCAPES {
                let start = [info.start[0], info.start[1] + 0.1];
                let landscape = (info.build)(&Settings::new((info.parameters)())).unwrap();
                // Small enough for the curvature at the start.
                let rate = (0.1 / landscape.hessian(&start).amax()).min(5e-4);
                let rule = (entry.build)(rate, &settings()).unwrap();
                let end = run(rule.as_ref(), landscape.as_ref(), start, 500, 0);
                let (before, after) = (landscape.value(&start), landscape.value(&end));
                assert!(after < before, "{} on {}: {before} → {after}", entry.info.id, info.id);
            }
        }
    }

    #[test]
    fn rules_whose_noise_vanishes_are_gradient_descent() {
        let end = |rule: &dyn Optimizer| run(rule, &Rosenbrock, [-1.2, 1.0], 100, 3);
        let descent = end(&Gd { learning_rate: 1e-3 });
        assert_eq!(end(&PerturbedSgd { learning_rate: 1e-3, sigma: 0.0 }), descent);
        assert_eq!(end(&Sgld { learning_rate: 1e-3, temperature: 0.0 }), descent);
        assert_eq!(end(&Momentum { learning_rate: 1e-3, beta: 0.0 }), descent);
        // No point of the path has so small a gradient that it would be perturbed.
        let perturbed = PerturbedGd { learning_rate: 1e-3, radius: 0.1, threshold: 1e-9, interval: 1.0 };
        assert_eq!(end(&perturbed), descent);
    }
}
