//! Matching pennies with sigmoid strategies: bilinear in the probabilities, flat far out in the parameters.

use super::{Game, GameInfo};
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = (1 − 2σ(x))(1 − 2σ(y)) = tanh(x/2)·tanh(y/2): each player shows heads with probability σ of the parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MatchingPennies;

/// tanh(u/2) with its first two derivatives.
fn tilt(u: f64) -> [f64; 3] {
    let t = libm::tanh(0.5 * u);
    let slope = 0.5 * (1.0 - t * t);
    [t, slope, -t * slope]
}

impl Game for MatchingPennies {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        tilt(z[0])[0] * tilt(z[1])[0]
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        let (x, y) = (tilt(z[0]), tilt(z[1]));
        gradient[0] = x[1] * y[0];
        gradient[1] = x[0] * y[1];
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let (x, y) = (tilt(z[0]), tilt(z[1]));
        let cross = x[1] * y[1];
        DMatrix::from_row_slice(2, 2, &[x[2] * y[0], cross, cross, x[0] * y[2]])
    }

    fn equilibrium(&self, _z: &[f64]) -> Option<Vec<f64>> {
        Some(vec![0.0, 0.0])
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "matching-pennies",
    formula: r"(1 - 2\sigma(x))(1 - 2\sigma(y)),\quad \sigma(u) = 1/(1 + e^{-u})",
    view: 5.0,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(MatchingPennies)),
};
