//! The bilinear game f = a·xy: the simplest game in which simultaneous gradient steps spiral outward.

use super::{Game, GameInfo};
use crate::parameter::Parameter;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = a·xy with its only equilibrium at the origin.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bilinear {
    /// The coupling a.
    pub coupling: f64,
}

impl Game for Bilinear {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        self.coupling * z[0] * z[1]
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient[0] = self.coupling * z[1];
        gradient[1] = self.coupling * z[0];
    }

    fn hessian(&self, _z: &[f64]) -> DMatrix<f64> {
        DMatrix::from_row_slice(2, 2, &[0.0, self.coupling, self.coupling, 0.0])
    }

    fn equilibrium(&self, _z: &[f64]) -> Option<Vec<f64>> {
        Some(vec![0.0, 0.0])
    }

    fn multiplier(&self) -> Option<[f64; 2]> {
        Some([0.0, self.coupling])
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "bilinear",
    formula: r"a\,x y",
    view: 5.0,
    parameters: || vec![Parameter::number("a", "a", [0.1, 5.0], 1.0)],
    build: |settings| Ok(Arc::new(Bilinear { coupling: settings.number("a")? })),
};
