//! What the scene draws: the function over the arc with its kinks, the units in the plane of their weights, four charts.

use super::laws::{gram, patterns};
use super::run::Learner;
use super::setup::{Setup, loss, on_circle};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark, Twin};
use crate::geometry::Rect;
use crate::measure::symmetric::SymmetricSpectrum;
use crate::palette::Color;
use crate::scene::Probe;
use crate::words::{Notation, text};
use std::f64::consts::PI;

/// Points of a curve.
const PLACES: usize = 181;
/// Directions of the error that are followed.
pub(super) const FOLLOWED: usize = 6;
/// Their colours.
const COLORS: [Color; FOLLOWED] =
    [Color::Vermillion, Color::Blue, Color::Green, Color::Purple, Color::Orange, Color::Sky];

/// Parts of the error below this are not shown.
const LEAST_PART: f64 = 1e-4;
/// From this width on curves have half as many points, because each point takes all units.
const VERY_WIDE: usize = 2048;

/// The half circle and labels of size 1.
pub(super) const VIEW: Rect = Rect::new([-1.7, 1.7], [-1.5, 1.5]);
/// Where the kinks stand.
const RUG: f64 = -1.42;

fn places(width: usize) -> impl Iterator<Item = f64> {
    let pieces = if width > VERY_WIDE { PLACES / 2 } else { PLACES - 1 };
    (0..=pieces).map(move |place| PI * (place as f64 / pieces as f64 - 0.5))
}

/// The functions, what the infinitely wide network would give, the points, and a mark for each kink.
pub(super) fn layers(setup: &Setup, learners: &[Learner], step: u64) -> Vec<Layer> {
    let steps = u32::try_from(step).unwrap_or(u32::MAX);
    let mut layers = Vec::new();
    if let Some(first) = learners.first() {
        for (sign, color) in [(1.0, Color::Orange), (-1.0, Color::Sky)] {
            let units = (0..setup.width).filter(|unit| first.layer.sign(*unit) == sign);
            let points = units.filter_map(|unit| kink(first.layer.weight(unit))).map(|angle| [angle, RUG]);
            layers.push(Layer::Cloud { points: points.collect(), color, radius: 1.6, opacity: 0.35 });
        }
    }
    for learner in learners.iter().rev() {
        let points = places(setup.width).map(|angle| [angle, learner.layer.value(on_circle(angle))]).collect();
        layers.push(Layer::Curve { points, color: learner.info.color, width: 2.5, dashed: false });
    }
    let predicted = places(setup.width).map(|angle| [angle, setup.wide.prediction(angle, setup.rate, steps)]).collect();
    layers.push(Layer::Curve { points: predicted, color: Color::Ink, width: 1.2, dashed: true });
    let points = setup.angles.iter().zip(&setup.labels).map(|(angle, label)| [*angle, *label]).collect();
    layers.push(Layer::Cloud { points, color: Color::Ink, radius: 4.5, opacity: 1.0 });
    layers
}

/// The angle in the half circle at which a unit's sum is 0.
fn kink([v, w]: [f64; 2]) -> Option<f64> {
    // v cos θ + w sin θ = 0.
    (w != 0.0).then(|| libm::atan(-v / w))
}

/// The plane of the weights.
pub(super) fn twin(setup: &Setup) -> Twin {
    let reach = 3.2 * setup.scale;
    Twin {
        titles: [text("twin.function"), text("twin.units")],
        axes: Some(["w\u{2081}".into(), "w\u{2082}".into()]),
        view: Rect::new([-reach, reach], [-reach, reach]),
    }
}

/// The borders at which units become active at a point.
pub(super) fn twin_backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let reach = 0.75 * (view.width() + view.height());
    let border = |[x, y]: &[f64; 2]| vec![[-reach * y, reach * x], [reach * y, -reach * x]];
    Backdrop { curves: setup.points.iter().map(border).collect(), ..Backdrop::default() }
}

