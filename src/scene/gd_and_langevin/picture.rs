//! What the scene draws: the landscape with both paths and the cloud, heights over time, the distance to the law, a marginal.

use super::setup::CELLS;
use super::state::GdLangevinRun;
use super::{LANGEVIN, descent};
use crate::frame::{Axis, Chart, Layer, Mark};
use crate::palette::Color;
use crate::theory::sampling::sampling_floor;
use crate::words::{signs, text};

/// Points further than so many views away are not drawn.
const FAR: f64 = 20.0;

/// The cloud, both paths, and where they are.
pub(super) fn layers(run: &GdLangevinRun) -> Vec<Layer> {
    let view = run.setup.view();
    let kept =
        |points: Vec<[f64; 2]>| -> Vec<[f64; 2]> { points.into_iter().filter(|at| view.is_near(*at, FAR)).collect() };
    let (gd, langevin) = (descent(), &LANGEVIN);
    let mut layers = vec![
        Layer::Cloud { points: kept(run.cloud.clone()), color: Color::Ink, radius: 1.4, opacity: 0.4 },
        Layer::Trail { points: kept(run.trail.to_vec()), color: langevin.color },
        Layer::Curve { points: kept(run.descent_trail.to_vec()), color: gd.color, width: 2.5, dashed: false },
        Layer::start(run.setup.start),
    ];
    for (info, at) in [(langevin, run.walker), (gd, run.descent)] {
        if view.is_near(at, FAR) {
            layers.push(Layer::point(at, info.color, info.name()));
        }
    }
    layers
}

/// Heights, distance, marginal.
pub(super) fn charts(run: &GdLangevinRun) -> Vec<Chart> {
    vec![heights(run), distance(run), marginal(run)]
}

fn heights(run: &GdLangevinRun) -> Chart {
    let series = [("f.ula", LANGEVIN.color), ("f.mean", Color::Muted), ("f.gd", descent().color)];
    let height = match run.setup.ground.temperature {
        1.0 => text("axis.above-least"),
        temperature => text("axis.scaled").with("temperature", temperature),
    };
    Chart::over_time("heights", Axis::linear(height), series.map(|(id, color)| Mark::series(id, color)).to_vec())
}

fn distance(run: &GdLangevinRun) -> Chart {
    let floor = sampling_floor(run.cloud.len() as f64, run.setup.masses()).value;
    let label = text("label.draws").with("count", run.cloud.len());
    let marks = vec![Mark::series("tv.cloud", LANGEVIN.color), Mark::Rule { at: floor, vertical: false, label }];
    Chart::over_time("total-variation", Axis::log(text("axis.total-variation")), marks)
}

/// The cloud's abscissas over the exact marginal.
fn marginal(run: &GdLangevinRun) -> Chart {
    let [low, high] = run.setup.view().x;
    let bins = 2 * CELLS;
    let width = (high - low) / bins as f64;
    let mut heights = vec![0.0; bins];
    for at in &run.cloud {
        let bin = ((at[0] - low) / width).floor();
        if (0.0..bins as f64).contains(&bin) {
            heights[bin as usize] += 1.0 / (run.cloud.len() as f64 * width);
        }
    }
    let exact = run.setup.law().marginals[0].curve([low, high], 200);
    let top = exact.iter().fold(0.0, |top: f64, point| top.max(point[1]));
    let y = Axis::linear(text("axis.density"));
    let y = if top > 0.0 { y.within(0.0, 1.5 * top) } else { y };
    let edges = (0..=bins).map(|k| low + width * k as f64).collect();
    let marks = vec![Mark::Bars { edges, heights, color: LANGEVIN.color }, Mark::predicted(exact)];
    Chart::new("marginal", Axis::linear(signs("x")).within(low, high), y, marks)
}
