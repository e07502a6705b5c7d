//! What the coupled motions' part draws: two pairs of motions, on the plane and on the sphere, and two charts.

use super::run::CouplingRun;
use super::surface::{MIRROR, SPHERE, projected};
use crate::frame::{Axis, Backdrop, Chart, Layer, Mark};
use crate::method::langevin::ULA;
use crate::palette::Color;
use crate::scene::orbits::geometry::circle;
use crate::theory::coupling::plane_meeting_probability;
use crate::words::{Text, text};
use core::f64::consts::TAU;

/// The sphere's outline; mirrors are drawn over it.
pub(super) fn backdrop() -> Backdrop {
    Backdrop { curves: vec![circle(SPHERE, 1.0)], ..Backdrop::default() }
}

/// Both pairs with their mirrors.
pub(super) fn layers(run: &CouplingRun) -> Vec<Layer> {
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
    let label = |at: [f64; 2], id| Layer::Text { at, text: text(id), color: Color::Muted };
    let mut layers = vec![
        mirror(vec![[MIRROR, -1.45], [MIRROR, 1.45]], true),
        mirror(great_circle(true), false),
        mirror(great_circle(false), true),
        label([MIRROR - 0.3, 1.6], "label.plane"),
        label([SPHERE[0] - 0.35, 1.6], "label.sphere"),
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
                let label = if pair.together.is_some() { text("label.met") } else { Text::NONE };
                layers.push(Layer::Marker { at, color: colors[k], label, filled: front });
            }
        }
    }
    layers
}

/// The share of pairs that have met by each time, and both distances.
pub(super) fn charts(run: &CouplingRun) -> Vec<Chart> {
    let scaled = |curve: Vec<[f64; 2]>| curve.into_iter().map(|[steps, share]| [run.eta * steps, share]).collect();
    let end = 2.0 * run.eta * run.median as f64;
    let law = (0..=80).map(|k| {
        let time = end * f64::from(k) / 80.0;
        [time, if time > 0.0 { plane_meeting_probability(run.distance, time) } else { 0.0 }]
    });
    let met = vec![
        Mark::predicted(law.collect()),
        Mark::measured(scaled(run.plane.curve()), Color::Blue),
        Mark::measured(scaled(run.sphere.curve()), Color::Green),
    ];
    let time = Axis::linear(text("axis.time")).within(0.0, end);
    let distances = vec![Mark::series("distance.plane", Color::Blue), Mark::series("distance.sphere", Color::Green)];
    vec![
        Chart::new("met", time, Axis::linear(text("axis.share")).within(0.0, 1.0), met),
        Chart::over_time("distances", Axis::linear(text("axis.distance")), distances),
    ]
}
