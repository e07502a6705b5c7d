//! Hidden starts: how long the first gradients of both players are.

use super::DISSECTING;
use super::setup::Setup;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::random::Stream;
use crate::scene::instrument::Instrument;

/// Starts that are drawn.
const STARTS: u64 = 2000;
/// Starts of one step of the scene.
const AT_ONCE: u64 = 10;
/// The claims, of the discriminator and of the generator.
const CLAIMS: [&str; 2] = ["pace-discriminator", "pace-generator"];

/// The mean square of one player's first gradient.
#[derive(Debug, Clone)]
pub(super) struct Pace {
    player: usize,
    streams: [Stream; 2],
    square: Mean,
}

impl Pace {
    /// One for each player. Both draw the same starts, so that each can be read by itself.
    pub(super) fn both(seed: u64) -> [Self; 2] {
        [0, 1].map(|player| Self {
            player,
            streams: ["hidden discriminators", "hidden generators"].map(|purpose| Stream::new(seed, purpose)),
            square: Mean::default(),
        })
    }
}

impl Instrument<Setup> for Pace {
    fn step(&mut self, setup: &Setup, _count: u64) {
        for _ in 0..AT_ONCE.min(STARTS - self.square.count) {
            let players = setup.draw(self.streams.each_mut());
            let slope = &players.slopes(setup).of[self.player];
            self.square.add(slope.iter().map(|x| x * x).sum());
        }
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let predicted = setup.start.squared_gradients()[self.player];
        let estimate = self.square.estimate();
        let error = estimate.map_or(0.0, |estimate| estimate.standard_error);
        let measured = estimate.map(|estimate| estimate.value).filter(|_| self.square.count == STARTS);
        Some(
            Claim::equal(CLAIMS[self.player], predicted, DISSECTING)
                .within(STANDARD_ERRORS * error, "starts")
                .measured(measured)
                .progressing(self.square.count as f64 / STARTS as f64),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.square.digest(hash);
    }
}
