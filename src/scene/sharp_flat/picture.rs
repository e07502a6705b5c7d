//! What the scene draws: the relief, shaded where minima are too sharp for the step, the valley, the paths, and four charts.

use super::contestant::Contestant;
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::{Probe, terrain};
use crate::theory::valley::{edge_of_stability, on_valley};
use crate::words::{Notation, text};

/// The landscape as relief, on a root's scale so that the valley shows; shaded where λmax > 2/η.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let relief = Grid::sample(view, 180, 120, |x, y| setup.landscape.value(&[x, y]).max(0.0).sqrt());
    let edge = edge_of_stability(setup.step_size);
    let shaded = Grid::sample(view, 180, 120, |x, y| setup.sharpness([x, y]) - edge);
    Backdrop { field: Some((relief, ColorMap::Relief)), isolines: 14, shaded: Some(shaded), ..Backdrop::default() }
}

/// What lies under the cursor.
pub(super) fn probe(setup: &Setup, at: [f64; 2]) -> Probe {
    let mut lines = terrain::lines(setup.landscape.as_ref(), at);
    lines.push(text("probe.edge").number("edge", edge_of_stability(setup.step_size), Notation::Fixed(3)));
    if setup.has_valley() {
        lines.push(text("probe.imbalance").number("imbalance", setup.position(at), Notation::Fixed(4)));
    }
    Probe { lines }
}

/// The valley, the paths, and where the methods are.
pub(super) fn layers(setup: &Setup, contestants: &[Contestant]) -> Vec<Layer> {
    let mut layers = Vec::new();
    if setup.has_valley() {
        for side in [1.0, -1.0] {
            // Along the valley by its imbalance, the more densely the nearer to the middle.
            let along = (-60..=60).map(|k| on_valley(libm::sinh(0.09 * f64::from(k))));
            let points = along.map(|[x, y]| [side * x, side * y]).collect();
            layers.push(Layer::Curve { points, color: Color::Ink, width: 1.0, dashed: true });
        }
    }
    let trail = |one: &Contestant| Layer::Trail { points: one.trail.to_vec(), color: one.info.color };
    layers.extend(contestants.iter().map(trail));
    layers.push(Layer::start(setup.start));
    layers.extend(contestants.iter().map(|one| Layer::point(one.at, one.info.color, one.info.name())));
    layers
}

/// Sharpness, sharpness where the flow would end, position, loss.
pub(super) fn charts(setup: &Setup, contestants: &[Contestant]) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let mark = |one: &Contestant| Mark::series(format!("{quantity}.{}", one.info.id), one.info.color);
        contestants.iter().map(mark).collect()
    };
    let sharpness = |id: &'static str| {
        let mut marks = series(id);
        marks.push(Mark::Rule { at: edge_of_stability(setup.step_size), vertical: false, label: "2/η".into() });
        Chart::over_time(id, Axis::linear("λmax"), marks)
    };
    let mut charts = vec![sharpness("sharpness")];
    if setup.has_valley() {
        charts.push(sharpness("flow-sharpness"));
    }
    let (title, axis) = if setup.has_valley() { ("chart.along", "x² − y²") } else { ("chart.between", "x") };
    charts.push(Chart::over_time("position", Axis::linear(axis), series("position")).titled(text(title)));
    charts.push(Chart::over_time("loss", Axis::log("f").within(1e-16, 100.0), series("loss")));
    charts
}
