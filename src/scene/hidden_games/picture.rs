//! What the scene draws: the parameters in the picture, the strategies beside it, V and its slope below.

use super::run::{HiddenGamesRun, Player};
use crate::frame::{Axis, Backdrop, Chart, Color, ColorMap, Grid, Layer, Mark, Rect};
use crate::problem::game::{Game as _, Hidden, Mask};

/// Arrows across the shorter side of the picture.
const ARROWS: usize = 9;
/// The height of the triangle of strategies with sides of length 1.
const HEIGHT: f64 = 0.866_025_403_784_438_6;

/// Where a joint state lies in the picture: one point for two parameters, one for each player for four.
pub(super) fn parameter_points(z: &[f64]) -> Vec<[f64; 2]> {
    z.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// Where its strategies lie in their chart: in the unit square, or both in the triangle.
pub(super) fn strategy_points(game: Hidden, z: &[f64]) -> Vec<[f64; 2]> {
    let [f, g] = game.strategies(z);
    match game.mask {
        Mask::Sigmoid => vec![[f[0], g[0]]],
        Mask::Softmax => [f, g].map(|p| [p[1] + 0.5 * p[2], HEIGHT * p[2]]).to_vec(),
    }
}

/// L behind the masks with descent–ascent's direction; nothing where four parameters share the plane.
pub(super) fn backdrop(game: Hidden, view: Rect) -> Backdrop {
    if game.mask == Mask::Softmax {
        return Backdrop::default();
    }
    let field = Grid::sample(view, 180, 120, |x, y| game.value(&[x, y]));
    let spacing = view.width().min(view.height()) / ARROWS as f64;
    let (columns, rows) = ((view.width() / spacing) as usize, (view.height() / spacing) as usize);
    let mut arrows = Vec::with_capacity(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let along = |[low, high]: [f64; 2], index: usize, count: usize| {
                low + (high - low) * (index as f64 + 0.5) / count as f64
            };
            let foot = [along(view.x, column, columns), along(view.y, row, rows)];
            let mut slope = [0.0; 2];
            game.field(&foot, &mut slope);
            arrows.push((foot, [-slope[0], -slope[1]]));
        }
    }
    Backdrop { field: Some((field, ColorMap::Diverging)), isolines: 9, shaded: None, arrows, curves: Vec::new() }
}

/// The paths in the parameters.
pub(super) fn layers(run: &HiddenGamesRun) -> Vec<Layer> {
    let mut layers = Vec::new();
    layers.push(Layer::Marker { at: [0.0, 0.0], color: Color::Muted, label: "solution".to_string(), filled: false });
    if let Some(ghost) = run.measurements.ghost() {
        layers.push(Layer::Trail { points: ghost.trail.to_vec(), color: Color::Muted });
    }
    for player in &run.players {
        let color = player.competitor.rule.info.color;
        layers.extend(player.parameters.iter().map(|trail| Layer::Trail { points: trail.to_vec(), color }));
    }
    for (at, name) in parameter_points(&run.setup.start).into_iter().zip(names(run.setup.game, "start")) {
        layers.push(Layer::Marker { at, color: Color::Ink, label: name, filled: false });
    }
    for player in &run.players {
        let info = &player.competitor.rule.info;
        let points = parameter_points(&player.competitor.at).into_iter();
        // y's marker is a ring where both players share the plane.
        layers.extend(
            points.zip(names(run.setup.game, info.name)).enumerate().map(|(index, (at, label))| Layer::Marker {
                at,
                color: info.color,
                label,
                filled: index == 0,
            }),
        );
    }
    layers
}

/// A label for each point of a joint state.
fn names(game: Hidden, name: &str) -> Vec<String> {
    match game.mask {
        Mask::Sigmoid => vec![name.to_string()],
        Mask::Softmax => vec![format!("{name}, x"), format!("{name}, y")],
    }
}

/// The strategies, V, and its slope.
pub(super) fn charts(run: &HiddenGamesRun) -> Vec<Chart> {
    let game = run.setup.game;
    let mut strategies = match game.mask {
        Mask::Sigmoid => Chart {
            id: "strategies",
            title: "Strategies: the probabilities of heads".to_string(),
            x: Axis::linear("σ(θ)").within(0.0, 1.0),
            y: Axis::linear("σ(φ)").within(0.0, 1.0),
            marks: vec![outline(&[[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])],
            square: true,
        },
        Mask::Softmax => Chart {
            id: "strategies",
            title: "Strategies: left rock, right paper, top scissors; y dashed".to_string(),
            x: Axis::linear("").within(-0.05, 1.05),
            y: Axis::linear("").within(-0.05, 0.92),
            marks: vec![outline(&[[0.0, 0.0], [1.0, 0.0], [0.5, HEIGHT], [0.0, 0.0]])],
            square: true,
        },
    };
    for player in &run.players {
        let color = player.competitor.rule.info.color;
        for (index, trail) in player.strategies.iter().enumerate() {
            let points = trail.to_vec();
            let end = points.last().copied();
            strategies.marks.push(Mark::Line { points, color, dashed: index > 0 });
            strategies.marks.push(Mark::Dots { points: end.into_iter().collect(), errors: Vec::new(), color });
        }
    }
    let middle = strategy_points(game, &vec![0.0; run.setup.start.len()]);
    strategies.marks.push(Mark::Dots { points: middle, errors: Vec::new(), color: Color::Muted });

    let series = |quantity: &str, color: fn(&Player) -> Color| {
        let of = |player: &Player| format!("{quantity}.{}", player.competitor.id());
        run.players.iter().map(|player| Mark::Series { id: of(player), color: color(player) }).collect::<Vec<_>>()
    };
    let own = |player: &Player| player.competitor.rule.info.color;
    let mut lyapunov = series("lyapunov", own);
    if run.step > 0 {
        // What theory says of the flow, over the time that has passed.
        let places = (0..=80).map(|place| run.step as f64 * f64::from(place) / 80.0);
        let predicted = |step: f64| Some([step, run.measurements.predicted(step * run.setup.step_size)?]);
        let points: Vec<_> = places.filter_map(predicted).collect();
        lyapunov.push(Mark::Line { points, color: Color::Ink, dashed: true });
    }
    let mut slopes = series("predicted", |_| Color::Muted);
    slopes.extend(series("slope", own));
    vec![
        strategies,
        Chart {
            id: "lyapunov",
            title: "V, half the squared distance in strategies; dashed: V₀e^(−2λt)".to_string(),
            x: Axis::linear("step"),
            y: if game.lambda > 0.0 { Axis::log("V") } else { Axis::linear("V") },
            marks: lyapunov,
            square: false,
        },
        Chart {
            id: "slope",
            title: "dV/dt, over the predicted derivative (grey)".to_string(),
            x: Axis::linear("step"),
            y: Axis::linear("dV/dt"),
            marks: slopes,
            square: false,
        },
    ]
}

fn outline(corners: &[[f64; 2]]) -> Mark {
    Mark::Line { points: corners.to_vec(), color: Color::Muted, dashed: false }
}
