//! What the scene draws: the relief with its minima, the paths, the last step taken apart, charts and the table.

use super::racer::Racer;
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Cell, Chart, Layer, Mark, Row, Table};
use crate::geometry::Rect;
use crate::method::optimizer::Part;
use crate::palette::{Color, ColorMap};
use crate::scene::terrain;
use crate::words::{Notation, Text, text};
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
pub(super) fn layers(setup: &Setup, racers: &[Racer], step: u64) -> Vec<Layer> {
    let mut layers = Vec::new();
    if setup.stationary.minima.len() <= MARKED {
        layers.extend(setup.stationary.minima.iter().map(|at| Layer::ring(*at, Color::Muted, Text::NONE)));
    }
    for racer in racers {
        let mut points = racer.trail.to_vec();
        points.push(racer.at());
        layers.push(Layer::Trail { points, color: racer.rule.info.color });
    }
    layers.push(Layer::start(setup.start));
    for racer in racers {
        let label = if racers.len() <= NAMED { racer.rule.info.name() } else { Text::NONE };
        layers.push(Layer::point(racer.at(), racer.rule.info.color, label));
    }
    if setup.anatomy {
        racers.iter().for_each(|racer| arrows(setup, racer, step, racers.len() <= LABELLED, &mut layers));
    }
    layers
}

/// The last step taken apart while nothing moves: of all racers where they are few, else of the leader.
pub(super) fn at_rest(setup: &Setup, racers: &[Racer], step: u64) -> Vec<Layer> {
    let mut layers = Vec::new();
    if !setup.anatomy {
        let shown = if racers.len() <= LABELLED { racers.len() } else { 1 };
        ranking(racers).into_iter().take(shown).for_each(|racer| arrows(setup, racer, step, true, &mut layers));
    }
    layers
}

/// The last step of a racer: gradient, momentum and scaled direction as directions, all of one length; the step itself,
/// SAM's ascent and kicks as displacements, enlarged alike where they would be too small to see.
fn arrows(setup: &Setup, racer: &Racer, step: u64, labelled: bool, layers: &mut Vec<Layer>) {
    let Some(anatomy) = racer.anatomy(&setup.ground, step) else { return };
    let (from, to) = (racer.was(), racer.at());
    let reach = ARROW * setup.info.view.width();
    let mut arrow = |vector: [f64; 2], scale: f64, name: Text, color: Color, dashed: bool| {
        let tip = [from[0] + scale * vector[0], from[1] + scale * vector[1]];
        if tip.iter().chain(&from).all(|coordinate| coordinate.is_finite()) && tip != from {
            let label = if labelled { name } else { Text::NONE };
            layers.push(Layer::Arrow { from, to: tip, color, label, dashed });
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
            Part::Gradient => arrow([-x, -y], reach / size, text("label.gradient"), Color::Ink, false),
            Part::Momentum => arrow([-x, -y], reach / size, text("label.momentum"), Color::Muted, false),
            Part::Preconditioned => arrow([-x, -y], 0.85 * reach / size, text("label.scaled"), color, true),
            Part::Noise => arrow([-x, -y], 0.6 * reach / size, text("label.noise"), Color::Muted, true),
            Part::Ascent => arrow([x, y], enlarged, text("label.ascent"), Color::Ink, true),
            Part::Kick => arrow([x, y], enlarged, text("label.kick"), Color::Muted, true),
        }
    }
    let name = if enlarged > 1.0 {
        text("label.enlarged-step").number("factor", enlarged, Notation::Significant(2))
    } else {
        text("label.step")
    };
    arrow(step, enlarged, name, color, false);
}

/// Loss, gradient, distance, effective rate.
pub(super) fn charts(setup: &Setup, racers: &[Racer]) -> Vec<Chart> {
    let chart = |id: &'static str, y: Axis| {
        let series = |racer: &Racer| Mark::series(format!("{id}.{}", racer.rule.info.id), racer.rule.info.color);
        Chart::over_time(id, y, racers.iter().map(series).collect())
    };
    let known = setup.least.is_some();
    let loss = chart("loss", Axis { log: known, ..Axis::linear(setup.loss()) });
    let mut charts =
        vec![if known { loss.titled(text("chart.height")) } else { loss }, chart("gradient", Axis::log("|∇f|"))];
    if known {
        charts.push(chart("distance", Axis::log("|x − x*|")));
    }
    charts.push(chart("rate", Axis::log("|Δx|/|∇f|")));
    charts
}

/// First the racers that have arrived, by their steps; then the others, by their loss; last those that have diverged.
fn ranking(racers: &[Racer]) -> Vec<&Racer> {
    let mut order: Vec<&Racer> = racers.iter().collect();
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

/// The ranking with loss, steps to the tolerance, and gradients.
pub(super) fn table(setup: &Setup, racers: &[Racer]) -> Table {
    let rows = ranking(racers).into_iter().map(|racer| {
        let arrived = match (racer.stopped, racer.arrived) {
            (Some(_), _) => Cell::Text(text("row.diverged")),
            (None, Some(step)) => Cell::Number(step as f64),
            (None, None) if setup.is_far(racer.at()) => Cell::Text(text("row.far-out")),
            (None, None) => Cell::Number(f64::NAN),
        };
        let cells = vec![Cell::Number(setup.height(racer.value)), arrived, Cell::Number(racer.evaluations as f64)];
        Row { id: racer.rule.info.id.into(), label: racer.rule.info.label(), cells }
    });
    Table {
        id: "race".into(),
        title: text("table.race"),
        columns: vec![setup.loss(), text("column.arrival"), text("column.gradients")],
        rows: rows.collect(),
    }
}
