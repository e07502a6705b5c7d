//! Two-player zero-sum games min over x, max over y of f(x, y), and the registry of named ones.

mod bilinear;
mod cubic_coupling;
mod dirac_gan;
mod formula;
mod forsaken;
mod hidden;
mod matching_pennies;
mod negative_comonotone;
mod sine_sum;
mod strongly_monotone;
mod two_hills;

pub use bilinear::Bilinear;
pub use cubic_coupling::CubicCoupling;
pub use dirac_gan::{DiracGan, Loss};
pub use formula::FormulaGame;
pub use forsaken::Forsaken;
pub use hidden::{Hidden, Mask};
pub use matching_pennies::MatchingPennies;
pub use negative_comonotone::negative_comonotone;
pub use sine_sum::SineSum;
pub use strongly_monotone::StronglyMonotone;
pub use two_hills::TwoHills;

use crate::error::{Error, find_by_id};
use crate::parameter::{Parameter, Settings};
use nalgebra::{DMatrix, DVector};
use std::sync::Arc;

/// A smooth zero-sum game in joint state z = (x, y): player x descends f, player y ascends it.
///
/// Shapes: z, gradient and field have `dimensions()[0] + dimensions()[1]` entries, x's first.
pub trait Game: Send + Sync {
    /// How many coordinates x and y have.
    fn dimensions(&self) -> [usize; 2];
    /// The payoff f(z).
    fn value(&self, z: &[f64]) -> f64;
    /// ∇f(z), written to `gradient`.
    fn gradient(&self, z: &[f64], gradient: &mut [f64]);
    /// The Hessian ∇²f(z).
    fn hessian(&self, z: &[f64]) -> DMatrix<f64>;
    /// The equilibrium (stationary point of the field) nearest to z, where the game knows it.
    fn equilibrium(&self, z: &[f64]) -> Option<Vec<f64>>;

    /// The field F(z) = (∇ₓf, −∇ᵧf), written to `field`: simultaneous gradient descent–ascent follows −F.
    fn field(&self, z: &[f64], field: &mut [f64]) {
        self.gradient(z, field);
        for entry in &mut field[self.dimensions()[0]..] {
            *entry = -*entry;
        }
    }

    /// The field's Jacobian ∇F(z) = [[∇ₓₓf, ∇ₓᵧf], [−∇ᵧₓf, −∇ᵧᵧf]].
    fn jacobian(&self, z: &[f64]) -> DMatrix<f64> {
        let mut jacobian = self.hessian(z);
        let x = self.dimensions()[0];
        jacobian.rows_mut(x, self.dimensions()[1]).neg_mut();
        jacobian
    }

    /// ∇(½|F(z)|²) = ∇²f·∇f, written to `slope`: what Hamiltonian descent follows.
    fn energy_gradient(&self, z: &[f64], slope: &mut [f64]) {
        let mut gradient = DVector::zeros(z.len());
        self.gradient(z, gradient.as_mut_slice());
        slope.copy_from_slice((self.hessian(z) * gradient).as_slice());
    }

    /// A(z)⁻¹F(z), written to `field`, with A the Gram matrix of the slopes of the players' strategies; F itself where the
    /// parameters are the strategies.
    fn natural_field(&self, z: &[f64], field: &mut [f64]) {
        self.field(z, field);
    }

    /// [∂f/∂y, ∂²f/∂y²] at a point of a game of the plane: what y sees on its way.
    fn along_y(&self, at: [f64; 2]) -> [f64; 2] {
        let mut gradient = [0.0; 2];
        self.gradient(&at, &mut gradient);
        [gradient[1], self.hessian(&at)[(1, 1)]]
    }

    /// [α, b] when n = m = 1 and F multiplies x + iy by the complex number α − ib.
    fn multiplier(&self) -> Option<[f64; 2]> {
        None
    }
}

/// A named game: what a menu shows, its own parameters, how it is built.
pub struct GameInfo {
    /// Kebab-case id.
    pub id: &'static str,
    /// f(x, y) in LaTeX.
    pub formula: &'static str,
    /// Half the height of the view that shows it well.
    pub view: f64,
    /// Its own parameters.
    pub parameters: fn() -> Vec<Parameter>,
    /// The game with the settings' parameters.
    pub build: fn(&Settings) -> Result<Arc<dyn Game>, Error>,
}

/// Every named game, in the order of menus.
pub static GAMES: &[&GameInfo] = &[
    &bilinear::INFO,
    &strongly_monotone::INFO,
    &sine_sum::INFO,
    &forsaken::INFO,
    &dirac_gan::INFO,
    &matching_pennies::INFO,
    &negative_comonotone::INFO,
    &cubic_coupling::INFO,
    &two_hills::INFO,
    &formula::INFO,
];

