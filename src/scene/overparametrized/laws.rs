//! The exact laws of the network in the picture: one step of its residuals, and the rate that is proved.

use super::GLOBAL_MINIMA;
use super::setup::{Setup, loss};
use crate::frame::Claim;
use crate::scene::exact::{EXACT, ExactLaw};
use nalgebra::DMatrix;
use saddleback_network::HiddenLayer;

/// The bound is looked at for so many steps.
const LAST: u64 = 400;
/// It is offered from this κ√m on…
const WIDE: f64 = 64.0;
/// … and from this width on, at which the Gram matrix of the start is near its limit.
const LEAST_WIDTH: usize = 256;

/// What is measured of the network in the picture.
#[derive(Debug, Clone)]
pub(super) struct Laws {
    step: ExactLaw,
    still: ExactLaw,
    /// The greatest ‖r‖² as a share of its bound.
    share: Option<f64>,
    bound: f64,
    steps: u64,
}

/// The Gram matrix Hᵢⱼ = xᵢ·xⱼ times the share of units that are active at both points.
pub(super) fn gram(setup: &Setup, patterns: &[Vec<u64>]) -> DMatrix<f64> {
    let n = setup.points.len();
    let both =
        |i: usize, j: usize| -> u32 { patterns[i].iter().zip(&patterns[j]).map(|(a, b)| (a & b).count_ones()).sum() };
    DMatrix::from_fn(n, n, |i, j| {
        let ([x, y], [u, v]) = (setup.points[i], setup.points[j]);
        (x * u + y * v) * f64::from(both(i.min(j), i.max(j))) / setup.width as f64
    })
}

/// For each point one bit a unit.
pub(super) fn patterns(setup: &Setup, layer: &HiddenLayer) -> Vec<Vec<u64>> {
    setup.points.iter().map(|point| layer.pattern(*point)).collect()
}

impl Laws {
    /// Nothing seen yet.
    pub(super) fn new(setup: &Setup) -> Self {
        Self {
            step: ExactLaw::equal("step-identity", 0.0, GLOBAL_MINIMA),
            still: ExactLaw::equal("silent-still", 0.0, GLOBAL_MINIMA),
            share: None,
            bound: 2.0 * loss(&setup.labels),
            steps: 0,
        }
    }

    /// Looks at one step of the network, with residuals and patterns before and after it.
    pub(super) fn see(
        &mut self,
        setup: &Setup,
        layers: [&HiddenLayer; 2],
        residuals: [&[f64]; 2],
        patterns: [&[Vec<u64>]; 2],
    ) {
        let [old, new] = layers;
        let gram = gram(setup, patterns[0]);
        let size = residuals.iter().copied().flatten().fold(0.0_f64, |size, r| size.max(r.abs())).max(1e-3);
        for (i, [x, y]) in setup.points.iter().enumerate() {
            let linear: f64 = (0..setup.points.len()).map(|j| gram[(i, j)] * residuals[0][j]).sum();
            let mut flips = 0.0;
            for (word, (before, after)) in patterns[0][i].iter().zip(&patterns[1][i]).enumerate() {
                let mut flipped = before ^ after;
                while flipped != 0 {
                    let unit = 64 * word + flipped.trailing_zeros() as usize;
                    let [v, w] = new.weight(unit);
                    flips += new.sign(unit) * (v * x + w * y).abs();
                    flipped &= flipped - 1;
                }
            }
            let expected = residuals[0][i] - setup.rate * linear + flips / libm::sqrt(setup.width as f64);
            // Residuals are differences of sums of this size.
            let scale = size.max(setup.scale);
            self.step.see((residuals[1][i] - expected) / scale);
        }
        for unit in 0..setup.width {
            if patterns[0].iter().all(|bits| bits[unit / 64] >> (unit % 64) & 1 == 0) {
                let ([v, w], [x, y]) = (old.weight(unit), new.weight(unit));
                self.still.see(libm::hypot(x - v, y - w));
            }
        }
        self.steps += 1;
        self.bound *= 1.0 - 0.5 * setup.rate * setup.wide.spectrum.least();
        if self.steps <= LAST && self.bound > 0.0 {
            let share = 2.0 * loss(residuals[1]) / self.bound;
            self.share = Some(self.share.map_or(share, |most| most.max(share)));
        }
    }

    /// The claims as they stand.
    pub(super) fn claims(&self, setup: &Setup) -> Vec<Claim> {
        let mut claims = vec![self.step.claim(), self.still.claim()];
        let offered = setup.scale * libm::sqrt(setup.width as f64) >= WIDE
            && setup.width >= LEAST_WIDTH
            && setup.relative_rate <= 1.0;
        if offered {
            let done = self.steps.min(LAST) as f64 / LAST as f64;
            let claim = Claim::at_most("du-bound", 1.0, GLOBAL_MINIMA).within(EXACT, "rounding");
            claims.push(claim.measured(self.share.filter(|_| self.steps >= LAST)).progressing(done));
        }
        claims
    }

    /// Feeds the estimators to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.step.digest(hash);
        self.still.digest(hash);
        hash(self.share.unwrap_or(0.0));
        hash(self.bound);
    }
}
