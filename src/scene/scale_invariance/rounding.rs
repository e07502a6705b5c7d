//! What rounding has done to the comparison of decay with the exponential rate, followed along the path.

use crate::theory::scale_invariance::log_derivative;

/// How far rounding moves a path in a step, relative to the terms that are added in it.
const ROUNDING: f64 = 1e-16;
/// Up to this deviation by rounding directions are compared: the claim is exact to a hundred times as much.
const KNOWN: f64 = 1e-11;

/// The covariance of the relative errors of x and y between the two paths, which are the same in theory but for a factor of both.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rounding {
    covariance: [[f64; 2]; 2],
}

impl Rounding {
    /// Carries it on by a step from `before`: P ← JPJᵀ + what the step's own rounding adds on both paths, J the step's derivative in
    /// (ln|x|, ln|y|).
    pub(super) fn step(&mut self, step_size: f64, decay: f64, before: [f64; 2]) {
        let [[a, b], [c, d]] = log_derivative(step_size, decay, before);
        let [[xx, xy], [_, yy]] = self.covariance;
        // x′ = (1 − ηλ)x − η∂L/∂x; of ∂L/∂x = 2x/|w|² − 2x³/|w|⁴ both terms are rounded, too. Nothing cancels in y′.
        let [x, y] = before;
        let square = x * x + y * y;
        let (loss, pull) = (x * x / square, 2.0 * step_size / square);
        let keep = 1.0 - step_size * decay;
        let across = ROUNDING * (keep + pull * (1.0 + loss)) / (keep - pull * y * y / square);
        let own = [2.0 * across * across, 2.0 * ROUNDING * ROUNDING];
        let mixed = a * c * xx + (a * d + b * c) * xy + b * d * yy;
        self.covariance = [
            [a * a * xx + 2.0 * a * b * xy + b * b * yy + own[0], mixed],
            [mixed, c * c * xx + 2.0 * c * d * xy + d * d * yy + own[1]],
        ];
    }

    /// Whether the directions of both paths are still known: a relative error e of y/x turns a direction by ½ sin 2φ·e at most.
    pub(super) fn is_small(&self) -> bool {
        let [[xx, xy], [_, yy]] = self.covariance;
        // Not a number counts as large.
        xx - 2.0 * xy + yy <= KNOWN * KNOWN
    }

    /// Every number of its state.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.covariance.iter().flatten().for_each(|entry| hash(*entry));
    }
}
