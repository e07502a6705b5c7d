//! Lévy's function: parallel ripples across a slope.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use core::f64::consts::{PI, TAU};
use std::sync::Arc;

/// sin²πu + (u−1)²(1 + 10 sin²(πu+1)) + (v−1)²(1 + sin²2πv), u = 1 + (x−1)/4, v = 1 + (y−1)/4
/// (Lévy & Montalvo 1985), least at (1, 1).
fn formula(x: Jet, y: Jet) -> Jet {
    let (u, v) = (0.25 * (x - 1.0), 0.25 * (y - 1.0));
    let ripples = 10.0 * (PI * (u + 1.0) + 1.0).sin().square() + 1.0;
    (PI * (u + 1.0)).sin().square() + u.square() * ripples + v.square() * ((TAU * (v + 1.0)).sin().square() + 1.0)
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "levy",
    formula: r"\sin^2\pi u + (u-1)^2\left(1 + 10\sin^2(\pi u+1)\right) + (v-1)^2\left(1 + \sin^2 2\pi v\right),\ \begin{aligned}u &= 1+\tfrac{x-1}4\\ v &= 1+\tfrac{y-1}4\end{aligned}",
    view: Rect::new([-10.0, 10.0], [-9.0, 9.0]),
    start: [-8.0, 6.5],
    rate: 0.02,
    saddle: Some([-4.2054, 4.2567]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: Stationary::search,
};
