//! Beale's function: a flat bottom between steep walls.

use super::{Landscape, LandscapeInfo, Stationary};
use crate::geometry::Rect;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = Σₖ (cₖ − x + xyᵏ)², c = 1.5, 2.25, 2.625 (Beale 1958), least at (3, ½), with a saddle at (0, 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beale;

/// For each k: the residual, its derivatives by x and y, and its second derivatives by xy and yy.
fn residuals(z: &[f64]) -> [[f64; 5]; 3] {
    let (x, y) = (z[0], z[1]);
    [
        [1.5 - x + x * y, y - 1.0, x, 1.0, 0.0],
        [2.25 - x + x * y * y, y * y - 1.0, 2.0 * x * y, 2.0 * y, 2.0 * x],
        [2.625 - x + x * y * y * y, y * y * y - 1.0, 3.0 * x * y * y, 3.0 * y * y, 6.0 * x * y],
    ]
}

impl Landscape for Beale {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, z: &[f64]) -> f64 {
        residuals(z).iter().map(|[r, ..]| r * r).sum()
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient.fill(0.0);
        for [r, by_x, by_y, ..] in residuals(z) {
            gradient[0] += 2.0 * r * by_x;
            gradient[1] += 2.0 * r * by_y;
        }
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for [r, by_x, by_y, by_xy, by_yy] in residuals(z) {
            xx += 2.0 * by_x * by_x;
            xy += 2.0 * (by_x * by_y + r * by_xy);
            yy += 2.0 * (by_y * by_y + r * by_yy);
        }
        DMatrix::from_row_slice(2, 2, &[xx, xy, xy, yy])
    }
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "beale",
    formula: r"(1.5 - x + xy)^2 + (2.25 - x + xy^2)^2 + (2.625 - x + xy^3)^2",
    view: Rect::new([-1.0, 4.5], [-2.0, 2.0]),
    start: [1.0, 1.5],
    rate: 0.003,
    saddle: Some([0.0, 1.0]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Beale)),
    stationary: |_, _| Stationary::listed(&[[3.0, 0.5]], &[[0.0, 1.0]]),
};
