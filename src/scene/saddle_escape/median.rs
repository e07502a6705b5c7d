//! The escape times of perturbed SGD from the strict saddle itself, beside their predicted median.

use super::flock::Flock;
use super::setup::Setup;
use crate::error::Error;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::method::optimizer::{PerturbedSgd, find};
use crate::problem::landscape::Saddle;
use crate::random::Stream;
use crate::scene::instrument::Instrument;
use crate::source::Source;
use crate::theory::escape;
use crate::words::{Notation, text};
use std::sync::Arc;

const GE: Source = Source { text: "Ge, Huang, Jin & Yuan (2015), section 3", url: "https://arxiv.org/abs/1503.02101" };

/// The claim's id.
pub(super) const ID: &str = "perturbed-median";
/// The standard error wanted of the median escape time, relative, and the most walkers spent on it.
const PRECISION: f64 = 0.012;
const MOST_WALKERS: f64 = 20_000.0;

/// The escape times of perturbed SGD from the saddle itself.
#[derive(Clone)]
pub(super) struct Median {
    flock: Flock,
    radius: f64,
    last: u64,
    claim: Claim,
}

impl Median {
    /// The walkers that the wanted precision asks for; none where noise alone reaches the radius in a few steps.
    pub(super) fn new(eta: f64, sigma: f64, radius: f64, seed: u64) -> Result<Option<Self>, Error> {
        let Some(passage) = escape::perturbed_first_passage_median(eta, sigma, radius) else { return Ok(None) };
        let predicted = escape::perturbed_median(eta, sigma, radius);
        let density = escape::perturbed_median_density(eta, sigma, radius);
        let wanted = 0.5 / (density * PRECISION * predicted);
        let walkers = libm::ceil(wanted * wanted).clamp(400.0, MOST_WALKERS);
        let error = 0.5 / (density * walkers.sqrt());
        let bias = (passage - predicted).abs();
        let optimizer = Arc::new(PerturbedSgd { learning_rate: eta, sigma });
        let starts = vec![[0.0; 2]; walkers as usize];
        let flock = Flock::new(find("perturbed-sgd")?, optimizer, &starts, Stream::new(seed, "perturbed-sgd median"))
            .letting_go();
        let origin = text("tolerance.median")
            .with("walkers", walkers)
            .number("error", error, Notation::Fixed(2))
            .number("bias", bias, Notation::Fixed(2));
        let claim = Claim::equal(ID, predicted, GE).within_by(STANDARD_ERRORS * error + bias, origin);
        Ok(Some(Self { flock, radius, last: libm::ceil(2.0 * passage) as u64, claim }))
    }
}

impl Instrument<Setup> for Median {
    /// The median is known as soon as half of all walkers have escaped.
    fn step(&mut self, _setup: &Setup, count: u64) {
        if self.claim.measured.is_some() || count > self.last {
            return;
        }
        let share = |flock: &Flock| flock.escapes() as f64 / flock.len() as f64;
        let before = share(&self.flock);
        self.flock.step(&Saddle, count, |z| z[1].abs(), self.radius);
        let after = share(&self.flock);
        self.claim.progress = (2.0 * after).min(0.99);
        if after >= 0.5 {
            self.claim.measured = Some((count - 1) as f64 + (0.5 - before) / (after - before));
            self.claim.progress = 1.0;
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        Some(self.claim.clone())
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.flock.digest(hash);
    }
}
