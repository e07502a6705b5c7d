//! What the scene draws: the relief with its minima, the paths, the last step taken apart, charts and the table.

use super::racer::Racer;
use super::run::{DescentRaceRun, Setup};
use crate::frame::{Axis, Backdrop, Cell, Chart, Layer, Mark, Row, Table};
use crate::geometry::Rect;
use crate::method::optimizer::Part;
use crate::palette::{Color, ColorMap};
use crate::scene::terrain;
use crate::words::{Text, signs, text};
use std::cmp::Ordering;

/// Minima and saddles are marked where there are at most so many.
const MARKED: usize = 12;
/// More racers than this are not named at their place, and their arrows not labelled.
const NAMED: usize = 12;
const LABELLED: usize = 3;
/// Arrows that show a direction are this part of the view's width long; a step is enlarged until it is half of that.
const ARROW: f64 = 0.11;

/// The relief, logarithmic where it is steep.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let relief = terrain::relief(setup.ground.landscape.as_ref(), view);
    Backdrop { field: Some((relief, ColorMap::Relief)), isolines: 16, ..Backdrop::default() }
}

/// Minima as rings, the paths, the racers where they are.
pub(super) fn layers(run: &DescentRaceRun) -> Vec<Layer> {
    let setup = &run.setup;
    let mut layers = Vec::new();
    if setup.stationary.minima.len() <= MARKED {
        for at in setup.stationary.minima.iter().copied() {
            layers.push(Layer::Marker { at, color: Color::Muted, label: String::new().into(), filled: false });
        }
    }
    for racer in &run.racers {
        let mut points = racer.trail.to_vec();
        points.push(racer.at());
        layers.push(Layer::Trail { points, color: racer.rule.info.color });
    }
    layers.push(Layer::Marker { at: setup.start, color: Color::Ink, label: "start".to_string().into(), filled: false });
    let named = run.racers.len() <= NAMED;
    for racer in &run.racers {
        let label = if named { racer.rule.info.name() } else { Text::NONE };
        layers.push(Layer::Marker { at: racer.at(), color: racer.rule.info.color, label, filled: true });
    }
    if setup.anatomy {
        for racer in &run.racers {
            arrows(run, racer, run.racers.len() <= LABELLED, &mut layers);
        }
    }
    layers
}

/// The last step taken apart while nothing moves: of all where they are few, else of whoever leads.
pub(super) fn at_rest(run: &DescentRaceRun) -> Vec<Layer> {
    let mut layers = Vec::new();
    if !run.setup.anatomy {
        let shown = if run.racers.len() <= LABELLED { run.racers.len() } else { 1 };
        for racer in ranking(run).into_iter().take(shown) {
            arrows(run, racer, true, &mut layers);
        }
    }
    layers
}

/// The last step of a racer: gradient, momentum and scaled direction as directions, all of one length; the step itself,
/// SAM's ascent and kicks as displacements, enlarged alike where they would be too small to see.
fn arrows(run: &DescentRaceRun, racer: &Racer, labelled: bool, layers: &mut Vec<Layer>) {
    let Some(anatomy) = racer.anatomy(&run.setup.ground, run.step) else { return };
    let (from, to) = (racer.was(), racer.at());
    let reach = ARROW * run.setup.info.view.width();
    let mut arrow = |vector: [f64; 2], scale: f64, name: &str, color: Color, dashed: bool| {
        let tip = [from[0] + scale * vector[0], from[1] + scale * vector[1]];
        if tip.iter().chain(&from).all(|coordinate| coordinate.is_finite()) && tip != from {
            let label = if labelled { name.to_string() } else { String::new() };
            layers.push(Layer::Arrow { from, to: tip, color, label: label.into(), dashed });
        }
    };
    let step = [to[0] - from[0], to[1] - from[1]];
    let length = libm::hypot(step[0], step[1]);
    let enlarged = if length > 0.0 { (0.5 * reach / length).max(1.0) } else { 1.0 };
    let color = racer.rule.info.color;
    for (part, vector) in &anatomy.parts {
        let [x, y] = vector[..] else { continue };
        let size = libm::hypot(x, y);
        match part {
            Part::Gradient => arrow([-x, -y], reach / size, "−gradient", Color::Ink, false),
            Part::Momentum => arrow([-x, -y], reach / size, "momentum", Color::Muted, false),
            Part::Preconditioned => arrow([-x, -y], 0.85 * reach / size, "scaled", color, true),
            Part::Noise => arrow([-x, -y], 0.6 * reach / size, "noise", Color::Muted, true),
            Part::Ascent => arrow([x, y], enlarged, "ascent", Color::Ink, true),
            Part::Kick => arrow([x, y], enlarged, "kick", Color::Muted, true),
        }
    }
    let name = if enlarged > 1.0 { format!("step × {}", rounded(enlarged)) } else { "step".to_string() };
    arrow(step, enlarged, &name, color, false);
}

