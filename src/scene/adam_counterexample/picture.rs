//! What the scene draws: the recent past of every rule, and three charts.

use super::run::{CounterexampleRun, Player, Setup, WINDOW};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::method::optimizer::Moments;
use crate::palette::{Color, ColorMap};
use crate::theory::counterexample;
use crate::words::{Text, text};

/// Labels nearer than this are written as one.
const CROWDED: f64 = 0.14;

/// The past to the left, now near the right edge.
pub(super) fn view() -> Rect {
    let window = WINDOW as f64;
    Rect::new([-window, 0.16 * window], [-1.28, 1.28])
}

/// The average of the three functions, and the walls.
pub(super) fn backdrop(setup: &Setup, view: Rect) -> Backdrop {
    let slope = (setup.c - 2.0) / 3.0;
    let field = Grid::sample(view, 8, 120, |_, x| slope * x.clamp(-1.0, 1.0));
    let wall = |x: f64| vec![[view.x[0], x], [view.x[1], x]];
    Backdrop { field: Some((field, ColorMap::Relief)), curves: vec![wall(1.0), wall(-1.0)], ..Backdrop::default() }
}

/// The paths up to now, and what slope comes next.
pub(super) fn layers(run: &CounterexampleRun) -> Vec<Layer> {
    let mut layers = Vec::new();
    for player in &run.players {
        let ago = (1 - player.past.len() as i64..=0).map(|ago| ago as f64);
        let points = ago.zip(&player.past).map(|(ago, x)| [ago, *x]).collect();
        layers.push(Layer::Curve { points, color: player.rule.info.color, width: 1.8, dashed: false });
    }
    let next = run.next_slope();
    let next = if next > 0.0 { text("label.next-up").with("slope", next) } else { text("label.next-down") };
    layers.push(Layer::Text { at: [view().x[0] * 0.97, 1.15], text: next, color: Color::Ink });
    // Where several rules are at one place their names share a label.
    let mut players: Vec<&Player> = run.players.iter().collect();
    players.sort_by(|a, b| a.x().total_cmp(&b.x()));
    let mut names: Vec<Text> = Vec::new();
    for (index, player) in players.iter().enumerate() {
        names.push(player.rule.info.name());
        let last = players.get(index + 1).is_none_or(|next| next.x() - player.x() > CROWDED);
        let label = if last { text("label.names").with("names", names.clone()) } else { Text::NONE };
        if last {
            names.clear();
        }
        layers.push(Layer::Marker { at: [0.0, player.x()], color: player.rule.info.color, label, filled: true });
    }
    layers
}

/// x and average regret over all steps, and the drift that each memory gives.
pub(super) fn charts(run: &CounterexampleRun) -> Vec<Chart> {
    let series = |quantity: &str| -> Vec<Mark> {
        let id = |id: &str| format!("{quantity}.{id}");
        run.players
            .iter()
            .map(|player| Mark::Series { id: id(player.rule.info.id).into(), color: player.rule.info.color })
            .collect()
    };
    let chart = |id, title: &str, x: Axis, y: Axis, marks| Chart {
        id,
        title: title.to_string().into(),
        x,
        y,
        marks,
        square: false,
    };
    vec![
        chart(
            "regret".into(),
            "Average regret against x = −1",
            Axis::linear("step"),
            Axis::linear("regret"),
            series("regret"),
        ),
        chart(
            "drift".into(),
            "Predicted drift per period; above 0 it climbs",
            Axis::linear("β₂").within(0.0, 1.0),
            Axis::linear("drift/η"),
            drifts(run),
        ),
        chart("x".into(), "All steps", Axis::linear("step"), Axis::linear("x").within(-1.05, 1.05), series("x")),
    ]
}

/// The predicted drift of each rule with moments against β₂, and the β₂ in use.
fn drifts(run: &CounterexampleRun) -> Vec<Mark> {
    let Setup { c, moments: Moments { beta1, beta2, epsilon }, .. } = *run.setup;
    let mut marks = vec![Mark::Line { points: vec![[0.0, 0.0], [1.0, 0.0]], color: Color::Muted, dashed: false }];
    for player in &run.players {
        let of = match player.rule.info.id {
            "adam" => counterexample::adam,
            "amsgrad" => counterexample::amsgrad,
            "adopt" => counterexample::adopt,
            _ => continue,
        };
        let color = player.rule.info.color;
        let betas = (0..100).map(|k| f64::from(k) / 100.0);
        let points = betas.map(|beta2| [beta2, of(c, [beta1, beta2], epsilon).drift()]).collect();
        marks.push(Mark::Line { points, color, dashed: true });
    }
    marks.push(Mark::Rule { at: beta2, vertical: true, label: "β₂".to_string().into() });
    marks
}
