//! What the scene draws: accuracy against the number of submissions, and the test points as tiles.

use super::climber::Climber;
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark, Twin};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::scene::trail::Trail;
use crate::words::{Notation, text};

/// Cells along the side of the tiles.
const SHARP: usize = 192;

/// All submissions with room for names beside the last, and accuracies up to 1.
pub(super) fn view(setup: &Setup) -> Rect {
    let last = libm::sqrt(setup.submissions as f64 / setup.points as f64);
    Rect::new([0.0, 1.3 * last], [0.44, 1.02])
}

/// The line of a coin.
pub(super) fn backdrop(view: Rect) -> Backdrop {
    Backdrop { curves: vec![vec![[view.x[0], 0.5], [view.x[1], 0.5]]], ..Backdrop::default() }
}

/// Predicted curves, trails on the test points and on fresh points, and where each designer is now.
pub(super) fn layers(setup: &Setup, climbers: &[Climber], trails: &[[Trail; 2]], place: f64) -> Vec<Layer> {
    let mut layers = Vec::new();
    for (climber, curve) in climbers.iter().zip(&setup.curves) {
        if let Some(points) = curve.clone() {
            layers.push(Layer::Curve { points, color: climber.info.color, width: 1.5, dashed: true });
        }
    }
    for (climber, [on_test, on_fresh]) in climbers.iter().zip(trails) {
        let color = climber.info.color;
        layers.push(Layer::Curve { points: on_fresh.to_vec(), color, width: 1.0, dashed: false });
        layers.push(Layer::Curve { points: on_test.to_vec(), color, width: 2.5, dashed: false });
    }
    for climber in climbers {
        layers.push(Layer::point([place, climber.accuracy(0)], climber.info.color, climber.info.name()));
    }
    if let Some(first) = climbers.first() {
        layers.push(Layer::ring([place, first.accuracy(1)], Color::Ink, text("label.fresh")));
    }
    layers
}

/// The side of the square of tiles.
fn side(points: usize) -> usize {
    (1..).find(|side| side * side >= points).unwrap_or(1)
}

/// The test points, in rows.
pub(super) fn twin(setup: &Setup, first: Option<&Climber>) -> Option<Twin> {
    let side = side(setup.points) as f64;
    let view = Rect::new([0.0, side], [0.0, side]);
    let title = text("twin.tiles").with("method", first?.info.name());
    Some(Twin { titles: [text("twin.accuracy"), title], axes: None, view })
}

/// One tile for each test point, orange where the designer is right.
pub(super) fn tiles(first: Option<&Climber>) -> Vec<Layer> {
    let Some(first) = first else { return Vec::new() };
    let standing = first.standing();
    let largest = standing.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 {
        return Vec::new();
    }
    let side = side(standing.len());
    let value = |place: usize| standing.get(place).map_or(f32::NAN, |x| (x / largest) as f32);
    let area = Rect::new([0.0, side as f64], [0.0, side as f64]);
    // Cells are blended into one another, so a tile takes several.
    let fine = (SHARP / side).max(1);
    let cells = side * fine;
    let values = (0..cells * cells).map(|cell| value(cell / cells / fine * side + cell % cells / fine)).collect();
    let grid = Grid { area, columns: cells, rows: cells, values };
    vec![Layer::Field { grid, map: ColorMap::Diverging }]
}

/// What is predicted at a place.
pub(super) fn probe(setup: &Setup, [x, _]: [f64; 2]) -> Option<Probe> {
    let t = libm::round(x * x * setup.points as f64);
    if !(1.0..=setup.submissions as f64).contains(&t) {
        return None;
    }
    let line = |(kind, info): &&(super::Kind, crate::method::MethodInfo)| {
        let value = setup.curve(*kind, t as usize)?;
        Some(text("probe.predicted").with("method", info.name()).with("t", t as u64).number(
            "value",
            value,
            Notation::Fixed(3),
        ))
    };
    let lines: Vec<_> = setup.rules.iter().filter_map(line).collect();
    (!lines.is_empty()).then_some(Probe { lines })
}

/// Gains with what so many bits allow, accuracy on fresh points, and what the board shows.
pub(super) fn charts(setup: &Setup, climbers: &[Climber]) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        climbers.iter().map(|c| Mark::series(format!("{quantity}.{}", c.info.id), c.info.color)).collect()
    };
    let rule = |id: &str| Mark::Rule { at: 0.5, vertical: false, label: text(format!("rule.{id}")) };
    let mut gain = series("gain");
    // kl(½ + g‖½) ≥ 2g², so t bits allow a gain of at most √(t ln 2/2N).
    let allowed = |t: &usize| {
        let gain = libm::sqrt(*t as f64 * std::f64::consts::LN_2 / (2.0 * setup.points as f64));
        [*t as f64, gain.min(0.5)]
    };
    gain.push(Mark::predicted(setup.numbers().iter().map(allowed).collect()));
    let mut fresh = series("fresh");
    fresh.push(rule("coin"));
    let mut charts = vec![
        Chart::over_time("gain", Axis::linear(text("axis.gain")).within(0.0, 0.5), gain),
        Chart::over_time("fresh", Axis::linear(text("axis.accuracy")).within(0.4, 0.6), fresh),
    ];
    if let Some(first) = climbers.first() {
        let shown = vec![Mark::series("shown", first.info.color), rule("coin")];
        charts.push(Chart::over_time("shown", Axis::linear(text("axis.score")), shown));
    }
    charts
}
