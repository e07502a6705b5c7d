//! The game sin(x + y): smooth, bounded, and without any local saddle.

use super::{Game, GameInfo};
use core::f64::consts::{FRAC_PI_2, PI};
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = sin(x + y); stationary on the lines x + y = π/2 + kπ, none of them a local saddle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SineSum;

impl Game for SineSum {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        libm::sin(z[0] + z[1])
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient.fill(libm::cos(z[0] + z[1]));
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let curvature = -libm::sin(z[0] + z[1]);
        DMatrix::from_row_slice(2, 2, &[curvature, curvature, curvature, curvature])
    }

    fn along_y(&self, at: [f64; 2]) -> [f64; 2] {
        let (sine, cosine) = libm::sincos(at[0] + at[1]);
        [cosine, -sine]
    }

    fn equilibrium(&self, z: &[f64]) -> Option<Vec<f64>> {
        let sum = z[0] + z[1];
        let nearest = FRAC_PI_2 + PI * libm::round((sum - FRAC_PI_2) / PI);
        let shift = 0.5 * (nearest - sum);
        Some(vec![z[0] + shift, z[1] + shift])
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "sine-sum",
    formula: r"\sin(x + y)",
    view: 5.0,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(SineSum)),
};
