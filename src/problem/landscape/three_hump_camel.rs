//! The three-hump camel: the deepest of three wells lies between the others.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// 2x² − 1.05x⁴ + x⁶/6 + xy + y² (Branin 1972), least at the origin.
fn formula(x: Jet, y: Jet) -> Jet {
    let xx = x.square();
    2.0 * xx - 1.05 * xx.square() + 1.0 / 6.0 * (xx * xx.square()) + x * y + y.square()
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "three-hump-camel",
    formula: r"2x^2 - 1.05x^4 + \tfrac16 x^6 + xy + y^2",
    view: Rect::new([-2.6, 2.6], [-2.2, 2.2]),
    start: [-2.2, 1.5],
    rate: 0.05,
    saddle: Some([1.0705, -0.5353]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