/// The units, by the sign of what they add.
pub(super) fn twin_layers(setup: &Setup, learners: &[Learner]) -> Vec<Layer> {
    let Some(first) = learners.first() else { return Vec::new() };
    let radius = if setup.width > 2000 { 1.5 } else { 2.5 };
    let cloud = |(sign, color): (f64, Color)| {
        let units = (0..setup.width).filter(|unit| first.layer.sign(*unit) == sign);
        Layer::Cloud { points: units.map(|unit| first.layer.weight(unit)).collect(), color, radius, opacity: 0.7 }
    };
    [(1.0, Color::Orange), (-1.0, Color::Sky)].map(cloud).to_vec()
}

/// The functions at an angle.
pub(super) fn probe(setup: &Setup, learners: &[Learner], step: u64, at: [f64; 2]) -> Option<Probe> {
    if at[0].abs() > 0.5 * PI {
        return None;
    }
    let digits = Notation::Fixed(3);
    let steps = u32::try_from(step).unwrap_or(u32::MAX);
    let predicted = setup.wide.prediction(at[0], setup.rate, steps);
    let mut lines = vec![text("probe.wide").number("angle", at[0], digits).number("value", predicted, digits)];
    for learner in learners {
        let value = learner.layer.value(on_circle(at[0]));
        lines.push(text("probe.learner").with("method", learner.info.name()).number("value", value, digits));
    }
    Some(Probe { lines })
}

/// The loss, the parts of the error, and the spectra, each beside what the infinitely wide network predicts.
pub(super) fn charts(setup: &Setup, learners: &[Learner], step: u64) -> Vec<Chart> {
    let steps = || (0..=60).map(|place| u32::try_from(step * place / 60).unwrap_or(u32::MAX));
    let series = |learner: &Learner| Mark::series(format!("loss.{}", learner.info.id), learner.info.color);
    let mut losses: Vec<Mark> = learners.iter().map(series).collect();
    losses.push(Mark::predicted(steps().map(|t| [f64::from(t), setup.wide.loss(setup.rate, t)]).collect()));
    let mut parts = Vec::new();
    for (k, color) in COLORS.iter().enumerate().take(setup.points.len()) {
        parts.push(Mark::series(format!("part.{}", k + 1), *color));
        let left = steps().map(|t| [f64::from(t), setup.wide.left(k, setup.rate, t).abs()]);
        let points = left.take_while(|[_, part]| *part >= LEAST_PART).collect();
        parts.push(Mark::Line { points, color: *color, dashed: true });
    }
    let mut charts = vec![
        Chart::over_time("loss", Axis::log("L"), losses),
        Chart::over_time("parts", Axis::log(text("axis.parts")).within(LEAST_PART, 3.0), parts),
    ];
    if let Some(first) = learners.first() {
        let limit = &setup.wide.spectrum.values;
        let rungs = |values: &[f64]| values.iter().enumerate().map(|(k, v)| [k as f64 + 1.0, v.max(1e-9)]).collect();
        let mut marks = vec![Mark::predicted(rungs(limit))];
        if let Ok(now) = SymmetricSpectrum::new(&gram(setup, &patterns(setup, &first.layer))) {
            marks.push(Mark::Dots { points: rungs(&now.values), errors: Vec::new(), color: first.info.color });
        }
        charts.push(Chart::new("spectrum", Axis::linear("k"), Axis::log("λ"), marks));
    }
    charts
}

/// The loss of a learner, and the parts of the first one's error.
pub(super) fn parts(setup: &Setup, learners: &[Learner]) -> Vec<(String, f64)> {
    let mut values: Vec<(String, f64)> =
        learners.iter().map(|learner| (format!("loss.{}", learner.info.id), loss(&learner.residuals))).collect();
    if let Some(first) = learners.first() {
        let along = setup.wide.spectrum.coordinates(&first.residuals);
        let part = |k: usize| (format!("part.{}", k + 1), along[k].abs());
        values.extend((0..FOLLOWED.min(along.len())).map(part));
    }
    values
}
