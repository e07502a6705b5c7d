//! The scene's state in time: both networks for each chosen rule, and hidden measurements.

use super::hidden::{Barrier, Floor, Way};
use super::laws::Laws;
use super::learner::Learner;
use super::quarters::Quarters;
use super::setup::Setup;
use super::turned::Twin as TurnedTwin;
use super::{learners, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout, Twin};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::scene::instrument::Instruments;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::text;
use std::sync::Arc;

/// Steps between two measurements of a learner's batches.
const EVERY: u64 = 10;

/// A learner with what is measured of it.
#[derive(Clone)]
pub(super) struct Pupil {
    pub(super) learner: Learner,
    pub(super) laws: Laws,
    quarters: Option<Quarters>,
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct GanRun {
    setup: Arc<Setup>,
    pupils: Vec<Pupil>,
    /// Of the first learner.
    turned: Option<TurnedTwin>,
    instruments: Instruments<Setup>,
    step: u64,
}

impl GanRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings, seed)?;
        let pupil = |learner: Learner| {
            let mut laws = Laws::new(&learner, seed);
            laws.see(&setup, &learner);
            let quarters = Quarters::new(&setup, &learner, seed);
            Pupil { learner, laws, quarters }
        };
        let pupils: Vec<Pupil> = learners(settings, &setup, seed)?.into_iter().map(pupil).collect();
        let turned = pupils.first().map(|pupil| TurnedTwin::new(&setup, &pupil.learner));
        let mut instruments = Instruments::new();
        instruments.add([Floor::new(seed)]);
        instruments.add([Barrier::new()]);
        instruments.add([Way::new()]);
        Ok(Self { setup: Arc::new(setup), pupils, turned, instruments, step: 0 })
    }

    fn learners(&self) -> impl Iterator<Item = &Learner> {
        self.pupils.iter().map(|pupil| &pupil.learner)
    }
}

impl Run for GanRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = &self.setup;
        self.instruments.step(setup, self.step);
        for pupil in &mut self.pupils {
            if !pupil.learner.step(setup, self.step) {
                continue;
            }
            if self.step.is_multiple_of(EVERY) {
                pupil.laws.see(setup, &pupil.learner);
            }
            if let Some(quarters) = &mut pupil.quarters {
                quarters.see(setup, self.step, &pupil.learner);
            }
        }
        if let (Some(turned), Some(first)) = (&mut self.turned, self.pupils.first()) {
            turned.step(setup, self.step, &first.learner);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        // Weights, and four numbers of Adam's memory for each; the twin has as many.
        let of_one = |learner: &Learner| {
            let weights = learner.players.generator.len() + learner.players.discriminator.len();
            (5 * weights + 2 * learner.cloud.len()) * size_of::<f64>()
        };
        2 * self.learners().map(of_one).sum::<usize>()
    }

    fn view(&self) -> Rect {
        picture::VIEW
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        Backdrop::default()
    }

    fn twin(&self) -> Option<Twin> {
        picture::twin(&self.pupils)
    }

    fn frame(&self) -> Frame {
        let notices = self.learners().filter_map(|learner| {
            Some(text("notice.diverged-networks").with("method", learner.info.name()).with("step", learner.stopped?))
        });
        let setup = &self.setup;
        let layers =
            |index: usize| self.pupils.get(index).map_or_else(Vec::new, |pupil| picture::layers(setup, &pupil.learner));
        let readout = |learner: &Learner| Readout::of_method(learner.info.id, "modes", learner.modes(setup) as f64);
        Frame {
            layers: layers(0),
            twin: layers(1),
            charts: picture::charts(setup, &self.pupils),
            readouts: self.learners().map(readout).collect(),
            notices: notices.collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let setup = &self.setup;
        let mut values: Vec<Observable> = self
            .pupils
            .iter()
            .flat_map(|pupil| {
                let learner = &pupil.learner;
                [("modes", learner.modes(setup) as f64), ("payoff", learner.payoff), ("distance", pupil.laws.distance)]
                    .map(|(quantity, value)| Observable::new(format!("{quantity}.{}", learner.info.id), value))
            })
            .collect();
        if let Some(first) = self.pupils.first() {
            let shares = first.learner.shares(setup);
            values.extend((0..4).map(|mode| Observable::new(format!("share.{}", mode + 1), shares[mode])));
        }
        values
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |learner: &Learner| {
            let point = learner.players.generator.iter().chain(&learner.players.discriminator).copied().collect();
            Track::of(learner.info, point, learner.modes(&self.setup) as f64)
        };
        self.learners().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.turned.iter().map(TurnedTwin::claim).collect();
        if let Some(first) = self.pupils.first() {
            claims.extend(first.laws.claims());
        }
        claims.extend(self.instruments.claims(&self.setup));
        claims.extend(self.pupils.iter().filter_map(|pupil| Some(pupil.quarters.as_ref()?.claim())));
        claims
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, &self.pupils, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for pupil in &self.pupils {
            pupil.learner.digest(hash);
            pupil.laws.digest(hash);
            if let Some(quarters) = &pupil.quarters {
                quarters.digest(hash);
            }
        }
        if let Some(turned) = &self.turned {
            turned.digest(hash);
        }
        self.instruments.digest(hash);
    }
}
