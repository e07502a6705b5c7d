//! Min–max dynamics: how two players move, one file per update rule, and the registry of all of them.

mod adam_gda;
mod alternating_gda;
mod anchored;
mod ascent;
mod best_response;
#[cfg(test)]
mod closed_forms;
mod competitive;
mod consensus;
mod extra_adam;
pub mod extragradient;
mod extragradient_plus;
pub mod gda;
mod greedy_accept_reject;
mod hamiltonian;
pub mod moments;
pub mod natural_gradient;
mod negative_momentum;
mod normalized_gda;
mod ogda;
mod optimistic_adam;
mod proximal_point;
mod two_timescale_gda;

pub use adam_gda::AdamGda;
pub use alternating_gda::AlternatingGda;
pub use anchored::Anchored;
pub use best_response::BestResponse;
pub use competitive::Competitive;
pub use consensus::Consensus;
pub use extra_adam::ExtraAdam;
pub use extragradient::Extragradient;
pub use extragradient_plus::ExtragradientPlus;
pub use gda::Gda;
pub use greedy_accept_reject::{GreedyAcceptReject, Options as GreedyOptions};
pub use hamiltonian::Hamiltonian;
pub use natural_gradient::NaturalGradient;
pub use negative_momentum::NegativeMomentum;
pub use normalized_gda::NormalizedGda;
pub use ogda::Ogda;
pub use optimistic_adam::OptimisticAdam;
pub use proximal_point::ProximalPoint;
pub use two_timescale_gda::TwoTimescaleGda;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::problem::game::Game;
use nalgebra::DMatrix;

/// The set of joint states: everything, or the box [−h, h]ⁿ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Domain {
    half_width: f64,
}

impl Domain {
    /// The box [−h, h]ⁿ; h = 0 (or less) means no constraint.
    pub fn from_half_width(half_width: f64) -> Self {
        Self { half_width: if half_width > 0.0 { half_width } else { f64::INFINITY } }
    }

    /// The half-width h, infinite without constraint.
    pub fn half_width(&self) -> f64 {
        self.half_width
    }

    /// The Euclidean projection of one coordinate.
    pub fn project(&self, coordinate: f64) -> f64 {
        coordinate.clamp(-self.half_width, self.half_width)
    }

    /// z ← P(z − ηd): the projected step of size η against a direction d.
    fn descend(&self, z: &mut [f64], step_size: f64, direction: &[f64]) {
        for (coordinate, slope) in z.iter_mut().zip(direction) {
            *coordinate = self.project(*coordinate - step_size * slope);
        }
    }
}

/// What a step looked at before it moved: y's foreseen answers, or a proposal with its answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Excursion {
    /// The joint states visited, one after another, the step's start first.
    pub path: Vec<f64>,
    /// Whether the last of them became the new state.
    pub taken: bool,
    /// Whether the second of them is a proposal of x, and the others y's ascent to its answer.
    pub is_proposal: bool,
}

impl Excursion {
    /// Nothing visited but the start.
    fn begin(&mut self, z: &[f64]) {
        self.path.clear();
        self.path.extend_from_slice(z);
        self.taken = false;
    }
}

/// A step within which a task was not solved to its tolerance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unsolved {
    /// What was not solved: the notice `competitor-TASK` in `words/` says it.
    pub task: &'static str,
    /// The residual that remained, in the norm of the largest coordinate.
    pub residual: f64,
}

/// One update rule with its step size and its memory.
pub trait Dynamics: Send {
    /// Moves the joint state `z` by one step of `game`, staying in `domain`.
    ///
    /// # Errors
    /// [`Unsolved`] when what the step has to solve was not solved; `z` then holds the best iterate.
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved>;

    /// The matrix of one step about an equilibrium where the field's Jacobian is J (n_x rows belong to x),
    /// without constraint. A method with memory gives the matrix of the pair (zₖ₊₁, zₖ), one whose step changes with k its
    /// limit; one whose step is not linear, even to first order, has none.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, dimensions: [usize; 2]) -> Option<DMatrix<f64>>;

    /// What the last step looked at before it moved, where there is something to see.
    fn excursion(&self) -> Option<&Excursion> {
        None
    }

    /// Every number of the memory, for snapshots' fingerprints.
    fn memory(&self) -> &[f64] {
        &[]
    }

    /// A copy, memory included.
    fn duplicate(&self) -> Box<dyn Dynamics>;
}

/// A named update rule: what a legend shows, and how it is built from settings (`eta` and its own parameters).
pub struct DynamicsInfo {
    /// What a legend shows.
    pub info: MethodInfo,
    /// The rule with the settings' step sizes; one that draws at random has a stream of its own from the seed.
    pub build: BuildDynamics,
}

/// Builds a rule from the settings (`eta` and its own parameters) and the seed.
pub type BuildDynamics = fn(&Settings, u64) -> Result<Box<dyn Dynamics>, Error>;

