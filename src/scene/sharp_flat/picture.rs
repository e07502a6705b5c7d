//! What the scene draws: the relief, shaded where minima are too sharp for the step, the valley, the paths, and four charts.

use super::run::{Setup, SharpFlatRun};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::method::MethodInfo;
use crate::palette::{Color, ColorMap};
use crate::scene::{Probe, terrain};
use crate::theory::valley::{edge_of_stability, on_valley};

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
    lines.push(format!("2/η = {:.3}", edge_of_stability(setup.step_size)).into());
    if setup.has_valley() {
        lines.push(format!("x² − y² = {:.4}", setup.position(at)).into());
    }
    Probe { lines }
}

/// The valley, the paths, and where the players are.
pub(super) fn layers(run: &SharpFlatRun) -> Vec<Layer> {
    let mut layers = Vec::new();
    if run.setup.has_valley() {
        for side in [1.0, -1.0] {
            // Along the valley by its imbalance, the more densely the nearer to the middle.
            let along = (-60..=60).map(|k| on_valley(libm::sinh(0.09 * f64::from(k))));
            let points = along.map(|[x, y]| [side * x, side * y]).collect();
            layers.push(Layer::Curve { points, color: Color::Ink, width: 1.0, dashed: true });
        }
    }
    for player in &run.players {
        layers.push(Layer::Trail { points: player.trail.to_vec(), color: player.info.color });
    }
    layers.push(Layer::Marker {
        at: run.setup.start,
        color: Color::Ink,
        label: "start".to_string().into(),
        filled: false,
    });
    for player in &run.players {
        let label = player.info.name();
        layers.push(Layer::Marker { at: player.at, color: player.info.color, label, filled: true });
    }
    layers
}

/// Sharpness, sharpness where the flow would end, position, loss.
pub(super) fn charts(run: &SharpFlatRun) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let mark = |info: &MethodInfo| Mark::Series { id: format!("{quantity}.{}", info.id).into(), color: info.color };
        run.players.iter().map(|player| mark(player.info)).collect()
    };
    let over_time = |id, title: &str, y: Axis, marks| Chart {
        id,
        title: title.to_string().into(),
        x: Axis::linear("step"),
        y,
        marks,
        square: false,
    };
    let edge =
        || Mark::Rule { at: edge_of_stability(run.setup.step_size), vertical: false, label: "2/η".to_string().into() };
    let mut sharpness = series("sharpness");
    sharpness.push(edge());
    let mut charts = vec![over_time("sharpness".into(), "Sharpness λmax here", Axis::linear("λmax"), sharpness)];
    if run.setup.has_valley() {
        let mut flow = series("flow-sharpness");
        flow.push(edge());
        charts.push(over_time(
            "flow-sharpness".into(),
            "Sharpness where the flow would end",
            Axis::linear("λmax"),
            flow,
        ));
    }
    let (title, axis) = if run.setup.has_valley() {
        ("Along the valley: x² − y²", "x² − y²")
    } else {
        ("Between the wells: x", "x")
    };
    charts.push(over_time("position".into(), title, Axis::linear(axis), series("position")));
    charts.push(over_time("loss".into(), "Loss", Axis::log("f").within(1e-16, 100.0), series("loss")));
    charts
}
