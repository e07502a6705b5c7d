//! Himmelblau's function: four wells of equal depth, and the start decides between them.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// (x² + y − 11)² + (x + y² − 7)² (Himmelblau 1972, *Applied Nonlinear Programming*).
fn formula(x: Jet, y: Jet) -> Jet {
    (x.square() + y - 11.0).square() + (x + y.square() - 7.0).square()
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "himmelblau",
    formula: r"(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    view: Rect::new([-5.5, 5.5], [-5.2, 5.2]),
    start: [-0.5, -0.8],
    rate: 0.005,
    saddle: Some([-0.128, -1.9537]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
