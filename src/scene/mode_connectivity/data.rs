//! The points to be told apart.

use crate::random::Stream;
use saddleback_network::Panel;
use std::f64::consts::{PI, TAU};

/// Points of a set.
pub(super) const POINTS: usize = 120;
/// The noise of a ring's radius and of other coordinates.
const NOISE: f64 = 0.08;
/// A spiral's turns.
const TURNS: f64 = 1.25;

/// Points with labels −1 and 1.
#[derive(Debug, Clone)]
pub(super) struct Data {
    pub(super) points: Vec<[f64; 2]>,
    pub(super) labels: Vec<f64>,
    pub(super) inputs: Panel,
}

impl Data {
    /// A disc in a ring, two moons, or two arms of a spiral; half of the points have each label.
    pub(super) fn draw(id: &str, stream: &mut Stream) -> Self {
        let mut points = Vec::with_capacity(POINTS);
        let mut labels = Vec::with_capacity(POINTS);
        for index in 0..POINTS {
            let label = if index % 2 == 0 { 1.0 } else { -1.0 };
            points.push(match id {
                "moons" => moon(label, stream),
                "spiral" => arm(label, stream),
                _ => ring(label, stream),
            });
            labels.push(label);
        }
        let inputs = Panel::from_fn(2, POINTS, |axis, example| points[example][axis]);
        Self { points, labels, inputs }
    }
}

fn ring(label: f64, stream: &mut Stream) -> [f64; 2] {
    let radius = if label > 0.0 { 0.4 * libm::sqrt(stream.uniform()) } else { 1.0 };
    let noisy = radius + NOISE * stream.normal();
    stream.on_circle(noisy)
}

fn moon(label: f64, stream: &mut Stream) -> [f64; 2] {
    let (sine, cosine) = libm::sincos(PI * stream.uniform());
    let [x, y] = if label > 0.0 { [cosine - 0.5, sine - 0.25] } else { [0.5 - cosine, 0.25 - sine] };
    [0.8 * x + NOISE * stream.normal(), 0.8 * y + NOISE * stream.normal()]
}

fn arm(label: f64, stream: &mut Stream) -> [f64; 2] {
    let part = libm::sqrt(stream.uniform());
    let (sine, cosine) = libm::sincos(TURNS * TAU * 0.5 * part + if label > 0.0 { 0.0 } else { PI });
    [part * cosine + 0.5 * NOISE * stream.normal(), part * sine + 0.5 * NOISE * stream.normal()]
}