/// A factor in two digits.
fn rounded(factor: f64) -> String {
    if factor < 10.0 {
        format!("{factor:.1}")
    } else if factor < 1e5 {
        format!("{factor:.0}")
    } else {
        format!("{factor:.0e}")
    }
}

/// Loss, gradient, distance, effective rate.
pub(super) fn charts(run: &DescentRaceRun) -> Vec<Chart> {
    let chart = |id, title: &str, y: Axis| {
        let series = |racer: &Racer| Mark::Series {
            id: format!("{id}.{}", racer.rule.info.id).into(),
            color: racer.rule.info.color,
        };
        let marks = run.racers.iter().map(series).collect();
        Chart { id, title: title.to_string().into(), x: Axis::linear("step"), y, marks, square: false }
    };
    let loss = if run.setup.least.is_some() {
        chart("loss".into(), "Loss above its least known value", Axis::log("f − least f"))
    } else {
        chart("loss".into(), "Loss", Axis::linear("f"))
    };
    let mut charts = vec![loss, chart("gradient".into(), "Size of the gradient", Axis::log("|gradient|"))];
    if run.setup.least.is_some() {
        charts.push(chart("distance".into(), "Distance to the nearest minimum", Axis::log("|x − x*|")));
    }
    charts.push(chart("rate".into(), "Effective learning rate: step per gradient", Axis::log("|step|/|gradient|")));
    charts
}

/// Those that have arrived, by their steps; then the others, by their loss; last who has diverged.
fn ranking(run: &DescentRaceRun) -> Vec<&Racer> {
    let mut order: Vec<&Racer> = run.racers.iter().collect();
    let class = |racer: &Racer| match (racer.stopped, racer.arrived) {
        (Some(_), None) => 2,
        (_, Some(_)) => 0,
        _ => 1,
    };
    order.sort_by(|a, b| {
        let by_class = class(a).cmp(&class(b));
        let by_arrival = if a.arrived.is_some() { a.arrived.cmp(&b.arrived) } else { Ordering::Equal };
        by_class.then(by_arrival).then(a.value.total_cmp(&b.value))
    });
    order
}

/// Who is first.
pub(super) fn table(run: &DescentRaceRun) -> Table {
    let setup = &run.setup;
    let rows = ranking(run).into_iter().map(|racer| {
        let arrived = match (racer.stopped, racer.arrived) {
            (Some(_), _) => Cell::Text("diverged".to_string().into()),
            (None, Some(step)) => Cell::Number(step as f64),
            (None, None) if run.is_far(racer) => Cell::Text("far out".to_string().into()),
            (None, None) => Cell::Number(f64::NAN),
        };
        Row {
            id: racer.rule.info.id.to_string().into(),
            label: racer.rule.info.label(),
            cells: vec![Cell::Number(setup.height(racer.value)), arrived, Cell::Number(racer.evaluations as f64)],
        }
    });
    let loss = if setup.least.is_some() { text("axis.above-least") } else { signs("f") };
    Table {
        id: "race".into(),
        title: "Who is first".to_string().into(),
        columns: vec![loss, text("column.arrival"), text("column.gradients")],
        rows: rows.collect(),
    }
}
