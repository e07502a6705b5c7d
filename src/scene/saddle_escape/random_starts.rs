//! Gradient descent from random starts: how many stay at the saddle.

use super::LEE;
use super::flock::Flock;
use super::setup::Setup;
use crate::error::Error;
use crate::frame::Claim;
use crate::method::optimizer::{Gd, find};
use crate::problem::landscape::{Landscape, MonkeySaddle, Saddle};
use crate::random::Stream;
use crate::scene::instrument::Instrument;
use crate::theory::escape;
use std::sync::Arc;

/// How many there are.
const RANDOM_STARTS: usize = 1000;
/// A walker this far below the saddle's height has left it for good.
const BELOW: f64 = 0.02;
/// A walker that has not left, and is this near in the end, has stayed: along a ridge of the monkey saddle |z| is then 0.002.
/// Walkers that steps too large keep throwing about are elsewhere.
const NEAR: f64 = 0.02;

/// Gradient descent from random starts.
#[derive(Clone)]
pub(super) struct RandomStarts {
    flock: Flock,
    landscape: &'static dyn Landscape,
    last: u64,
    claim: Claim,
}

impl RandomStarts {
    /// From a thousand places about the strict saddle, or else about the monkey saddle.
    pub(super) fn new(eta: f64, strict: bool, seed: u64) -> Result<Self, Error> {
        let mut stream = Stream::new(seed, "random starts");
        let starts: Vec<[f64; 2]> =
            (0..RANDOM_STARTS).map(|_| [2.0 * stream.uniform() - 1.0, 2.0 * stream.uniform() - 1.0]).collect();
        let flock = Flock::new(find("gd")?, Arc::new(Gd { learning_rate: eta }), &starts, stream).letting_go();
        // Of a thousand starts one lies within 10⁻⁷ of the ridge with probability 10⁻⁴: that one, too, has the time to leave.
        let last = if strict {
            escape::linear_escape_time(eta, 1e-7, 0.5) + 2.0 * escape::quartic_delay(eta, 0.5) + 10.0
        } else {
            // Near one of the three ridges r³ sin 3θ is conserved, so an offset of 10⁻⁷ passes the saddle at 0.0067.
            3.0 * escape::monkey_escape_time(eta, 0.0067)
        };
        let claim = Claim::equal("random-starts", 0.0, LEE).within(0.0, "lingering");
        let landscape: &'static dyn Landscape = if strict { &Saddle } else { &MonkeySaddle };
        Ok(Self { flock, landscape, last: libm::ceil(last) as u64, claim })
    }
}

impl Instrument<Setup> for RandomStarts {
    fn step(&mut self, _setup: &Setup, count: u64) {
        if self.claim.measured.is_some() {
            return;
        }
        // Descent never climbs: a walker below the saddle cannot end there.
        self.flock.step(self.landscape, count, |z| -self.landscape.value(&z), BELOW);
        self.claim.progress = count as f64 / self.last as f64;
        if count >= self.last || self.flock.escapes() == self.flock.len() {
            let staying = self.flock.remaining().filter(|z| libm::hypot(z[0], z[1]) < NEAR).count();
            self.claim.measured = Some(staying as f64 / self.flock.len() as f64);
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
