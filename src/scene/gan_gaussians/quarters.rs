//! A penalty on the discriminator's slope keeps all four modes, each with a quarter of the points.

use super::SLOPE_PENALTY;
use super::learner::Learner;
use super::play::generate;
use super::rules::Kind;
use super::setup::{Setup, latent, points};
use crate::frame::Claim;
use crate::measure::estimate::Mean;
use crate::random::Stream;

/// The records lie between these steps, so many apart.
const FROM: u64 = 1000;
const LAST: u64 = 1500;
const EVERY: u64 = 50;
/// Points of one record.
const POINTS: usize = 512;
/// The share's deviation over 200 seeds, times 4.2: its law is somewhat longer in the tails than a normal one.
const TOLERANCE: f64 = 4.2 * 0.0090;
/// The step sizes η_G and η_D for which that deviation is known.
const KNOWN: [[f64; 2]; 2] = [[0.0005, 0.005], [0.002, 0.002]];

/// The share of the first mode, over ten records.
#[derive(Debug, Clone)]
pub(super) struct Quarters {
    stream: Stream,
    share: Mean,
    steps: u64,
}

impl Quarters {
    /// None but for the penalized rule at the settings for which the deviation is known.
    pub(super) fn new(setup: &Setup, learner: &Learner, seed: u64) -> Option<Self> {
        let usual = setup.is_symmetric && setup.batch == 64 && setup.deviation == 0.05 && setup.reach == 2.0;
        let known = usual && setup.penalty == 0.1 && KNOWN.contains(&setup.step_sizes);
        (learner.rule.kind == Kind::SlopePenalty && known).then(|| Self {
            stream: Stream::new(seed, "records"),
            share: Mean::default(),
            steps: 0,
        })
    }

    /// Looks at the learner after a step.
    pub(super) fn see(&mut self, setup: &Setup, step: u64, learner: &Learner) {
        self.steps = step;
        if step > FROM && step <= LAST && step.is_multiple_of(EVERY) {
            let drawn = generate(setup, &learner.players.generator, &latent(&mut self.stream, POINTS));
            let of_first = points(&drawn.points).into_iter().filter(|at| setup.nearest(*at).0 == 0).count();
            self.share.add(of_first as f64 / POINTS as f64);
        }
    }

    /// The claim as it stands.
    pub(super) fn claim(&self) -> Claim {
        let measured = self.share.estimate().map(|share| share.value).filter(|_| self.steps >= LAST);
        Claim::equal("penalty-keeps-quarters", 0.25, SLOPE_PENALTY)
            .within(TOLERANCE, "seeds")
            .measured(measured)
            .progressing((self.steps as f64 / LAST as f64).min(1.0))
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.share.digest(hash);
    }
}
