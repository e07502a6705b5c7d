//! What the scene draws: the density with its walkers, and four charts.

use super::run::LangevinRun;
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::geometry::{Grid, Rect};
use crate::method::langevin::ULA;
use crate::palette::{Color, ColorMap};

/// A colour for each mode.
const MODES: [Color; 4] = [Color::Sky, Color::Orange, Color::Green, Color::Purple];

/// What the walkers sample, p^β, by colour and isolines.
pub(super) fn backdrop(run: &LangevinRun, view: Rect) -> Backdrop {
    let potentials = run.fixed.planar.modes.iter().map(|mode| run.fixed.planar.density.potential(mode));
    let lowest = potentials.fold(f64::INFINITY, f64::min);
    let field = Grid::sample(view, 180, 120, |x, y| {
        libm::exp(run.fixed.beta * (lowest - run.fixed.planar.density.potential(&[x, y]))).min(1e3)
    });
    Backdrop { field: Some((field, ColorMap::Density)), isolines: 7, ..Backdrop::default() }
}

/// The companions, and the trail over them.
pub(super) fn layers(run: &LangevinRun) -> Vec<Layer> {
    vec![
        Layer::Cloud { points: run.companions.clone(), color: Color::Ink, radius: 1.3, opacity: 0.35 },
        Layer::Trail { points: run.trail.to_vec(), color: ULA.color },
        Layer::Marker { at: run.fixed.start, color: Color::Ink, label: "start".to_string().into(), filled: false },
        Layer::Marker { at: run.walker, color: ULA.color, label: ULA.name(), filled: true },
    ]
}

/// Which mode when, the modes' shares, passage times, the barrier.
pub(super) fn charts(run: &LangevinRun, shares: &[&str]) -> Vec<Chart> {
    let mut charts = vec![which_mode(run)];
    if run.modes() > 1 {
        charts.push(occupancy(run, shares));
    }
    charts.extend(passages(run));
    charts.extend(profile(run));
    charts
}

fn rule(at: f64, vertical: bool, label: &str) -> Mark {
    Mark::Rule { at, vertical, label: label.to_string().into() }
}

fn which_mode(run: &LangevinRun) -> Chart {
    let modes = run.modes();
    let (id, y, rules) = if modes <= 2 {
        let rules = run.fixed.planar.modes.iter().map(|mode| rule(mode[0], false, "")).collect();
        ("x.ula", Axis::linear("x₁"), rules)
    } else {
        ("mode.ula", Axis::linear("mode").within(0.5, modes as f64 + 0.5), Vec::new())
    };
    let mut marks = rules;
    marks.push(Mark::Series { id: id.to_string().into(), color: ULA.color });
    let title = "Which mode, and when".to_string();
    Chart { id: "which-mode".into(), title: title.into(), x: Axis::linear("step"), y, marks, square: false }
}

fn occupancy(run: &LangevinRun, shares: &[&str]) -> Chart {
    let modes = run.modes();
    let series = shares.iter().zip(MODES).take(modes);
    let mut marks: Vec<Mark> = series.map(|(id, color)| Mark::Series { id: (*id).to_string().into(), color }).collect();
    if run.fixed.product.is_some() {
        marks.push(rule(1.0 / modes as f64, false, &format!("1/{modes}")));
    } else {
        marks.extend(run.fixed.shares.iter().map(|share| rule(*share, false, "")));
    }
    Chart {
        id: "occupancy".into(),
        title: "Share of the companions in each mode; dashed: exact".to_string().into(),
        x: Axis::linear("step"),
        y: Axis::linear("share").within(0.0, 1.0),
        marks,
        square: false,
    }
}

/// The density of passage times by life table, and the exponential law of the predicted mean.
fn passages(run: &LangevinRun) -> Option<Chart> {
    let mean = run.measurements.predicted_passage()?;
    let (edges, heights) = run.measurements.passage_density()?;
    let end = edges.last().copied().unwrap_or(mean);
    let law = (0..=60).map(|k| {
        let t = end * f64::from(k) / 60.0;
        [t, libm::exp(-t / mean) / mean]
    });
    Some(Chart {
        id: "passage-times".into(),
        title: "Time to the barrier; dashed: exponential law".to_string().into(),
        x: Axis::linear("time ηk").within(0.0, end),
        y: Axis::linear("density"),
        marks: vec![
            Mark::Bars { edges, heights, color: Color::Sky },
            Mark::Line { points: law.collect(), color: Color::Ink, dashed: true },
            rule(mean, true, "predicted mean"),
        ],
        square: false,
    })
}

/// βf along x₁ above its lowest point, with the walker on it.
fn profile(run: &LangevinRun) -> Option<Chart> {
    let (factor, beta) = (run.fixed.product?.factors()[0], run.fixed.beta);
    let reach = factor.r() + 2.5 / libm::sqrt(beta);
    let at = |k: i32| reach * f64::from(k) / 100.0;
    let lowest = (-100..=100).map(|k| factor.potential(at(k))).fold(f64::INFINITY, f64::min);
    let height = |x: f64| beta * (factor.potential(x) - lowest);
    let x = run.walker[0].clamp(-reach, reach);
    Some(Chart {
        id: "barrier".into(),
        title: "The barrier: βf along x₁".to_string().into(),
        x: Axis::linear("x₁").within(-reach, reach),
        y: Axis::linear("βf"),
        marks: vec![
            Mark::Line {
                points: (-100..=100).map(|k| [at(k), height(at(k))]).collect(),
                color: Color::Ink,
                dashed: false,
            },
            Mark::Dots { points: vec![[x, height(x)]], errors: Vec::new(), color: ULA.color },
            rule(0.0, true, "barrier"),
        ],
        square: false,
    })
}
