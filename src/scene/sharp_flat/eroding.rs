//! Hidden walkers with label noise near the flattest minimum: how fast ln|D| falls.

use super::LABEL_NOISE;
use super::setup::Setup;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::{Estimate, Mean};
use crate::random::Stream;
use crate::scene::instrument::Instrument;
use crate::theory::valley::{edge_of_stability, imbalance, label_noise_erosion, label_noise_error, on_valley};

/// Walkers with label noise.
const WALKERS: usize = 64;
/// Steps over which their erosion is averaged: with so many walkers its standard error is then below 1 %.
const AVERAGED: u64 = 1500;
/// The imbalance from which they start: so small that the sharpness along the valley hardly changes.
const IMBALANCE: f64 = 0.1;

/// Label-noise SGD on the product net from near |x| = |y|: how fast ln|D| falls.
#[derive(Debug, Clone)]
pub(super) struct Eroding {
    walkers: Vec<[f64; 2]>,
    before: Vec<f64>,
    noise: Stream,
    /// Steps in which the noise across the valley becomes stationary.
    settling: u64,
    steps: u64,
}

impl Eroding {
    /// None where theory does not speak: without noise, or with so much that it is not small; and where it would take too long.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let settling = libm::ceil(5.0 / setup.step_size) as u64;
        let small = setup.sigma > 0.0
            && label_noise_error(setup.step_size, setup.sigma) <= 0.02
            && edge_of_stability(setup.step_size) >= 8.0;
        (setup.info.id == "product-net" && small).then(|| Self {
            walkers: vec![on_valley(IMBALANCE); WALKERS],
            before: Vec::new(),
            noise: Stream::new(seed, "erosion"),
            settling,
            steps: 0,
        })
    }

    fn logarithms(&self) -> impl Iterator<Item = f64> {
        self.walkers.iter().map(|at| libm::log(imbalance(*at).abs()))
    }

    fn progress(&self) -> f64 {
        self.steps as f64 / (self.settling + AVERAGED) as f64
    }

    /// The mean change of ln|D| per step, once it is averaged.
    fn erosion(&self) -> Option<Estimate> {
        if self.steps < self.settling + AVERAGED {
            return None;
        }
        let mut mean = Mean::default();
        for (after, before) in self.logarithms().zip(&self.before) {
            mean.add((after - before) / AVERAGED as f64);
        }
        mean.estimate()
    }
}

impl Instrument<Setup> for Eroding {
    fn step(&mut self, setup: &Setup, _count: u64) {
        if self.steps == self.settling + AVERAGED {
            return;
        }
        if self.steps == self.settling {
            self.before = self.logarithms().collect();
        }
        self.steps += 1;
        for at in &mut self.walkers {
            setup.label_noise_step(at, &mut self.noise);
        }
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let (predicted, estimate) = (label_noise_erosion(setup.step_size, setup.sigma), self.erosion());
        let statistical = estimate.map_or(0.0, |estimate| STANDARD_ERRORS * estimate.standard_error);
        let bias = label_noise_error(setup.step_size, setup.sigma) * predicted.abs();
        let claim = Claim::equal("label-noise-erosion", predicted, LABEL_NOISE)
            .within(statistical + bias, "erosion")
            .measured(estimate.map(|estimate| estimate.value))
            .progressing(self.progress());
        Some(claim)
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flatten().chain(&self.before).for_each(|value| hash(*value));
    }
}
