//! What the scene draws: the recent past of every rule, and three charts.

use super::run::{Contestant, CounterexampleRun, WINDOW};
use super::setup::Setup;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::method::optimizer::Moments;
use crate::palette::{Color, ColorMap};
use crate::words::{Text, signs, text};

/// Labels nearer than this are written as one.
const CROWDED: f64 = 0.14;

/// The past to the left, now near the right edge.
pub(super) fn view() -> Rect {
    let window = WINDOW as f64;
    Rect::new([-window, 0.16 * window], [-1.28, 1.28])
}

/// The average of the three functions, and the walls.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let field = Grid::sample(view, 8, 120, |_, x| setup.average(x.clamp(-1.0, 1.0)));
    let wall = |x: f64| vec![[view.x[0], x], [view.x[1], x]];
    Backdrop { field: Some((field, ColorMap::Relief)), curves: vec![wall(1.0), wall(-1.0)], ..Backdrop::default() }
}

/// The paths up to now, and what slope comes next.
pub(super) fn layers(run: &CounterexampleRun) -> Vec<Layer> {
    let mut layers = Vec::new();
    for contestant in &run.contestants {
        let ago = (1 - contestant.past.len() as i64..=0).map(|ago| ago as f64);
        let points = ago.zip(&contestant.past).map(|(ago, x)| [ago, *x]).collect();
        layers.push(Layer::Curve { points, color: contestant.info.color, width: 1.8, dashed: false });
    }
    let next = run.next_slope();
    let next = if next > 0.0 { text("label.next-up").with("slope", next) } else { text("label.next-down") };
    layers.push(Layer::Text { at: [view().x[0] * 0.97, 1.15], text: next, color: Color::Ink });
    // Where several rules are at one place their names share a label.
    let mut contestants: Vec<&Contestant> = run.contestants.iter().collect();
    contestants.sort_by(|a, b| a.x().total_cmp(&b.x()));
    let mut names: Vec<Text> = Vec::new();
    for (index, contestant) in contestants.iter().enumerate() {
        names.push(contestant.info.name());
        let last = contestants.get(index + 1).is_none_or(|next| next.x() - contestant.x() > CROWDED);
        let label = if last { text("label.names").with("names", names.clone()) } else { Text::NONE };
        if last {
            names.clear();
        }
        layers.push(Layer::point([0.0, contestant.x()], contestant.info.color, label));
    }
    layers
}

/// x and average regret over all steps, and the drift that each memory gives.
pub(super) fn charts(run: &CounterexampleRun) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let infos = run.contestants.iter().map(|contestant| contestant.info);
        infos.map(|info| Mark::series(format!("{quantity}.{}", info.id), info.color)).collect()
    };
    let beta = Axis::linear(signs("β₂")).within(0.0, 1.0);
    vec![
        Chart::over_time("regret", Axis::linear(text("axis.regret")), series("regret")),
        Chart::new("drift", beta, Axis::linear(text("axis.drift")), drifts(run)),
        Chart::over_time("x", Axis::linear(signs("x")).within(-1.05, 1.05), series("x")),
    ]
}

/// The predicted drift of each rule with moments against β₂, and the β₂ in use.
fn drifts(run: &CounterexampleRun) -> Vec<Mark> {
    let Setup { c, moments: Moments { beta1, beta2, epsilon }, .. } = *run.setup;
    let mut marks = vec![Mark::measured(vec![[0.0, 0.0], [1.0, 0.0]], Color::Muted)];
    for contestant in run.contestants.iter().filter(|contestant| contestant.info.id != "gd") {
        let Some(law) = contestant.rule.law else { continue };
        let betas = (0..100).map(|k| f64::from(k) / 100.0);
        let points = betas.map(|beta2| [beta2, law(c, [beta1, beta2], epsilon).drift()]).collect();
        marks.push(Mark::Line { points, color: contestant.info.color, dashed: true });
    }
    marks.push(Mark::Rule { at: beta2, vertical: true, label: signs("β₂") });
    marks
}
