//! A loss that knows directions only: the picture of weights before a normalization.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// x²/(x² + y²), the same along every ray (Li, Lyu & Arora 2020, figure 1); least on the axis x = 0.
/// At the origin, where it has no limit, it is taken to be 0 and flat.
fn formula(x: Jet, y: Jet) -> Jet {
    let square = x.square();
    let total = square + y.square();
    if total.value == 0.0 { total } else { square * total.recip() }
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "scale-invariant",
    formula: r"\frac{x^2}{x^2 + y^2}",
    view: Rect::new([-2.0, 2.0], [-1.8, 1.8]),
    start: [1.2, 0.6],
    rate: 0.2,
    saddle: None,
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: |_, _| Stationary { minima: Vec::new(), saddles: Vec::new(), valley: Some(|z| [0.0, z[1]]) },
};
