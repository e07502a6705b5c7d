//! What the scene draws of diagonal networks: the weights that each walker has found, over the true ones.

use super::walker::{DIMENSION, Walker};
use super::{SIDES, Setup};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::Rect;
use crate::palette::Color;
use crate::scene::Probe;
use crate::words::{Notation, text};

/// All coordinates, and weights a little beyond the true ones.
pub(super) const VIEW: Rect = Rect::new([0.0, DIMENSION as f64 + 1.0], [-1.45, 1.45]);
/// Of the long and the short steps.
const COLORS: [Color; 2] = [Color::Vermillion, Color::Blue];

/// The line of weights that are 0.
pub(super) fn backdrop(view: Rect) -> Backdrop {
    Backdrop { curves: vec![vec![[view.x[0], 0.0], [view.x[1], 0.0]]], ..Backdrop::default() }
}

/// The true weights as stems with rings, what was found as dots.
pub(super) fn layers(setup: &Setup, walkers: &[Walker; 2]) -> Vec<Layer> {
    let mut layers = Vec::new();
    let mut named = false;
    for (index, truth) in setup.data.truth.iter().enumerate().filter(|(_, truth)| **truth != 0.0) {
        let x = index as f64 + 1.0;
        let (points, color) = (vec![[x, 0.0], [x, *truth]], Color::Muted);
        layers.push(Layer::Curve { points, color, width: 1.5, dashed: false });
        let label = if named { String::new().into() } else { text("label.true-weight") };
        layers.push(Layer::ring([x, *truth], Color::Ink, label));
        named = true;
    }
    // The short steps' many small weights lie behind the long ones'.
    for (walker, color) in walkers.iter().zip(COLORS).rev() {
        let points = walker.product().enumerate().map(|(index, w)| [index as f64 + 1.0, w]).collect();
        layers.push(Layer::Cloud { points, color, radius: 4.0, opacity: 0.85 });
    }
    layers
}

/// The weights of the coordinate under the cursor.
pub(super) fn probe(setup: &Setup, walkers: &[Walker; 2], at: [f64; 2]) -> Option<Probe> {
    let place = libm::round(at[0]) - 1.0;
    if !(0.0..DIMENSION as f64).contains(&place) {
        return None;
    }
    let (index, digits) = (place as usize, Notation::Fixed(3));
    let mut lines =
        vec![text("probe.true-weight").with("index", index + 1).number("value", setup.data.truth[index], digits)];
    for (side, walker) in SIDES.iter().zip(walkers) {
        let name = text(format!("label.{side}"));
        lines.push(text("probe.network").with("method", name).number(
            "value",
            walker.u[index] * walker.v[index],
            digits,
        ));
    }
    Some(Probe { lines })
}

/// Error, sum of moduli, loss.
pub(super) fn charts() -> Vec<Chart> {
    let series = |quantity: &str| {
        let mark = |(side, color): (&&str, Color)| Mark::series(format!("{quantity}.{side}"), color);
        SIDES.iter().zip(COLORS).map(mark).collect::<Vec<_>>()
    };
    let mut sum = series("sum");
    sum.push(Mark::Rule { at: 1.0, vertical: false, label: text("rule.truth") });
    vec![
        Chart::over_time("error", Axis::log(text("axis.error")), series("error")),
        Chart::over_time("sum", Axis::linear(text("axis.sum")), sum),
        Chart::over_time("loss", Axis::log("L"), series("loss")),
    ]
}
