//! Matyas' function: a flat quadratic valley along the diagonal, condition number 25.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// 0.26(x² + y²) − 0.48xy (Matyas 1965); its Hessian has eigenvalues 0.04 and 1.
fn formula(x: Jet, y: Jet) -> Jet {
    0.26 * (x.square() + y.square()) - 0.48 * (x * y)
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "matyas",
    formula: r"0.26\,(x^2 + y^2) - 0.48\,xy",
    view: Rect::new([-5.0, 5.0], [-4.5, 4.5]),
    start: [-4.0, 1.0],
    rate: 0.5,
    saddle: None,
    quadratic: true,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: |_, _| Stationary::listed(&[[0.0, 0.0]], &[]),
};
