//! What the scene draws of collapse: features in the colours of their classes, the rows of the weights, the predicted circle.

use super::setup::{CLASSES, IN_CLASS, Setup, State, class};
use crate::frame::{Axis, Chart, Layer, Mark};
use crate::geometry::Rect;
use crate::palette::Color;
use crate::scene::Probe;
use crate::words::{Notation, Text, text};
use std::f64::consts::TAU;

/// The colours of the classes.
const COLORS: [Color; CLASSES] = [Color::Vermillion, Color::Blue, Color::Green];
/// Points of a circle.
const PLACES: u32 = 120;

/// Most features at the start, and the triangle in the end.
pub(super) const VIEW: Rect = Rect::new([-1.1, 1.1], [-0.85, 0.85]);

/// The predicted distance of the classes' means from 0: the features have the singular values p^{1/(L+1)} = r√(3n/2).
fn radius(setup: &Setup, predicted: f64) -> f64 {
    let share = libm::pow(predicted, 1.0 / (setup.layers as f64 + 1.0));
    share / libm::sqrt(0.5 * (CLASSES * IN_CLASS) as f64)
}

/// By what the rows of the weights are multiplied in the picture: their predicted length is p^{L/(L+1)}√(2/3), and then they are to end
/// on the circle too.
fn row_scale(setup: &Setup, predicted: f64) -> f64 {
    let layers = setup.layers as f64;
    radius(setup, predicted) / (libm::pow(predicted, layers / (layers + 1.0)) * libm::sqrt(2.0 / CLASSES as f64))
}

/// The circle on which the means are to lie, the triangle of the means, the features, an arrow for each row of the weights.
pub(super) fn layers(setup: &Setup, state: &State, predicted: Option<f64>) -> Vec<Layer> {
    let mut layers = Vec::new();
    if let Some(predicted) = predicted {
        let radius = radius(setup, predicted);
        let angles = (0..=PLACES).map(|place| TAU * f64::from(place) / f64::from(PLACES));
        let points = angles.map(|angle| [radius * libm::cos(angle), radius * libm::sin(angle)]).collect();
        layers.push(Layer::Curve { points, color: Color::Ink, width: 1.2, dashed: true });
    }
    let scale = predicted.map_or(1.0, |predicted| row_scale(setup, predicted));
    let (h, weights) = (state.features(), state.weights() * scale);
    let means = state.class_means();
    let triangle = (0..=CLASSES).map(|k| means[k % CLASSES]).collect();
    layers.push(Layer::Curve { points: triangle, color: Color::Muted, width: 1.2, dashed: false });
    for (k, color) in COLORS.iter().enumerate() {
        let examples = (0..h.ncols()).filter(|example| class(*example) == k);
        let points = examples.map(|example| [h[(0, example)], h[(1, example)]]).collect();
        layers.push(Layer::Cloud { points, color: *color, radius: 5.0, opacity: 0.75 });
        let (from, to) = ([0.0, 0.0], [weights[(k, 0)], weights[(k, 1)]]);
        layers.push(Layer::Arrow { from, to, color: *color, label: Text::NONE, dashed: false });
    }
    layers
}

/// What the classifier says of a feature.
pub(super) fn probe(state: &State, at: [f64; 2]) -> Probe {
    let weights = state.weights();
    let line = |k: usize| {
        let score = weights[(k, 0)] * at[0] + weights[(k, 1)] * at[1] + state.bias[k];
        text("probe.score").with("number", k + 1).number("value", score, Notation::Fixed(3))
    };
    Probe { lines: (0..CLASSES).map(line).collect() }
}

/// The scatter within classes, the cosines, the singular values, the loss.
pub(super) fn charts(predicted: Option<f64>) -> Vec<Chart> {
    let rule = |at: f64| Mark::Rule { at, vertical: false, label: text("rule.predicted") };
    let mut values = vec![Mark::series("singular.1", Color::Purple), Mark::series("singular.2", Color::Orange)];
    values.extend(predicted.map(rule));
    let pairs = [Color::Purple, Color::Orange, Color::Sky];
    let mut cosines: Vec<Mark> =
        (1..=CLASSES).zip(pairs).map(|(k, color)| Mark::series(format!("cosine.{k}"), color)).collect();
    cosines.push(rule(-0.5));
    let ink = |id: &'static str| vec![Mark::series(id, Color::Ink)];
    vec![
        Chart::over_time("within", Axis::log(text("axis.within")), ink("within")),
        Chart::over_time("cosines", Axis::linear(text("axis.cosine")).within(-1.05, 1.05), cosines),
        Chart::over_time("singular", Axis::linear("\u{3c3}"), values),
        Chart::over_time("loss", Axis::log("L"), ink("loss")),
    ]
}
