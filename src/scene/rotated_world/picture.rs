//! What the scene draws: the world as it is with both paths of each method, the turned world, and three charts.

use super::run::{RotatedWorldRun, Setup};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::Rect;
use crate::palette::{Color, ColorMap};
use crate::scene::{Probe, terrain};

/// The square that holds a view however it is turned, but for its corners.
pub(super) fn around(view: Rect) -> Rect {
    let half = 0.55 * view.width().max(view.height());
    let centre = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
    Rect::new([centre[0] - half, centre[0] + half], [centre[1] - half, centre[1] + half])
}

/// The landscape as it is.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let relief = terrain::relief(setup.landscape.as_ref(), view);
    Backdrop { field: Some((relief, ColorMap::Relief)), isolines: 14, ..Backdrop::default() }
}

/// What lies under the cursor.
pub(super) fn probe(setup: &Setup, at: [f64; 2]) -> Probe {
    Probe { lines: terrain::lines(setup.landscape.as_ref(), at) }
}

/// The turned world's axes, the paths here (solid), and those there turned back (dashed).
pub(super) fn layers(run: &RotatedWorldRun) -> Vec<Layer> {
    let setup = &run.setup;
    let back = setup.turn.back();
    let mut layers = axes(setup);
    for pair in &run.pairs {
        let color = pair.rule.info.color;
        layers.push(Layer::Trail { points: pair.trails[0].to_vec(), color });
        let points = pair.trails[1].to_vec().into_iter().map(|z| back.point(z)).collect();
        layers.push(Layer::Curve { points, color, width: 1.6, dashed: true });
    }
    layers.push(Layer::Marker { at: setup.start, color: Color::Ink, label: "start".to_string().into(), filled: false });
    for pair in &run.pairs {
        let (color, name) = (pair.rule.info.color, pair.rule.info.name());
        layers.push(Layer::Marker { at: back.point(pair.there()), color, label: String::new().into(), filled: false });
        layers.push(Layer::Marker { at: pair.here(), color, label: name, filled: true });
    }
    layers
}

/// Where the turned world's axes lie in this one: an arrow each, in a corner.
fn axes(setup: &Setup) -> Vec<Layer> {
    let back = setup.turn.back();
    let length = 0.11 * setup.view.width().min(setup.view.height());
    let foot = [setup.view.x[1] - 1.6 * length, setup.view.y[1] - 1.6 * length];
    let arrow = |direction: [f64; 2], label: &str| {
        let [x, y] = back.direction(direction);
        let to = [foot[0] + length * x, foot[1] + length * y];
        Layer::Arrow { from: foot, to, color: Color::Ink, label: label.to_string().into(), dashed: false }
    };
    vec![arrow([1.0, 0.0], "x′"), arrow([0.0, 1.0], "y′")]
}

/// The turned world, the deviation, and the loss in either world.
pub(super) fn charts(run: &RotatedWorldRun) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let id = |id: &str| format!("{quantity}.{id}");
        run.pairs
            .iter()
            .map(|pair| Mark::Series { id: id(pair.rule.info.id).into(), color: pair.rule.info.color })
            .collect()
    };
    let over_time = |id, title: &str, y: Axis, marks| Chart {
        id,
        title: title.to_string().into(),
        x: Axis::linear("step"),
        y,
        marks,
        square: false,
    };
    let mut losses = series("loss");
    losses.extend(series("turned-loss"));
    vec![
        turned_world(run),
        over_time(
            "deviation".into(),
            "Distance between the worlds, one turned back",
            Axis::log("deviation"),
            series("deviation"),
        ),
        over_time("loss".into(), "Loss in both worlds", Axis::log("f"), losses),
    ]
}

/// The turned landscape with the paths there.
fn turned_world(run: &RotatedWorldRun) -> Chart {
    let area = run.setup.relief.area;
    let inside = |z: &[f64; 2]| (area.x[0]..=area.x[1]).contains(&z[0]) && (area.y[0]..=area.y[1]).contains(&z[1]);
    let mut marks = vec![Mark::Field { grid: run.setup.relief.clone(), map: ColorMap::Relief }];
    for pair in &run.pairs {
        let points: Vec<[f64; 2]> = pair.trails[1].to_vec().into_iter().filter(inside).collect();
        if let Some(last) = points.last() {
            marks.push(Mark::Dots { points: vec![*last], errors: Vec::new(), color: pair.rule.info.color });
        }
        marks.push(Mark::Line { points, color: pair.rule.info.color, dashed: false });
    }
    Chart {
        id: "turned".into(),
        title: "The turned world".to_string().into(),
        x: Axis::linear("x′").within(area.x[0], area.x[1]),
        y: Axis::linear("y′").within(area.y[0], area.y[1]),
        marks,
        square: true,
    }
}
