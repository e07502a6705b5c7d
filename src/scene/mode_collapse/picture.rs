//! What the scene draws: the plane of projections on both modes, with neurons, columns, and what the discriminator says there.

use super::Kind;
use super::game::Players;
use super::learner::Learner;
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark, Twin};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::scene::Probe;
use crate::theory::two_modes::lone_ratio;
use crate::words::{Notation, text};

/// Plain gradients throw columns far out.
const FAR: Rect = Rect::new([-2.0, 9.0], [-2.0, 9.0]);
/// The other rules do not.
const NEAR: Rect = Rect::new([-2.6, 3.0], [-2.6, 3.0]);
/// Cells of the field.
const COLUMNS: usize = 144;
const ROWS: usize = 96;
/// Parts of the view by which the field reaches beyond it on each side: a picture may be wider or higher than its view.
const BEYOND: [f64; 2] = [0.9, 0.3];
/// A field is coloured by its own greatest value, so one that is nowhere farther from 0 than this is not drawn: it knows nothing.
const NOTHING: f32 = 0.1;
/// Lines of the ratio against γ have so many points.
const POINTS: usize = 61;

/// The area that shows a learner well.
pub(super) fn view(learner: Option<&Learner>) -> Rect {
    match learner.map(|learner| learner.rule.kind) {
        Some(Kind::Gradient | Kind::AdamDirection) => FAR,
        _ => NEAR,
    }
}

/// The second learner's picture.
pub(super) fn twin(learners: &[Learner]) -> Option<Twin> {
    let [first, second, ..] = learners else { return None };
    let titles = [first, second].map(|learner| text("twin.method").with("method", learner.info.label()));
    Some(Twin { titles, axes: Some(super::AXES.map(Into::into)), view: view(Some(second)) })
}

/// Both modes, and the ray along their sum.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let gamma = setup.start.overlap;
    let reach = 2.0 * view.x[1].max(view.y[1]);
    let from_origin = |end: [f64; 2]| vec![[0.0, 0.0], end];
    // The ray of the sum goes on: plain gradients follow it far out.
    let curves = vec![from_origin([1.0, gamma]), from_origin([gamma, 1.0]), from_origin([reach, reach])];
    Backdrop { curves, ..Backdrop::default() }
}

/// A view with its surroundings.
fn around(view: Rect) -> Rect {
    let wider = |[low, high]: [f64; 2], part: f64| [low - part * (high - low), high + part * (high - low)];
    Rect::new(wider(view.x, BEYOND[0]), wider(view.y, BEYOND[1]))
}

/// What the discriminator says at the point of the span of u₁ and u₂ that has these projections.
fn judged(setup: &Setup, neurons: &[[f64; 2]], [p, q]: [f64; 2]) -> f64 {
    let gamma = setup.start.overlap;
    let height = 1.0 - gamma * gamma;
    let (a, b) = ((p - gamma * q) / height, (q - gamma * p) / height);
    Players::judge(neurons.iter().map(|[x, y]| a * x + b * y))
}

/// What the discriminator says as a field, neurons as rings, columns as dots with their trails, and both modes.
pub(super) fn layers(setup: &Setup, learner: &Learner) -> Vec<Layer> {
    let (gamma, color) = (setup.start.overlap, learner.info.color);
    let neurons = Players::projections(&learner.players.neurons, setup);
    // From −1 to 1: what knows nothing, ½, is the paper.
    let grid =
        Grid::sample(around(view(Some(learner))), COLUMNS, ROWS, |p, q| 2.0 * judged(setup, &neurons, [p, q]) - 1.0);
    let mut layers = Vec::new();
    if grid.values.iter().any(|value| value.abs() > NOTHING) {
        layers.push(Layer::Field { grid, map: ColorMap::Diverging });
    }
    layers.extend(learner.trails.iter().map(|trail| Layer::Trail { points: trail.to_vec(), color }));
    layers.extend(neurons.iter().map(|at| Layer::ring(*at, Color::Muted, String::new())));
    let columns = Players::projections(&learner.players.columns, setup);
    layers.extend(columns.iter().map(|at| Layer::point(*at, color, String::new())));
    for (at, id) in [([1.0, gamma], "first-mode"), ([gamma, 1.0], "second-mode")] {
        layers.push(Layer::ring(at, Color::Ink, text(format!("label.{id}"))));
    }
    layers
}

/// What each discriminator says under the cursor.
pub(super) fn probe(setup: &Setup, learners: &[Learner], at: [f64; 2]) -> Probe {
    let line = |learner: &Learner| {
        let neurons = Players::projections(&learner.players.neurons, setup);
        let value = judged(setup, &neurons, at);
        text("probe.judged").with("method", learner.info.name()).number("value", value, Notation::Fixed(3))
    };
    Probe { lines: learners.iter().map(line).collect() }
}

/// The steps' lengths, what is said of the data, the modes that are drawn, and where lone neurons point.
pub(super) fn charts(setup: &Setup, learners: &[Learner]) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        learners.iter().map(|l| Mark::series(format!("{quantity}.{}", l.info.id), l.info.color)).collect()
    };
    let mut pace = series("pace");
    if let Some(plain) = learners.iter().find(|learner| learner.rule.kind == Kind::Gradient) {
        let [of_neurons, of_columns] = setup.start.squared_gradients();
        let at = plain.rule.step_sizes[1] / plain.rule.step_sizes[0] * libm::sqrt(of_columns / of_neurons);
        pace.push(Mark::Rule { at, vertical: false, label: text("rule.start") });
    }
    let mut data = series("data");
    data.push(Mark::Rule { at: 0.5, vertical: false, label: text("rule.guess") });
    let gammas = (0..POINTS).map(|i| i as f64 * 0.01);
    let mut ratios = vec![Mark::predicted(gammas.map(|gamma| [gamma, lone_ratio(gamma)]).collect())];
    for learner in learners {
        let neurons = Players::projections(&learner.players.neurons, setup);
        let longest = neurons.into_iter().max_by(|a, b| a[0].max(a[1]).total_cmp(&b[0].max(b[1])));
        if let Some([x, y]) = longest.filter(|[x, y]| x.max(*y) > 0.0) {
            let points = vec![[setup.start.overlap, x.min(y) / x.max(y)]];
            ratios.push(Mark::Dots { points, errors: Vec::new(), color: learner.info.color });
        }
    }
    vec![
        Chart::over_time("pace", Axis::log("|ΔV| / |ΔW|"), pace),
        Chart::over_time("modes", Axis::linear(text("axis.modes")).within(-0.1, 2.2), series("modes")),
        Chart::over_time("data", Axis::linear("D").within(0.0, 1.0), data),
        Chart::new(
            "ratio",
            Axis::linear("γ").within(0.0, 0.6),
            Axis::linear(text("axis.ratio")).within(-1.0, 1.05),
            ratios,
        ),
    ]
}
