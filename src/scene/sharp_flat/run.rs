//! The scene's state in time: the chosen methods, and hidden walkers for the claims.

use super::claims::instruments;
use super::contestant::{Contestant, contestants};
use super::picture;
use super::setup::Setup;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::scene::instrument::Instruments;
use crate::scene::stopped::stopped;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::valley::{flow_sharpness, imbalance};
use std::sync::Arc;

/// The scene's state.
#[derive(Clone)]
pub(super) struct SharpFlatRun {
    setup: Arc<Setup>,
    contestants: Vec<Contestant>,
    instruments: Instruments<Setup>,
    step: u64,
}

impl SharpFlatRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let contestants = contestants(&setup, settings, seed)?;
        let instruments = instruments(&setup, seed);
        Ok(Self { setup: Arc::new(setup), contestants, instruments, step: 0 })
    }
}

impl Run for SharpFlatRun {
    fn step(&mut self) {
        self.step += 1;
        for one in &mut self.contestants {
            one.step(&self.setup, self.step);
        }
        self.instruments.step(&self.setup, self.step);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        self.contestants.len() * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        self.setup.info.view.holding(self.setup.start)
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let readouts = self
            .contestants
            .iter()
            .map(|one| Readout::of_method(one.info.id, "sharpness", self.setup.sharpness(one.at)));
        let notices = self.contestants.iter().filter_map(|one| {
            let size = libm::hypot(one.at[0], one.at[1]);
            Some(stopped("notice.diverged", one.info.id, one.stopped?, size))
        });
        Frame {
            layers: picture::layers(&self.setup, &self.contestants),
            charts: picture::charts(&self.setup, &self.contestants),
            readouts: readouts.collect(),
            notices: notices.collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(4 * self.contestants.len());
        for one in &self.contestants {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", one.info.id), value });
            };
            follow("sharpness", self.setup.sharpness(one.at));
            follow("position", self.setup.position(one.at));
            follow("loss", self.setup.landscape.value(&one.at));
            if self.setup.has_valley() {
                follow("flow-sharpness", flow_sharpness(imbalance(one.at)));
            }
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |one: &Contestant| Track {
            id: one.info.id.to_string(),
            label: one.info.label(),
            point: one.at.to_vec(),
            value: self.setup.landscape.value(&one.at),
        };
        self.contestants.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let laws = self.contestants.iter().filter_map(Contestant::claim);
        self.instruments.claims(&self.setup).chain(laws).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.contestants.iter().for_each(|one| one.digest(hash));
        self.instruments.digest(hash);
    }
}
