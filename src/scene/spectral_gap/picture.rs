//! What the scene draws: the slowest function behind the graph, the cloud and the walk over it, and charts of gaps.

use super::run::{Fixed, GapRun};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::method::graph_walk::GRAPH_WALK;
use crate::method::langevin::ULA;
use crate::palette::{Color, ColorMap};
use crate::words::{Text, text};

/// The slowest function of Langevin's generator, cut at twice its norm, and the graph's edges.
pub(super) fn backdrop(fixed: &Fixed, view: Rect) -> Backdrop {
    let field = fixed.of_grid().map(|slowest| {
        let function = |x: f64, y: f64| interpolated(fixed, &slowest.function, [x, y]).clamp(-2.0, 2.0);
        (Grid::sample(view, 120, 90, function), ColorMap::Diverging)
    });
    let curves = fixed.graph.edges.iter().map(|[i, j]| vec![fixed.graph.points[*i], fixed.graph.points[*j]]).collect();
    Backdrop { field, isolines: 0, curves, ..Backdrop::default() }
}

/// Between the four nearest centres that hold mass, by their distance in cells.
fn interpolated(fixed: &Fixed, function: &[f64], [x, y]: [f64; 2]) -> f64 {
    let grid = &fixed.grid;
    let place = |value: f64, [low, high]: [f64; 2], cells: usize| {
        ((value - low) / (high - low) * cells as f64 - 0.5).clamp(0.0, cells as f64 - 1.0)
    };
    let (across, up) = (place(x, grid.area.x, grid.columns), place(y, grid.area.y, grid.rows));
    let (mut sum, mut weights) = (0.0, 0.0);
    for (i, j) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let (column, row) = (across as usize + i, up as usize + j);
        if column < grid.columns && row < grid.rows {
            let cell = row * grid.columns + column;
            let near = |place: f64, at: usize| (1.0 - (place - at as f64).abs()).max(0.0);
            let weight = near(across, column) * near(up, row);
            if grid.limit[cell] > 0.0 {
                sum += weight * function[cell];
                weights += weight;
            }
        }
    }
    if weights > 0.0 { sum / weights } else { 0.0 }
}

/// The graph's vertices by the sign of its own slowest function, the cloud, the walk.
pub(super) fn layers(run: &GapRun) -> Vec<Layer> {
    let fixed = &run.fixed;
    let side = |positive: bool| -> Vec<[f64; 2]> {
        let function = fixed.of_graph().map_or(&[][..], |slowest| &slowest.function);
        let vertices = fixed.graph.points.iter().enumerate();
        vertices
            .filter(|(index, _)| (function.get(*index).copied().unwrap_or_default() > 0.0) == positive)
            .map(|(_, at)| *at)
            .collect()
    };
    let vertices = |points, color| Layer::Cloud { points, color, radius: 3.2, opacity: 0.95 };
    let at = fixed.graph.points.get(run.vertex).copied().unwrap_or(fixed.start);
    vec![
        vertices(side(false), Color::Blue),
        vertices(side(true), Color::Orange),
        Layer::Cloud { points: run.cloud.clone(), color: ULA.color, radius: 1.7, opacity: 0.9 },
        Layer::Trail { points: run.path.to_vec(), color: GRAPH_WALK.color },
        Layer::start(fixed.start),
        Layer::Marker { at, color: GRAPH_WALK.color, label: GRAPH_WALK.name(), filled: true },
    ]
}

fn rule(at: f64, label: Text) -> Mark {
    Mark::Rule { at, vertical: false, label }
}

/// Quotients on their way to the gap, spectra, and the gap beside the passage time.
pub(super) fn charts(run: &GapRun) -> Vec<Chart> {
    let mut charts = vec![quotients(), spectrum(run)];
    charts.extend(products(run));
    charts
}

fn quotients() -> Chart {
    let series = |id: &str, color| Mark::Series { id: id.to_string().into(), color };
    Chart {
        id: "quotients".into(),
        title: text("chart.quotients"),
        x: Axis::steps(),
        y: Axis::log(text("axis.quotient")),
        marks: vec![
            rule(1.0, text("label.gap")),
            series("quotient.ula", ULA.color),
            series("quotient.graph-walk", GRAPH_WALK.color),
        ],
        square: false,
    }
}

/// The first eigenvalues of both, each in units of its own gap.
fn spectrum(run: &GapRun) -> Chart {
    let dots = |rates: &[f64], color| {
        let first = rates.first().copied().unwrap_or(1.0);
        let points = rates.iter().take(8).enumerate().map(|(k, rate)| [k as f64 + 2.0, rate / first]).collect();
        Mark::Dots { points, errors: Vec::new(), color }
    };
    let mut marks = vec![rule(1.0, Text::NONE)];
    marks.extend(run.fixed.of_grid().map(|slowest| dots(&slowest.rates, ULA.color)));
    marks.extend(run.fixed.of_graph().map(|slowest| dots(&slowest.rates, GRAPH_WALK.color)));
    Chart {
        id: "spectrum".into(),
        title: text("chart.spectrum"),
        x: Axis::linear(text("axis.number")).within(1.5, 9.5),
        y: Axis::log(text("axis.rate")),
        marks,
        square: false,
    }
}

fn products(run: &GapRun) -> Option<Chart> {
    let (here, all) = (run.fixed.two_modes()?, run.fixed.radii());
    let line = |f: &dyn Fn(f64, f64) -> f64| all.iter().map(|(r, gap)| [*r, f(gap.rate, gap.passage)]).collect();
    let r = run.fixed.planar.modes.first().map_or(0.0, |mode| mode[0].abs());
    Some(Chart {
        id: "products".into(),
        title: text("chart.products"),
        x: Axis::linear("r"),
        y: Axis::log(text("axis.per-time")),
        marks: vec![
            Mark::Line { points: line(&|rate, _| rate), color: Color::Blue, dashed: false },
            Mark::Line { points: line(&|_, passage| 1.0 / passage), color: Color::Ink, dashed: true },
            Mark::Dots { points: vec![[r, here.rate]], errors: Vec::new(), color: Color::Blue },
        ],
        square: false,
    })
}
