//! The ravine ½(x² + κy²): a quadratic whose condition number is κ.

use super::{Landscape, LandscapeInfo, Stationary};
use crate::geometry::Rect;
use crate::parameter::Parameter;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = ½(x² + κy²), μ = min(1, κ), L = max(1, κ).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ravine {
    /// κ > 0.
    pub condition: f64,
}

impl Landscape for Ravine {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, z: &[f64]) -> f64 {
        0.5 * (z[0] * z[0] + self.condition * z[1] * z[1])
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient[0] = z[0];
        gradient[1] = self.condition * z[1];
    }

    fn hessian(&self, _z: &[f64]) -> DMatrix<f64> {
        DMatrix::from_row_slice(2, 2, &[1.0, 0.0, 0.0, self.condition])
    }
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "ravine",
    formula: r"\tfrac12 (x^2 + \kappa y^2)",
    view: Rect::new([-2.4, 2.4], [-2.0, 2.0]),
    start: [-2.0, 1.2],
    rate: 0.04,
    saddle: None,
    quadratic: true,
    parameters: || vec![Parameter::log_number("kappa", r"\kappa", [1.0, 1000.0], 25.0)],
    build: |settings| Ok(Arc::new(Ravine { condition: settings.number("kappa")? })),
    stationary: |_, _| Stationary::listed(&[[0.0, 0.0]], &[]),
};