/// A zero of the field of a game of the plane by Newton's method from `guess`: the last iterate, exact to rounding where the
/// method converges.
fn stationary_point(game: &dyn Game, guess: [f64; 2]) -> [f64; 2] {
    /// Newton doubles the digits in each iteration; what needs more is not converging.
    const MOST_ITERATIONS: usize = 60;
    let (mut z, mut field) = (guess, [0.0; 2]);
    for _ in 0..MOST_ITERATIONS {
        game.field(&z, &mut field);
        let Some(step) = game.jacobian(&z).lu().solve(&DVector::from_column_slice(&field)) else { break };
        z = [z[0] - step[0], z[1] - step[1]];
        if step.amax() <= f64::EPSILON * z[0].abs().max(z[1].abs()) {
            break;
        }
    }
    z
}

/// The named game with the given id.
///
/// # Errors
/// [`Error::Unknown`] with the nearest id.
pub fn find(id: &str) -> Result<&'static GameInfo, Error> {
    find_by_id("game", id, GAMES.iter().map(|info| (info.id, *info)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn each_game(mut look: impl FnMut(&str, &dyn Game)) {
        for info in GAMES {
            let game = (info.build)(&Settings::new((info.parameters)())).unwrap();
            look(info.id, game.as_ref());
        }
    }

    #[test]
    fn gradients_and_hessians_agree_with_finite_differences_and_each_other() {
        let mut stream = Stream::new(0, "games");
        each_game(|id, game| {
            for _ in 0..200 {
                let z = [4.0 * stream.uniform() - 2.0, 4.0 * stream.uniform() - 2.0];
                let h = 1e-5;
                let (mut gradient, hessian) = ([0.0; 2], game.hessian(&z));
                game.gradient(&z, &mut gradient);
                for i in 0..2 {
                    let (mut forward, mut backward) = (z, z);
                    forward[i] += h;
                    backward[i] -= h;
                    let slope = (game.value(&forward) - game.value(&backward)) / (2.0 * h);
                    assert!((slope - gradient[i]).abs() < 1e-7, "{id}: gradient {i} at {z:?}");
                    let (mut ahead, mut behind) = ([0.0; 2], [0.0; 2]);
                    game.gradient(&forward, &mut ahead);
                    game.gradient(&backward, &mut behind);
                    for j in 0..2 {
                        let curvature = (ahead[j] - behind[j]) / (2.0 * h);
                        assert!((curvature - hessian[(i, j)]).abs() < 1e-7, "{id}: Hessian {i}{j} at {z:?}");
                    }
                }
                let [slope, curvature] = game.along_y(z);
                assert!((slope - gradient[1]).abs() < 1e-14 && (curvature - hessian[(1, 1)]).abs() < 1e-14, "{id}");
            }
        });
    }

    #[test]
    fn the_field_vanishes_at_the_equilibrium_nearest_to_any_point() {
        let mut stream = Stream::new(1, "games");
        each_game(|id, game| {
            for _ in 0..200 {
                let z = [20.0 * stream.uniform() - 10.0, 20.0 * stream.uniform() - 10.0];
                let mut field = [0.0; 2];
                game.field(&game.equilibrium(&z).unwrap(), &mut field);
                assert!(field[0].hypot(field[1]) < 1e-12, "{id} at {z:?}: {field:?}");
            }
        });
    }

    #[test]
    fn no_zero_of_the_field_is_forgotten() {
        let mut stream = Stream::new(2, "games");
        each_game(|id, game| {
            let mut found = 0;
            for _ in 0..400 {
                let z = stationary_point(game, [6.0 * stream.uniform() - 3.0, 6.0 * stream.uniform() - 3.0]);
                let mut field = [0.0; 2];
                game.field(&z, &mut field);
                // Far out, saturated games have fields that vanish to rounding only.
                if z[0].abs().max(z[1].abs()) < 5.0 && libm::hypot(field[0], field[1]) < 1e-13 {
                    let nearest = game.equilibrium(&z).unwrap();
                    assert!(libm::hypot(nearest[0] - z[0], nearest[1] - z[1]) < 1e-6, "{id}: {z:?}");
                    found += 1;
                }
            }
            // Where all of a line is stationary the Jacobian is singular and Newton has no step.
            assert!(found > 0 || id == "sine-sum", "{id}");
        });
    }

    #[test]
    fn multipliers_multiply() {
        each_game(|id, game| {
            if let Some([alpha, b]) = game.multiplier() {
                let (z, mut field) = ([0.3, -1.1], [0.0; 2]);
                game.field(&z, &mut field);
                assert!((field[0] - (alpha * z[0] + b * z[1])).abs() < 1e-15, "{id}");
                assert!((field[1] - (alpha * z[1] - b * z[0])).abs() < 1e-15, "{id}");
            }
        });
    }
}
