//! Landscapes as densities ∝ exp(−f/T), at a temperature T at which their shape shows; only those that can be normalized.

use super::{Boltzmann, DensityInfo, Extent, Planar, Shape};
use crate::geometry::Rect;
use crate::problem::landscape::{Landscape, MonkeySaddle, Saddle};
use std::sync::Arc;

/// The density exp(−f/T) of a landscape, seen in `view`, with its mass in `extent`.
fn planar(
    landscape: &'static dyn Landscape,
    temperature: f64,
    view: Rect,
    extent: [[f64; 2]; 2],
    start: [f64; 2],
    modes: &[[f64; 2]],
) -> Planar {
    Planar {
        density: Arc::new(Boltzmann { landscape, beta: 1.0 / temperature }),
        view,
        extent: extent.map(Extent::Even),
        start,
        modes: modes.to_vec(),
    }
}

/// Two wells, and a pass between them that is a quarter of 8 high.
pub(super) static SADDLE: DensityInfo = DensityInfo {
    id: "saddle",
    formula: r"f = 8\left(\tfrac12 x^2 - \tfrac12 y^2 + \tfrac14 y^4\right)",
    build: |_: Shape| {
        let view = Rect::new([-1.8, 1.8], [-1.8, 1.8]);
        planar(&Saddle, 0.125, view, [[-3.5, 3.5]; 2], [0.0, -1.0], &[[0.0, -1.0], [0.0, 1.0]])
    },
};

/// Three wells at distance 3 about a flat pass.
pub(super) static MONKEY_SADDLE: DensityInfo = DensityInfo {
    id: "monkey-saddle",
    formula: r"f = \tfrac12\left(x^3 - 3 x y^2 + \tfrac14 (x^2 + y^2)^2\right)",
    build: |_: Shape| {
        let view = Rect::new([-5.2, 5.2], [-5.2, 5.2]);
        let side = 1.5 * 3.0_f64.sqrt();
        planar(&MonkeySaddle, 2.0, view, [[-8.0, 8.0]; 2], [-3.0, 0.0], &[[-3.0, 0.0], [1.5, side], [1.5, -side]])
    },
};
