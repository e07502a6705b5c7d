//! The function of Styblinski and Tang: four wells, one of them deepest.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use std::sync::Arc;

/// ½Σ(xᵢ⁴ − 16xᵢ² + 5xᵢ) (Styblinski & Tang 1990), least at xᵢ = −2.9035.
fn formula(x: Jet, y: Jet) -> Jet {
    let term = |t: Jet| t.square().square() - 16.0 * t.square() + 5.0 * t;
    0.5 * (term(x) + term(y))
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "styblinski-tang",
    formula: r"\tfrac12 \sum_i \left(x_i^4 - 16 x_i^2 + 5 x_i\right)",
    view: Rect::new([-4.5, 4.5], [-4.2, 4.2]),
    start: [0.4, 3.9],
    rate: 0.01,
    saddle: Some([0.1567, 2.7468]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
