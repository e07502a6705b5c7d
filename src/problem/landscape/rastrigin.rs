//! Rastrigin's function: a bowl full of regular pits.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use core::f64::consts::TAU;
use std::sync::Arc;

/// 20 + Σ(xᵢ² − 10 cos 2πxᵢ) (Rastrigin 1974), least at the origin.
fn formula(x: Jet, y: Jet) -> Jet {
    let term = |t: Jet| t.square() - 10.0 * (TAU * t).cos();
    term(x) + term(y) + 20.0
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "rastrigin",
    formula: r"20 + \sum_i \left(x_i^2 - 10 \cos 2\pi x_i\right)",
    view: Rect::new([-5.12, 5.12], [-4.6, 4.6]),
    start: [-3.4, 2.7],
    rate: 2e-3,
    saddle: Some([0.0, 0.5025]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
