//! The loss of a two-layer linear network with one weight each: a curve of minima, flat in the middle and sharp at its ends.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// (1 − xy)²: least along xy = 1, where its Hessian has eigenvalues 0 and 2(x² + y²).
fn formula(x: Jet, y: Jet) -> Jet {
    (x * y - 1.0).square()
}

/// 1 − xy, which is all that is squared.
pub(super) fn residuals(x: Jet, y: Jet) -> [Jet; 2] {
    [-(x * y) + 1.0, 0.0 * x]
}

/// The point of xy = 1 nearest to z: on the branch of z's side, by bisection between the coordinates of its two neighbours there.
fn nearest_on_valley(z: [f64; 2]) -> [f64; 2] {
    // The mirror image about the origin has the same curve.
    let side = if z[0] + z[1] < 0.0 { -1.0 } else { 1.0 };
    let (a, b) = (side * z[0], side * z[1]);
    // ½|(t, 1/t) − z|² has the derivative (t − a) − (1/t − b)/t², increasing where it vanishes.
    let slope = |t: f64| (t - a) - (1.0 / t - b) / (t * t);
    let reach = 1.0 + a.abs().max(b.abs());
    let (mut low, mut high) = (1.0 / reach, reach);
    for _ in 0..80 {
        // Geometrically: t spans decades.
        let middle = (low * high).sqrt();
        if slope(middle) < 0.0 { low = middle } else { high = middle }
    }
    [side * low, side / low]
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "product-net",
    formula: r"(1 - xy)^2",
    view: Rect::new([-0.6, 4.4], [-1.2, 3.0]),
    start: [3.4, 0.05],
    rate: 0.02,
    saddle: Some([0.0, 0.0]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: |_, _| Stationary { minima: Vec::new(), saddles: vec![[0.0, 0.0]], valley: Some(nearest_on_valley) },
};
