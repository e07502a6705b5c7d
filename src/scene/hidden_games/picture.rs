//! What the scene draws: parameters and strategies in two pictures, V and its slope below.

use super::run::{HiddenGamesRun, Player};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark, Twin};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::problem::game::{Game as _, Hidden, Mask};
use crate::scene::field_arrows::{descent_ascent, field_arrows};
use crate::scene::trail::Trail;
use crate::words::{Text, text};

/// The height of the triangle of strategies with sides of length 1.
const HEIGHT: f64 = 0.866_025_403_784_438_6;

/// Where a joint state lies in the picture: one point for two parameters, one for each player for four.
pub(super) fn parameter_points(z: &[f64]) -> Vec<[f64; 2]> {
    z.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// Where its strategies lie in their picture: in the unit square, or both in the triangle.
pub(super) fn strategy_points(game: Hidden, z: &[f64]) -> Vec<[f64; 2]> {
    let [f, g] = game.strategies(z);
    match game.mask {
        Mask::Sigmoid => vec![[f[0], g[0]]],
        Mask::Softmax => [f, g].map(|p| [p[1] + 0.5 * p[2], HEIGHT * p[2]]).to_vec(),
    }
}

/// The parameters at a point of the strategies' picture; in the triangle, those of a player who plays it.
pub(super) fn parameters_at(mask: Mask, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
    match mask {
        Mask::Sigmoid => {
            let [theta, phi] = [x, y].map(|p| mask.parameters_of([p, 0.0, 0.0]));
            Some([theta?[0], phi?[0]])
        }
        Mask::Softmax => {
            let scissors = y / HEIGHT;
            let paper = x - 0.5 * scissors;
            mask.parameters_of([1.0 - paper - scissors, paper, scissors])
        }
    }
}

/// L behind the masks with descent–ascent's direction; nothing where four parameters share the plane.
pub(super) fn backdrop(game: Hidden, view: Rect) -> Backdrop {
    if game.mask == Mask::Softmax {
        return Backdrop::default();
    }
    let field = Grid::sample(view, 180, 120, |x, y| game.value(&[x, y]));
    let arrows = field_arrows(view, |foot| Some(descent_ascent(&game, foot)));
    Backdrop { field: Some((field, ColorMap::Diverging)), isolines: 9, shaded: None, arrows, curves: Vec::new() }
}

/// The picture of the strategies.
pub(super) fn twin(mask: Mask) -> Twin {
    match mask {
        Mask::Sigmoid => Twin {
            titles: ["Parameters".into(), "Strategies: the probabilities of heads".into()],
            axes: Some(["\u{3c3}(\u{3b8})".into(), "\u{3c3}(\u{3c6})".into()]),
            view: Rect::new([-0.12, 1.16], [-0.1, 1.12]),
        },
        Mask::Softmax => Twin {
            titles: ["Parameters".into(), "Strategies: three probabilities each".into()],
            axes: None,
            view: Rect::new([-0.16, 1.16], [-0.22, 1.0]),
        },
    }
}

/// The game that is hidden, with its own descent–ascent; of the triangle, its border.
pub(super) fn strategy_backdrop(game: Hidden, view: Rect) -> Backdrop {
    let border = match game.mask {
        Mask::Sigmoid => vec![[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0], [0.0, 0.0]],
        Mask::Softmax => vec![[0.0, 0.0], [1.0, 0.0], [0.5, HEIGHT], [0.0, 0.0]],
    };
    let (square, curves) = (Rect::new([0.0, 1.0], [0.0, 1.0]), vec![border]);
    if game.mask == Mask::Softmax {
        return Backdrop { curves, ..Backdrop::default() };
    }
    let plain = |[f, g]: [f64; 2]| {
        let played = (0.0..=1.0).contains(&f) && (0.0..=1.0).contains(&g);
        played.then(|| game.plain([[f, 0.0, 0.0], [g, 0.0, 0.0]]))
    };
    let field = Grid::sample(view, 240, 240, |f, g| plain([f, g]).map_or(f64::NAN, |(value, _)| value));
    let arrows = field_arrows(square, |at| plain(at).map(|(_, [by_f, by_g])| [by_f[0], by_g[0]]));
    Backdrop { field: Some((field, ColorMap::Diverging)), isolines: 9, shaded: None, arrows, curves }
}

/// The paths in the parameters.
pub(super) fn layers(run: &HiddenGamesRun) -> Vec<Layer> {
    paths(run, |player| &player.parameters, parameter_points)
}

/// The paths in the strategies.
pub(super) fn strategy_layers(run: &HiddenGamesRun) -> Vec<Layer> {
    let game = run.setup.game;
    let mut layers = paths(run, |player| &player.strategies, |z| strategy_points(game, z));
    if game.mask == Mask::Softmax {
        let corners = [([-0.07, -0.06], "rock"), ([0.93, -0.06], "paper"), ([0.4, HEIGHT + 0.06], "scissors")];
        layers.extend(corners.map(|(at, text)| Layer::Text { at, text: text.to_string().into(), color: Color::Ink }));
    }
    layers
}

/// Solution, flow, every method's path and where it is, in a space in which joint states have these points.
fn paths(
    run: &HiddenGamesRun,
    trails: fn(&Player) -> &[Trail],
    points: impl Fn(&[f64]) -> Vec<[f64; 2]>,
) -> Vec<Layer> {
    let game = run.setup.game;
    let solution = points(&vec![0.0; run.setup.start.len()]);
    let mut layers: Vec<Layer> = solution
        .first()
        .map(|at| Layer::Marker { at: *at, color: Color::Muted, label: "solution".to_string().into(), filled: false })
        .into_iter()
        .collect();
    if let Some(ghost) = run.measurements.ghost() {
        let points = ghost.trail.to_vec().iter().flat_map(|z| points(z)).collect();
        layers.push(Layer::Trail { points, color: Color::Muted });
    }
    for player in &run.players {
        let color = player.competitor.rule.info.color;
        layers.extend(trails(player).iter().map(|trail| Layer::Trail { points: trail.to_vec(), color }));
    }
    for (at, name) in points(&run.setup.start).into_iter().zip(names(game, text("label.start"))) {
        layers.push(Layer::Marker { at, color: Color::Ink, label: name.into(), filled: false });
    }
    for player in &run.players {
        let info = &player.competitor.rule.info;
        // y's marker is a ring where both players share the plane.
        let ends = points(&player.competitor.at).into_iter().zip(names(game, info.name())).enumerate();
        layers.extend(ends.map(|(index, (at, label))| Layer::Marker {
            at,
            color: info.color,
            label: label.into(),
            filled: index == 0,
        }));
    }
    layers
}

/// A label for each point of a joint state.
fn names(game: Hidden, name: Text) -> Vec<Text> {
    match game.mask {
        Mask::Sigmoid => vec![name],
        Mask::Softmax => {
            ["x", "y"].map(|player| text("label.of-player").with("name", name.clone()).with("player", player)).to_vec()
        }
    }
}

/// V and its slope.
pub(super) fn charts(run: &HiddenGamesRun) -> Vec<Chart> {
    let game = run.setup.game;
    let series = |quantity: &str, color: fn(&Player) -> Color| {
        let of = |player: &Player| format!("{quantity}.{}", player.competitor.id());
        run.players
            .iter()
            .map(|player| Mark::Series { id: of(player).into(), color: color(player) })
            .collect::<Vec<_>>()
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
        Chart {
            id: "lyapunov".into(),
            title: "V, half the squared distance in strategies; dashed: V₀e^(−2λt)".to_string().into(),
            x: Axis::linear("step"),
            y: if game.lambda > 0.0 { Axis::log("V") } else { Axis::linear("V") },
            marks: lyapunov,
            square: false,
        },
        Chart {
            id: "slope".into(),
            title: "dV/dt, over the predicted derivative (grey)".to_string().into(),
            x: Axis::linear("step"),
            y: Axis::linear("dV/dt"),
            marks: slopes,
            square: false,
        },
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_of_the_strategies_is_pulled_back_to_its_parameters() {
        let theta = [0.7, -1.3];
        for mask in [Mask::Sigmoid, Mask::Softmax] {
            let game = Hidden { mask, lambda: 0.0 };
            let z = [theta, theta].concat();
            let at = strategy_points(game, &z[..2 * mask.parameters()])[0];
            let found = parameters_at(mask, at).unwrap();
            assert!(found.iter().zip(theta).all(|(found, at)| (found - at).abs() < 1e-12), "{mask:?}");
            for outside in [[-0.01, 0.5], [0.5, -0.01], [0.99, 1.01], [f64::NAN, 0.5]] {
                assert_eq!(parameters_at(mask, outside), None, "{mask:?} {outside:?}");
            }
        }
    }
}
