//! Factors with a product in the plane: depth pulls along the way already gone.

mod following;
pub(super) mod loss;
mod picture;
mod ring;
pub(super) mod walker;

use self::loss::PowerLoss;
use self::ring::RingWork;
use self::walker::{Walker, walkers};
use super::balance::greatest_imbalance;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::scene::instrument::Instruments;
use crate::scene::stopped::stopped;
use crate::scene::{Observable, Probe, Run, Track};
use std::sync::Arc;

/// What does not change.
pub(super) struct Setup {
    loss: PowerLoss,
    rate: f64,
    start: [f64; 2],
    imbalance: f64,
    ring: Option<RingWork>,
}

impl Setup {
    /// The view: the default one, widened to hold the start and the ring.
    fn view(&self) -> Rect {
        let view = picture::VIEW.holding(self.start);
        self.ring
            .iter()
            .flat_map(|ring| &ring.places)
            .fold(view, |view, place| view.holding(place.map(|part| 1.1 * part)))
    }
}

/// The paths on the plane.
#[derive(Clone)]
pub(super) struct PlaneRun {
    setup: Arc<Setup>,
    walkers: Vec<Walker>,
    instruments: Instruments<Setup>,
    step: u64,
}

impl PlaneRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let loss = PowerLoss::new(settings.count("p")?);
        let ring = RingWork::new(settings, &loss)?;
        let setup = Setup {
            loss,
            rate: settings.number("eta")?,
            start: settings.point("start")?,
            imbalance: settings.number("imbalance")?,
            ring,
        };
        let walkers = walkers(&setup, settings, seed)?;
        let mut instruments = Instruments::new();
        instruments.add(following::Following::new(&setup, seed));
        Ok(Self { walkers, instruments, step: 0, setup: Arc::new(setup) })
    }
}

impl Run for PlaneRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = Arc::clone(&self.setup);
        self.walkers.iter_mut().for_each(|walker| walker.step(&setup, self.step));
        self.instruments.step(&setup, self.step);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        self.walkers.iter().map(Walker::weight).sum()
    }

    fn view(&self) -> Rect {
        self.setup.view()
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, &self.walkers, view)
    }

    fn frame(&self) -> Frame {
        let notice = |walker: &Walker| {
            let size = libm::hypot(walker.at[0], walker.at[1]);
            walker.stopped.map(|step| stopped("notice.diverged", walker.info.id, step, size))
        };
        let readout = |walker: &Walker| Readout::of_method(walker.info.id, "loss", self.setup.loss.at(walker.at));
        Frame {
            layers: picture::layers(&self.setup, &self.walkers, self.step),
            charts: picture::charts(&self.setup, &self.walkers, self.step),
            readouts: self.walkers.iter().map(readout).collect(),
            notices: self.walkers.iter().filter_map(notice).collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::new();
        for walker in &self.walkers {
            let id = walker.info.id;
            observables.push(Observable::new(format!("loss.{id}"), self.setup.loss.at(walker.at)));
            if let (Some(network), Some((ghost, _))) = (walker.network(), walker.ghost()) {
                let apart = libm::hypot(walker.at[0] - ghost[0], walker.at[1] - ghost[1]);
                observables.push(Observable::new(format!("imbalance.{id}"), greatest_imbalance(network)));
                observables.push(Observable::new(format!("apart.{id}"), apart));
            }
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.walkers.iter().map(|one| Track::of(one.info, one.at.to_vec(), self.setup.loss.at(one.at))).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.instruments.claims(&self.setup).collect();
        // One claim for all depths: the deepest has all kinds of neighbours.
        let deepest = self.walkers.iter().filter_map(Walker::balance).next_back();
        claims.extend(deepest.and_then(|balance| balance.claim(2)));
        claims.extend(self.setup.ring.as_ref().and_then(|ring| ring.claim(self.step)));
        claims
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, &self.walkers, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().for_each(|walker| walker.digest(hash));
        self.instruments.digest(hash);
    }
}