/// The identity of a square matrix' size.
fn identity_of(matrix: &DMatrix<f64>) -> DMatrix<f64> {
    DMatrix::identity(matrix.nrows(), matrix.ncols())
}

/// A matrix with only `count` rows kept, from `first` on; zero elsewhere.
fn rows_of(matrix: &DMatrix<f64>, first: usize, count: usize) -> DMatrix<f64> {
    let mut kept = DMatrix::zeros(matrix.nrows(), matrix.ncols());
    kept.rows_mut(first, count).copy_from(&matrix.rows(first, count));
    kept
}

/// The Hessian of the payoff from the Jacobian of its field: the rows of y change sign.
fn hessian_of(jacobian: &DMatrix<f64>, [x, y]: [usize; 2]) -> DMatrix<f64> {
    let mut hessian = jacobian.clone();
    hessian.rows_mut(x, y).neg_mut();
    hessian
}

/// Every update rule, in the order of legends.
pub static DYNAMICS: &[&DynamicsInfo] = &[
    &gda::INFO,
    &alternating_gda::INFO,
    &extragradient::INFO,
    &ogda::INFO,
    &proximal_point::INFO,
    &two_timescale_gda::INFO,
    &extragradient_plus::INFO,
    &anchored::INFO,
    &negative_momentum::INFO,
    &hamiltonian::INFO,
    &consensus::INFO,
    &competitive::INFO,
    &normalized_gda::INFO,
    &adam_gda::INFO,
    &optimistic_adam::INFO,
    &extra_adam::INFO,
    &best_response::INFO,
    &greedy_accept_reject::INFO,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::{Parameter, Settings};
    use crate::problem::game::{Bilinear, StronglyMonotone};
    use nalgebra::DVector;
    use proptest::prelude::*;

    fn settings(eta: f64) -> Settings {
        let mut parameters = vec![Parameter::number("eta", "", [0.0, 10.0], eta)];
        parameters.extend(DYNAMICS.iter().flat_map(|d| d.info.hyper_parameters()));
        Settings::new(parameters)
    }

    /// Six steps of every method on a linear game equal six products with its matrix.
    fn steps_are_products(game: &dyn Game, eta: f64, start: [f64; 2]) -> Result<(), TestCaseError> {
        for entry in DYNAMICS {
            let mut dynamics = (entry.build)(&settings(eta), 0).unwrap();
            let Some(matrix) = dynamics.one_step_matrix(&game.jacobian(&[0.0, 0.0]), [1, 1]) else { continue };
            // The anchored step changes with k; its own file compares it with its affine map.
            if entry.info.id == "anchored" {
                continue;
            }
            let mut predicted = DVector::from_fn(matrix.nrows(), |i, _| start[i % 2]);
            let mut z = start;
            for step in 0..6 {
                dynamics.step(game, Domain::from_half_width(0.0), &mut z).unwrap();
                predicted = &matrix * predicted;
                let scale = predicted.amax().max(1e-3);
                for i in 0..2 {
                    prop_assert!((z[i] - predicted[i]).abs() <= 1e-10 * scale, "{} at step {step}", entry.info.id);
                }
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn one_step_matrices_are_the_steps_on_linear_games(
            eta in 0.001..1.5_f64, a in -3.0..3.0_f64, alpha in 0.0..2.0_f64, x in -4.0..4.0_f64, y in -4.0..4.0_f64,
        ) {
            steps_are_products(&Bilinear { coupling: a }, eta, [x, y])?;
            steps_are_products(&StronglyMonotone { modulus: alpha, coupling: a }, eta, [x, y])?;
        }

        #[test]
        fn no_step_leaves_the_box(eta in 0.001..2.0_f64, h in 0.5..3.0_f64, x in -4.0..4.0_f64, y in -4.0..4.0_f64) {
            let domain = Domain::from_half_width(h);
            for entry in DYNAMICS {
                let mut dynamics = (entry.build)(&settings(eta), 0).unwrap();
                let mut z = [domain.project(x), domain.project(y)];
                for _ in 0..50 {
                    let _ = dynamics.step(&Bilinear { coupling: 1.0 }, domain, &mut z);
                    prop_assert!(z[0].abs() <= h && z[1].abs() <= h, "{}", entry.info.id);
                }
            }
        }
    }

    #[test]
    fn the_constrained_proximal_point_solves_its_implicit_equation() {
        let (game, domain, eta) = (Bilinear { coupling: 1.0 }, Domain::from_half_width(1.0), 0.7);
        let mut dynamics = ProximalPoint::new(eta);
        let mut z = [0.9, -0.95];
        for _ in 0..40 {
            let before = z;
            dynamics.step(&game, domain, &mut z).unwrap();
            let mut field = [0.0; 2];
            game.field(&z, &mut field);
            for i in 0..2 {
                assert!((z[i] - domain.project(before[i] - eta * field[i])).abs() < 1e-12);
            }
        }
    }
}
