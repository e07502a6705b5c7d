//! The forsaken game: its only equilibrium attracts, but an unstable cycle shields it and a stable one awaits outside.

use super::{Game, GameInfo, stationary_point};
use nalgebra::DMatrix;
use std::sync::Arc;

/// The shift of y that breaks the symmetry.
const SHIFT: f64 = 0.45;

/// f(x, y) = x(y − 0.45) + φ(x) − φ(y) with φ(z) = z²/4 − z⁴/2 + z⁶/6
/// (Hsieh, Mertikopoulos & Cevher 2021, section 5, "forsaken solutions").
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Forsaken {
    equilibrium: [f64; 2],
}

impl Forsaken {
    /// The game with its equilibrium, about (0.08, 0.41), solved by Newton.
    pub fn new() -> Self {
        let unsolved = Self { equilibrium: [0.08, 0.4] };
        Self { equilibrium: stationary_point(&unsolved, unsolved.equilibrium) }
    }
}

impl Default for Forsaken {
    fn default() -> Self {
        Self::new()
    }
}

/// φ, φ′ and φ″.
fn well(z: f64) -> [f64; 3] {
    let square = z * z;
    [
        square * (0.25 + square * (-0.5 + square / 6.0)),
        z * (0.5 + square * (-2.0 + square)),
        0.5 + square * (-6.0 + 5.0 * square),
    ]
}

impl Game for Forsaken {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        z[0] * (z[1] - SHIFT) + well(z[0])[0] - well(z[1])[0]
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient[0] = z[1] - SHIFT + well(z[0])[1];
        gradient[1] = z[0] - well(z[1])[1];
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        DMatrix::from_row_slice(2, 2, &[well(z[0])[2], 1.0, 1.0, -well(z[1])[2]])
    }

    fn equilibrium(&self, _z: &[f64]) -> Option<Vec<f64>> {
        Some(self.equilibrium.to_vec())
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "forsaken",
    formula: r"x(y - 0.45) + \varphi(x) - \varphi(y),\quad \varphi(z) = \tfrac14 z^2 - \tfrac12 z^4 + \tfrac16 z^6",
    view: 2.0,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Forsaken::new())),
};
