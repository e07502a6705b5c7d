//! The monkey saddle x³ − 3xy² + ¼(x²+y²)²: three ways down, and no curvature to tell where.

use super::{Landscape, LandscapeInfo, Stationary};
use crate::geometry::Rect;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = x³ − 3xy² + ¼(x²+y²)², in polar coordinates r³cos 3θ + ¼r⁴: at the origin gradient and Hessian vanish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonkeySaddle;

impl Landscape for MonkeySaddle {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, z: &[f64]) -> f64 {
        let (x, y) = (z[0], z[1]);
        let square = x * x + y * y;
        x * x * x - 3.0 * x * y * y + 0.25 * square * square
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        let (x, y) = (z[0], z[1]);
        let square = x * x + y * y;
        gradient[0] = 3.0 * (x * x - y * y) + square * x;
        gradient[1] = -6.0 * x * y + square * y;
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let (x, y) = (z[0], z[1]);
        let square = x * x + y * y;
        let mixed = -6.0 * y + 2.0 * x * y;
        DMatrix::from_row_slice(2, 2, &[6.0 * x + square + 2.0 * x * x, mixed, mixed, -6.0 * x + square + 2.0 * y * y])
    }
}

/// How menus know it. The minima lie at distance 3 on the rays θ = π/3, π, 5π/3, where cos 3θ = −1.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "monkey-saddle",
    formula: r"x^3 - 3xy^2 + \tfrac14 (x^2 + y^2)^2",
    view: Rect::new([-1.5, 1.5], [-1.35, 1.35]),
    start: [0.8, 0.0],
    rate: 0.02,
    saddle: Some([0.0, 0.0]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(MonkeySaddle)),
    stationary: |_, _| {
        Stationary::listed(&[[-3.0, 0.0], [1.5, 2.598_076_211_353_316], [1.5, -2.598_076_211_353_316]], &[[0.0, 0.0]])
    },
};
