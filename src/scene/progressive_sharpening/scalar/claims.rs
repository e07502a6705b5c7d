//! What the scalar network's claims measure: one law on the walker in the picture, two on hidden walkers.

use super::super::{EDGE, SCALAR_NETWORKS};
use super::Setup;
use crate::frame::Claim;
use crate::measure::Extreme;
use crate::random::Stream;
use crate::scene::exact::EXACT;
use crate::scene::instrument::Instrument;
use crate::theory::scalar_network::flow_sharpness;

/// Hidden walkers.
const WALKERS: usize = 64;
/// Their steps.
const LAST: u64 = 1000;
/// A walker has converged where the product is 1 up to this.
const CONVERGED: f64 = 1e-9;

/// Gradient descent on all D weights from random positive starts.
#[derive(Clone)]
pub(super) struct Walkers {
    walkers: Vec<Vec<f64>>,
    /// The greatest ratio of the flow's sharpness after a step to that before it.
    growth: Extreme,
    steps: u64,
}

impl Walkers {
    /// Starts whose product is between e⁻¹ and e^{0.6}, at which the law is known to hold.
    pub(super) fn new(setup: &Setup, seed: u64) -> Self {
        let mut scatter = Stream::new(seed, "scalar networks");
        let walker = |_| {
            let logs: Vec<f64> = (0..setup.depth).map(|_| 0.35 * scatter.normal()).collect();
            let (sum, product) = (logs.iter().sum::<f64>(), -1.0 + 1.6 * scatter.uniform());
            let shift = (product - sum) / setup.depth as f64;
            logs.into_iter().map(|log| libm::exp(log + shift)).collect()
        };
        Self { walkers: (0..WALKERS).map(walker).collect(), growth: Extreme::new(0.0), steps: 0 }
    }

    fn progress(&self) -> f64 {
        self.steps as f64 / LAST as f64
    }

    /// The greatest curvature where a walker has converged, in the end.
    fn sharpest(&self) -> Option<f64> {
        let converged = |weights: &&Vec<f64>| (weights.iter().product::<f64>() - 1.0).abs() < CONVERGED;
        let ends = self.walkers.iter().filter(converged);
        let sharpness = |weights: &Vec<f64>| weights.iter().map(|w| 1.0 / (w * w)).sum();
        if self.steps < LAST { None } else { ends.map(sharpness).reduce(f64::max) }
    }
}

/// Whether the flow's sharpness cannot rise in a step from here: positive weights, a product as at the starts, and ηφ ≤ 2√2
/// (Kreisler et al. 2023, theorem 3.2).
fn is_lawful(setup: &Setup, weights: &[f64], sharpness: f64) -> bool {
    let product = libm::log(weights.iter().product());
    (-1.0..=0.6).contains(&product) && setup.step_size * sharpness <= 2.0 * core::f64::consts::SQRT_2
}

impl Instrument<Setup> for Walkers {
    fn step(&mut self, setup: &Setup, _count: u64) {
        if self.steps == LAST {
            return;
        }
        self.steps += 1;
        for weights in &mut self.walkers {
            let before = flow_sharpness(weights).filter(|sharpness| is_lawful(setup, weights, *sharpness));
            if weights.iter().all(|w| w.abs() < 1e6) {
                setup.descend(weights);
            }
            if let (Some(before), Some(after)) = (before, flow_sharpness(weights)) {
                // The extreme keeps what is farthest from 0: the greatest ratio.
                self.growth.see(after / before);
            }
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let done = self.steps == LAST;
        let measured = self.growth.farthest();
        (!done || measured.is_some()).then(|| {
            Claim::at_most("flow-sharpness", 1.0, SCALAR_NETWORKS)
                .within(EXACT, "rounding")
                .measured(measured.filter(|_| done))
                .progressing(self.progress())
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flatten().for_each(|value| hash(*value));
        hash(self.growth.farthest().unwrap_or(0.0));
    }
}

/// How sharp the minima are to which the hidden walkers converge.
#[derive(Clone)]
pub(super) struct Converged(pub(super) Walkers);

impl Instrument<Setup> for Converged {
    fn step(&mut self, setup: &Setup, count: u64) {
        self.0.step(setup, count);
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let measured = self.0.sharpest();
        (measured.is_some() || self.0.progress() < 1.0).then(|| {
            Claim::at_most("below-edge", 2.0, EDGE)
                .within(2.0 * EXACT, "repelling")
                .measured(measured.map(|sharpness| setup.step_size * sharpness))
                .progressing(self.0.progress())
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.0.digest(hash);
    }
}
