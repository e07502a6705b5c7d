//! The quadratic game ½αx² + bxy − ½αy²: rotation with a pull to the middle.

use super::{Game, GameInfo};
use crate::parameter::Parameter;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = ½αx² + bxy − ½αy², strongly convex in x, strongly concave in y for α > 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StronglyMonotone {
    /// The modulus α.
    pub modulus: f64,
    /// The coupling b.
    pub coupling: f64,
}

impl Game for StronglyMonotone {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        0.5 * self.modulus * (z[0] * z[0] - z[1] * z[1]) + self.coupling * z[0] * z[1]
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient[0] = self.modulus * z[0] + self.coupling * z[1];
        gradient[1] = self.coupling * z[0] - self.modulus * z[1];
    }

    fn hessian(&self, _z: &[f64]) -> DMatrix<f64> {
        DMatrix::from_row_slice(2, 2, &[self.modulus, self.coupling, self.coupling, -self.modulus])
    }

    fn equilibrium(&self, _z: &[f64]) -> Option<Vec<f64>> {
        Some(vec![0.0, 0.0])
    }

    fn multiplier(&self) -> Option<[f64; 2]> {
        Some([self.modulus, self.coupling])
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "strongly-monotone",
    formula: r"\tfrac12\alpha x^2 + b\,xy - \tfrac12\alpha y^2",
    view: 5.0,
    parameters: || {
        vec![Parameter::number("alpha", r"\alpha", [0.0, 2.0], 0.1), Parameter::number("b", "b", [0.0, 5.0], 1.0)]
    },
    build: |settings| {
        Ok(Arc::new(StronglyMonotone { modulus: settings.number("alpha")?, coupling: settings.number("b")? }))
    },
};
