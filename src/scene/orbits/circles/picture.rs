//! What the circles' part draws: both circles with the chains on them, and four charts.

use super::run::{CENTRES, CirclesRun, places};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::method::langevin::ULA;
use crate::palette::Color;
use crate::scene::orbits::geometry::circle;
use crate::words::{Text, signs, text};

/// The circles of minima: |z₊| and |z₋| of √M·R and of its reflections.
pub(super) fn backdrop(run: &CirclesRun) -> Backdrop {
    let [p, q] = run.setup.density.target.map(f64::sqrt);
    let radius = 0.5 * (p + q);
    Backdrop { curves: CENTRES.map(|centre| circle(centre, radius)).to_vec(), ..Backdrop::default() }
}

/// The companions in both halves, the chain with its trails, and what the halves are.
pub(super) fn layers(run: &CirclesRun) -> Vec<Layer> {
    let cloud = |side: usize| Layer::Cloud {
        points: run.ensemble.chains.iter().map(|x| places(*x)[side]).collect(),
        color: Color::Ink,
        radius: 1.3,
        opacity: 0.4,
    };
    let label = |at: [f64; 2], id| Layer::Text { at, text: text(id), color: Color::Muted };
    let shown = places(run.walker);
    let mut layers = vec![
        label([CENTRES[0][0] - 0.6, 1.5], "label.rotation"),
        label([CENTRES[1][0] - 0.7, 1.5], "label.reflection"),
        label([-1.35, -1.55], "label.determinant"),
        cloud(0),
        cloud(1),
    ];
    for (trail, at) in run.trails.iter().zip(shown) {
        layers.push(Layer::Trail { points: trail.to_vec(), color: ULA.color });
        layers.push(Layer::point(at, ULA.color, Text::NONE));
    }
    layers
}

/// Angle, determinant, distance, and how the angle is forgotten.
pub(super) fn charts(run: &CirclesRun) -> Vec<Chart> {
    let side = run.setup.density.target[1].sqrt();
    let rule = |at: f64, label: Text| Mark::Rule { at, vertical: false, label };
    let series = |id: &'static str| Mark::series(id, ULA.color);
    let (mut forgetting, mut across) = (vec![series("correlation")], vec![series("distance.ula")]);
    if let Some(law) = run.setup.law {
        let last = (run.step.max(200) as f64).min(8.0 / run.eta());
        let at = |step: f64| [step, libm::exp(-law.rotation_rate * run.eta() * step)];
        forgetting.push(Mark::predicted((0..=60).map(|k| at(last * f64::from(k) / 60.0)).collect()));
        across.push(rule((3.0 * law.normal_variance).sqrt(), signs("√(3/8β)")));
    }
    let wall =
        vec![rule(side, Text::NONE), rule(0.0, text("label.wall")), rule(-side, Text::NONE), series("determinant.ula")];
    vec![
        Chart::over_time("correlation", Axis::linear(text("axis.mean-cosine")).within(-0.2, 1.0), forgetting),
        Chart::over_time("determinant", Axis::linear(signs("det X")), wall),
        Chart::over_time("distance", Axis::linear(text("axis.distance")), across),
        Chart::over_time("angle", Axis::linear(signs("θ")).within(-3.2, 3.2), vec![series("angle.ula")]),
    ]
}
