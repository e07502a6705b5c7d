//! Mixtures of normal laws.

use super::{Potential, each};
use crate::BLOCK;
use crate::lanes::{Elementary, Lanes, magnitude, signed};
use std::sync::Arc;

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

impl<const K: usize> Mixture<K> {
    /// x − μₖ.
    #[inline(always)]
    fn offset(&self, k: usize, x: Lanes, y: Lanes) -> (Lanes, Lanes) {
        (x - Lanes::splat(self.means[k][0]), y - Lanes::splat(self.means[k][1]))
    }
}

impl Mixture<3> {
    /// Three components, built here: what is generic is compiled where it is named, and there perhaps for size.
    pub fn of_three(components: [(f64, [f64; 2], f64); 3]) -> Arc<dyn Potential> {
        Arc::new(Self::new(components))
    }
}

impl<const K: usize> Potential for Mixture<K> {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let elementary = Elementary::load();
        let blocks = x.chunks(BLOCK).zip(y.chunks(BLOCK)).zip(gx.chunks_mut(BLOCK).zip(gy.chunks_mut(BLOCK)));
        for ((x, y), (gx, gy)) in blocks {
            // Said so that no place has to be checked.
            let n = x.len().min(BLOCK);
            let (x, y, gx, gy) = (&x[..n], &y[..n], &mut gx[..n], &mut gy[..n]);
            let mut shares = [[Lanes::ZERO; BLOCK]; K];
            // In passes, each of which has little to do for a vector: see `Generator::fill`.
            for i in 0..n {
                let mut logs = [Lanes::ZERO; K];
                for (k, log) in logs.iter_mut().enumerate() {
                    let (dx, dy) = self.offset(k, x[i], y[i]);
                    *log = Lanes::splat(self.heights[k]) - Lanes::splat(0.5 * self.precisions[k]) * (dx * dx + dy * dy);
                }
                // The greatest share counts as 1, so that far out not all of them vanish.
                let top = logs.iter().fold(logs[0], |top, log| top.fast_max(*log));
                for k in 0..K {
                    shares[k][i] = logs[k] - top;
                }
            }
            for shares in &mut shares {
                shares[..n].iter_mut().for_each(|share| *share = elementary.exp(*share));
            }
            for i in 0..n {
                let (mut total, mut sum_x, mut sum_y) = (Lanes::ZERO, Lanes::ZERO, Lanes::ZERO);
                for (k, shares) in shares.iter().enumerate() {
                    let (dx, dy) = self.offset(k, x[i], y[i]);
                    let pull = shares[i] * Lanes::splat(self.precisions[k]);
                    total += shares[i];
                    sum_x += pull * dx;
                    sum_y += pull * dy;
                }
                let inverse = Lanes::splat(1.0) / total;
                (gx[i], gy[i]) = (sum_x * inverse, sum_y * inverse);
            }
        }
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
    fn slope(&self, elementary: &Elementary, x: Lanes) -> Lanes {
        let z = Lanes::splat(self.radius) * x + Lanes::splat(self.half_log_odds);
        let decay = elementary.exp(Lanes::splat(-2.0) * magnitude(z));
        let tanh = (Lanes::splat(1.0) - decay) / (Lanes::splat(1.0) + decay);
        x - Lanes::splat(self.radius) * signed(tanh, z)
    }
}

/// A product of two laws of one coordinate each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Product(pub [Pair; 2]);

impl Potential for Product {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let ([first, second], elementary) = (self.0, Elementary::load());
        each(x, y, gx, gy, |x, y| (first.slope(elementary, x), second.slope(elementary, y)));
    }
}
