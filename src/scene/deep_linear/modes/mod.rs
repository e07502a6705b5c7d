//! A matrix learnt by a product of random small factors: the strongest mode first.

mod aligned;
mod picture;
mod setup;

use self::setup::{STRENGTHS, Setup, strengths};
use super::balance::{Balance, greatest_imbalance};
use super::{ACCELERATION, EXACT_SOLUTIONS};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout, Twin};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::problem::linear_network::LinearNetwork;
use crate::scene::exact::ExactLaw;
use crate::scene::instrument::Instruments;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::text;
use std::sync::Arc;

/// Beyond this the factors are stopped where they were.
const TOO_FAR: f64 = 1e6;
/// The half-learning times are claimed up to this step size: the formula counts the growth of a small mode step by step, the end of
/// the sigmoid only as the flow has it.
const LONGEST: f64 = 0.03;
/// And up to this size of the first weights: the errors are known to first order in the modes' early overlap.
const LARGEST: f64 = 0.03;
/// And from this number of hidden units on: in fewer dimensions four random parts often lie so close together that the first order
/// is not enough (12 of 48 000 times then miss it, and none of as many with eight).
const FEWEST: usize = 8;

/// Factors in training.
#[derive(Clone)]
pub(super) struct ModesRun {
    setup: Arc<Setup>,
    network: LinearNetwork,
    balance: Balance,
    /// Of one factor each mode's error shrinks by 1 − η.
    single: ExactLaw,
    /// When each mode was half learnt.
    half: Vec<Option<f64>>,
    instruments: Instruments<Setup>,
    step: u64,
    stopped: Option<u64>,
}

impl ModesRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (setup, network) = Setup::new(settings, seed)?;
        let mut instruments = Instruments::new();
        instruments.add(aligned::Aligned::new(&setup, seed)?);
        Ok(Self {
            network,
            balance: Balance::new(),
            single: ExactLaw::equal("one-layer", 0.0, ACCELERATION).of_size(STRENGTHS[0]),
            half: vec![None; STRENGTHS.len()],
            instruments,
            step: 0,
            stopped: None,
            setup: Arc::new(setup),
        })
    }

    fn strengths(&self) -> Vec<f64> {
        strengths(&self.network.product(), &self.setup.left, &self.setup.right)
    }

    fn loss(&self) -> f64 {
        0.5 * (self.network.product() - &self.setup.target).norm_squared()
    }

    /// Notes which modes passed half of their strength in the step just taken, and when within it.
    fn watch(&mut self, before: &[f64], after: &[f64]) {
        for (k, half) in self.half.iter_mut().enumerate() {
            let level = 0.5 * STRENGTHS[k];
            if half.is_none() && before[k] < level && after[k] >= level {
                let part = (level - before[k]) / (after[k] - before[k]);
                *half = Some(self.setup.rate * ((self.step - 1) as f64 + part));
            }
        }
    }

    /// One claim for each mode of two small random factors.
    fn half_times(&self) -> Vec<Claim> {
        let setup = &self.setup;
        let claim = |k: usize| {
            let known = setup.rate <= LONGEST && setup.alpha <= LARGEST && setup.hidden >= FEWEST;
            let time = setup.half_time(k).filter(|_| known)?;
            let statement = text("claim.half-time").with("mode", k + 1).with("strength", STRENGTHS[k]);
            Some(
                Claim::equal(format!("half-time-{}", k + 1), time, EXACT_SOLUTIONS)
                    .saying(statement)
                    .within((*setup.tolerances.get(k)?)?, "overlap")
                    .measured(self.half[k]),
            )
        };
        (0..STRENGTHS.len()).filter_map(claim).collect()
    }
}

impl Run for ModesRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = Arc::clone(&self.setup);
        self.instruments.step(&setup, self.step);
        if self.stopped.is_some() {
            return;
        }
        let before = self.strengths();
        let slopes = self.network.slopes(&(self.network.product() - &setup.target));
        let mut next = self.network.clone();
        next.step(&slopes, setup.rate, 1.0);
        if !next.is_within(TOO_FAR) {
            self.stopped = Some(self.step);
            return;
        }
        self.balance.see(&self.network, &next, &slopes, setup.rate, 1.0);
        self.network = next;
        let after = self.strengths();
        self.watch(&before, &after);
        if setup.layers == 1 {
            let expected = before.iter().zip(STRENGTHS).map(|(old, s)| old + setup.rate * (s - old));
            after.iter().zip(expected).for_each(|(new, expected)| self.single.see(new - expected));
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        picture::VIEW
    }

    fn axes(&self) -> Option<[&'static str; 2]> {
        Some(picture::AXES)
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        picture::backdrop()
    }

    fn twin(&self) -> Option<Twin> {
        Some(picture::twin())
    }

    fn twin_backdrop(&self, _view: Rect) -> Backdrop {
        picture::backdrop()
    }

    fn pull_back(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        Some(at)
    }

    fn frame(&self) -> Frame {
        let notice = |step: u64| text("notice.diverged-factors").with("step", step);
        Frame {
            layers: picture::matrix(&self.network.product()),
            twin: picture::matrix(&self.setup.target),
            charts: picture::charts(&self.setup, self.step),
            readouts: vec![Readout::new("error", libm::sqrt(2.0 * self.loss()))],
            notices: self.stopped.map(notice).into_iter().collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let modes = self.strengths().into_iter().enumerate();
        let modes = modes.map(|(k, strength)| Observable::new(format!("mode.{}", k + 1), strength));
        let others =
            [Observable::new("loss", self.loss()), Observable::new("imbalance", greatest_imbalance(&self.network))];
        modes.chain(others).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let point = self.network.layers().iter().flatten().copied().collect();
        vec![Track { id: "factors".to_string(), label: text("label.factors"), point, value: self.loss() }]
    }

    fn claims(&self) -> Vec<Claim> {
        let mut claims = self.half_times();
        claims.extend((self.setup.layers == 1).then(|| self.single.claim()));
        claims.extend(self.balance.claim(self.setup.layers));
        claims.extend(self.instruments.claims(&self.setup));
        claims
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        picture::probe(&self.network.product(), &self.setup.target, at)
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.network.layers().iter().flatten().for_each(|weight| hash(*weight));
        self.half.iter().for_each(|half| hash(half.unwrap_or(0.0)));
        self.balance.digest(hash);
        self.single.digest(hash);
        self.instruments.digest(hash);
    }
}
