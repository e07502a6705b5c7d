//! What the scene draws of modes: both matrices as coloured cells, and each mode's strength over time.

use super::setup::{SIZE, STRENGTHS, Setup};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark, Twin};
use crate::geometry::Rect;
use crate::palette::Color;
use crate::scene::Probe;
use crate::words::{Notation, text};
use nalgebra::DMatrix;

/// The colours of the modes.
const COLORS: [Color; STRENGTHS.len()] = [Color::Vermillion, Color::Blue, Color::Green, Color::Purple];
/// An entry of this size has the full colour.
const FULL: f64 = 2.0;
/// Points of a predicted curve.
const PLACES: u64 = 120;

/// All cells with a margin. The cell of row i and column j has its middle at (j, i), counted from 1.
pub(super) const VIEW: Rect = Rect::new([0.2, SIZE as f64 + 0.8], [0.2, SIZE as f64 + 0.8]);
/// The names of the axes.
pub(super) const AXES: [&str; 2] = ["j", "i"];

/// The lines between the cells.
pub(super) fn backdrop() -> Backdrop {
    let (first, last) = (0.5, SIZE as f64 + 0.5);
    let lines = (0..=SIZE).map(|line| line as f64 + 0.5);
    let curves = lines.flat_map(|at| [vec![[at, first], [at, last]], vec![[first, at], [last, at]]]).collect();
    Backdrop { curves, ..Backdrop::default() }
}

/// The matrix to be learnt.
pub(super) fn twin() -> Twin {
    Twin { titles: [text("twin.product"), text("twin.target")], axes: Some(AXES.map(Into::into)), view: VIEW }
}

/// A cell for each entry: orange above zero, blue below, the deeper the greater.
pub(super) fn matrix(matrix: &DMatrix<f64>) -> Vec<Layer> {
    let mut layers = Vec::with_capacity(SIZE * SIZE);
    for row in 0..SIZE {
        for column in 0..SIZE {
            let (entry, top, left) = (matrix[(row, column)], row as f64 + 1.5, column as f64 + 0.5);
            let color = if entry > 0.0 { Color::Orange } else { Color::Blue };
            let points = vec![[left + 0.03, top - 0.03], [left + 0.97, top - 0.03]];
            layers.push(Layer::Area {
                points,
                base: top - 0.97,
                color,
                opacity: (entry.abs() / FULL).clamp(0.002, 1.0),
            });
        }
    }
    layers
}

/// The entry under the cursor, and what it is to become.
pub(super) fn probe(product: &DMatrix<f64>, target: &DMatrix<f64>, at: [f64; 2]) -> Option<Probe> {
    let inside = at.iter().all(|at| (0.5..SIZE as f64 + 0.5).contains(at));
    inside.then(|| {
        let [column, row] = at.map(|at| (libm::round(at) as usize).clamp(1, SIZE) - 1);
        let line = text("probe.entry").with("row", row + 1).with("column", column + 1);
        let line = line.number("value", product[(row, column)], Notation::Fixed(3));
        Probe { lines: vec![line.number("target", target[(row, column)], Notation::Fixed(3))] }
    })
}

/// The strength of each mode on its prediction, the loss, the imbalance.
pub(super) fn charts(setup: &Setup, step: u64) -> Vec<Chart> {
    let mut modes = Vec::new();
    for (k, color) in COLORS.iter().enumerate() {
        modes.push(Mark::series(format!("mode.{}", k + 1), *color));
    }
    for k in 0..COLORS.len() {
        let steps = (0..=PLACES).map(|place| (step * place) as f64 / PLACES as f64);
        let points: Vec<[f64; 2]> = steps.filter_map(|at| Some([at, setup.predicted(k, at)?])).collect();
        modes.extend((!points.is_empty()).then(|| Mark::predicted(points)));
    }
    let title = text(if setup.layers > 2 { "chart.modes-alone" } else { "chart.modes" });
    let strength = Axis::linear(text("axis.strength")).within(0.0, 1.1 * STRENGTHS[0]);
    let mut charts = vec![
        Chart::over_time("modes", strength, modes).titled(title),
        Chart::over_time("loss", Axis::log("L"), vec![Mark::series("loss", Color::Ink)]),
    ];
    if setup.layers > 1 {
        let marks = vec![Mark::series("imbalance", Color::Ink)];
        charts.push(Chart::over_time("imbalance", Axis::linear(text("axis.imbalance")), marks));
    }
    charts
}
