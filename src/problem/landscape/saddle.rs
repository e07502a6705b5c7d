//! The strict saddle ½x² − ½y² + ¼y⁴: one direction down, and two minima to fall into.

use super::{Landscape, LandscapeInfo, Stationary};
use crate::geometry::Rect;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = ½x² − ½y² + ¼y⁴: a saddle at the origin with λ = 1, −1, minima at (0, ±1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Saddle;

impl Landscape for Saddle {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, z: &[f64]) -> f64 {
        let (x, y) = (z[0], z[1]);
        0.5 * x * x - 0.5 * y * y + 0.25 * y * y * y * y
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient[0] = z[0];
        gradient[1] = z[1] * z[1] * z[1] - z[1];
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        DMatrix::from_row_slice(2, 2, &[1.0, 0.0, 0.0, 3.0 * z[1] * z[1] - 1.0])
    }
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "saddle",
    formula: r"\tfrac12 x^2 - \tfrac12 y^2 + \tfrac14 y^4",
    view: Rect::new([-1.5, 1.5], [-1.35, 1.35]),
    start: [0.8, 0.0],
    rate: 0.1,
    saddle: Some([0.0, 0.0]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Saddle)),
    stationary: |_, _| Stationary::listed(&[[0.0, 1.0], [0.0, -1.0]], &[[0.0, 0.0]]),
};
