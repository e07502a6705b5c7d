//! The scene's state in time: every chosen method from the same start, and the laws.

use super::basin::Basin;
use super::laws::Laws;
use super::noisy::{self, Noisy};
use super::picture;
use super::racer::Racer;
use super::region::Region;
use super::setup::{Setup, ground, landscape_of};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::optimizer::OPTIMIZERS;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::stopped::stopped;
use crate::scene::{Observable, Probe, Run, Track, terrain};
use crate::words::{Notation, Text, text};
use std::sync::Arc;

/// The view grows to hold a start or a minimum that lies this many half-widths out at most.
const REACH: f64 = 3.0;

/// The scene's state.
#[derive(Clone)]
pub(super) struct DescentRaceRun {
    pub(super) setup: Arc<Setup>,
    pub(super) racers: Vec<Racer>,
    laws: Laws,
    pub(super) step: u64,
}

impl DescentRaceRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let info = landscape_of(settings)?;
        let (ground, stationary) = ground(settings)?;
        let start = settings.point("start")?;
        let chosen = settings.choices("methods")?;
        let value = ground.landscape.value(&start);
        let mut racers = Vec::new();
        for rule in OPTIMIZERS.iter().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let rate = settings.number(&format!("{}.lr", rule.info.id))?;
            let optimizer = Arc::from((rule.build)(rate, settings)?);
            racers.push(Racer::new(rule, rate, optimizer, start, value, Stream::new(seed, rule.info.id)));
        }
        let basin = stationary
            .nearest_minimum(start)
            .and_then(|minimum| Basin::new(Arc::clone(&ground.landscape), minimum, info.view.width(), info.quadratic));
        let noisy = if ground.sigma > 0.0 && chosen.iter().any(|id| id == "gd") {
            let under = match &basin {
                Some(basin) if info.quadratic => Some(noisy::Ground::Quadratic(basin.quadratic(start))),
                _ => Region::new(Arc::clone(&ground.landscape), info.view, start)
                    .map(|region| noisy::Ground::Region(Box::new(region))),
            };
            under.and_then(|under| Noisy::new(under, ground.sigma, seed))
        } else {
            None
        };
        let laws = Laws::new(chosen, basin.as_ref(), info.quadratic).with_noise(noisy);
        let setup = Setup {
            info,
            least: stationary.least(ground.landscape.as_ref(), start),
            tolerance: settings.number("tolerance")?,
            anatomy: settings.toggle("anatomy")?,
            ground,
            stationary,
            start,
        };
        let mut run = Self { setup: Arc::new(setup), racers, laws, step: 0 };
        run.arrivals();
        Ok(run)
    }

    /// Notes who has come within the tolerance.
    fn arrivals(&mut self) {
        let setup = &self.setup;
        if setup.least.is_none() {
            return;
        }
        for racer in self.racers.iter_mut().filter(|racer| racer.arrived.is_none()) {
            if setup.height(racer.value) <= setup.tolerance {
                racer.arrived = Some(self.step);
            }
        }
    }

    fn notices(&self) -> Vec<Text> {
        let setup = &self.setup;
        let start = if !setup.ground.landscape.value(&setup.start).is_finite() {
            Some(text("notice.no-start"))
        } else {
            (setup.steepness(setup.start) == 0.0).then(|| text("notice.at-rest"))
        };
        let of_racer = |racer: &Racer| {
            let size = libm::hypot(racer.at()[0], racer.at()[1]);
            match racer.stopped {
                Some(step) => Some(stopped("notice.diverged", racer.rule.info.id, step, size)),
                None if setup.is_far(racer.at()) => {
                    let left = text("notice.left").with("method", racer.rule.info.name());
                    Some(left.number("size", size, Notation::Scientific(1)))
                }
                None => None,
            }
        };
        start.into_iter().chain(self.racers.iter().filter_map(of_racer)).collect()
    }
}

impl Run for DescentRaceRun {
    fn step(&mut self) {
        self.step += 1;
        let factor = self.setup.ground.schedule.factor(self.step);
        for racer in &mut self.racers {
            racer.step(&self.setup.ground, self.step);
            self.laws.see(racer, factor);
        }
        self.arrivals();
        self.laws.step();
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        self.racers.iter().map(|racer| racer.trail.weight() + 2048).sum()
    }

    fn view(&self) -> Rect {
        let (view, setup) = (self.setup.info.view, &self.setup);
        let near = |minimum: &[f64; 2]| {
            let off = |axis: usize, [low, high]: [f64; 2]| (minimum[axis] - 0.5 * (low + high)).abs() / (high - low);
            off(0, view.x).max(off(1, view.y)) < 0.5 * REACH
        };
        // A start outside the landscape's own view is shown all the same.
        let minimum = setup.stationary.nearest_minimum(setup.start).filter(near);
        terrain::view_with(view, minimum.into_iter().chain([setup.start]))
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let setup = &self.setup;
        let label = setup.loss();
        let readouts = self.racers.iter().map(|racer| {
            let value = if racer.value.is_finite() { setup.height(racer.value) } else { f64::NAN };
            Readout { id: racer.rule.info.id.into(), label: label.clone(), value, unit: Text::NONE }
        });
        Frame {
            layers: picture::layers(setup, &self.racers, self.step),
            at_rest: picture::at_rest(setup, &self.racers, self.step),
            charts: picture::charts(setup, &self.racers),
            readouts: readouts.collect(),
            tables: vec![picture::table(setup, &self.racers)],
            notices: self.notices(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(4 * self.racers.len());
        for racer in &self.racers {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", racer.rule.info.id), value });
            };
            let ([x, y], [from_x, from_y]) = (racer.at(), racer.was());
            follow("loss", self.setup.charted(racer.value));
            follow("gradient", self.setup.steepness([x, y]));
            follow("distance", self.setup.stationary.distance([x, y]));
            let moved =
                if racer.stopped.is_some() || self.step == 0 { f64::NAN } else { libm::hypot(x - from_x, y - from_y) };
            follow("rate", moved / self.setup.steepness([from_x, from_y]));
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.racers
            .iter()
            .map(|racer| Track {
                id: racer.rule.info.id.to_string(),
                label: racer.rule.info.label(),
                point: racer.at().to_vec(),
                value: racer.value,
            })
            .collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.laws.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let landscape = self.setup.ground.landscape.as_ref();
        let mut lines = terrain::lines(landscape, at);
        lines.push(terrain::shape(terrain::local(landscape, at).curvatures));
        Some(Probe { lines })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.racers.iter().for_each(|racer| racer.digest(hash));
        self.laws.digest(hash);
    }
}
