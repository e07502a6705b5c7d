//! What the scene draws: the world as it is with both paths of each method, the turned world, and three charts.

use super::run::RotatedWorldRun;
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::Rect;
use crate::palette::{Color, ColorMap};
use crate::scene::terrain;
use crate::words::{Text, signs, text};

/// The landscape as it is.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let relief = terrain::relief(setup.landscape.as_ref(), view);
    Backdrop { field: Some((relief, ColorMap::Relief)), isolines: 14, ..Backdrop::default() }
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
    layers.push(Layer::start(setup.start));
    for pair in &run.pairs {
        let info = &pair.rule.info;
        layers.push(Layer::ring(back.point(pair.there()), info.color, Text::NONE));
        layers.push(Layer::point(pair.here(), info.color, info.name()));
    }
    layers
}

/// Where the turned world's axes lie in this one: an arrow each, in a corner.
fn axes(setup: &Setup) -> Vec<Layer> {
    let back = setup.turn.back();
    let length = 0.11 * setup.view.width().min(setup.view.height());
    let foot = [setup.view.x[1] - 1.6 * length, setup.view.y[1] - 1.6 * length];
    let arrow = |direction: [f64; 2], label: &'static str| {
        let [x, y] = back.direction(direction);
        let to = [foot[0] + length * x, foot[1] + length * y];
        Layer::Arrow { from: foot, to, color: Color::Ink, label: signs(label), dashed: false }
    };
    vec![arrow([1.0, 0.0], "x′"), arrow([0.0, 1.0], "y′")]
}

/// The turned world, the deviation, and the loss in either world.
pub(super) fn charts(run: &RotatedWorldRun) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let infos = run.pairs.iter().map(|pair| &pair.rule.info);
        infos.map(|info| Mark::series(format!("{quantity}.{}", info.id), info.color)).collect()
    };
    let losses = [series("loss"), series("turned-loss")].concat();
    vec![
        turned_world(run),
        Chart::over_time("deviation", Axis::log(text("axis.deviation")), series("deviation")),
        Chart::over_time("loss", Axis::log(signs("f")), losses),
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
        marks.push(Mark::measured(points, pair.rule.info.color));
    }
    let axis = |label, [min, max]: [f64; 2]| Axis::linear(signs(label)).within(min, max);
    Chart::new("turned", axis("x′", area.x), axis("y′", area.y), marks).squared()
}
