//! Both networks in training by one rule, and which modes the generator draws.

use super::play::generate;
use super::rules::{Rule, Source};
use super::setup::{Players, Setup, latent, points};
use crate::method::MethodInfo;
use crate::random::Stream;
use saddleback_network::Panel;
use std::sync::Arc;

/// Generated points in the picture; their latent vectors stay.
const SHOWN: usize = 192;
/// A mode is held if at least this share of points lies within [`NEAR`] of it.
const HELD: f64 = 0.02;
/// How near a point of a mode is.
const NEAR: f64 = 0.3;

/// Both networks and their rule.
#[derive(Clone)]
pub(super) struct Learner {
    pub(super) info: &'static MethodInfo,
    pub(super) rule: Rule,
    pub(super) source: Source,
    pub(super) players: Players,
    pub(super) payoff: f64,
    shown: Arc<Panel>,
    /// What the generator makes of the same latent vectors, now.
    pub(super) cloud: Vec<[f64; 2]>,
    pub(super) stopped: Option<u64>,
}

impl Learner {
    /// At the start.
    pub(super) fn new(info: &'static MethodInfo, rule: Rule, setup: &Setup, seed: u64) -> Self {
        let shown = Arc::new(latent(&mut Stream::new(seed, "shown"), SHOWN));
        let source = Source { stream: Stream::new(seed, info.id), is_turned: false };
        let players = setup.start(seed);
        let mut learner =
            Self { info, rule, source, players, payoff: f64::NAN, shown, cloud: Vec::new(), stopped: None };
        learner.look(setup);
        learner
    }

    fn look(&mut self, setup: &Setup) {
        self.cloud = points(&generate(setup, &self.players.generator, &self.shown).points);
    }

    /// One iteration; false where the networks have diverged, which then stay as they were.
    pub(super) fn step(&mut self, setup: &Setup, step: u64) -> bool {
        if self.stopped.is_some() {
            return false;
        }
        let before = self.players.clone();
        self.payoff = self.rule.iterate(setup, &mut self.players, &mut self.source);
        if self.players.generator.iter().chain(&self.players.discriminator).any(|w| !w.is_finite()) {
            self.players = before;
            self.stopped = Some(step);
            return false;
        }
        self.look(setup);
        true
    }

    /// The share of generated points near each mode.
    pub(super) fn shares(&self, setup: &Setup) -> [f64; 4] {
        let mut shares = [0.0; 4];
        for at in &self.cloud {
            let (mode, distance) = setup.nearest(*at);
            if distance <= NEAR {
                shares[mode] += 1.0 / self.cloud.len() as f64;
            }
        }
        shares
    }

    /// How many modes are held.
    pub(super) fn modes(&self, setup: &Setup) -> usize {
        self.shares(setup).iter().filter(|share| **share >= HELD).count()
    }

    /// Feeds every number to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.players.generator.iter().chain(&self.players.discriminator).for_each(|w| hash(*w));
        self.rule.digest(hash);
    }
}
