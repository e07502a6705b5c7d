//! What the scene draws: the payoff with the lines and the region that decide on a saddle, greedy paths, searches, f along y
//! and g along x.

use super::claims::STARTS;
use super::state::{NoLocalSaddleRun, SEARCH};
use crate::frame::{Axis, Backdrop, Cell, Chart, Layer, Mark, Row, Table};
use crate::geometry::{Grid, Rect};
use crate::isolines::isolines;
use crate::palette::{Color, ColorMap};
use crate::problem::game::Game;
use crate::words::{Notation, Text, signs, text};

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
        shaded: any.then_some(shaded),
        curves: [0, 1].into_iter().flat_map(|index| stationary_lines(game, view, index)).collect(),
        ..Backdrop::default()
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

/// g with its value.
fn greedy_max(value: f64) -> Text {
    text("label.greedy-max").number("value", value, Notation::Fixed(3))
}

/// Greedy paths from the start, the search, and where hidden searches have ended.
pub(super) fn layers(run: &NoLocalSaddleRun) -> Vec<Layer> {
    let setup = &run.setup;
    let ([x, y], color) = (setup.start, SEARCH.color);
    let found = run.claims.found.clone();
    let mut layers = vec![
        Layer::Cloud { points: found, color: Color::Ink, radius: 3.0, opacity: 0.55 },
        Layer::Cloud { points: run.rejected.clone(), color, radius: 2.2, opacity: 0.3 },
    ];
    let ends = setup.reach.into_iter().filter(|end| (end - y).abs() > 1e-9);
    layers.extend(ends.map(|end| Layer::Arrow {
        from: [x, y],
        to: [x, end],
        color: Color::Green,
        label: Text::NONE,
        dashed: false,
    }));
    layers.push(Layer::Trail { points: run.trail.to_vec(), color });
    layers.push(Layer::ring([x, setup.top.1], Color::Green, greedy_max(setup.top.0)));
    layers.push(Layer::start(setup.start));
    let label = if run.search.has_found() { text("label.equilibrium") } else { SEARCH.name() };
    layers.push(Layer::point(run.search.at, color, label));
    layers
}

/// f along y with what is reached, g along x with its jumps and S, and f along the search.
pub(super) fn charts(run: &NoLocalSaddleRun) -> Vec<Chart> {
    let setup = &run.setup;
    let ([x, y], (top, at), curves) = (setup.start, setup.top, &setup.curves);
    let dot = |at: [f64; 2], color| Mark::Dots { points: vec![at], errors: Vec::new(), color };
    let within = |point: &&[f64; 2]| point[0] >= setup.reach[0] && point[0] <= setup.reach[1];
    let band = curves.profile.iter().filter(within).copied().collect();
    let profile = vec![
        Mark::measured(curves.profile.clone(), Color::Muted),
        Mark::measured(band, Color::Green),
        Mark::Rule { at: top, vertical: false, label: greedy_max(top) },
        dot([y, setup.game.value(&[x, y])], Color::Ink),
        dot([at, top], Color::Green),
    ];
    let pieces = curves.greedy_max.iter().cloned();
    let mut greedy_max: Vec<Mark> = pieces.map(|points| Mark::measured(points, Color::Green)).collect();
    greedy_max.extend([
        Mark::predicted(curves.smoothed.clone()),
        Mark::Rule { at: x, vertical: true, label: signs("x₀") },
        dot([x, top], Color::Green),
    ]);
    let title = text("chart.payoff").with("found", run.claims.found.len()).with("starts", f64::from(STARTS));
    let payoff = vec![Mark::series("payoff", SEARCH.color)];
    vec![
        Chart::new("profile", Axis::linear("y"), Axis::linear("f"), profile),
        Chart::new("greedy-max", Axis::linear("x"), Axis::linear("g").within(-1.6, 1.6), greedy_max),
        Chart::over_time("payoff", Axis::linear("f"), payoff).titled(title),
    ]
}

/// The four inequalities where the search is, with their numbers.
pub(super) fn table(run: &NoLocalSaddleRun) -> Table {
    let (conditions, epsilon) = (run.conditions, run.setup.greedy.epsilon);
    let root = epsilon.sqrt();
    let rows = [
        ("slope", "|∂f/∂y| ≤ ε", conditions.slope, epsilon, conditions.slope <= epsilon),
        ("curvature", "∂²f/∂y² ≤ √ε", conditions.curvature, root, conditions.curvature <= root),
        ("smoothed-slope", "|∂S/∂x| ≤ ε", conditions.smoothed_slope, epsilon, conditions.smoothed_slope <= epsilon),
        ("smoothed-curvature", "∂²S/∂x² ≥ −√ε", -conditions.smoothed_bend, -root, conditions.smoothed_bend <= root),
    ];
    let row = |(id, label, value, bound, holds): (&'static str, &'static str, f64, f64, bool)| {
        let verdict = text(if holds { "row.holds" } else { "row.fails" });
        let cells = vec![Cell::Number(value), Cell::Number(bound), Cell::Text(verdict)];
        Row { id: id.into(), label: signs(label), cells }
    };
    let title = if run.search.has_found() { "table.equilibrium" } else { "table.inequalities" };
    let columns = vec![text("column.value"), text("column.bound"), Text::NONE];
    Table { id: "inequalities".into(), title: text(title), columns, rows: rows.map(row).to_vec() }
}
