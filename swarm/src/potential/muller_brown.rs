//! Sums of exponentials of quadratic forms, as in Müller and Brown's model of a reaction.

use super::{Potential, each};
use crate::lanes::{Elementary, Lanes};

/// Exponents are cut here, so that slopes far out stay finite.
const HIGHEST: f32 = 60.0;

/// f = Σ A·exp(a(x−x₀)² + b(x−x₀)(y−y₀) + c(y−y₀)²), its four terms given as [A, a, b, c, x₀, y₀].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exponentials(pub [[f32; 6]; 4]);

impl Potential for Exponentials {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let elementary = Elementary::load();
        each(x, y, gx, gy, |x, y| {
            let (mut sum_x, mut sum_y) = (Lanes::ZERO, Lanes::ZERO);
            for term in &self.0 {
                let [amplitude, a, b, c, x0, y0] = term.map(Lanes::splat);
                let (u, v) = (x - x0, y - y0);
                let (along_u, along_v) = (a * u + b * v, c * v);
                let exponent = (along_u * u + along_v * v).fast_min(Lanes::splat(HIGHEST));
                let value = amplitude * elementary.exp(exponent);
                sum_x += value * (a * u + along_u);
                sum_y += value * (b * u + along_v + along_v);
            }
            (sum_x, sum_y)
        });
    }
}
