//! Optimizers: `init` and `step` on plain numbers, one file per update rule, and the registry of all of them.

mod adadelta;
mod adagrad;
mod adam;
mod adamax;
mod adamw;
mod adopt;
mod amsgrad;
mod cubic_newton;
mod curvature;
mod gd;
mod grafted;
mod lbfgs;
mod lion;
mod moments;
mod momentum;
mod nadam;
mod nesterov;
mod newton;
mod normalized_gd;
mod perturbed_gd;
mod perturbed_sgd;
mod radam;
mod rmsprop;
mod sam;
mod schedule;
mod sgld;
mod sign_gd;
mod sphere;
mod step;

pub use adadelta::Adadelta;
pub use adagrad::Adagrad;
pub use adam::Adam;
pub use adamax::Adamax;
pub use adamw::AdamW;
pub use adopt::Adopt;
pub use amsgrad::AmsGrad;
pub use cubic_newton::CubicNewton;
pub use gd::Gd;
pub use grafted::{GRAFTED, Grafted, Share};
pub use lbfgs::Lbfgs;
pub use lion::Lion;
pub use moments::Moments;
pub use momentum::Momentum;
pub use nadam::NAdam;
pub use nesterov::Nesterov;
pub use newton::Newton;
pub use normalized_gd::NormalizedGd;
pub use perturbed_gd::PerturbedGd;
pub use perturbed_sgd::PerturbedSgd;
pub use radam::RAdam;
pub use rmsprop::RmsProp;
pub use sam::Sam;
pub use schedule::Schedule;
pub use sgld::Sgld;
pub use sign_gd::SignGd;
pub use step::{Anatomy, Part, Step};

use crate::error::{Error, find_by_id};
use crate::method::MethodInfo;
use crate::parameter::{Parameter, Settings};
use moments::floor;

/// An update rule with its hyper-parameters. The rule itself has no state: the point, and as many numbers of memory as
/// [`Optimizer::memory`] asks for, zero at the start, are the caller's, so that thousands of points share one rule.
pub trait Optimizer: Send + Sync {
    /// How many numbers of memory a point in ℝᵈ needs.
    fn memory(&self, dimension: usize) -> usize;

    /// Moves `x` by one step on the landscape and with the noise of `step`, whose number is [`Step::count`].
    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]);
}

/// A named update rule: what a legend shows, and how it is built. The learning rate is apart from the other
/// hyper-parameters because scenes may share one among all methods.
pub struct OptimizerInfo {
    /// What a legend shows; its parameters leave the learning rate out.
    pub info: MethodInfo,
    /// A learning rate that suits Rosenbrock's valley.
    pub rate: f64,
    /// What its learning rate measures.
    pub scale: Scale,
    /// The rule with a learning rate and the settings' hyper-parameters.
    pub build: BuildOptimizer,
}

/// What a learning rate measures, and so how a good one depends on the landscape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Step per gradient: at most of the order of one over the greatest curvature.
    Curvature,
    /// The length of a step, whatever the gradient: a small part of the landscape's width.
    Length,
    /// Nothing: the rule finds its own length, and its rate is by nature 1.
    Own,
}

/// Builds a rule from its learning rate and the settings' hyper-parameters.
pub type BuildOptimizer = fn(f64, &Settings) -> Result<Box<dyn Optimizer>, Error>;

impl OptimizerInfo {
    /// The rule's own learning rate, `method.lr`.
    pub fn learning_rate(&self) -> Parameter {
        Parameter::log_number("lr", r"\eta", [1e-7, 100.0], self.rate).of_method(self.info.id)
    }
}

/// Every update rule, in the order of legends.
pub static OPTIMIZERS: &[&OptimizerInfo] = &[
    &gd::INFO,
    &momentum::INFO,
    &nesterov::INFO,
    &adagrad::INFO,
    &rmsprop::INFO,
    &adadelta::INFO,
    &adam::INFO,
    &amsgrad::INFO,
    &adamw::INFO,
    &nadam::INFO,
    &radam::INFO,
    &adamax::INFO,
    &lion::INFO,
    &adopt::INFO,
    &sign_gd::INFO,
    &normalized_gd::INFO,
    &sam::INFO,
    &perturbed_gd::INFO,
    &perturbed_sgd::INFO,
    &sgld::INFO,
    &newton::INFO,
    &cubic_newton::INFO,
    &lbfgs::INFO,
];

