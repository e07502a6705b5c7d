//! What the scene draws: what the discriminator says of the plane, the real points, the generated ones, and where they are pulled.

use super::learner::Learner;
use super::play::{judge, pulls, sigmoid};
use super::rules::Kind;
use super::run::Pupil;
use super::setup::Setup;
use crate::frame::{Axis, Chart, Layer, Mark, Twin};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::theory::best_response::{collapse_payoffs, collapse_transport};
use crate::words::{Notation, text};
use saddleback_network::Panel;

/// All modes with some room.
pub(super) const VIEW: Rect = Rect::new([-2.1, 2.1], [-2.1, 2.1]);
/// The field reaches beyond the view, for pictures that are wider or higher.
const FIELD: Rect = Rect::new([-5.0, 5.0], [-3.0, 3.0]);
/// Its cells.
const COLUMNS: usize = 65;
const ROWS: usize = 39;
/// A field is coloured by its own greatest value, so one that is nowhere farther from 0 than this is not drawn: it knows nothing.
const NOTHING: f32 = 0.1;
/// Points whose pulls are shown, and the length of the longest.
const PULLED: usize = 24;
const LONGEST: f64 = 0.4;
/// The modes' colours.
const COLORS: [Color; 4] = [Color::Sky, Color::Teal, Color::Olive, Color::Rose];
/// Places between two modes in the chart.
const PLACES: usize = 41;

/// The second learner's picture.
pub(super) fn twin(pupils: &[Pupil]) -> Option<Twin> {
    let [first, second, ..] = pupils else { return None };
    let title = |pupil: &Pupil| match pupil.learner.rule.kind {
        Kind::Transport => pupil.learner.info.label(),
        _ => text("twin.method").with("method", pupil.learner.info.label()),
    };
    Some(Twin { titles: [title(first), title(second)], axes: Some(["x".into(), "y".into()]), view: VIEW })
}

/// The field of the discriminator, real and generated points with their pulls, and rings at the modes.
pub(super) fn layers(setup: &Setup, learner: &Learner) -> Vec<Layer> {
    let mut layers = Vec::new();
    let has_discriminator = learner.rule.kind != Kind::Transport;
    if has_discriminator {
        let cell = Grid::sample(FIELD, COLUMNS, ROWS, |_, _| 0.0);
        let at = |place: usize| {
            let (column, row) = ((place % COLUMNS) as f64 + 0.5, (place / COLUMNS) as f64 + 0.5);
            [FIELD.x[0] + FIELD.width() * column / COLUMNS as f64, FIELD.y[0] + FIELD.height() * row / ROWS as f64]
        };
        let centres = Panel::from_fn(2, COLUMNS * ROWS, |axis, place| at(place)[axis]);
        let logits = judge(setup, &learner.players.discriminator, &centres).1;
        let values: Vec<f32> = logits.into_iter().map(|d| (2.0 * sigmoid(d) - 1.0) as f32).collect();
        if values.iter().any(|value| value.abs() > NOTHING) {
            layers.push(Layer::Field { grid: Grid { values, ..cell }, map: ColorMap::Diverging });
        }
    }
    let real = setup.shown.clone();
    layers.push(Layer::Cloud { points: real, color: Color::Muted, radius: 2.0, opacity: 0.7 });
    let color = learner.info.color;
    if has_discriminator {
        let points: Vec<[f64; 2]> = learner.cloud.iter().copied().take(PULLED).collect();
        let pulls =
            pulls(setup, &learner.players.discriminator, &Panel::from_fn(2, points.len(), |axis, k| points[k][axis]));
        let greatest = pulls.iter().map(|[x, y]| libm::hypot(*x, *y)).fold(0.0, f64::max);
        for (from, [x, y]) in points.iter().zip(&pulls).filter(|_| greatest > 0.0) {
            let scale = LONGEST / greatest;
            let to = [from[0] + scale * x, from[1] + scale * y];
            layers.push(Layer::Arrow {
                from: *from,
                to,
                color: Color::Muted,
                label: String::new().into(),
                dashed: false,
            });
        }
    }
    layers.push(Layer::Cloud { points: learner.cloud.clone(), color, radius: 3.0, opacity: 0.8 });
    let modes = setup.modes.iter().zip(COLORS);
    layers.extend(modes.map(|(mode, color)| Layer::ring(*mode, color, String::new())));
    layers
}

/// What each discriminator says under the cursor.
pub(super) fn probe(setup: &Setup, pupils: &[Pupil], at: [f64; 2]) -> Probe {
    let line = |pupil: &Pupil| {
        let logits = judge(setup, &pupil.learner.players.discriminator, &Panel::from_fn(2, 1, |axis, _| at[axis])).1;
        let value = logits.first().map_or(f64::NAN, |d| sigmoid(*d));
        text("probe.judged").with("method", pupil.learner.info.name()).number("value", value, Notation::Fixed(3))
    };
    Probe { lines: pupils.iter().map(line).collect() }
}

/// Modes, shares, payoff, transport, and the way between two modes.
pub(super) fn charts(setup: &Setup, pupils: &[Pupil]) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let mark =
            |pupil: &Pupil| Mark::series(format!("{quantity}.{}", pupil.learner.info.id), pupil.learner.info.color);
        pupils.iter().map(mark).collect()
    };
    let rule = |at: f64, id: &str| Mark::Rule { at, vertical: false, label: text(format!("rule.{id}")) };
    let mut distance = series("distance");
    distance.push(rule(setup.real_distance, "real"));
    let mut payoff = series("payoff");
    payoff.push(rule(-libm::log(4.0), "guess"));
    let mut charts =
        vec![Chart::over_time("modes", Axis::linear(text("axis.modes")).within(-0.2, 4.4), series("modes"))];
    if let Some(first) = pupils.first() {
        let shares = COLORS.iter().enumerate().map(|(mode, color)| Mark::series(format!("share.{}", mode + 1), *color));
        let title = text("chart.shares").with("method", first.learner.info.name());
        let y = Axis::linear(text("axis.share")).within(0.0, 1.0);
        charts.push(Chart::over_time("shares", y, shares.collect()).titled(title));
    }
    charts.push(Chart::over_time("distance", Axis::linear("W₁"), distance));
    charts.push(Chart::over_time("payoff", Axis::linear("V"), payoff));
    charts.push(way());
    charts
}

/// What half of a collapsed generator meets between two modes: a step up and a step down, or a slope.
fn way() -> Chart {
    let [at, on, end] = collapse_payoffs();
    // Off both modes the best discriminator sees the same, however near they are.
    let (near, far) = (0.02, 0.98);
    let best = vec![[0.0, at], [near, at], [near, on], [far, on], [far, end], [1.0, end]];
    let place = |i: usize| i as f64 / (PLACES - 1) as f64;
    let carried = (0..PLACES).map(|i| [place(i), collapse_transport(place(i))]).collect();
    let marks = vec![
        Mark::Line { points: best, color: Color::Ink, dashed: true },
        Mark::Line { points: carried, color: Color::Slate, dashed: true },
    ];
    Chart::new("way", Axis::linear(text("axis.way")).within(0.0, 1.0), Axis::linear(text("axis.cost")), marks)
}
