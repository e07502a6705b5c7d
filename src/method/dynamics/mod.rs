//! Min–max dynamics: how two players move, one file per update rule, and the registry of all of them.

mod alternating_gda;
mod extragradient;
mod gda;
mod ogda;
mod proximal_point;
mod two_timescale_gda;

pub use alternating_gda::AlternatingGda;
pub use extragradient::Extragradient;
pub use gda::Gda;
pub use ogda::Ogda;
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
}

/// A step whose implicit equation was not solved to its tolerance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unsolved {
    /// The residual that remained, in the norm of the largest coordinate.
    pub residual: f64,
}

/// One update rule with its step size and its memory.
pub trait Dynamics: Send {
    /// Moves the joint state `z` by one step of `game`, staying in `domain`.
    ///
    /// # Errors
    /// [`Unsolved`] when an implicit equation was not solved; `z` then holds the best iterate.
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved>;

    /// The matrix of one step about an equilibrium where the field's Jacobian is J (n_x rows belong to x),
    /// without constraint. A method with memory gives the matrix of the pair (zₖ₊₁, zₖ).
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, dimensions: [usize; 2]) -> DMatrix<f64>;

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
    /// The rule with the settings' step sizes.
    pub build: fn(&Settings) -> Result<Box<dyn Dynamics>, Error>,
}

/// Every update rule, in the order of legends.
pub static DYNAMICS: &[&DynamicsInfo] = &[
    &gda::INFO,
    &alternating_gda::INFO,
    &extragradient::INFO,
    &ogda::INFO,
    &proximal_point::INFO,
    &two_timescale_gda::INFO,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::{Parameter, Settings};
    use crate::problem::game::{Bilinear, StronglyMonotone};
    use nalgebra::DVector;
    use proptest::prelude::*;

    fn settings(eta: f64) -> Settings {
        let mut parameters = vec![Parameter::number("eta", "", "", [0.0, 10.0], eta, "")];
        parameters.extend(DYNAMICS.iter().flat_map(|d| d.info.hyper_parameters()));
        Settings::new(parameters)
    }

    /// Six steps of every method on a linear game equal six products with its matrix.
    fn steps_are_products(game: &dyn Game, eta: f64, start: [f64; 2]) -> Result<(), TestCaseError> {
        for entry in DYNAMICS {
            let mut dynamics = (entry.build)(&settings(eta)).unwrap();
            let matrix = dynamics.one_step_matrix(&game.jacobian(&[0.0, 0.0]), [1, 1]);
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
                let mut dynamics = (entry.build)(&settings(eta)).unwrap();
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
