//! What the scene draws: the two circles with the chains on them, or two pairs of motions on the plane and on the sphere.

use super::coupling::{CouplingRun, MIRROR, SPHERE};
use super::run::{CENTRES, OrbitsRun, places};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::method::langevin::ULA;
use crate::palette::Color;
use crate::theory::coupling::plane_meeting_probability;
use crate::words::text;
use core::f64::consts::TAU;

/// By how much the sphere is turned about its vertical axis and tilted, so that its mirror is seen as an ellipse.
const TURN: f64 = 0.55;
const TILT: f64 = 0.3;

fn circle([x, y]: [f64; 2], radius: f64) -> Vec<[f64; 2]> {
    (0..=96)
        .map(|k| {
            let (sine, cosine) = libm::sincos(TAU * f64::from(k) / 96.0);
            [x + radius * cosine, y + radius * sine]
        })
        .collect()
}

/// The circles of minima: |z₊| and |z₋| of √M·R and of its reflections.
pub(super) fn backdrop(run: &OrbitsRun) -> Backdrop {
    let [p, q] = run.fixed.density.target.map(f64::sqrt);
    let radius = 0.5 * (p + q);
    Backdrop { curves: CENTRES.map(|centre| circle(centre, radius)).to_vec(), ..Backdrop::default() }
}

/// The companions in both halves, the chain with its trails, and what the halves are.
pub(super) fn layers(run: &OrbitsRun) -> Vec<Layer> {
    let cloud = |side: usize| Layer::Cloud {
        points: run.ensemble.chains.iter().map(|x| places(*x)[side]).collect(),
        color: Color::Ink,
        radius: 1.3,
        opacity: 0.4,
    };
    let text =
        |[x, y]: [f64; 2], text: &str| Layer::Text { at: [x, y], text: text.to_string().into(), color: Color::Muted };
    let shown = places(run.walker);
    let mut layers = vec![
        text([CENTRES[0][0] - 0.6, 1.5], "the rotation’s part"),
        text([CENTRES[1][0] - 0.7, 1.5], "the reflection’s part"),
        text([-1.35, -1.55], "det X = |left|² − |right|², from their centres"),
        cloud(0),
        cloud(1),
    ];
    for (trail, at) in run.trails.iter().zip(shown) {
        layers.push(Layer::Trail { points: trail.to_vec(), color: ULA.color });
        layers.push(Layer::Marker { at, color: ULA.color, label: String::new().into(), filled: true });
    }
    layers
}

fn series(id: &str, color: Color) -> Mark {
    Mark::Series { id: id.to_string().into(), color }
}

fn rule(at: f64, label: &str) -> Mark {
    Mark::Rule { at, vertical: false, label: label.to_string().into() }
}

fn chart(id: &'static str, title: &str, y: Axis, marks: Vec<Mark>) -> Chart {
    Chart { id: id.into(), title: title.to_string().into(), x: Axis::linear("step"), y, marks, square: false }
}

/// Angle, determinant, distance, and how the angle is forgotten.
pub(super) fn charts(run: &OrbitsRun) -> Vec<Chart> {
    let side = run.fixed.density.target[1].sqrt();
    let mut forgetting = vec![series("correlation", ULA.color)];
    let mut across = vec![series("distance.ula", ULA.color)];
    if let Some(law) = run.fixed.law {
        let last = (run.step.max(200) as f64).min(8.0 / run.eta());
        let at = |step: f64| [step, libm::exp(-law.rotation_rate * run.eta() * step)];
        let points = (0..=60).map(|k| at(last * f64::from(k) / 60.0)).collect();
        forgetting.push(Mark::Line { points, color: Color::Ink, dashed: true });
        across.push(rule((3.0 * law.normal_variance).sqrt(), "√(3/8β)"));
    }
    vec![
        chart(
            "correlation",
            "Mean of cos(θ − θ₀); dashed: predicted",
            Axis::linear("mean cosine").within(-0.2, 1.0),
            forgetting,
        ),
        chart(
            "determinant",
            "Determinant of the chain",
            Axis::linear("det X"),
            vec![rule(side, ""), rule(0.0, "the wall"), rule(-side, ""), series("determinant.ula", ULA.color)],
        ),
        chart("distance", "Distance from the nearest circle", Axis::linear("distance"), across),
        chart("angle", "Angle of the chain", Axis::linear("θ").within(-3.2, 3.2), vec![series("angle.ula", ULA.color)]),
    ]
}

