//! A hidden twin in a world turned by a quarter: since Adam treats all axes alike, it does the same, turned.

use super::BEST_RESPONSE;
use super::learner::Learner;
use super::setup::{Players, Setup};
use crate::frame::Claim;
use crate::measure::Extreme;

/// Iterations that the twin takes part in.
const LAST: u64 = 400;

/// The twin of a learner.
#[derive(Clone)]
pub(super) struct Twin {
    learner: Learner,
    steps: u64,
    farthest: Extreme,
}

/// (x, y) ↦ (y, −x) of what the generator draws and of what the discriminator sees.
fn turned(setup: &Setup, players: &Players) -> Players {
    let mut turned = players.clone();
    // The last layer of the generator: a row of weights for x and one for y, then both biases.
    let width = setup.generator.layers().last().map_or(0, |layer| layer.inputs);
    let place = players.generator.len() - 2 * (width + 1);
    for unit in 0..width {
        turned.generator[place + unit] = players.generator[place + width + unit];
        turned.generator[place + width + unit] = -players.generator[place + unit];
    }
    let biases = players.generator.len() - 2;
    turned.generator[biases] = players.generator[biases + 1];
    turned.generator[biases + 1] = -players.generator[biases];
    // The first layer of the discriminator: both weights of each unit.
    let units = setup.discriminator.layers().first().map_or(0, |layer| layer.outputs);
    for unit in 0..units {
        turned.discriminator[2 * unit] = players.discriminator[2 * unit + 1];
        turned.discriminator[2 * unit + 1] = -players.discriminator[2 * unit];
    }
    turned
}

impl Twin {
    /// Of a learner at its start.
    pub(super) fn new(setup: &Setup, learner: &Learner) -> Self {
        let mut learner = learner.clone();
        learner.players = turned(setup, &learner.players);
        learner.source.is_turned = true;
        Self { learner, steps: 0, farthest: Extreme::new(0.0) }
    }

    /// One iteration beside the learner's own, which has been taken.
    pub(super) fn step(&mut self, setup: &Setup, step: u64, own: &Learner) {
        if self.steps == LAST || own.stopped.is_some() {
            return;
        }
        self.steps += 1;
        self.learner.step(setup, step);
        let goal = turned(setup, &own.players);
        let weights =
            |players: &Players| players.generator.iter().chain(&players.discriminator).copied().collect::<Vec<_>>();
        let off = weights(&goal).into_iter().zip(weights(&self.learner.players)).map(|(a, b)| (a - b).abs());
        self.farthest.see(off.fold(0.0, f64::max));
    }

    /// The claim as it stands.
    pub(super) fn claim(&self) -> Claim {
        let measured = self.farthest.farthest().filter(|_| self.steps == LAST);
        Claim::equal("quarter-turn", 0.0, BEST_RESPONSE)
            .within(0.0, "bits")
            .measured(measured)
            .progressing(self.steps as f64 / LAST as f64)
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.learner.digest(hash);
        hash(self.farthest.farthest().unwrap_or(0.0));
    }
}
