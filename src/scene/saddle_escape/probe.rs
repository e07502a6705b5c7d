//! Single points that start where theory speaks: growth along a direction, a ridge that is never left, a time of passage.

use super::LEE;
use super::setup::Setup;
use crate::frame::Claim;
use crate::measure::Extreme;
use crate::method::optimizer::{Gd, Momentum, Optimizer, Step};
use crate::problem::landscape::{Landscape, MonkeySaddle, Saddle};
use crate::random::Stream;
use crate::scene::exact::EXACT;
use crate::scene::instrument::Instrument;
use crate::source::Source;
use crate::theory::escape;
use crate::words::{Notation, text};
use std::sync::Arc;

const POLYAK: Source =
    Source { text: "Polyak (1964), equation 9", url: "https://doi.org/10.1016/0041-5553(64)90137-5" };
const ANANDKUMAR: Source = Source {
    text: "Anandkumar & Ge (2016), Efficient approaches for escaping higher order saddle points",
    url: "https://arxiv.org/abs/1602.05908",
};

/// Where the probes of growth start: far inside the linear zone.
const OFFSET: f64 = 1e-6;
/// Up to here the quartic changes a step's factor by less than 10⁻¹⁰.
const LINEAR: f64 = 1e-5;

/// A single point under one optimizer, with what it measures.
#[derive(Clone)]
pub(super) struct Probe {
    optimizer: Arc<dyn Optimizer>,
    landscape: Arc<dyn Landscape>,
    at: [f64; 2],
    memory: Vec<f64>,
    goal: Goal,
    claim: Claim,
}

/// What a probe waits for.
#[derive(Debug, Clone, Copy)]
enum Goal {
    /// The factor of |y| per step while |y| < [`LINEAR`], from a step on.
    Growth { from: u64, extreme: Extreme },
    /// The largest |y| ever.
    Ridge,
    /// The number of steps until the distance from the saddle is the radius.
    Passage { radius: f64 },
}

/// How well a slope per length can be measured where these probes go, of a landscape seen from its saddle.
fn blur(setup: &Setup) -> f64 {
    let seen = setup.seen();
    seen.blur(LINEAR).max(seen.blur(OFFSET))
}

impl Probe {
    /// Descent from an offset along the least curvature −γ: its factor per step.
    fn descent_growth(eta: f64, curvature: f64, landscape: Arc<dyn Landscape>, claim: Claim) -> Self {
        let extreme = Extreme::new(escape::descent_growth(eta, curvature));
        Self {
            optimizer: Arc::new(Gd { learning_rate: eta }),
            landscape,
            at: [0.0, OFFSET],
            memory: Vec::new(),
            goal: Goal::Growth { from: 0, extreme },
            claim,
        }
    }

    /// Descent's growth along the least curvature −γ of any saddle, seen from it.
    pub(super) fn descent_at(setup: &Setup) -> Self {
        let (eta, curvature, blur) = (setup.step_size, -setup.pass.curvatures[0], blur(setup));
        let growth = escape::descent_growth(eta, curvature);
        let origin = text("tolerance.curved").number("blur", blur, Notation::Scientific(1));
        let claim = Claim::equal("descent-growth", growth, LEE).within_by(EXACT * growth + 4.0 * eta * blur, origin);
        Self::descent_growth(eta, curvature, Arc::new(setup.seen()), claim)
    }

    /// Gradient descent on the strict saddle: its growth, its ridge, its passage.
    pub(super) fn descent(eta: f64, radius: f64) -> [Self; 3] {
        let growth = escape::descent_growth(eta, 1.0);
        let growing = Claim::equal("descent-growth", growth, LEE).within(EXACT * growth, "linear");
        let growing = Self::descent_growth(eta, 1.0, Arc::new(Saddle), growing);
        let delay = escape::quartic_delay(eta, radius);
        let time = escape::linear_escape_time(eta, OFFSET, radius);
        let origin = text("tolerance.quartic").number("delay", delay, Notation::Fixed(2));
        let ridge = Claim::equal("descent-ridge", 0.0, LEE).within(0.0, "symmetry");
        let passage = Claim::equal("descent-escape-time", time, LEE).within_by(delay, origin);
        [
            growing.clone(),
            Self { at: [0.8, 0.0], goal: Goal::Ridge, claim: ridge, ..growing.clone() },
            Self { goal: Goal::Passage { radius }, claim: passage, ..growing },
        ]
    }

