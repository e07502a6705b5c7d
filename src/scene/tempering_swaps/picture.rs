//! What the scene draws: the ladder as a stack of densities with the chains riding on them, and charts.

use super::claims::simulated_acceptances;
use super::run::{Replicas, Setup, TemperingRun};
use crate::frame::{Axis, Chart, Layer, Mark};
use crate::measure::estimate::Estimate;
use crate::method::langevin::ULA;
use crate::method::tempering::{PARALLEL, SIMULATED};
use crate::palette::Color;

/// A colour for each replica's thread.
const THREADS: [Color; 8] =
    [Color::Green, Color::Purple, Color::Orange, Color::Sky, Color::Yellow, Color::Vermillion, Color::Blue, Color::Ink];

/// The stack of densities, then the chains.
pub(super) fn layers(run: &TemperingRun) -> Vec<Layer> {
    let setup = run.setup.as_ref();
    let mut layers = Vec::new();
    for level in 0..setup.rows() {
        layers.extend(density(setup, level));
    }
    if let Some(replicas) = &run.replicas {
        for (thread, color) in replicas.threads.iter().zip(THREADS) {
            layers.push(Layer::Trail { points: thread.iter().copied().collect(), color });
        }
    }
    if let Some(tempered) = &run.tempered {
        layers.push(Layer::Trail { points: tempered.trail.to_vec(), color: SIMULATED.color });
    }
    if let Some(plain) = &run.plain {
        layers.push(Layer::Trail { points: plain.trail.to_vec(), color: ULA.color });
        layers.push(marker(setup.on_level(setup.ladder.len(), plain.x), ULA.color, ""));
    }
    if let Some(replicas) = &run.replicas {
        for (level, (replica, state)) in replicas.group.replicas.iter().zip(&replicas.group.states).enumerate() {
            layers.push(marker(setup.on_level(level, state.x), THREADS[replica % THREADS.len()], ""));
        }
    }
    if let Some(tempered) = &run.tempered {
        let at = setup.on_level(tempered.walker.level, tempered.walker.state.x);
        layers.push(marker(at, SIMULATED.color, "tempered walker"));
    }
    layers
}

fn marker(at: [f64; 2], color: Color, label: &str) -> Layer {
    Layer::Marker { at, color, label: label.to_string().into(), filled: true }
}

/// A level's density on its base line, with its β.
fn density(setup: &Setup, level: usize) -> [Layer; 3] {
    let reach = setup.density.r() + 4.0;
    let points: Vec<[f64; 2]> = (-120..=120).map(|k| setup.on_level(level, reach * f64::from(k) / 120.0)).collect();
    let base = (level + 1) as f64;
    let plain = level == setup.ladder.len();
    let beta = setup.ladder.beta(level.min(setup.ladder.len() - 1));
    let text = if plain { "plain chain".to_string() } else { format!("β = {beta:.2}") };
    [
        Layer::Area { points: points.clone(), base, color: Color::Muted, opacity: if plain { 0.08 } else { 0.16 } },
        Layer::Curve { points, color: Color::Muted, width: 1.0, dashed: false },
        Layer::Text { at: [-reach + 0.15, base + 0.3], text: text.into(), color: Color::Muted },
    ]
}

fn series(id: &str, color: Color) -> Mark {
    Mark::Series { id: id.to_string().into(), color }
}

fn rule(at: f64, vertical: bool, label: String) -> Mark {
    Mark::Rule { at, vertical, label: label.into() }
}

/// Positions, levels, the left mode's share, time at each level, acceptance by pair.
pub(super) fn charts(run: &TemperingRun) -> Vec<Chart> {
    let mut charts = vec![positions(run)];
    charts.extend(levels(run));
    charts.push(shares(run));
    charts.extend(time_at_levels(run));
    charts.extend(acceptances(run));
    charts.extend(weights(run));
    charts
}

/// The series of one quantity for each chain that runs.
fn of_each(run: &TemperingRun, quantity: &str) -> Vec<Mark> {
    let running = [
        run.plain.as_ref().map(|_| &ULA),
        run.tempered.as_ref().map(|_| &SIMULATED),
        run.replicas.as_ref().map(|_| &PARALLEL),
    ];
    running.into_iter().flatten().map(|info| series(&format!("{quantity}.{}", info.id), info.color)).collect()
}

fn positions(run: &TemperingRun) -> Chart {
    Chart {
        id: "positions".into(),
        title: "Where each chain is".to_string().into(),
        x: Axis::linear("step"),
        y: Axis::linear("x"),
        marks: of_each(run, "x"),
        square: false,
    }
}

