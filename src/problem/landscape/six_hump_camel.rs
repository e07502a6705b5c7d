//! The six-hump camel: two deepest wells among six.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// (4 − 2.1x² + x⁴/3)x² + xy + (−4 + 4y²)y² (Branin 1972), least at ±(0.0898, −0.7126).
fn formula(x: Jet, y: Jet) -> Jet {
    let (xx, yy) = (x.square(), y.square());
    (1.0 / 3.0 * xx.square() - 2.1 * xx + 4.0) * xx + x * y + (4.0 * yy - 4.0) * yy
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "six-hump-camel",
    formula: r"\left(4 - 2.1x^2 + \tfrac13 x^4\right) x^2 + xy + \left(-4 + 4y^2\right) y^2",
    view: Rect::new([-2.2, 2.2], [-1.3, 1.3]),
    start: [-1.9, 0.1],
    rate: 0.02,
    saddle: Some([0.0, 0.0]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
