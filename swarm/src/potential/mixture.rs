//! Mixtures of normal laws.

use super::{Potential, each};
use crate::lanes::{Lanes, exp, magnitude, signed};

/// f = −log Σₖ wₖ N(μₖ, σₖ²I): ∇f is the mean of (x − μₖ)/σₖ² over the components' shares at x.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture<const K: usize> {
    /// log(wₖ/σₖ²) less the greatest of them.
    heights: [f32; K],
    means: [[f32; 2]; K],
    /// 1/σₖ².
    precisions: [f32; K],
}

impl<const K: usize> Mixture<K> {
    /// The mixture of components (log of weight over variance, mean, variance).
    pub fn new(components: [(f64, [f64; 2], f64); K]) -> Self {
        let top = components.iter().map(|component| component.0).fold(f64::NEG_INFINITY, f64::max);
        Self {
            heights: components.map(|component| (component.0 - top) as f32),
            means: components.map(|component| component.1.map(|mean| mean as f32)),
            precisions: components.map(|component| (1.0 / component.2) as f32),
        }
    }
}

impl<const K: usize> Potential for Mixture<K> {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        each(x, y, gx, gy, |x, y| {
            let (mut dx, mut dy, mut logs) = ([Lanes::ZERO; K], [Lanes::ZERO; K], [Lanes::ZERO; K]);
            for k in 0..K {
                dx[k] = x - Lanes::splat(self.means[k][0]);
                dy[k] = y - Lanes::splat(self.means[k][1]);
                let square = dx[k] * dx[k] + dy[k] * dy[k];
                logs[k] = Lanes::splat(self.heights[k]) - Lanes::splat(0.5 * self.precisions[k]) * square;
            }
            // The greatest share counts as 1, so that far out not all of them vanish.
            let top = logs.iter().fold(logs[0], |top, log| top.fast_max(*log));
            let (mut total, mut sum_x, mut sum_y) = (Lanes::ZERO, Lanes::ZERO, Lanes::ZERO);
            for k in 0..K {
                let share = exp(logs[k] - top);
                let pull = share * Lanes::splat(self.precisions[k]);
                total += share;
                sum_x += pull * dx[k];
                sum_y += pull * dy[k];
            }
            let inverse = Lanes::splat(1.0) / total;
            (sum_x * inverse, sum_y * inverse)
        });
    }
}

/// w·N(−r, 1) + (1−w)·N(r, 1) on the line: f′(x) = x − r·tanh(rx + h) with h = ½log((1−w)/w).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// r.
    pub radius: f32,
    /// h.
    pub half_log_odds: f32,
}

impl Pair {
    #[inline(always)]
    fn slope(&self, x: Lanes) -> Lanes {
        let z = Lanes::splat(self.radius) * x + Lanes::splat(self.half_log_odds);
        let decay = exp(Lanes::splat(-2.0) * magnitude(z));
        let tanh = (Lanes::splat(1.0) - decay) / (Lanes::splat(1.0) + decay);
        x - Lanes::splat(self.radius) * signed(tanh, z)
    }
}

/// A product of two laws of one coordinate each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Product(pub [Pair; 2]);

impl Potential for Product {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let [first, second] = self.0;
        each(x, y, gx, gy, |x, y| (first.slope(x), second.slope(y)));
    }
}
