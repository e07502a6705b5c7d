//! The scene's state in time: a pair of players for each chosen rule, and hidden measurements.

use super::laws::Laws;
use super::learner::Learner;
use super::lone::Lone;
use super::setup::Setup;
use super::starts::Pace;
use super::{learners, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout, Twin};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::scene::instrument::Instruments;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::text;
use std::sync::Arc;

/// The scene's state.
#[derive(Clone)]
pub(super) struct ModeCollapseRun {
    setup: Arc<Setup>,
    learners: Vec<Learner>,
    /// The laws of each learner, where its rule has some.
    laws: Vec<Option<Laws>>,
    instruments: Instruments<Setup>,
    step: u64,
}

impl ModeCollapseRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (setup, players) = Setup::new(settings, seed)?;
        let learners = learners(settings, &setup, &players)?;
        let laws = learners.iter().map(|learner| Laws::new(&setup, learner)).collect();
        let mut instruments = Instruments::new();
        instruments.add(Pace::both(seed));
        instruments.add(Lone::new(&setup, seed));
        Ok(Self { setup: Arc::new(setup), learners, laws, instruments, step: 0 })
    }
}

impl Run for ModeCollapseRun {
    fn step(&mut self) {
        self.step += 1;
        self.instruments.step(&self.setup, self.step);
        for (learner, laws) in self.learners.iter_mut().zip(&mut self.laws) {
            let before = learner.players.clone();
            if let (Some(slopes), Some(laws)) = (learner.step(&self.setup, self.step), laws) {
                laws.see(&self.setup, self.step, &before, &slopes, learner);
            }
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        self.learners.iter().map(Learner::weight).sum()
    }

    fn view(&self) -> Rect {
        picture::view(self.learners.first())
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn twin(&self) -> Option<Twin> {
        picture::twin(&self.learners)
    }

    fn twin_backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let notices = self.learners.iter().filter_map(|learner| {
            Some(text("notice.diverged-players").with("method", learner.info.name()).with("step", learner.stopped?))
        });
        let readout =
            |learner: &Learner| Readout::of_method(learner.info.id, "modes", learner.modes(&self.setup) as f64);
        Frame {
            layers: self.learners.first().map_or_else(Vec::new, |learner| picture::layers(&self.setup, learner)),
            twin: self.learners.get(1).map_or_else(Vec::new, |learner| picture::layers(&self.setup, learner)),
            charts: picture::charts(&self.setup, &self.learners),
            readouts: self.learners.iter().map(readout).collect(),
            notices: notices.collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let of_one = |learner: &Learner| {
            let [of_neurons, of_columns] = learner.lengths;
            let judged = learner.players.on_data(&self.setup);
            let pace = if of_neurons > 0.0 { of_columns / of_neurons } else { f64::NAN };
            let values = [
                ("pace", pace),
                ("data", 0.5 * (judged[0] + judged[1])),
                ("generated", learner.players.on_generated(&self.setup)),
                ("modes", learner.modes(&self.setup) as f64),
            ];
            values.map(|(quantity, value)| Observable::new(format!("{quantity}.{}", learner.info.id), value))
        };
        self.learners.iter().flat_map(of_one).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |learner: &Learner| {
            let point = learner.players.neurons.iter().chain(&learner.players.columns).copied().collect();
            Track::of(learner.info, point, learner.modes(&self.setup) as f64)
        };
        self.learners.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let seen = self.laws.iter().flatten().flat_map(|laws| laws.claims(self.step));
        seen.chain(self.instruments.claims(&self.setup)).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, &self.learners, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.learners.iter().for_each(|learner| learner.digest(hash));
        self.laws.iter().flatten().for_each(|laws| laws.digest(hash));
        self.instruments.digest(hash);
    }
}
