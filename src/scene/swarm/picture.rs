//! What the scene draws: the swarm as a density, the law beside it, and their way to the limit.

use super::claims::Plan;
use super::run::{CELLS, SwarmRun};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::method::fokker_planck::FokkerPlanck;
use crate::method::langevin::ULA;
use crate::method::swarm::Histogram;
use crate::palette::{Color, ColorMap};
use crate::words::{Text, text};

/// Up to so many particles are drawn as dots.
const DOTS: usize = 5000;
/// Particles in a cell of the picture, on average over the walls.
const PER_CELL: f64 = 6.0;

/// Isolines of the limit.
pub(super) fn backdrop(run: &SwarmRun, view: Rect) -> Backdrop {
    let fixed = &run.fixed;
    let lowest =
        fixed.planar.modes.iter().map(|mode| fixed.planar.density.potential(mode)).fold(f64::INFINITY, f64::min);
    let height = |x: f64, y: f64| libm::exp(fixed.beta * (lowest - fixed.planar.density.potential(&[x, y]))).min(10.0);
    let field = Grid::sample(view, 150, 110, height);
    Backdrop { field: Some((field, ColorMap::Relief)), isolines: 6, ..Backdrop::default() }
}

/// The particles, as dots where they are few, and the start.
pub(super) fn layers(run: &SwarmRun) -> Vec<Layer> {
    let swarm = if run.particles.len() <= DOTS {
        let points = run.particles.points().map(|at| at.map(f64::from)).collect();
        Layer::Cloud { points, color: ULA.color, radius: 1.2, opacity: 0.5 }
    } else {
        Layer::Field { grid: density(run), map: ColorMap::Density }
    };
    let start = Layer::start(run.fixed.start.0);
    vec![swarm, start]
}

/// The particles counted on a grid over the walls, finer the more there are.
fn density(run: &SwarmRun) -> Grid {
    let area = run.fixed.area;
    let cells = (run.particles.len() as f64 / PER_CELL).clamp(3000.0, 40_000.0);
    let columns = (cells * area.width() / area.height()).sqrt().round().max(1.0);
    let rows = (cells / columns).round().max(1.0);
    let (columns, rows) = (columns as usize, rows as usize);
    let histogram = Histogram::of(&run.particles, run.fixed.walls, columns, rows);
    let values = histogram.counts().map(|count| count as f32).collect();
    let (columns, rows) = histogram.size();
    Grid { area, columns, rows, values }
}

/// The law on its grid, its way to the limit by two measures, and how far the swarm is from it.
pub(super) fn charts(run: &SwarmRun) -> Vec<Chart> {
    vec![law(run), variation(run), entropy(run), apart(run)]
}

fn law(run: &SwarmRun) -> Chart {
    let FokkerPlanck { area, columns, rows, .. } = run.fixed.fine;
    let values = run.law.iter().map(|mass| *mass as f32).collect();
    Chart {
        id: "law".into(),
        title: text("chart.law"),
        x: Axis::linear("x₁").within(area.x[0], area.x[1]),
        y: Axis::linear("x₂").within(area.y[0], area.y[1]),
        marks: vec![Mark::Field { grid: Grid { area, columns, rows, values }, map: ColorMap::Density }],
        square: true,
    }
}

fn series(id: &str, color: Color) -> Mark {
    Mark::Series { id: id.to_string().into(), color }
}

/// A dashed line a·e^{−λt} from step 0 on, down to where it ends.
fn slope(run: &SwarmRun, amplitude: f64, rate: f64) -> Mark {
    let last = (run.step.max(50) as f64).min(27.0 / (rate * run.fixed.eta));
    let at = |step: f64| [step, amplitude * libm::exp(-rate * run.fixed.eta * step)];
    Mark::Line { points: vec![at(0.0), at(last)], color: Color::Ink, dashed: true }
}

fn rule(at: f64, label: &'static str) -> Mark {
    Mark::Rule { at, vertical: false, label: text(label) }
}

/// A logarithmic axis from `top` down to the whole decade below what is predicted by now and below `floor`, but never
/// below `least`: what has not yet fallen far is not drawn flat.
fn falling(
    name: impl Into<Text>,
    run: &SwarmRun,
    decay: Option<(f64, f64)>,
    floor: f64,
    [least, top]: [f64; 2],
) -> Axis {
    let predicted =
        decay.map_or(floor, |(amplitude, rate)| amplitude * libm::exp(-rate * run.fixed.eta * run.step as f64));
    let decade = libm::pow(10.0, libm::floor(libm::log10(predicted.min(floor).max(least))));
    Axis::log(name).within(decade.max(least), top)
}

fn variation(run: &SwarmRun) -> Chart {
    let mut marks = vec![series("tv.swarm", ULA.color), series("tv.law", Color::Blue)];
    if let Some((amplitude, rate)) = run.fixed.plan().map(Plan::asymptote) {
        marks.push(slope(run, amplitude, rate));
    }
    let floor = run.measurements.floor_of(run.particles.len());
    marks.push(rule(floor, "label.floor"));
    Chart {
        id: "total-variation".into(),
        title: text("chart.total-variation"),
        x: Axis::steps(),
        y: falling("TV", run, run.fixed.plan().map(Plan::asymptote), floor, [1e-6, 1.0]),
        marks,
        square: false,
    }
}

fn entropy(run: &SwarmRun) -> Chart {
    let mut marks = vec![series("kl.swarm", ULA.color), series("kl.law", Color::Blue)];
    if let Some((amplitude, rate)) = run.fixed.plan().map(Plan::entropy_asymptote) {
        marks.push(slope(run, amplitude, rate));
    }
    Chart {
        id: "relative-entropy".into(),
        title: text("chart.relative-entropy"),
        x: Axis::steps(),
        y: falling("KL", run, run.fixed.plan().map(Plan::entropy_asymptote), 0.1, [1e-9, 10.0]),
        marks,
        square: false,
    }
}

fn apart(run: &SwarmRun) -> Chart {
    let floor = run.measurements.floor_of(run.particles.len());
    Chart {
        id: "apart".into(),
        title: text("chart.apart").with("columns", CELLS[0] / 2).with("rows", CELLS[1] / 2),
        x: Axis::steps(),
        y: Axis::linear("TV").within(0.0, (4.0 * floor).min(1.0)),
        marks: vec![series("apart", ULA.color), rule(floor, "label.floor")],
        square: false,
    }
}
