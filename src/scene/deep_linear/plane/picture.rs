//! What the scene draws of the plane: the loss, the flow of the deepest product, a path for each depth, the ring with its bead.

use super::Setup;
use super::loss::MINIMUM;
use super::ring::RingWork;
use super::walker::Walker;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::scene::field_arrows::field_arrows;
use crate::theory::deep_linear::end_to_end_velocity;
use crate::words::{Notation, Text, text};

/// The start, the origin and the minimum.
pub(super) const VIEW: Rect = Rect::new([-0.35, 1.45], [-0.35, 1.25]);

/// The depth whose flow is shown by arrows: that of the ring, or the greatest that is chosen.
fn shown_depth(setup: &Setup, walkers: &[Walker]) -> usize {
    let deepest = walkers.iter().filter_map(Walker::depth).max().unwrap_or(1);
    setup.ring.as_ref().map_or(deepest, |ring| ring.depth)
}

/// The loss with its isolines, and the velocity of the product.
pub(super) fn backdrop(setup: &Setup, walkers: &[Walker], view: Rect) -> Backdrop {
    let relief = Grid::sample(view, 180, 120, |x, y| setup.loss.at([x, y]));
    let depth = shown_depth(setup, walkers);
    let arrows = field_arrows(view, |at| Some(end_to_end_velocity(at, setup.loss.slope(at), depth)));
    Backdrop { field: Some((relief, ColorMap::Relief)), isolines: 9, arrows, ..Backdrop::default() }
}

/// The ring, the minimum, the paths, and on each the dashed path of the rule that knows only the product.
pub(super) fn layers(setup: &Setup, walkers: &[Walker], step: u64) -> Vec<Layer> {
    let mut layers = Vec::new();
    if let Some(ring) = &setup.ring {
        layers.extend(ring_layers(ring, step));
    }
    for walker in walkers {
        // Not a trail that fades: the dashed path over it does not fade either.
        let mut points = walker.trail.to_vec();
        points.push(walker.at);
        layers.push(Layer::Curve { points, color: walker.info.color, width: 3.5, dashed: false });
    }
    for (at, trail) in walkers.iter().filter_map(Walker::ghost) {
        let mut points = trail.to_vec();
        points.push(*at);
        layers.push(Layer::Curve { points, color: Color::Ink, width: 1.2, dashed: true });
    }
    layers.push(Layer::ring(setup.start, Color::Ink, Text::NONE));
    // Above the start, since the paths leave it sideways.
    let above = [setup.start[0], setup.start[1] + 0.04 * setup.view().height()];
    layers.push(Layer::Text { at: above, text: text("label.start"), color: Color::Ink });
    layers.push(Layer::ring(MINIMUM, Color::Ink, text("label.minimum")));
    for walker in walkers {
        layers.push(Layer::point(walker.at, walker.info.color, walker.info.name()));
    }
    layers
}

fn ring_layers(ring: &RingWork, step: u64) -> Vec<Layer> {
    let place = ring.place(step);
    let curve =
        |points: &[[f64; 2]], width| Layer::Curve { points: points.to_vec(), color: Color::Sky, width, dashed: false };
    vec![
        curve(&ring.places, 1.2),
        curve(&ring.places[..=place], 3.0),
        Layer::point(ring.places[place], Color::Sky, text("label.bead")),
    ]
}

/// The loss and the velocity of the product at a point.
pub(super) fn probe(setup: &Setup, walkers: &[Walker], at: [f64; 2]) -> Probe {
    let depth = shown_depth(setup, walkers);
    let [x, y] = end_to_end_velocity(at, setup.loss.slope(at), depth);
    let velocity = text("probe.velocity").with("depth", depth).number("x", x, Notation::Fixed(4));
    Probe {
        lines: vec![
            text("probe.value").number("value", setup.loss.at(at), Notation::Fixed(4)),
            velocity.number("y", y, Notation::Fixed(4)),
        ],
    }
}

/// The work round the ring, the loss, the distance from the rule that knows only the product, the imbalance.
pub(super) fn charts(setup: &Setup, walkers: &[Walker], step: u64) -> Vec<Chart> {
    let series = |quantity: &str, deep: bool| {
        let shown = walkers.iter().filter(|walker| !deep || walker.ghost().is_some());
        let mark = |walker: &Walker| Mark::series(format!("{quantity}.{}", walker.info.id), walker.info.color);
        shown.map(mark).collect::<Vec<_>>()
    };
    let mut charts = Vec::new();
    if let Some(ring) = &setup.ring {
        let at = |(index, work): (usize, &f64)| [4.0 * index as f64 / (ring.work.len() - 1) as f64, *work];
        let done = ring.work[..=ring.place(step)].iter().enumerate().map(at).collect();
        let rule = |at: f64, id: &'static str| Mark::Rule { at, vertical: false, label: text(id) };
        let mut marks = vec![Mark::measured(done, Color::Sky)];
        // Where 0 itself is predicted one rule is enough.
        marks.extend(ring.predicted.is_none_or(|at| at.abs() > 1e-9).then(|| rule(0.0, "rule.loss")));
        marks.extend(ring.predicted.map(|at| rule(at, "rule.predicted")));
        let [low, high] = ring.work.iter().fold([0.0_f64; 2], |[low, high], work| [low.min(*work), high.max(*work)]);
        let margin = 0.12 * (high - low).max(1e-3);
        let x = Axis::linear(text("axis.sides")).within(0.0, 4.0);
        charts.push(Chart::new("work", x, Axis::linear(text("axis.work")).within(low - margin, high + margin), marks));
    }
    charts.push(Chart::over_time("loss", Axis::log("\u{2113}"), series("loss", false)));
    let (apart, imbalance) = (series("apart", true), series("imbalance", true));
    if !apart.is_empty() {
        charts.push(Chart::over_time("apart", Axis::log(text("axis.distance")), apart));
        charts.push(Chart::over_time("imbalance", Axis::linear(text("axis.imbalance")), imbalance));
    }
    charts
}
