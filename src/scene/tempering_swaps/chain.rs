//! What the three methods have in common: a chain that is seen, with hidden ones that measure what is claimed of it.

use super::setup::Setup;
use crate::frame::{Chart, Claim, Layer};
use crate::measure::crossings::Crossings;
use crate::measure::estimate::Estimate;
use crate::method::MethodInfo;
use crate::problem::density::NormalPair;

/// A method that runs in the scene.
pub(super) trait Chain: Send {
    /// How legends know it.
    fn info(&self) -> &'static MethodInfo;
    /// A copy.
    fn boxed(&self) -> Box<dyn Chain>;
    /// One step of the chain that is seen and of the hidden ones; `step` counts from 1.
    fn step(&mut self, setup: &Setup, step: u64);
    /// Where the chain is: the point that stands for it on the line, and its whole state.
    fn place(&self) -> (f64, Vec<f64>);
    /// What it did at β = 1.
    fn ledger(&self) -> &Ledger;
    /// How many gradients a step takes.
    fn gradients(&self) -> usize {
        1
    }
    /// Reports what is followed of it beside its place and share.
    fn follow(&self, _report: &mut dyn FnMut(&str, f64)) {}
    /// Its path in the picture.
    fn trails(&self) -> Vec<Layer>;
    /// Its points in the picture.
    fn markers(&self, setup: &Setup) -> Vec<Layer>;
    /// A chart of its level over time.
    fn levels(&self, _setup: &Setup) -> Option<Chart> {
        None
    }
    /// Other charts of its own.
    fn charts(&self, _setup: &Setup) -> Vec<Chart> {
        Vec::new()
    }
    /// Round trips between the ends of the ladder that it made, and how many are expected in a time.
    fn trips(&self, _setup: &Setup, _time: f64) -> Option<[f64; 2]> {
        None
    }
    /// How often each pair of neighbouring levels trades; none where there are no levels.
    fn swaps(&self, _setup: &Setup) -> Vec<Swap> {
        Vec::new()
    }
    /// What is claimed of it.
    fn claims(&self, setup: &Setup) -> Vec<Claim>;
    /// Feeds every number of its state to a digest.
    fn digest(&self, hash: &mut dyn FnMut(f64));
}

impl Clone for Box<dyn Chain> {
    fn clone(&self) -> Self {
        self.boxed()
    }
}

/// The acceptance between two neighbouring levels.
#[derive(Debug, Clone, Copy)]
pub(super) struct Swap {
    /// By quadrature.
    pub(super) predicted: f64,
    /// As measured so far.
    pub(super) measured: Option<Estimate>,
}

impl Swap {
    /// Predictions beside what an ensemble has measured of each pair.
    pub(super) fn of_pairs(predicted: &[f64], measured: impl Fn(usize) -> Option<Estimate>) -> Vec<Self> {
        predicted.iter().enumerate().map(|(pair, p)| Self { predicted: *p, measured: measured(pair) }).collect()
    }
}

/// What is followed of a chain at β = 1: crossings, and the left mode's share.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    pub(super) crossings: Crossings,
    left: f64,
    steps: f64,
}

impl Ledger {
    /// Of a chain that starts in the left mode.
    pub(super) fn new(density: &NormalPair) -> Self {
        Self { crossings: Crossings::new(density.r(), false), left: 0.0, steps: 0.0 }
    }

    /// Takes the next point.
    pub(super) fn see(&mut self, density: &NormalPair, x: f64) {
        self.crossings.see(x);
        self.left += density.share_of_left(x);
        self.steps += 1.0;
    }

    /// The left mode's share so far; NaN before there is one.
    pub(super) fn share(&self) -> f64 {
        self.left / self.steps
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.crossings.digest(hash);
        hash(self.left);
        hash(self.steps);
    }
}
