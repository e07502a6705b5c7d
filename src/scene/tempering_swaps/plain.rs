//! The plain Langevin chain, beside the ladder.

use super::chain::{Chain, Ledger};
use super::claims::{mean_claim, standard_errors, when_done};
use super::ensembles::PlainEnsemble;
use super::setup::{CHAINS, Setup};
use crate::frame::{Claim, Layer};
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::source::Source;
use crate::words::{Notation, Text, text};

const CROSSING: Source = Source {
    text: "Bovier, Eckhoff, Gayrard & Klein (2004); barrier: Broadie, Glasserman & Kou (1997), theorem 1",
    url: "https://doi.org/10.1111/1467-9965.00035",
};

/// The plain chain.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    x: f64,
    trail: Trail,
    ledger: Ledger,
    stream: Stream,
    ensemble: PlainEnsemble,
}

impl Plain {
    /// In the left mode.
    pub(super) fn new(setup: &Setup) -> Self {
        let x = setup.start().x;
        Self {
            x,
            trail: Trail::from(setup.on_level(setup.ladder.len(), x)),
            ledger: Ledger::new(&setup.density),
            stream: Stream::new(setup.seed, ULA.id),
            ensemble: PlainEnsemble::new(setup),
        }
    }
}

impl Chain for Plain {
    fn info(&self) -> &'static MethodInfo {
        &ULA
    }

    fn boxed(&self) -> Box<dyn Chain> {
        Box::new(self.clone())
    }

    fn step(&mut self, setup: &Setup, _step: u64) {
        self.x = setup.ula.step(self.x, setup.density.slope(self.x), self.stream.normal());
        self.trail.push(setup.on_level(setup.ladder.len(), self.x));
        self.ledger.see(&setup.density, self.x);
        self.ensemble.step();
    }

    fn place(&self) -> (f64, Vec<f64>) {
        (self.x, vec![self.x])
    }

    fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    fn trails(&self) -> Vec<Layer> {
        vec![Layer::Trail { points: self.trail.to_vec(), color: ULA.color }]
    }

    fn markers(&self, setup: &Setup) -> Vec<Layer> {
        vec![Layer::point(setup.on_level(setup.ladder.len(), self.x), ULA.color, Text::NONE)]
    }

    fn claims(&self, setup: &Setup) -> Vec<Claim> {
        let (time, progress) = (self.ensemble.time(), self.ensemble.horizon.progress());
        let rates = &setup.predictions;
        let predicted = time * rates.crossing_rate;
        let allowance = time * (rates.chain_crossing_rate - rates.crossing_rate).abs();
        let errors = standard_errors(1, CHAINS);
        let origin = text("tolerance.plain-chains")
            .number("errors", errors, Notation::Fixed(2))
            .with("chains", CHAINS)
            .number("share", allowance / predicted, Notation::Percent(2));
        let estimate = when_done(progress, self.ensemble.crossings());
        let claim = mean_claim("plain-crossings", predicted, CROSSING, estimate, (errors, origin), progress);
        let tolerance = claim.tolerance + allowance;
        let statement = text("claim.plain-crossings").number("time", time, Notation::Fixed(0));
        vec![Claim { tolerance, ..claim.saying(statement) }]
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.x);
        self.ledger.digest(hash);
        self.ensemble.digest(hash);
    }
}