/// The named update rule with the given id.
///
/// # Errors
/// [`Error::Unknown`] when there is none.
pub fn find(id: &str) -> Result<&'static OptimizerInfo, Error> {
    find_by_id("method", id, OPTIMIZERS.iter().map(|rule| (rule.info.id, *rule)))
}

/// −1, 0 or 1.
fn sign(value: f64) -> f64 {
    if value > 0.0 {
        1.0
    } else if value < 0.0 {
        -1.0
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::{LANDSCAPES, Landscape, Ravine, Rosenbrock};
    use crate::random::Stream;

    /// Runs a rule from `start` and gives the last point.
    fn run(rule: &dyn Optimizer, landscape: &dyn Landscape, start: [f64; 2], steps: u64, seed: u64) -> [f64; 2] {
        let (mut x, mut noise) = (start, Stream::new(seed, "test"));
        let mut memory = vec![0.0; rule.memory(2)];
        for count in 1..=steps {
            rule.step(&mut Step::new(landscape, count, &mut noise), &mut x, &mut memory);
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
                let curvature = landscape.hessian(&start);
                // Plain Newton runs to saddles and maxima too, and L-BFGS without line search may climb: where all curvature is
                // positive they descend.
                if ["newton", "lbfgs"].contains(&entry.info.id) && curvature.symmetric_eigenvalues().min() <= 0.0 {
                    continue;
                }
                // Small enough for the curvature at the start.
                let rate = (0.1 / curvature.amax()).min(5e-4);
                let rule = (entry.build)(rate, &settings()).unwrap();
                let end = run(rule.as_ref(), landscape.as_ref(), start, 500, 0);
                let (before, after) = (landscape.value(&start), landscape.value(&end));
                assert!(after < before, "{} on {}: {before} → {after}", entry.info.id, info.id);
            }
        }
    }

    #[test]
    fn rules_work_in_any_dimension_and_without_a_gradient() {
        /// ½|x|² in d dimensions.
        struct Sphere(usize);

        impl Landscape for Sphere {
            fn dimension(&self) -> usize {
                self.0
            }

            fn value(&self, x: &[f64]) -> f64 {
                0.5 * x.iter().map(|v| v * v).sum::<f64>()
            }

            fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
                gradient.copy_from_slice(x);
            }

            fn hessian(&self, x: &[f64]) -> nalgebra::DMatrix<f64> {
                nalgebra::DMatrix::identity(x.len(), x.len())
            }
        }

        for entry in OPTIMIZERS {
            for dimension in [1, 3, 7] {
                let rule = (entry.build)(if entry.scale == Scale::Own { 1.0 } else { 0.01 }, &settings()).unwrap();
                let (mut x, mut memory) = (vec![1.0; dimension], vec![0.0; rule.memory(dimension)]);
                let (mut still, mut silence) = (vec![0.0; dimension], memory.clone());
                let (landscape, mut noise) = (Sphere(dimension), Stream::new(0, "any"));
                for count in 1..=60 {
                    rule.step(&mut Step::new(&landscape, count, &mut noise), &mut x, &mut memory);
                    rule.step(&mut Step::new(&landscape, count, &mut noise), &mut still, &mut silence);
                }
                let id = entry.info.id;
                assert!(landscape.value(&x) < 0.5 * dimension as f64, "{id}: {x:?}");
                let noisy = ["perturbed-gd", "perturbed-sgd", "sgld"].contains(&id);
                assert!(noisy || still.iter().all(|v| *v == 0.0), "{id} does not stay at the minimum: {still:?}");
            }
        }
    }

    #[test]
    fn signs_and_normalized_gradients_move_by_the_rate() {
        let at = [-1.2, 1.0];
        let [x, y] = run(&SignGd { learning_rate: 0.01 }, &Rosenbrock, at, 1, 0);
        assert!((x - at[0] - 0.01).abs() < 1e-15 && (y - at[1] - 0.01).abs() < 1e-15);
        let [x, y] = run(&NormalizedGd { learning_rate: 0.01 }, &Rosenbrock, at, 1, 0);
        assert!(((x - at[0]).hypot(y - at[1]) - 0.01).abs() < 1e-15);
        // ∇f(−1.2, 1) = (−215.6, −88).
        assert!(((x - at[0]) / (y - at[1]) - 215.6 / 88.0).abs() < 1e-12);
    }

    #[test]
    fn sam_on_a_quadratic_adds_the_curvature_of_its_reach() {
        // ∇f(z + ρg/|g|) = Hz + ρHg/|g|, and g = Hz.
        let (ravine, rho, rate) = (Ravine { condition: 25.0 }, 0.3, 0.01);
        let z = [-2.0, 1.2];
        let g: [f64; 2] = [z[0], 25.0 * z[1]];
        let size = g[0].hypot(g[1]);
        let expected = [z[0] - rate * (g[0] + rho * g[0] / size), z[1] - rate * (g[1] + rho * 25.0 * g[1] / size)];
        let moved = run(&Sam { learning_rate: rate, rho }, &ravine, z, 1, 0);
        assert!((moved[0] - expected[0]).abs() < 1e-15 && (moved[1] - expected[1]).abs() < 1e-14, "{moved:?}");
    }

    #[test]
    fn adopt_moves_by_a_constant_gradient_as_if_it_were_one() {
        // With g constant √v = |g|, and each coordinate of c is ±1: m = 1 − β₁ᵏ after k moves, the first step moving nothing.
        struct Slope;

        impl Landscape for Slope {
            fn dimension(&self) -> usize {
                2
            }

            fn value(&self, z: &[f64]) -> f64 {
                3.0 * z[0] - 0.02 * z[1]
            }

            fn gradient(&self, _z: &[f64], gradient: &mut [f64]) {
                gradient.copy_from_slice(&[3.0, -0.02]);
            }

            fn hessian(&self, _z: &[f64]) -> nalgebra::DMatrix<f64> {
                nalgebra::DMatrix::zeros(2, 2)
            }
        }

        let rule = Adopt { learning_rate: 0.1, moments: Moments { beta2: 0.99, ..Moments::USUAL } };
        assert_eq!(run(&rule, &Slope, [0.0; 2], 1, 0), [0.0; 2]);
        let moved: f64 = (1..=30).map(|k| 0.1 * (1.0 - 0.9_f64.powi(k))).sum();
        let [x, y] = run(&rule, &Slope, [0.0; 2], 31, 0);
        assert!((x + moved).abs() < 1e-12 && (y - moved).abs() < 1e-12, "{x}, {y}: {moved}");
    }

    #[test]
    fn the_parts_of_a_step_make_it_up() {
        for entry in OPTIMIZERS {
            let rate = 0.01 * entry.rate;
            let rule = (entry.build)(rate, &settings()).unwrap();
            let (mut x, mut memory, mut noise) = ([-1.2, 1.0], vec![0.0; rule.memory(2)], Stream::new(1, "anatomy"));
            for count in 1..=5 {
                let (before, held, drawn) = (x, memory.clone(), noise.clone());
                let mut step = Step::new(&Rosenbrock, count, &mut noise).with(0.5, 0.3).told();
                rule.step(&mut step, &mut x, &mut memory);
                let evaluations = step.evaluations;
                let parts = step.anatomy.unwrap().parts;
                let id = entry.info.id;
                let gradients = parts.iter().filter(|(part, _)| *part == Part::Gradient).count() as u64;
                let expected = if ["newton", "cubic-newton"].contains(&id) { gradients + 2 } else { gradients };
                assert_eq!(evaluations, expected, "{id}");
                // Whoever is not asked moves to the same bits.
                let (mut again, mut same, mut drawn) = (before, held, drawn);
                rule.step(&mut Step::new(&Rosenbrock, count, &mut drawn).with(0.5, 0.3), &mut again, &mut same);
                assert_eq!((x, &memory), (again, &same), "{id}");
                // The last direction, by the rate, is the step, but for what decays or is added at the end.
                let indirect = ["adamw", "sgld", "perturbed-gd", "perturbed-sgd"].contains(&id);
                if !(indirect || id == "adopt" && count == 1) {
                    let preconditioned = parts.iter().rev().find(|(part, _)| *part == Part::Preconditioned);
                    let momentum = parts.iter().rev().find(|(part, _)| *part == Part::Momentum);
                    let direction = preconditioned.or(momentum).unwrap_or(parts.last().unwrap());
                    for i in 0..2 {
                        let moved = before[i] - x[i];
                        let size = 1e-12 * (1.0 + moved.abs());
                        assert!((0.5 * rate * direction.1[i] - moved).abs() < size, "{id}: {parts:?}");
                    }
                }
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