/// Where a point of the unit sphere is seen, and whether it is on the front.
pub(super) fn projected([x, y, z]: [f64; 3]) -> ([f64; 2], bool) {
    let (turn, tilt) = (libm::sincos(TURN), libm::sincos(TILT));
    let (across, depth) = (x * turn.1 + z * turn.0, z * turn.1 - x * turn.0);
    let (up, front) = (y * tilt.1 + depth * tilt.0, depth * tilt.1 - y * tilt.0);
    ([SPHERE[0] + across, SPHERE[1] + up], front >= 0.0)
}

/// The sphere's outline; mirrors are drawn over it.
pub(super) fn surfaces() -> Backdrop {
    Backdrop { curves: vec![circle(SPHERE, 1.0)], ..Backdrop::default() }
}

/// Both pairs with their mirrors.
pub(super) fn pairs(run: &CouplingRun) -> Vec<Layer> {
    let mirror = |points: Vec<[f64; 2]>, dashed: bool| Layer::Curve { points, color: Color::Muted, width: 1.2, dashed };
    let great_circle = |front: bool| -> Vec<[f64; 2]> {
        let ends: Vec<([f64; 2], bool)> = (0..=192)
            .map(|k| {
                let (sine, cosine) = libm::sincos(TAU * f64::from(k) / 192.0 + 0.5 * TAU);
                projected([0.0, sine, cosine])
            })
            .collect();
        // The half on each side is one piece, wherever the turn begins.
        let begin = (0..192).find(|k| ends[*k].1 != front && ends[*k + 1].1 == front).unwrap_or(0) + 1;
        (0..192).map(|k| ends[(begin + k) % 192]).take_while(|end| end.1 == front).map(|end| end.0).collect()
    };
    let text = |at: [f64; 2], text: &str| Layer::Text { at, text: text.to_string().into(), color: Color::Muted };
    let mut layers = vec![
        mirror(vec![[MIRROR, -1.45], [MIRROR, 1.45]], true),
        mirror(great_circle(true), false),
        mirror(great_circle(false), true),
        text([MIRROR - 0.3, 1.6], "the plane"),
        text([SPHERE[0] - 0.35, 1.6], "the sphere"),
    ];
    for pair in &run.pairs {
        let colors = [ULA.color, Color::Blue];
        for (trail, color) in pair.trails.iter().zip(colors).rev() {
            layers.push(Layer::Trail { points: trail.to_vec(), color });
        }
        for (k, at) in pair.shown().into_iter().enumerate().rev() {
            let hidden = k == 1 && pair.together.is_some();
            let front = pair.at[2] == 0.0 || projected(pair.both()[k]).1;
            if !hidden {
                let label = if pair.together.is_some() { "met" } else { "" };
                layers.push(Layer::Marker { at, color: colors[k], label: label.to_string().into(), filled: front });
            }
        }
    }
    layers
}

/// The shares that have met by and by, and the two distances.
pub(super) fn meetings(run: &CouplingRun) -> Vec<Chart> {
    let scaled = |curve: Vec<[f64; 2]>| curve.into_iter().map(|[steps, share]| [run.eta * steps, share]).collect();
    let end = 2.0 * run.eta * run.median as f64;
    let law = (0..=80).map(|k| {
        let time = end * f64::from(k) / 80.0;
        [time, if time > 0.0 { plane_meeting_probability(run.distance, time) } else { 0.0 }]
    });
    let line = |points, color, dashed| Mark::Line { points, color, dashed };
    vec![
        Chart {
            id: "met".into(),
            title: "Share of pairs that have met: sphere (green), plane (blue); dashed: predicted".to_string().into(),
            x: Axis::linear("time").within(0.0, end),
            y: Axis::linear("share").within(0.0, 1.0),
            marks: vec![
                line(law.collect(), Color::Ink, true),
                line(scaled(run.plane.curve()), Color::Blue, false),
                line(scaled(run.sphere.curve()), Color::Green, false),
            ],
            square: false,
        },
        chart(
            "distances",
            "Distance of the drawn pairs: sphere (green), plane (blue)",
            Axis::linear("distance"),
            vec![series("distance.plane", Color::Blue), series("distance.sphere", Color::Green)],
        ),
    ]
}
