//! Hidden measurements beside the networks: what a real batch misses, and the way between two modes.

use super::laws::histogram;
use super::setup::{Setup, transport};
use super::{BEST_RESPONSE, TRANSPORT};
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::scene::instrument::Instrument;
use crate::source::Source;
use crate::theory::best_response::{best_payoff, collapse_payoffs, collapse_transport};
use crate::theory::sampling::{sampling_floor, total_variation};

const DE_MOIVRE: Source = Source {
    text: "Diaconis & Zabell (1991), Closed form summation for classical distributions: variations on a theme of de Moivre",
    url: "https://doi.org/10.1214/ss/1177011699",
};

/// Real batches.
const BATCHES: u64 = 2000;
/// Batches of one step of the scene.
const AT_ONCE: u64 = 10;
/// The weight of every mode.
const LAW: [f64; 4] = [0.25; 4];

/// How far a real batch's shares of the modes lie from ¼ by chance.
#[derive(Debug, Clone)]
pub(super) struct Floor {
    stream: Stream,
    variation: Mean,
}

impl Floor {
    /// Nothing drawn yet.
    pub(super) fn new(seed: u64) -> Self {
        Self { stream: Stream::new(seed, "real batches"), variation: Mean::default() }
    }
}

impl Instrument<Setup> for Floor {
    fn step(&mut self, setup: &Setup, _count: u64) {
        for _ in 0..AT_ONCE.min(BATCHES - self.variation.count) {
            let mut shares = [0.0; 4];
            (0..setup.batch).for_each(|_| shares[self.stream.below(4)] += 1.0 / setup.batch as f64);
            self.variation.add(total_variation(&shares, &LAW));
        }
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let estimate = self.variation.estimate();
        let error = estimate.map_or(0.0, |estimate| estimate.standard_error);
        let measured = estimate.map(|estimate| estimate.value).filter(|_| self.variation.count == BATCHES);
        let predicted = sampling_floor(setup.batch as f64, &LAW).value;
        Some(
            Claim::equal("real-batch-floor", predicted, DE_MOIVRE)
                .within(STANDARD_ERRORS * error, "batches")
                .measured(measured)
                .progressing(self.variation.count as f64 / BATCHES as f64),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.variation.digest(hash);
    }
}

/// Points of each mode, and as many generated ones in all as there are real ones.
const EACH: usize = 4;
/// Places between two modes.
const PLACES: u64 = 20;
const MODES: [[f64; 2]; 4] = [[0.0, 1.0], [1.0, 0.0], [0.0, -1.0], [-1.0, 0.0]];

/// Half of a collapsed generator on its way from mode A to its neighbour B: `part` t of it is done.
fn on_the_way(t: f64) -> [Vec<[f64; 2]>; 2] {
    let real = MODES.into_iter().flat_map(|mode| [mode; EACH]).collect();
    let generated = (0..4 * EACH).map(|k| if k % 2 == 0 { MODES[0] } else { [t, 1.0 - t] }).collect();
    [real, generated]
}

/// The transport distance on that way against its formula.
#[derive(Debug, Clone)]
pub(super) struct Way {
    law: ExactLaw,
}

impl Way {
    /// Nothing measured yet.
    pub(super) fn new() -> Self {
        Self { law: ExactLaw::equal("transport-falls", 0.0, TRANSPORT) }
    }
}

impl Instrument<Setup> for Way {
    fn step(&mut self, _setup: &Setup, count: u64) {
        if count <= PLACES {
            let t = count as f64 / PLACES as f64;
            let [real, generated] = on_the_way(t);
            self.law.see(transport(&real, &generated).0 / real.len() as f64 - collapse_transport(t));
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        Some(self.law.claim())
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.law.digest(hash);
    }
}

/// How far the best discriminator's payoff rises when half of the points leave a mode.
#[derive(Debug, Clone)]
pub(super) struct Barrier {
    rise: Option<f64>,
}

impl Barrier {
    /// Nothing measured yet.
    pub(super) fn new() -> Self {
        Self { rise: None }
    }
}

impl Instrument<Setup> for Barrier {
    fn step(&mut self, _setup: &Setup, _count: u64) {
        let payoff = |t: f64| {
            let [real, generated] = on_the_way(t);
            best_payoff(&histogram(&real), &histogram(&generated))
        };
        if self.rise.is_none() {
            self.rise = Some(payoff(0.5) - payoff(0.0));
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let [at, way, _] = collapse_payoffs();
        Some(ExactLaw::equal("barrier", way - at, BEST_RESPONSE).claim().measured(self.rise))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.rise.unwrap_or(0.0));
    }
}
