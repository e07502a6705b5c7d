//! The function of Goldstein and Price: four wells whose depths span three decades.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// (1 + (x+y+1)²(19 − 14x + 3x² − 14y + 6xy + 3y²))·(30 + (2x−3y)²(18 − 32x + 12x² + 48y − 36xy + 27y²))
/// (Goldstein & Price 1971), least at (0, −1), where it is 3.
fn formula(x: Jet, y: Jet) -> Jet {
    let (xx, xy, yy) = (x.square(), x * y, y.square());
    let first = 3.0 * xx - 14.0 * x - 14.0 * y + 6.0 * xy + 3.0 * yy + 19.0;
    let second = 12.0 * xx - 32.0 * x + 48.0 * y - 36.0 * xy + 27.0 * yy + 18.0;
    ((x + y + 1.0).square() * first + 1.0) * ((2.0 * x - 3.0 * y).square() * second + 30.0)
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "goldstein-price",
    formula: r"\begin{aligned}&\left(1 + (x{+}y{+}1)^2 (19 - 14x + 3x^2 - 14y + 6xy + 3y^2)\right)\\ &\cdot \left(30 + (2x{-}3y)^2 (18 - 32x + 12x^2 + 48y - 36xy + 27y^2)\right)\end{aligned}",
    view: Rect::new([-2.0, 2.0], [-2.0, 1.6]),
    start: [-1.6, 0.4],
    rate: 2e-6,
    saddle: Some([-0.4, -0.6]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
