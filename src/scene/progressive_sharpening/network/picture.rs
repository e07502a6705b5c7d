//! What the scene draws of the network: the function that it has learnt, its sharpness, its loss.

use super::setup::{EXAMPLES, Setup, input, target};
use super::trainee::Trainee;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::Rect;
use crate::palette::Color;
use crate::scene::Probe;
use crate::words::{Notation, text};
use saddleback_network::Panel;

/// Points of a curve.
const PLACES: usize = 161;

/// Both functions on the interval with a margin.
pub(super) const VIEW: Rect = Rect::new([-1.08, 1.08], [-1.5, 1.5]);

fn places() -> Vec<f64> {
    (0..PLACES).map(|place| 2.0 * place as f64 / (PLACES - 1) as f64 - 1.0).collect()
}

/// The function to be learnt.
pub(super) fn backdrop() -> Backdrop {
    let curve = places().into_iter().map(|x| [x, target(x)]).collect();
    Backdrop { curves: vec![curve], ..Backdrop::default() }
}

/// The networks' functions, and the data over them.
pub(super) fn layers(setup: &Setup, trainees: &[Trainee]) -> Vec<Layer> {
    let places = places();
    let inputs = Panel::from_fn(1, places.len(), |_, place| places[place]);
    let curve = |one: &Trainee| {
        let values = setup.regression.predictions(&one.parameters, &inputs);
        let points = places.iter().zip(values).map(|(x, f)| [*x, f]).collect();
        Layer::Curve { points, color: one.info.color, width: 2.5, dashed: false }
    };
    let mut layers: Vec<Layer> = trainees.iter().map(curve).collect();
    let points = (0..EXAMPLES).map(|example| [input(example), target(input(example))]).collect();
    layers.push(Layer::Cloud { points, color: Color::Ink, radius: 4.0, opacity: 0.9 });
    layers
}

/// What the functions are at a place.
pub(super) fn probe(setup: &Setup, trainees: &[Trainee], at: [f64; 2]) -> Probe {
    let here = Panel::from_fn(1, 1, |_, _| at[0]);
    let digits = Notation::Fixed(3);
    let mut lines = vec![text("probe.target").number("x", at[0], digits).number("value", target(at[0]), digits)];
    for one in trainees {
        let value = setup.regression.predictions(&one.parameters, &here).first().copied().unwrap_or(f64::NAN);
        lines.push(text("probe.network").with("method", one.info.name()).number("value", value, digits));
    }
    Probe { lines }
}

/// The sharpness with its edge, the loss, and the steps along the top eigenvector.
pub(super) fn charts(trainees: &[Trainee]) -> Vec<Chart> {
    let series = |quantity: &str| {
        let mark = |one: &Trainee| Mark::series(format!("{quantity}.{}", one.info.id), one.info.color);
        trainees.iter().map(mark).collect::<Vec<_>>()
    };
    let mut share = series("share");
    share.push(Mark::Rule { at: 1.0, vertical: false, label: text("rule.edge") });
    let mut sharpness = series("sharpness");
    sharpness.push(Mark::series("edge", Color::Muted));
    let mut loops: Vec<Mark> = trainees
        .iter()
        .map(|one| Mark::Dots { points: one.loops.to_vec(), errors: Vec::new(), color: one.info.color })
        .collect();
    loops.push(Mark::Rule { at: 1.0, vertical: false, label: text("rule.edge") });
    let along = Axis::linear(text("axis.along"));
    vec![
        Chart::over_time("share", Axis::linear(text("axis.share")), share),
        Chart::over_time("loss", Axis::log("L"), series("loss")),
        Chart::new("loops", along, Axis::linear(text("axis.share")), loops),
        Chart::over_time("sharpness", Axis::log("λmax"), sharpness),
    ]
}
