//! Stochastic gradient descent on a diagonal network, one example a step.

use crate::random::Stream;

/// Coordinates.
pub(super) const DIMENSION: usize = 100;
/// Examples.
const EXAMPLES: usize = 40;
/// True weights that are not 0.
const TRUE_WEIGHTS: usize = 5;
/// u at the start; v starts at 0.
const START: f64 = 0.3;
/// From this step on the step size is a tenth.
pub(super) const DROP: u64 = 6000;
/// A product of this size has diverged.
const TOO_FAR: f64 = 1e6;

/// y = Xθ*, with standard normal X and sparse θ*.
#[derive(Debug, Clone)]
pub(super) struct Data {
    rows: Vec<Vec<f64>>,
    labels: Vec<f64>,
    pub(super) truth: Vec<f64>,
}

impl Data {
    /// Drawn from a stream.
    pub(super) fn draw(stream: &mut Stream) -> Self {
        let mut truth = vec![0.0; DIMENSION];
        let mut left = TRUE_WEIGHTS;
        while left > 0 {
            let weight = &mut truth[stream.below(DIMENSION)];
            if *weight == 0.0 {
                *weight = if stream.uniform() < 0.5 { -1.0 } else { 1.0 };
                left -= 1;
            }
        }
        let rows: Vec<Vec<f64>> = (0..EXAMPLES).map(|_| (0..DIMENSION).map(|_| stream.normal()).collect()).collect();
        let labels = rows.iter().map(|row| row.iter().zip(&truth).map(|(x, w)| x * w).sum()).collect();
        Self { rows, labels, truth }
    }

    /// The number of the next example.
    pub(super) fn choose(stream: &mut Stream) -> usize {
        stream.below(EXAMPLES)
    }
}

/// The weights u and v.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Walker {
    pub(super) u: Vec<f64>,
    pub(super) v: Vec<f64>,
    /// Whether it has diverged.
    pub(super) lost: bool,
}

impl Walker {
    /// At the start.
    pub(super) fn new() -> Self {
        Self { u: vec![START; DIMENSION], v: vec![0.0; DIMENSION], lost: false }
    }

    /// u⊙v.
    pub(super) fn product(&self) -> impl Iterator<Item = f64> {
        self.u.iter().zip(&self.v).map(|(u, v)| u * v)
    }

    /// One step on an example; the slopes r·x along u⊙v go to `slopes`. One that would diverge stays where it is.
    pub(super) fn step(&mut self, data: &Data, example: usize, rate: f64, slopes: &mut [f64]) {
        if self.lost {
            return;
        }
        let row = &data.rows[example];
        let residual = row.iter().zip(self.product()).map(|(x, w)| x * w).sum::<f64>() - data.labels[example];
        slopes.iter_mut().zip(row).for_each(|(slope, x)| *slope = residual * x);
        if residual.is_nan() || residual.abs() > TOO_FAR {
            self.lost = true;
            return;
        }
        for ((u, v), slope) in self.u.iter_mut().zip(&mut self.v).zip(slopes) {
            (*u, *v) = (*u - rate * *slope * *v, *v - rate * *slope * *u);
        }
    }

    /// ‖u⊙v − θ*‖².
    pub(super) fn error(&self, data: &Data) -> f64 {
        self.product().zip(&data.truth).map(|(w, truth)| (w - truth) * (w - truth)).sum()
    }

    /// ‖u⊙v‖₁ for each true weight.
    pub(super) fn absolute_sum(&self) -> f64 {
        self.product().map(f64::abs).sum::<f64>() / TRUE_WEIGHTS as f64
    }

    /// The mean of ½r² over the examples.
    pub(super) fn loss(&self, data: &Data) -> f64 {
        let square = |(row, label): (&Vec<f64>, &f64)| {
            let residual = row.iter().zip(self.product()).map(|(x, w)| x * w).sum::<f64>() - label;
            0.5 * residual * residual
        };
        data.rows.iter().zip(&data.labels).map(square).sum::<f64>() / EXAMPLES as f64
    }

    /// Feeds every number to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.u.iter().chain(&self.v).for_each(|value| hash(*value));
    }
}

/// A step size with its drop.
pub(super) fn rate(step_size: f64, count: u64) -> f64 {
    if count > DROP { 0.1 * step_size } else { step_size }
}
