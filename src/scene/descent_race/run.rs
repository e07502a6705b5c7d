//! The scene's state in time: every chosen method from the same start, and the laws.

use super::landscape_of;
use super::laws::{Basin, Laws};
use super::noisy::{self, Noisy};
use super::picture;
use super::racer::{Ground, Racer};
use super::region::Region;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::optimizer::{OPTIMIZERS, Schedule};
use crate::parameter::Settings;
use crate::problem::landscape::{LandscapeInfo, Stationary};
use crate::random::Stream;
use crate::scene::{Observable, Probe, Run, Track, terrain};
use crate::words::Text;
use std::sync::Arc;

/// Heights below this, relative, are rounding.
const ROUNDING: f64 = 1e-16;
/// A racer has left the picture so many view widths away.
const FAR: f64 = 20.0;
/// A trail's points are at least this part of the view's width apart.
const GRAIN: f64 = 1.0 / 800.0;
/// The view grows to hold a start or a minimum that lies this many half-widths out at most.
const REACH: f64 = 3.0;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) info: &'static LandscapeInfo,
    pub(super) ground: Ground,
    pub(super) stationary: Stationary,
    pub(super) start: [f64; 2],
    /// The least known value of f.
    pub(super) least: Option<f64>,
    /// How near to it a method has arrived.
    tolerance: f64,
    /// Whether the last step is taken apart.
    pub(super) anatomy: bool,
}

impl Setup {
    /// f − least f where that is known, else f.
    pub(super) fn height(&self, value: f64) -> f64 {
        value - self.least.unwrap_or(0.0)
    }

    /// The same for a logarithmic chart, which shows nothing below rounding.
    fn charted(&self, value: f64) -> f64 {
        self.least.map_or(value, |least| (value - least).max(ROUNDING * (1.0 + least.abs())))
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct DescentRaceRun {
    pub(super) setup: Arc<Setup>,
    pub(super) racers: Vec<Racer>,
    laws: Laws,
    pub(super) step: u64,
}

/// The ground that the settings describe, and where it is level.
pub(super) fn ground(settings: &Settings) -> Result<(Ground, Stationary), Error> {
    let info = landscape_of(settings)?;
    let landscape = (info.build)(settings)?;
    let stationary = (info.stationary)(landscape.as_ref(), info.view);
    let (schedule, sigma) = (Schedule::of(settings)?, settings.number("sigma")?);
    Ok((Ground { landscape, schedule, sigma, grain: GRAIN * info.view.width() }, stationary))
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
        let minimum = stationary.nearest_minimum(start);
        let basin = minimum
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

    /// |∇f| at a point.
    fn steepness(&self, at: [f64; 2]) -> f64 {
        let mut gradient = [0.0; 2];
        self.setup.ground.landscape.gradient(&at, &mut gradient);
        libm::hypot(gradient[0], gradient[1])
    }

    /// Whether a racer is far out of the picture.
    pub(super) fn is_far(&self, racer: &Racer) -> bool {
        let view = self.setup.info.view;
        let middle = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
        let at = racer.at();
        libm::hypot(at[0] - middle[0], at[1] - middle[1]) > FAR * view.width()
    }

    fn notices(&self) -> Vec<Text> {
        let mut notices = Vec::new();
        if !self.setup.ground.landscape.value(&self.setup.start).is_finite() {
            notices.push("f is not finite at the start: nothing moves".to_string().into());
        } else if self.steepness(self.setup.start) == 0.0 {
            notices.push("the start is a stationary point: without noise most methods stay".to_string().into());
        }
        for racer in &self.racers {
            let (id, [x, y]) = (racer.rule.info.id, racer.at());
            let size = libm::hypot(x, y);
            if let Some(step) = racer.stopped {
                notices.push(
                    format!("{id} diverged: stopped at step {step}, |x| = {size:.1e}; the next step would overflow")
                        .into(),
                );
            } else if self.is_far(racer) {
                notices.push(format!("{id} left the picture, |x| = {size:.1e}").into());
            }
        }
        notices
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
        let readouts = self.racers.iter().map(|racer| Readout {
            id: racer.rule.info.id.to_string().into(),
            label: if self.setup.least.is_some() { "f − least f" } else { "f" }.to_string().into(),
            value: if racer.value.is_finite() { self.setup.height(racer.value) } else { f64::NAN },
            unit: String::new().into(),
        });
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: picture::at_rest(self),
            charts: picture::charts(self),
            readouts: readouts.collect(),
            tables: vec![picture::table(self)],
            notices: self.notices(),
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
            follow("gradient", self.steepness([x, y]));
            follow("distance", self.setup.stationary.distance([x, y]));
            let moved =
                if racer.stopped.is_some() || self.step == 0 { f64::NAN } else { libm::hypot(x - from_x, y - from_y) };
            follow("rate", moved / self.steepness([from_x, from_y]));
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
        lines.push(terrain::shape(terrain::local(landscape, at).curvatures).to_string().into());
        Some(Probe { lines })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.racers.iter().for_each(|racer| racer.digest(hash));
        self.laws.digest(hash);
    }
}
