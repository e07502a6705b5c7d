//! A lone neuron on both modes: where it comes to point.

use super::DISSECTING;
use super::setup::Setup;
use crate::frame::Claim;
use crate::random::Stream;
use crate::scene::exact::EXACT;
use crate::scene::instrument::Instrument;
use crate::theory::two_modes::lone_ratio;

/// Steps by which it has settled.
const STEPS: u64 = 400;
/// Between these overlaps it settles more slowly than that.
const SLOW: [f64; 2] = [0.3, 0.4];

/// The ratio ⟨w, u₂⟩/⟨w, u₁⟩ under w ← Σ⟨w, uₖ⟩²uₖ, whose length does not matter.
#[derive(Debug, Clone)]
pub(super) struct Lone {
    ratio: f64,
    count: u64,
}

impl Lone {
    /// At a random ratio in (0, 1). None where it settles slowly.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let [low, high] = SLOW;
        let overlap = setup.start.overlap;
        let ratio = 0.05 + 0.9 * Stream::new(seed, "lone neuron").uniform();
        (overlap <= low || overlap >= high).then_some(Self { ratio, count: 0 })
    }
}

impl Instrument<Setup> for Lone {
    fn step(&mut self, setup: &Setup, _count: u64) {
        if self.count < STEPS {
            let (overlap, square) = (setup.start.overlap, self.ratio * self.ratio);
            self.ratio = (overlap + square) / (1.0 + overlap * square);
            self.count += 1;
        }
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let claim = Claim::equal("one-neuron", lone_ratio(setup.start.overlap), DISSECTING).within(EXACT, "settled");
        let measured = (self.count == STEPS).then_some(self.ratio);
        Some(claim.measured(measured).progressing(self.count as f64 / STEPS as f64))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.ratio);
    }
}
