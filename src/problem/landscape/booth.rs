//! Booth's function: a tilted quadratic bowl of condition number 9.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// (x + 2y − 7)² + (2x + y − 5)², least at (1, 3); its Hessian has eigenvalues 2 and 18.
fn formula(x: Jet, y: Jet) -> Jet {
    (x + 2.0 * y - 7.0).square() + (2.0 * x + y - 5.0).square()
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "booth",
    formula: r"(x + 2y - 7)^2 + (2x + y - 5)^2",
    view: Rect::new([-4.0, 6.0], [-1.5, 7.5]),
    start: [-3.0, 1.0],
    rate: 0.05,
    saddle: None,
    quadratic: true,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: |_, _| Stationary::listed(&[[1.0, 3.0]], &[]),
};
