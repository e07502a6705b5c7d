//! The network: a function of one variable, learnt by gradient descent on all data.

mod edge;
mod picture;
mod setup;
mod trainee;

use self::setup::Setup;
use self::trainee::{Trainee, trainees};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::scene::instrument::Instruments;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::text;
use std::sync::Arc;

/// The networks in training.
#[derive(Clone)]
pub(super) struct NetworkRun {
    setup: Arc<Setup>,
    trainees: Vec<Trainee>,
    instruments: Instruments<Setup>,
    step: u64,
}

impl NetworkRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let trainees = trainees(&setup, settings, seed)?;
        let mut instruments = Instruments::new();
        instruments.add(edge::Edge::new(&setup, seed));
        instruments.add(edge::WarmUp::new(&setup, seed));
        Ok(Self { setup: Arc::new(setup), trainees, instruments, step: 0 })
    }

    /// The step size of the next step.
    fn rate(&self) -> f64 {
        self.setup.rate(self.step + 1)
    }
}

impl Run for NetworkRun {
    fn step(&mut self) {
        self.step += 1;
        for one in &mut self.trainees {
            one.step(&self.setup, self.step);
        }
        self.instruments.step(&self.setup, self.step);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        let numbers: usize = self.trainees.iter().map(|one| 4 * one.parameters.len() + 2 * Trail::CAPACITY).sum();
        // The hidden networks have parameters and a direction each.
        (numbers + 32 * self.trainees.first().map_or(0, |one| one.parameters.len())) * size_of::<f64>()
    }

    fn view(&self) -> Rect {
        picture::VIEW
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        picture::backdrop()
    }

    fn frame(&self) -> Frame {
        let rate = self.rate();
        let notices = self.trainees.iter().filter_map(|one| {
            let name = one.info.name();
            Some(text("notice.diverged-network").with("method", name).with("step", one.stopped?))
        });
        Frame {
            layers: picture::layers(&self.setup, &self.trainees),
            charts: picture::charts(&self.trainees),
            readouts: self
                .trainees
                .iter()
                .map(|one| Readout::of_method(one.info.id, "share", one.share(rate)))
                .collect(),
            notices: notices.collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let rate = self.rate();
        let mut observables = vec![Observable::new("edge", 2.0 / rate)];
        for one in &self.trainees {
            let id = one.info.id;
            observables.push(Observable::new(format!("share.{id}"), one.share(rate)));
            observables.push(Observable::new(format!("loss.{id}"), one.loss));
            observables.push(Observable::new(format!("sharpness.{id}"), one.sharpness.value));
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.trainees.iter().map(|one| Track::of(one.info, one.parameters.clone(), one.loss)).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.instruments.claims(&self.setup).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, &self.trainees, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.trainees.iter().for_each(|one| one.digest(hash));
        self.instruments.digest(hash);
    }
}
