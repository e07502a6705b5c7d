//! Ackley's function: a nearly flat, pitted plain around one deep cone.

use super::{Jet, LandscapeInfo, Planar, Stationary};
use crate::geometry::Rect;
use core::f64::consts::{E, TAU};
use std::sync::Arc;

/// −20 exp(−0.2√(½(x²+y²))) − exp(½(cos 2πx + cos 2πy)) + 20 + e (Ackley 1987), least at the origin: there it has a
/// cone's tip, whose derivatives are taken to be 0.
fn formula(x: Jet, y: Jet) -> Jet {
    let cone = (-0.2 * (0.5 * (x.square() + y.square())).root()).exp();
    let pits = (0.5 * ((TAU * x).cos() + (TAU * y).cos())).exp();
    -20.0 * cone - pits + 20.0 + E
}

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "ackley",
    formula: r"-20\, e^{-0.2\sqrt{(x^2+y^2)/2}} - e^{(\cos 2\pi x + \cos 2\pi y)/2} + 20 + e",
    view: Rect::new([-4.0, 4.0], [-3.6, 3.6]),
    start: [-2.7, 2.4],
    rate: 0.01,
    saddle: Some([-0.5365, -1.856]),
    quadratic: false,
    parameters: Vec::new,
    build: |_| Ok(Arc::new(Planar(formula))),
    stationary: |landscape, view| {
        // No search by slopes finds the tip.
        let mut found = Stationary::search(landscape, view);
        found.minima.insert(0, [0.0, 0.0]);
        found
    },
};
