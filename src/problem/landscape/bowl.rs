//! The round bowl ½(x² + y²): every direction alike.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// ½(x² + y²).
fn formula(x: Jet, y: Jet) -> Jet {
    0.5 * (x.square() + y.square())
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "bowl",
    formula: r"\tfrac12 (x^2 + y^2)",
    view: Rect::new([-2.0, 2.0], [-1.8, 1.8]),
    start: [-1.6, 1.2],
    rate: 0.2,
    saddle: None,
    quadratic: true,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: |_, _| Stationary::listed(&[[0.0, 0.0]], &[]),
};
