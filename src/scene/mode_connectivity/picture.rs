//! What the scene draws: the loss along each way, and what the network at the walker's place says of the plane.

use super::Kind;
use super::run::Line;
use super::setup::Setup;
use super::ways::{PLACES, Way, part};
use crate::frame::{Axis, Chart, Layer, Mark, Twin};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::theory::mode_connectivity::Unit;
use crate::words::{Notation, text};
use saddleback_network::Panel;

/// The whole way, and losses up to those of usual mountains.
pub(super) const VIEW: Rect = Rect::new([-0.08, 1.24], [-0.15, 3.0]);
/// The plane of the data.
const PLANE: Rect = Rect::new([-1.5, 1.5], [-1.5, 1.5]);
/// The field reaches beyond it, for pictures that are wider or higher.
const FIELD: Rect = Rect::new([-3.6, 3.6], [-3.2, 3.2]);
/// Cells of the field.
const COLUMNS: usize = 81;
const ROWS: usize = 72;
/// Of points with label 1, and of the others.
const COLORS: [Color; 2] = [Color::Brown, Color::Indigo];

/// The loss between two places of a way.
fn between(losses: &[f64], t: f64) -> f64 {
    let at = t.clamp(0.0, 1.0) * (PLACES - 1) as f64;
    let low = (at as usize).min(PLACES - 2);
    losses[low] + (at - low as f64) * (losses[low + 1] - losses[low])
}

/// The loss along each way, with a walker on it.
pub(super) fn layers(lines: &[Line], place: f64) -> Vec<Layer> {
    let mut layers = Vec::new();
    for line in lines {
        let points = line.losses.iter().enumerate().map(|(k, loss)| [part(k), *loss]).collect();
        layers.push(Layer::Curve { points, color: line.info.color, width: 2.0, dashed: false });
    }
    for line in lines {
        layers.push(Layer::point([place, between(&line.losses, place)], line.info.color, line.info.name()));
    }
    for (x, name) in [(-0.05, "A"), (1.03, "B")] {
        layers.push(Layer::Text { at: [x, 0.12], text: name.to_string().into(), color: Color::Ink });
    }
    layers
}

/// The plane of the data for the first way.
pub(super) fn twin(first: Option<&Line>) -> Option<Twin> {
    let titles = [text("twin.losses"), text("twin.network").with("method", first?.info.name())];
    Some(Twin { titles, axes: Some(["x".into(), "y".into()]), view: PLANE })
}

/// What the network at the walker's place says, and the data.
pub(super) fn field(setup: &Setup, line: &Line, place: f64) -> Vec<Layer> {
    let at = |cell: usize| {
        let (column, row) = ((cell % COLUMNS) as f64 + 0.5, (cell / COLUMNS) as f64 + 0.5);
        [FIELD.x[0] + FIELD.width() * column / COLUMNS as f64, FIELD.y[0] + FIELD.height() * row / ROWS as f64]
    };
    let inputs = Panel::from_fn(2, COLUMNS * ROWS, |axis, cell| at(cell)[axis]);
    let says = line.way.outputs(&setup.form, place, &inputs);
    let values = says.into_iter().map(|f| libm::tanh(0.5 * f) as f32).collect();
    let grid = Grid { area: FIELD, columns: COLUMNS, rows: ROWS, values };
    let mut layers = vec![Layer::Field { grid, map: ColorMap::Diverging }];
    for (label, color) in [1.0, -1.0].into_iter().zip(COLORS) {
        let own = setup.data.points.iter().zip(&setup.data.labels).filter(|(_, y)| **y == label);
        let points = own.map(|(at, _)| *at).collect();
        layers.push(Layer::Cloud { points, color, radius: 3.0, opacity: 0.9 });
    }
    layers
}

/// The losses at a part of the way.
pub(super) fn probe(lines: &[Line], [t, _]: [f64; 2]) -> Option<Probe> {
    let line = |line: &Line| {
        text("probe.loss").with("method", line.info.name()).number(
            "value",
            between(&line.losses, t),
            Notation::Fixed(4),
        )
    };
    ((0.0..=1.0).contains(&t) && !lines.is_empty()).then(|| Probe { lines: lines.iter().map(line).collect() })
}

/// The cosine between two units as vectors (w, b, a).
fn cosine(r: &Unit, s: &Unit) -> f64 {
    let dot = |r: &Unit, s: &Unit| {
        r.weights[0] * s.weights[0] + r.weights[1] * s.weights[1] + r.bias * s.bias + r.output * s.output
    };
    dot(r, s) / libm::sqrt(dot(r, r) * dot(s, s))
}

/// Barriers, losses, and how alike the units are that meet on a straight way.
pub(super) fn charts(setup: &Setup, lines: &[Line]) -> Vec<Chart> {
    let barriers = lines.iter().map(|line| Mark::series(format!("barrier.{}", line.info.id), line.info.color));
    let losses = [("loss.a", Color::Ink), ("loss.b", Color::Muted)].map(|(id, color)| Mark::series(id, color));
    let pairs = |line: &Line| {
        let Way::Straight([a, b]) = &line.way else { return None };
        let (of_a, of_b) = (setup.form.units(a), setup.form.units(b));
        let mut cosines: Vec<f64> = of_a.iter().zip(&of_b).map(|(r, s)| cosine(r, s)).collect();
        cosines.sort_by(|x, y| y.total_cmp(x));
        let points = cosines.iter().enumerate().map(|(k, c)| [k as f64 + 1.0, *c]).collect();
        Some(Mark::Dots { points, errors: Vec::new(), color: line.info.color })
    };
    let x = Axis::linear(text("axis.pairs")).within(0.0, setup.form.width as f64 + 1.0);
    let mut charts = vec![
        Chart::over_time("barrier", Axis::log(text("axis.barrier")).within(1e-4, 3.0), barriers.collect()),
        Chart::over_time("loss", Axis::log("L"), losses.to_vec()),
    ];
    if lines.iter().any(|line| line.kind != Kind::Bent && line.kind != Kind::Doubled) {
        let y = Axis::linear(text("axis.cosine")).within(-1.05, 1.05);
        charts.push(Chart::new("pairs", x, y, lines.iter().filter_map(pairs).collect()));
    }
    charts
}