    /// Gradient descent at the monkey saddle, down one of the three rays.
    pub(super) fn monkey_descent(eta: f64, radius: f64) -> Self {
        let from = radius / 30.0;
        let slack = escape::monkey_escape_slack(eta, from, radius);
        let origin = text("tolerance.monkey").number("slack", slack, Notation::Fixed(1));
        let time = escape::monkey_escape_time(eta, from);
        Self {
            optimizer: Arc::new(Gd { learning_rate: eta }),
            landscape: Arc::new(MonkeySaddle),
            at: [-from, 0.0],
            memory: Vec::new(),
            goal: Goal::Passage { radius },
            claim: Claim::equal("monkey-escape-time", time, ANANDKUMAR).within_by(slack, origin),
        }
    }

    /// Momentum on the strict saddle, once its second mode has faded; none where that would take too long.
    pub(super) fn momentum(eta: f64, beta: f64) -> Option<Self> {
        let [larger, smaller] = escape::momentum_growth(eta, 1.0, beta);
        let from = if smaller > 0.0 { libm::ceil(libm::log(1e-11) / libm::log(smaller / larger)) } else { 1.0 };
        // The start is so small that the linear zone lasts beyond the burn-in.
        let offset = LINEAR * libm::pow(larger, -(from + 50.0));
        (offset > 1e-200).then(|| Self {
            optimizer: Arc::new(Momentum { learning_rate: eta, beta }),
            landscape: Arc::new(Saddle),
            at: [0.0, offset],
            memory: vec![0.0; 2],
            goal: Goal::Growth { from: from as u64, extreme: Extreme::new(larger) },
            claim: Claim::equal("momentum-growth", larger, POLYAK).within(EXACT * larger, "faded"),
        })
    }

    /// Momentum along the least curvature −γ of any saddle, started in its growing mode: the other mode would fade, but not
    /// before the landscape is no longer linear.
    pub(super) fn momentum_at(setup: &Setup, beta: f64) -> Self {
        let (eta, curvature, blur) = (setup.step_size, -setup.pass.curvatures[0], blur(setup));
        let [larger, _] = escape::momentum_growth(eta, curvature, beta);
        let tolerance = EXACT * larger + 4.0 * eta * blur / (1.0 - beta);
        let origin = text("tolerance.growing-mode").number("blur", blur, Notation::Scientific(1));
        Self {
            optimizer: Arc::new(Momentum { learning_rate: eta, beta }),
            landscape: Arc::new(setup.seen()),
            at: [0.0, OFFSET],
            memory: vec![0.0, -(larger - 1.0) / (larger * eta) * OFFSET],
            goal: Goal::Growth { from: 0, extreme: Extreme::new(larger) },
            claim: Claim::equal("momentum-growth", larger, POLYAK)
                .saying(text("claim.momentum-mode"))
                .within_by(tolerance, origin),
        }
    }
}

impl Instrument<Setup> for Probe {
    fn step(&mut self, _setup: &Setup, count: u64) {
        let done = self.claim.measured.is_some();
        match self.goal {
            Goal::Passage { .. } if done => return,
            Goal::Growth { .. } if self.at[1].abs() > LINEAR => return,
            _ => {}
        }
        let before = self.at;
        let mut silence = Stream::new(0, "");
        self.optimizer.step(
            &mut Step::new(self.landscape.as_ref(), count, &mut silence),
            &mut self.at,
            &mut self.memory,
        );
        match &mut self.goal {
            Goal::Growth { from, extreme } => {
                if count > *from && self.at[1].abs() <= LINEAR {
                    extreme.see(self.at[1] / before[1]);
                    self.claim.measured = extreme.farthest();
                }
                self.claim.progress = (count as f64 / (*from + 1) as f64).min(1.0);
            }
            Goal::Ridge => {
                let largest = self.claim.measured.unwrap_or(0.0);
                self.claim.measured = Some(largest.max(self.at[1].abs()));
                self.claim.progress = 1.0;
            }
            Goal::Passage { radius } => {
                let [from, to] = [before, self.at].map(|at| libm::hypot(at[0], at[1]));
                if to >= *radius {
                    let part = libm::log(*radius / from) / libm::log(to / from);
                    self.claim.measured = Some((count - 1) as f64 + part);
                }
                self.claim.progress = (count as f64 / self.claim.predicted).min(1.0);
            }
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        Some(self.claim.clone())
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().chain(&self.memory).for_each(|value| hash(*value));
        hash(self.claim.measured.unwrap_or(-1.0));
    }
}
