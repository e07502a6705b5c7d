//! The scene's state in time: one flock for each method, and the measurements of the claims.

use super::claims::instruments;
use super::flock::Flock;
use super::pass::Pass;
use super::setup::Setup;
use super::{median, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::optimizer::Scale;
use crate::parameter::Settings;
use crate::problem::landscape;
use crate::random::Stream;
use crate::scene::instrument::Instruments;
use crate::scene::stopped::stopped;
use crate::scene::{Observable, Probe, Run, Track, terrain};
use crate::words::{signs, text};
use std::sync::Arc;

/// The scene's state.
#[derive(Clone)]
pub(super) struct SaddleEscapeRun {
    pub(super) setup: Arc<Setup>,
    pub(super) flocks: Vec<Flock>,
    instruments: Instruments<Setup>,
    step: u64,
}

impl SaddleEscapeRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let info = landscape::find(settings.choice("landscape")?)?;
        let (landscape, start) = ((info.build)(settings)?, settings.point("start")?);
        let stationary = (info.stationary)(landscape.as_ref(), info.view);
        let setup = Setup {
            info,
            pass: Pass::nearest(landscape.as_ref(), &stationary, start),
            landscape,
            start,
            step_size: settings.number("eta")?,
            radius: settings.number("radius")?,
            sigma: settings.number("perturbed-sgd.sigma")?,
            condition: [settings.number("epsilon")?, settings.number("gamma")?],
        };
        let (walkers, spread) = (settings.count("walkers")?, settings.number("spread")?);
        // All methods start from the same points.
        let mut scatter = Stream::new(seed, "starts");
        let starts: Vec<[f64; 2]> = (0..walkers.max(1))
            .map(|_| {
                let [dx, dy] = scatter.in_disc(spread);
                [setup.start[0] + dx, setup.start[1] + dy]
            })
            .collect();
        let chosen = settings.choices("methods")?;
        let mut flocks = Vec::new();
        for rule in super::rules().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let optimizer =
                Arc::from((rule.build)(if rule.scale == Scale::Own { 1.0 } else { setup.step_size }, settings)?);
            let flock = Flock::new(rule, optimizer, &starts, Stream::new(seed, rule.info.id));
            flocks.push(flock.entering(|z| setup.departure(z), setup.radius));
        }
        let instruments = instruments(settings, &setup, seed)?;
        Ok(Self { setup: Arc::new(setup), flocks, instruments, step: 0 })
    }
}

impl Run for SaddleEscapeRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = &self.setup;
        for flock in &mut self.flocks {
            flock.step(setup.landscape.as_ref(), self.step, |z| setup.departure(z), setup.radius);
        }
        self.instruments.step(setup, self.step);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        terrain::view_with(self.setup.info.view, [self.setup.start, self.setup.pass.at])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let readouts = self.flocks.iter().map(|flock| {
            let share = 100.0 * flock.escapes() as f64 / flock.len() as f64;
            Readout::of_method(flock.rule.info.id, "escaped", share).in_unit(signs("%"))
        });
        let notices = self.flocks.iter().filter_map(|flock| {
            let (step, size) = flock.first_stop?;
            Some(stopped("notice.overflow", flock.rule.info.id, step, size))
        });
        let unknown = (!self.setup.pass.known).then(|| text("notice.no-saddle"));
        let median = self.claims().into_iter().find(|claim| claim.id == median::ID);
        Frame {
            layers: picture::layers(&self.setup, &self.flocks),
            charts: picture::charts(&self.setup, &self.flocks, self.step, median.map(|claim| claim.predicted)),
            readouts: readouts.collect(),
            notices: unknown.into_iter().chain(notices).collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(3 * self.flocks.len());
        for flock in &self.flocks {
            let id = flock.rule.info.id;
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{id}"), value });
            };
            follow("escaped", flock.escapes() as f64 / flock.len() as f64);
            follow("departure", flock.median(|z| self.setup.departure(z)));
            follow("loss", self.setup.landscape.value(&flock.at(0)));
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.flocks
            .iter()
            .map(|flock| Track {
                id: flock.rule.info.id.to_string(),
                label: flock.rule.info.label(),
                point: flock.at(0).to_vec(),
                value: self.setup.landscape.value(&flock.at(0)),
            })
            .collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.instruments.claims(&self.setup).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.flocks.iter().for_each(|flock| flock.digest(hash));
        self.instruments.digest(hash);
    }
}
