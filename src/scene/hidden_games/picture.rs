//! What the scene draws: parameters and strategies in two pictures, V and its slope below.

use super::geometry::{HEIGHT, parameter_points, strategy_points};
use super::state::{Contestant, HiddenGamesRun};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark, Twin};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use crate::problem::game::{Hidden, Mask};
use crate::scene::field_arrows::{field_arrows, payoff_backdrop};
use crate::scene::trail::Trail;
use crate::words::{Text, text};

/// L behind the masks with descent–ascent's direction; nothing where four parameters share the plane.
pub(super) fn backdrop(game: Hidden, view: Rect) -> Backdrop {
    match game.mask {
        Mask::Sigmoid => payoff_backdrop(&game, view),
        Mask::Softmax => Backdrop::default(),
    }
}

/// The picture of the strategies.
pub(super) fn twin(mask: Mask) -> Twin {
    match mask {
        Mask::Sigmoid => Twin {
            titles: [text("twin.parameters"), text("twin.strategies-sigmoid")],
            axes: Some(["\u{3c3}(\u{3b8})".into(), "\u{3c3}(\u{3c6})".into()]),
            view: Rect::new([-0.12, 1.16], [-0.1, 1.12]),
        },
        Mask::Softmax => Twin {
            titles: [text("twin.parameters"), text("twin.strategies-softmax")],
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
    Backdrop { field: Some((field, ColorMap::Diverging)), isolines: 9, arrows, curves, ..Backdrop::default() }
}

/// The paths in the parameters.
pub(super) fn layers(run: &HiddenGamesRun) -> Vec<Layer> {
    paths(run, |contestant| &contestant.parameters, parameter_points)
}

/// The paths in the strategies.
pub(super) fn strategy_layers(run: &HiddenGamesRun) -> Vec<Layer> {
    let game = run.setup.game;
    let mut layers = paths(run, |contestant| &contestant.strategies, |z| strategy_points(game, z));
    if game.mask == Mask::Softmax {
        let corners =
            [([-0.07, -0.06], "label.rock"), ([0.93, -0.06], "label.paper"), ([0.4, HEIGHT + 0.06], "label.scissors")];
        layers.extend(corners.map(|(at, name)| Layer::Text { at, text: text(name), color: Color::Ink }));
    }
    layers
}

/// Solution, flow, every method's path and where it is, in a space in which joint states have these points.
fn paths(
    run: &HiddenGamesRun,
    trails: fn(&Contestant) -> &[Trail],
    points: impl Fn(&[f64]) -> Vec<[f64; 2]>,
) -> Vec<Layer> {
    let (game, start) = (run.setup.game, &run.setup.start);
    let solution = points(&vec![0.0; start.len()]).into_iter().take(1);
    let mut layers: Vec<Layer> = solution.map(|at| Layer::ring(at, Color::Muted, text("label.solution"))).collect();
    if let Some(ghost) = run.claims.ghost() {
        let points = ghost.trail.to_vec().iter().flat_map(|z| points(z)).collect();
        layers.push(Layer::Trail { points, color: Color::Muted });
    }
    for contestant in &run.contestants {
        let color = contestant.competitor.color();
        layers.extend(trails(contestant).iter().map(|trail| Layer::Trail { points: trail.to_vec(), color }));
    }
    let starts = points(start).into_iter().zip(names(game, text("label.start")));
    layers.extend(starts.map(|(at, name)| Layer::ring(at, Color::Ink, name)));
    for contestant in &run.contestants {
        let info = &contestant.competitor.rule.info;
        // y's marker is a ring where both players share the plane.
        let markers = [Layer::point, Layer::ring];
        let ends = points(&contestant.competitor.at).into_iter().zip(names(game, info.name())).zip(markers);
        layers.extend(ends.map(|((at, label), marker)| marker(at, info.color, label)));
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
    let competitors = || run.contestants.iter().map(|contestant| &contestant.competitor);
    let mut lyapunov: Vec<Mark> = competitors().map(|one| one.series("lyapunov")).collect();
    if run.step > 0 {
        // The flow's V in theory, over the time that has passed.
        let places = (0..=80).map(|place| run.step as f64 * f64::from(place) / 80.0);
        let predicted = |step: f64| Some([step, run.claims.predicted(step * run.setup.step_size)?]);
        lyapunov.push(Mark::predicted(places.filter_map(predicted).collect()));
    }
    let predicted = competitors().map(|one| Mark::series(format!("predicted.{}", one.id()), Color::Muted));
    let slopes = predicted.chain(competitors().map(|one| one.series("slope"))).collect();
    let value = if run.setup.game.lambda > 0.0 { Axis::log("V") } else { Axis::linear("V") };
    vec![Chart::over_time("lyapunov", value, lyapunov), Chart::over_time("slope", Axis::linear("dV/dt"), slopes)]
}
