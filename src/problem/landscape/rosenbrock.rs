//! Rosenbrock's valley (1−x)² + 100(y−x²)²: curved, narrow, and almost flat along its floor.

use super::{Landscape, LandscapeInfo, Stationary};
use crate::geometry::Rect;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = (1−x)² + 100(y−x²)² (Rosenbrock 1960), least at (1, 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rosenbrock;

impl Landscape for Rosenbrock {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, z: &[f64]) -> f64 {
        let (along, across) = (1.0 - z[0], z[1] - z[0] * z[0]);
        along * along + 100.0 * across * across
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        let across = z[1] - z[0] * z[0];
        gradient[0] = -2.0 * (1.0 - z[0]) - 400.0 * z[0] * across;
        gradient[1] = 200.0 * across;
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let corner = 2.0 - 400.0 * (z[1] - 3.0 * z[0] * z[0]);
        DMatrix::from_row_slice(2, 2, &[corner, -400.0 * z[0], -400.0 * z[0], 200.0])
    }
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "rosenbrock",
    formula: r"(1 - x)^2 + 100\,(y - x^2)^2",
    view: Rect::new([-2.0, 2.0], [-1.0, 3.0]),
    start: [-1.2, 1.0],
    rate: 1e-3,
    saddle: None,
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Rosenbrock)),
    stationary: |_, _| Stationary::listed(&[[1.0, 1.0]], &[]),
};
