//! Two wells of equal depth, one fifty times as curved as the other.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// s(x)·((x²−1)²/8 + ½y²) with s(x) = 5.1 + 4.9 tanh 3x / tanh 3: least, and 0, at (±1, 0), where the Hessian is s times the
/// identity, s(1) = 10 and s(−1) = 0.2.
fn formula(x: Jet, y: Jet) -> Jet {
    stiffness(x) * (0.125 * (x.square() - 1.0).square() + 0.5 * y.square())
}

/// s(x) > 0.
fn stiffness(x: Jet) -> Jet {
    4.9 / libm::tanh(3.0) * (3.0 * x).tanh() + 5.1
}

/// √(s/8) (x² − 1) and √(s/2) y, whose squares add up to it.
pub(super) fn residuals(x: Jet, y: Jet) -> [Jet; 2] {
    let stiffness = stiffness(x);
    [(0.125 * stiffness).root() * (x.square() - 1.0), (0.5 * stiffness).root() * y]
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "sharp-and-flat",
    formula: r"s(x)\left(\tfrac18 (x^2-1)^2 + \tfrac12 y^2\right),\ s(\pm 1) = 5.1 \pm 4.9",
    view: Rect::new([-2.6, 1.8], [-1.9, 1.9]),
    start: [1.3, 0.9],
    rate: 0.05,
    saddle: Some([0.2504, 0.0]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