fn levels(run: &TemperingRun) -> Vec<Chart> {
    let levels = run.setup.ladder.len();
    let chart = |id, title: &str, marks| Chart {
        id,
        title: title.to_string().into(),
        x: Axis::linear("step"),
        y: Axis::linear("level").within(0.7, levels as f64 + 0.3),
        marks,
        square: false,
    };
    let mut charts = Vec::new();
    if run.tempered.is_some() {
        let marks = vec![series("level.simulated-tempering", SIMULATED.color)];
        charts.push(chart("level".into(), "Level of the tempered walker", marks));
    }
    if let Some(replicas) = &run.replicas {
        charts.push(chart("replicas".into(), "Levels of the replicas, just now", threads(replicas)));
    }
    charts
}

/// The replicas' last steps along the ladder, one line each, a little apart so that none hides another.
fn threads(replicas: &Replicas) -> Vec<Mark> {
    let count = replicas.group.replicas.len();
    let line = |replica: usize| {
        let apart = 0.12 * (replica as f64 / (count - 1).max(1) as f64 - 0.5);
        let points = replicas.recent.iter().map(|(step, levels)| [*step as f64, f64::from(levels[replica]) + apart]);
        Mark::Line { points: points.collect(), color: THREADS[replica % THREADS.len()], dashed: false }
    };
    (0..count).map(line).collect()
}

fn shares(run: &TemperingRun) -> Chart {
    let mut marks = of_each(run, "share");
    marks.push(rule(run.setup.predictions.weight, false, "w".to_string()));
    Chart {
        id: "shares".into(),
        title: "Left mode's share so far, at β = 1".to_string().into(),
        x: Axis::linear("step"),
        y: Axis::linear("share").within(0.0, 1.0),
        marks,
        square: false,
    }
}

/// How far the walker's learnt weights are from the exact ones.
fn weights(run: &TemperingRun) -> Option<Chart> {
    run.tempered.as_ref()?.learner.as_ref()?;
    Some(Chart {
        id: "weights".into(),
        title: "Error of the learnt weights, the worst level".to_string().into(),
        x: Axis::linear("step"),
        y: Axis::log("|ζ − log Z|"),
        marks: vec![series("weights.simulated-tempering", SIMULATED.color)],
        square: false,
    })
}

fn time_at_levels(run: &TemperingRun) -> Option<Chart> {
    let tempered = run.tempered.as_ref()?;
    let levels = run.setup.ladder.len();
    let share = |level| tempered.ensemble.share_of_level(level).map_or(0.0, |estimate| estimate.value);
    Some(Chart {
        id: "level-time".into(),
        title: "Share of time at each level".to_string().into(),
        x: Axis::linear("level").within(0.5, levels as f64 + 0.5),
        y: Axis::linear("share"),
        marks: vec![
            Mark::Bars {
                edges: (0..=levels).map(|level| level as f64 + 0.5).collect(),
                heights: (0..levels).map(share).collect(),
                color: SIMULATED.color,
            },
            rule(1.0 / levels as f64, false, "1/L".to_string()),
        ],
        square: false,
    })
}

/// Measured acceptance by pair with two standard errors, on the line of what quadrature says.
fn acceptances(run: &TemperingRun) -> Option<Chart> {
    let predictions = &run.setup.predictions;
    let mut marks = Vec::new();
    let mut add = |predicted: &[f64], estimate: &dyn Fn(usize) -> Option<Estimate>, color| {
        let at = |pair: usize| pair as f64 + 1.5;
        let line = predicted.iter().enumerate().map(|(pair, p)| [at(pair), *p]).collect();
        let dots: Vec<(usize, Estimate)> =
            (0..predicted.len()).filter_map(|pair| estimate(pair).map(|estimate| (pair, estimate))).collect();
        marks.push(Mark::Line { points: line, color, dashed: true });
        marks.push(Mark::Dots {
            points: dots.iter().map(|(pair, estimate)| [at(*pair), estimate.value]).collect(),
            errors: dots.iter().map(|(_, estimate)| 2.0 * estimate.standard_error).collect(),
            color,
        });
    };
    if let Some(tempered) = &run.tempered {
        let predicted = simulated_acceptances(predictions, &tempered.ensemble);
        add(&predicted, &|pair| tempered.ensemble.acceptance(pair), SIMULATED.color);
    }
    if let Some(replicas) = &run.replicas {
        add(&predictions.parallel, &|pair| replicas.ensemble.acceptance(pair), PARALLEL.color);
    }
    (!marks.is_empty()).then(|| Chart {
        id: "acceptance".into(),
        title: "Accepted swaps between levels; dashed: predicted".to_string().into(),
        x: Axis::linear("between levels").within(1.0, run.setup.ladder.len() as f64),
        y: Axis::linear("acceptance").within(0.0, 1.0),
        marks,
        square: false,
    })
}
