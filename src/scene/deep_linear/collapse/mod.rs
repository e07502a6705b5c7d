//! Neural collapse: features that are free to move gather in a point for each class, and these make a triangle.

mod claims;
mod picture;
pub(super) mod setup;

use self::claims::{DEAD, Laws};
use self::setup::{RATE, Setup, State};
use super::balance::{Balance, greatest_imbalance};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::text;
use std::sync::Arc;

/// Features and layers in training.
#[derive(Clone)]
pub(super) struct CollapseRun {
    setup: Arc<Setup>,
    state: State,
    laws: Laws,
    balance: Balance,
}

impl CollapseRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let state = setup.start(&mut Stream::new(seed, "collapse"))?;
        let laws = Laws::new(&setup, &state);
        Ok(Self { setup: Arc::new(setup), state, laws, balance: Balance::new() })
    }
}

impl Run for CollapseRun {
    fn step(&mut self) {
        let before = self.state.clone();
        let slopes = self.state.step(&self.setup);
        let keep = 1.0 - RATE * self.setup.decay;
        self.balance.see(&before.factors, &self.state.factors, &slopes, RATE, keep);
        self.laws.see(&self.setup, &before, &self.state);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        picture::VIEW
    }

    fn axes(&self) -> Option<[&'static str; 2]> {
        Some(["h\u{2081}", "h\u{2082}"])
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        Backdrop::default()
    }

    fn frame(&self) -> Frame {
        let [greater, less] = self.state.singular_values();
        // Before weight decay has acted both may be small for a while.
        let dead = self
            .laws
            .predicted()
            .filter(|_| self.laws.progress() > 0.1)
            .map_or(0, |predicted| [greater, less].iter().filter(|value| **value < DEAD * predicted).count());
        Frame {
            layers: picture::layers(&self.setup, &self.state, self.laws.predicted()),
            charts: picture::charts(self.laws.predicted()),
            readouts: vec![Readout::new("greater", greater), Readout::new("less", less)],
            notices: match dead {
                0 => Vec::new(),
                1 => vec![text("notice.one-dead")],
                _ => vec![text("notice.both-dead")],
            },
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let (values, cosines) = (self.state.singular_values(), self.state.cosines());
        let mut observables = vec![
            Observable::new("loss", self.state.loss(&self.setup)),
            Observable::new("within", self.state.within()),
            Observable::new("imbalance", greatest_imbalance(&self.state.factors)),
        ];
        observables.extend([1, 2].map(|k| Observable::new(format!("singular.{k}"), values[k - 1])));
        observables.extend([1, 2, 3].map(|k| Observable::new(format!("cosine.{k}"), cosines[k - 1])));
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let point = self.state.features().iter().copied().collect();
        let (id, label) = ("features".to_string(), text("label.features"));
        vec![Track { id, label, point, value: self.state.loss(&self.setup) }]
    }

    fn claims(&self) -> Vec<Claim> {
        // The features are a factor too.
        self.laws.claims().into_iter().chain(self.balance.claim(self.setup.layers + 1)).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.state, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.state.factors.layers().iter().flatten().for_each(|weight| hash(*weight));
        self.state.bias.iter().for_each(|bias| hash(*bias));
        self.laws.digest(hash);
        self.balance.digest(hash);
    }
}
