//! What the scene draws: the landscape with both paths and the cloud, heights over time, the distance to the law, a marginal.

use super::ground::CELLS;
use super::run::GdLangevinRun;
use super::{LANGEVIN, descent};
use crate::frame::{Axis, Chart, Layer, Mark};
use crate::palette::Color;
use crate::theory::sampling::sampling_floor;

/// Points further than so many views away are not drawn.
const FAR: f64 = 20.0;

/// The cloud, both paths, and where they are.
pub(super) fn layers(run: &GdLangevinRun) -> Vec<Layer> {
    let view = run.fixed.ground.view;
    let kept =
        |points: Vec<[f64; 2]>| -> Vec<[f64; 2]> { points.into_iter().filter(|at| view.is_near(*at, FAR)).collect() };
    let (gd, langevin) = (descent(), &LANGEVIN);
    let mut layers = vec![
        Layer::Cloud { points: kept(run.cloud.clone()), color: Color::Ink, radius: 1.4, opacity: 0.4 },
        Layer::Trail { points: kept(run.trail.to_vec()), color: langevin.color },
        Layer::Curve { points: kept(run.descent_trail.to_vec()), color: gd.color, width: 2.5, dashed: false },
        Layer::Marker { at: run.start, color: Color::Ink, label: "start".to_string().into(), filled: false },
    ];
    for (info, at) in [(langevin, run.walker), (gd, run.descent)] {
        if view.is_near(at, FAR) {
            layers.push(Layer::Marker { at, color: info.color, label: info.name(), filled: true });
        }
    }
    layers
}

/// Heights, distance, marginal.
pub(super) fn charts(run: &GdLangevinRun) -> Vec<Chart> {
    vec![heights(), distance(run), marginal(run)]
}

fn heights() -> Chart {
    let series = |id: &str, color: Color| Mark::Series { id: id.to_string().into(), color };
    Chart {
        id: "heights".into(),
        title: "f above its least; grey: mean of the cloud".to_string().into(),
        x: Axis::linear("step"),
        y: Axis::linear("f − least"),
        marks: vec![series("f.ula", LANGEVIN.color), series("f.mean", Color::Muted), series("f.gd", descent().color)],
        square: false,
    }
}

fn distance(run: &GdLangevinRun) -> Chart {
    let floor = sampling_floor(run.cloud.len() as f64, run.fixed.masses()).value;
    Chart {
        id: "total-variation".into(),
        title: "Total variation of the cloud to exp(−βf)".to_string().into(),
        x: Axis::linear("step"),
        y: Axis::log("total variation"),
        marks: vec![
            Mark::Series { id: "tv.cloud".to_string().into(), color: LANGEVIN.color },
            Mark::Rule { at: floor, vertical: false, label: format!("{} independent draws", run.cloud.len()).into() },
        ],
        square: false,
    }
}

/// The cloud's abscissas over the exact marginal.
fn marginal(run: &GdLangevinRun) -> Chart {
    let [low, high] = run.fixed.ground.view.x;
    let bins = 2 * CELLS;
    let width = (high - low) / bins as f64;
    let mut heights = vec![0.0; bins];
    for at in &run.cloud {
        let bin = ((at[0] - low) / width).floor();
        if (0.0..bins as f64).contains(&bin) {
            heights[bin as usize] += 1.0 / (run.cloud.len() as f64 * width);
        }
    }
    let law = &run.fixed.law().marginals[0];
    let exact = law.curve([low, high], 200);
    let top = exact.iter().fold(0.0, |top: f64, point| top.max(point[1]));
    let y = Axis::linear("density");
    Chart {
        id: "marginal".into(),
        title: "The cloud along x; dashed: exact".to_string().into(),
        x: Axis::linear("x").within(low, high),
        y: if top > 0.0 { y.within(0.0, 1.5 * top) } else { y },
        marks: vec![
            Mark::Bars { edges: (0..=bins).map(|k| low + width * k as f64).collect(), heights, color: LANGEVIN.color },
            Mark::Line { points: exact, color: Color::Ink, dashed: true },
        ],
        square: false,
    }
}
