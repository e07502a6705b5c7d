//! A game in which y's hills come and go as x moves: what y can reach by climbing jumps.

use super::{Game, GameInfo};
use core::f64::consts::{FRAC_PI_2, PI};
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = sin y + ½ sin(2y + x): along y a high hill, and beside it a lower one that is there for some x only. Bounded, with
/// every derivative bounded, and without any local saddle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TwoHills;

impl Game for TwoHills {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        libm::sin(z[1]) + 0.5 * libm::sin(2.0 * z[1] + z[0])
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        let turn = libm::cos(2.0 * z[1] + z[0]);
        gradient[0] = 0.5 * turn;
        gradient[1] = libm::cos(z[1]) + turn;
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let wave = libm::sin(2.0 * z[1] + z[0]);
        DMatrix::from_row_slice(2, 2, &[-0.5 * wave, -wave, -wave, -libm::sin(z[1]) - 2.0 * wave])
    }

    fn along_y(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        let ((sine, cosine), (wave, turn)) = (libm::sincos(y), libm::sincos(2.0 * y + x));
        [cosine + turn, -sine - 2.0 * wave]
    }

    /// cos(2y + x) = 0 and cos y = 0: both coordinates are odd multiples of π/2.
    fn equilibrium(&self, z: &[f64]) -> Option<Vec<f64>> {
        let nearest = |coordinate: f64| FRAC_PI_2 + PI * libm::round((coordinate - FRAC_PI_2) / PI);
        Some(vec![nearest(z[0]), nearest(z[1])])
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "two-hills",
    formula: r"\sin y + \tfrac12\sin(2y + x)",
    view: 5.0,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(TwoHills)),
};
