//! Passage times from a mode to the barrier beside it, predicted and timed by hidden walkers.

use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Estimate;
use crate::measure::stopwatch::Stopwatch;
use crate::method::langevin::Ula;
use crate::normal;
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::theory::passage::{boundary_shift, mean_chain_passage_time, mean_passage_time};
use crate::words::{Notation, Text, text};

/// Walkers under way at once, at most.
pub const WALKERS: usize = 500;

/// A prediction for the diffusion, and how far the chain's own value lies from it.
#[derive(Debug, Clone, Copy)]
pub struct Prediction {
    /// By the diffusion's formula with moved barrier.
    pub formula: f64,
    /// |chain − formula|, where the chain's value solves its integral equation.
    pub allowance: f64,
}

impl Prediction {
    /// From both.
    pub fn new(formula: f64, chain: f64) -> Self {
        Self { formula, allowance: (chain - formula).abs() }
    }

    /// The tolerance and its origin, given the standard error and the sample that it comes from.
    pub fn tolerance(&self, standard_error: f64, sample: Text) -> (f64, Text) {
        let statistics = STANDARD_ERRORS * standard_error;
        let dominates = if self.allowance > statistics { "-dominates" } else { "" };
        let origin = text(format!("tolerance.moved-barrier{dominates}"))
            .with("errors", STANDARD_ERRORS)
            .with("sample", sample)
            .number("share", self.allowance / self.formula.abs(), Notation::Percent(2));
        (statistics + self.allowance, origin)
    }
}

/// A passage from −r to 0 along one coordinate, predicted and timed.
#[derive(Debug, Clone)]
pub struct Passage {
    /// The coordinate's law.
    pub factor: NormalPair,
    ula: Ula,
    /// By the diffusion's formula.
    pub prediction: Prediction,
    /// By the chain's integral equation.
    pub chain: f64,
    /// The walkers.
    pub stopwatch: Stopwatch,
    stream: Stream,
}

impl Passage {
    /// `walkers` ≤ [`WALKERS`] walkers that are to run so many legs.
    pub fn new(factor: NormalPair, eta: f64, beta: f64, walkers: usize, legs: u64, stream: Stream) -> Self {
        let start = -factor.r();
        let formula = mean_passage_time(&factor, beta, start, boundary_shift(eta, beta));
        let chain = mean_chain_passage_time(&factor, eta, beta, start, 0.0);
        let stopwatch = Stopwatch::new(start, walkers, legs, formula / eta / 8.0);
        Self { factor, ula: Ula::new(eta, beta), prediction: Prediction::new(formula, chain), chain, stopwatch, stream }
    }

    /// One step of every walker that is under way.
    pub fn tick(&mut self) {
        let Self { factor, ula, stopwatch, stream, .. } = self;
        let mut noise = [0.0; WALKERS];
        normal::fill(stream, &mut noise[..stopwatch.running()]);
        let mut noise = noise.iter();
        // Each walker moves once in a tick, so that the noise never runs out.
        let mut xi = || noise.next().copied().unwrap_or_default();
        stopwatch.tick(|x| ula.step(x, factor.slope(x), xi()), |x| x >= 0.0);
    }

    /// The mean passage time in units of time.
    pub fn estimate(&self) -> Option<Estimate> {
        let eta = self.ula.eta();
        self.stopwatch.estimate().map(|e| Estimate { value: eta * e.value, standard_error: eta * e.standard_error })
    }
}
