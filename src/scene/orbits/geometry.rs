//! What both pictures draw.

use core::f64::consts::TAU;

/// A circle as a closed line.
pub(super) fn circle([x, y]: [f64; 2], radius: f64) -> Vec<[f64; 2]> {
    (0..=96)
        .map(|k| {
            let (sine, cosine) = libm::sincos(TAU * f64::from(k) / 96.0);
            [x + radius * cosine, y + radius * sine]
        })
        .collect()
}
