//! What the scene draws: the payoff with the saddle test's two halves, greedy paths, searches, f along y and g along x.

use super::claims::STARTS;
use super::run::NoLocalSaddleRun;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::isolines::isolines;
use crate::method::greedy::Greedy;
use crate::palette::{Color, ColorMap};
use crate::problem::game::Game;

/// Places along each curve.
const PLACES: u32 = 240;
/// Places to each side at which the smoothed function is drawn, a fifth of σ apart.
const SMOOTHED: usize = 40;
/// A change of g between two places by more than this is a jump.
const JUMP: f64 = 0.2;

/// Points of a curve.
type Curve = Vec<[f64; 2]>;

/// f(x₀, ·), g(·, y₀) in pieces between its jumps, and S(·, y₀) truncated at ḡ.
pub(super) fn curves(
    game: &dyn Game,
    half: f64,
    greedy: Greedy,
    start: [f64; 2],
    truncation: f64,
) -> (Curve, Vec<Curve>, Curve) {
    let around = |centre: f64, half: f64, place: u32, count: u32| {
        centre + half * (2.0 * f64::from(place) / f64::from(count) - 1.0)
    };
    let profile = (0..=PLACES).map(|place| {
        let y = around(start[1], half, place, PLACES);
        [y, game.value(&[start[0], y])]
    });
    let mut pieces: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
    for place in 0..=PLACES {
        let x = around(start[0], 0.6 * half, place, PLACES);
        let value = greedy.max(game, [x, start[1]]).0;
        let jumps = pieces.last().and_then(|piece| piece.last()).is_some_and(|last| (last[1] - value).abs() > JUMP);
        if jumps {
            pieces.push(Vec::new());
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push([x, value]);
        }
    }
    (profile.collect(), pieces, greedy.smoothed_curve(game, start, truncation, SMOOTHED))
}

/// f by colour; shaded where the curvatures allow a local saddle; the lines on which ∂f/∂x or ∂f/∂y vanishes.
pub(super) fn backdrop(game: &dyn Game, view: Rect) -> Backdrop {
    // Finer than elsewhere: what is shaded ends in long thin tips.
    let (columns, rows) = (300, 200);
    let field = Grid::sample(view, columns, rows, |x, y| game.value(&[x, y]));
    // Positive where both curvatures have the sign that a saddle asks for.
    let shaded = Grid::sample(view, columns, rows, |x, y| {
        let hessian = game.hessian(&[x, y]);
        hessian[(0, 0)].min(-hessian[(1, 1)])
    });
    let any = shaded.values.iter().any(|value| *value > 1e-6);
    Backdrop {
        field: Some((field, ColorMap::Diverging)),
        isolines: 0,
        shaded: any.then_some(shaded),
        arrows: Vec::new(),
        curves: [0, 1].into_iter().flat_map(|index| stationary_lines(game, view, index)).collect(),
    }
}

/// The lines on which the slope by x (0) or y (1) vanishes: a saddle lies where both do.
fn stationary_lines(game: &dyn Game, view: Rect, index: usize) -> Vec<Vec<[f64; 2]>> {
    let (columns, rows) = (180, 120);
    let slopes = Grid::sample(view, columns, rows, |x, y| {
        let mut gradient = [0.0; 2];
        game.gradient(&[x, y], &mut gradient);
        gradient[index]
    });
    isolines(&slopes, 0.0)
}

/// Greedy paths from the start, the search, and where hidden searches have ended.
pub(super) fn layers(run: &NoLocalSaddleRun) -> Vec<Layer> {
    let setup = &run.setup;
    let [x, y] = setup.start;
    let color = super::SEARCH.color;
    let mut layers =
        vec![Layer::Cloud { points: run.measurements.found.clone(), color: Color::Ink, radius: 3.0, opacity: 0.55 }];
    layers.push(Layer::Cloud { points: run.rejected.clone(), color, radius: 2.2, opacity: 0.3 });
    for end in setup.reach {
        if (end - y).abs() > 1e-9 {
            layers.push(Layer::Arrow {
                from: [x, y],
                to: [x, end],
                color: Color::Green,
                label: String::new().into(),
                dashed: false,
            });
        }
    }
    layers.push(Layer::Trail { points: run.trail.to_vec(), color });
    layers.push(Layer::Marker {
        at: [x, setup.top.1],
        color: Color::Green,
        label: format!("g = {:.3}", setup.top.0).into(),
        filled: false,
    });
    layers.push(Layer::Marker { at: setup.start, color: Color::Ink, label: "start".to_string().into(), filled: false });
    let label = if run.search.has_found() { "equilibrium" } else { "search" };
    layers.push(Layer::Marker { at: run.search.at, color, label: label.to_string().into(), filled: true });
    layers
}

/// f along y with what is reached, g along x with its jumps and S, and f along the search.
pub(super) fn charts(run: &NoLocalSaddleRun) -> Vec<Chart> {
    let setup = &run.setup;
    let ([x, y], (top, at)) = (setup.start, setup.top);
    let within = |point: &&[f64; 2]| point[0] >= setup.reach[0] && point[0] <= setup.reach[1];
    let band: Vec<[f64; 2]> = setup.profile.iter().filter(within).copied().collect();
    let profile = Chart {
        id: "profile".into(),
        title: "f(x₀, ·): what greedy paths reach from y₀ (green)".to_string().into(),
        x: Axis::linear("y"),
        y: Axis::linear("f"),
        marks: vec![
            Mark::Line { points: setup.profile.clone(), color: Color::Muted, dashed: false },
            Mark::Line { points: band, color: Color::Green, dashed: false },
            Mark::Rule { at: top, vertical: false, label: format!("g = {top:.3}").into() },
            Mark::Dots { points: vec![[y, setup.game.value(&[x, y])]], errors: Vec::new(), color: Color::Ink },
            Mark::Dots { points: vec![[at, top]], errors: Vec::new(), color: Color::Green },
        ],
        square: false,
    };
    let pieces = setup.greedy_max.iter();
    let mut marks: Vec<Mark> =
        pieces.map(|points| Mark::Line { points: points.clone(), color: Color::Green, dashed: false }).collect();
    marks.push(Mark::Line { points: setup.smoothed.clone(), color: Color::Ink, dashed: true });
    marks.push(Mark::Rule { at: x, vertical: true, label: "x₀".to_string().into() });
    marks.push(Mark::Dots { points: vec![[x, top]], errors: Vec::new(), color: Color::Green });
    let greedy_max = Chart {
        id: "greedy-max".into(),
        title: "Greedy max g(·, y₀); dashed: cut off and smoothed".to_string().into(),
        x: Axis::linear("x"),
        y: Axis::linear("g").within(-1.6, 1.6),
        marks,
        square: false,
    };
    let payoff = Chart {
        id: "payoff".into(),
        title: format!("f along the search; {} of {STARTS} hidden ones found", run.measurements.found.len()).into(),
        x: Axis::linear("step"),
        y: Axis::linear("f"),
        marks: vec![Mark::Series { id: "payoff".to_string().into(), color: super::SEARCH.color }],
        square: false,
    };
    vec![profile, greedy_max, payoff]
}
