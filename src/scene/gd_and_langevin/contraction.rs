//! On a quadratic: how fast the walkers' mean forgets the start, and how wide they are by then.

use super::setup::{Quadratic, Setup};
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::method::langevin::Ula;
use crate::normal;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;
use crate::theory::langevin::{ou_mean, ou_variance};
use crate::words::{Notation, text};

/// Hidden walkers that start together, and how often they start anew.
const WALKERS: usize = 300;
const ROUNDS: u64 = 40;
/// The start, in deviations of the limit.
const DEVIATIONS: f64 = 2.0;

const SOURCE: Source = Source {
    text: "Pavliotis (2014), Stochastic Processes and Applications, section 3.6 (Ornstein–Uhlenbeck); Dalalyan (2017)",
    url: "https://arxiv.org/abs/1412.7392",
};

/// A measurement under way.
#[derive(Clone)]
pub(super) struct Contraction {
    ula: Ula,
    alpha: f64,
    beta: f64,
    start: f64,
    /// Steps of a round: a contraction by about e.
    steps: u64,
    walkers: Vec<[f64; 2]>,
    stream: Stream,
    step: u64,
    round: u64,
    place: Mean,
    square: Mean,
}

impl Contraction {
    /// Nothing measured yet; none where f is not quadratic, or the step too large to follow its smallest curvature for some steps.
    pub(super) fn new(setup: &Setup) -> Option<Self> {
        let [alpha, greatest] = setup.ground.quadratic.as_ref()?.curvatures;
        let (eta, beta) = (setup.ula.eta(), setup.beta);
        (eta * greatest < 1.9 && eta * alpha < 1.0).then(|| Self {
            ula: setup.ula,
            alpha,
            beta,
            start: DEVIATIONS / libm::sqrt(alpha * beta),
            steps: (1.0 / (eta * alpha)).ceil().max(1.0) as u64,
            walkers: Vec::new(),
            stream: Stream::new(setup.seed, "contraction"),
            step: 0,
            round: 0,
            place: Mean::default(),
            square: Mean::default(),
        })
    }

    fn done(&self) -> bool {
        self.round >= ROUNDS
    }

    /// One step of every hidden walker.
    pub(super) fn tick(&mut self, quadratic: &Quadratic) {
        if self.done() {
            return;
        }
        if self.step == 0 {
            self.walkers = vec![quadratic.along(self.start); WALKERS];
        }
        let mut noise = [0.0; 2 * WALKERS];
        normal::fill(&mut self.stream, &mut noise);
        let mut slope = [0.0; 2];
        for (at, xi) in self.walkers.iter_mut().zip(noise.chunks_exact(2)) {
            quadratic.density.gradient(at, &mut slope);
            *at = [0, 1].map(|i| self.ula.step(at[i], slope[i], xi[i]));
        }
        self.step += 1;
        if self.step == self.steps {
            let middle = ou_mean(self.alpha, self.ula.eta(), self.start, self.steps);
            for at in &self.walkers {
                let along = quadratic.slow(*at);
                self.place.add(along);
                self.square.add((along - middle) * (along - middle));
            }
            (self.step, self.round) = (0, self.round + 1);
        }
    }

    /// The claims: the mean and the variance after a round's steps.
    pub(super) fn claims(&self) -> [Claim; 2] {
        let (eta, n) = (self.ula.eta(), (WALKERS as u64 * ROUNDS) as f64);
        let mean = ou_mean(self.alpha, eta, self.start, self.steps);
        let variance = ou_variance(self.alpha, eta, self.beta, self.steps);
        let continuous = self.start * libm::exp(-self.alpha * eta * self.steps as f64);
        let claim = |id: &'static str, predicted, seen: &Mean, planned: f64| {
            let estimate = if self.done() { seen.estimate() } else { None };
            let origin = text("tolerance.walkers").with("errors", STANDARD_ERRORS).with("count", n);
            Claim::equal(id, predicted, SOURCE)
                .within_by(STANDARD_ERRORS * estimate.map_or(planned, |e| e.standard_error), origin)
                .measured(estimate.map(|e| e.value))
                .progressing((self.round as f64 + self.step as f64 / self.steps as f64) / ROUNDS as f64)
        };
        let statement = text("claim.mean-contracts")
            .number("curvature", self.alpha, Notation::Fixed(3))
            .with("steps", self.steps)
            .number("start", self.start, Notation::Fixed(3))
            .number("diffusion", continuous, Notation::Fixed(4));
        [
            claim("mean-contracts", mean, &self.place, libm::sqrt(variance / n)).saying(statement),
            claim("variance-grows", variance, &self.square, variance * libm::sqrt(2.0 / n)),
        ]
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash((self.round * self.steps + self.step) as f64);
        self.walkers.iter().flatten().for_each(|value| hash(*value));
        self.place.digest(hash);
        self.square.digest(hash);
    }
}
