//! The scene's state in time: each method in the world as it is, and in the turned world.

use super::claims::{Laws, Seen};
use super::{picture, rules};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Grid, Readout, Rect};
use crate::method::optimizer::{Optimizer, OptimizerInfo, Step};
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape, LandscapeInfo, Turn, Turned};
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use std::sync::Arc;

/// Beyond this radius a walker is stopped where it was: the next steps would overflow.
const TOO_FAR: f64 = 1e6;
/// How far off, relative, a neighbour starts in the world as it is: it shows how the path amplifies rounding.
const OFFSET: f64 = 1e-9;
/// A neighbour this many times farther off than it started ends the comparison: rounding, about 10⁻¹⁶ a step, has grown as it has.
const AMPLIFIED: f64 = 1e4;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) turned: Turned,
    pub(super) turn: Turn,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    /// The picture's view.
    pub(super) view: Rect,
    /// The turned landscape, sampled for its chart.
    pub(super) relief: Grid,
}

impl Setup {
    fn new(settings: &Settings) -> Result<Self, Error> {
        let info: &'static LandscapeInfo = landscape::find(settings.choice("landscape")?)?;
        let landscape = (info.build)(settings)?;
        let start = settings.point("start")?;
        let view = picture::view(info.view, start);
        let centre = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
        let turn = Turn::by_degrees(settings.number("angle")?, centre);
        let turned = Turned::new(Arc::clone(&landscape), turn);
        let relief = picture::relief(&turned, picture::around(view));
        Ok(Self { landscape, turned, turn, start, step_size: settings.number("eta")?, view, relief })
    }
}

/// One point under one rule.
#[derive(Debug, Clone)]
struct Walker {
    at: [f64; 2],
    memory: Vec<f64>,
}

/// One method in both worlds.
#[derive(Clone)]
pub(super) struct Pair {
    pub(super) rule: &'static OptimizerInfo,
    optimizer: Arc<dyn Optimizer>,
    /// In the world as it is, in the turned world, and a neighbour of the first.
    walkers: [Walker; 3],
    /// In the world as it is, and in the turned world.
    pub(super) trails: [Trail; 2],
    noise: Stream,
    stopped: Option<u64>,
    laws: Laws,
}

impl Pair {
    fn new(setup: &Setup, rule: &'static OptimizerInfo, settings: &Settings, seed: u64) -> Result<Self, Error> {
        let optimizer: Arc<dyn Optimizer> = Arc::from((rule.build)(setup.step_size, settings)?);
        let scale = setup.view.width();
        let starts = [
            setup.start,
            setup.turn.point(setup.start),
            [setup.start[0] + OFFSET * scale, setup.start[1] + OFFSET * scale],
        ];
        Ok(Self {
            rule,
            walkers: starts.map(|at| Walker { at, memory: vec![0.0; optimizer.memory(2)] }),
            optimizer,
            trails: [Trail::from(starts[0]), Trail::from(starts[1])],
            noise: Stream::new(seed, rule.info.id),
            stopped: None,
            laws: Laws::new(setup, rule, settings)?,
        })
    }

    /// Where the method is in the world as it is.
    pub(super) fn here(&self) -> [f64; 2] {
        self.walkers[0].at
    }

    /// Where the method is in the turned world.
    pub(super) fn there(&self) -> [f64; 2] {
        self.walkers[1].at
    }

    /// How far apart the two are, once the second is turned back.
    fn deviation(&self, turn: Turn) -> f64 {
        distance(self.here(), turn.back().point(self.there()))
    }

    fn step(&mut self, setup: &Setup, count: u64) {
        if self.stopped.is_some() {
            return;
        }
        let before = self.walkers.clone();
        for (index, walker) in self.walkers.iter_mut().enumerate() {
            let landscape: &dyn Landscape = if index == 1 { &setup.turned } else { setup.landscape.as_ref() };
            let mut step = Step::new(landscape, count, &mut self.noise);
            self.optimizer.step(&mut step, &mut walker.at, &mut walker.memory);
        }
        let size = |at: [f64; 2]| libm::hypot(at[0], at[1]);
        let lost = |walker: &Walker| size(walker.at).is_nan() || size(walker.at) > TOO_FAR;
        if self.walkers[..2].iter().any(lost) {
            self.walkers = before;
            self.stopped = Some(count);
            return;
        }
        for (trail, walker) in self.trails.iter_mut().zip(&self.walkers) {
            trail.push(walker.at);
        }
        let scale = setup.view.width().max(size(self.here()));
        let seen = Seen {
            count,
            scale,
            deviation: self.deviation(setup.turn),
            // Not a number counts as far off.
            faithful: distance(self.here(), self.walkers[2].at) <= AMPLIFIED * OFFSET * scale,
            steps: [0, 1].map(|world| (before[world].at, self.walkers[world].at)),
        };
        self.laws.see(setup, &seen);
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct RotatedWorldRun {
    pub(super) setup: Arc<Setup>,
    pub(super) pairs: Vec<Pair>,
    step: u64,
}

impl RotatedWorldRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let chosen = settings.choices("methods")?;
        let pairs = rules()
            .filter(|rule| chosen.iter().any(|id| id == rule.info.id))
            .map(|rule| Pair::new(&setup, rule, settings, seed))
            .collect::<Result<_, _>>()?;
        Ok(Self { setup: Arc::new(setup), pairs, step: 0 })
    }
}

/// |a − b|.
fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    libm::hypot(a[0] - b[0], a[1] - b[1])
}

impl Run for RotatedWorldRun {
    fn step(&mut self) {
        self.step += 1;
        for pair in &mut self.pairs {
            pair.step(&self.setup, self.step);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        2 * self.pairs.len() * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        self.setup.view
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let readouts = self.pairs.iter().map(|pair| Readout {
            id: pair.rule.info.id.to_string(),
            label: "deviation".to_string(),
            value: pair.deviation(self.setup.turn),
            unit: String::new(),
        });
        let notices = self.pairs.iter().filter_map(|pair| {
            let (id, step) = (pair.rule.info.id, pair.stopped?);
            let size = libm::hypot(pair.here()[0], pair.here()[1]);
            Some(format!("{id} stopped at step {step}, |z| = {size:.1e}: the next step would leave the picture for good"))
        });
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: readouts.collect(),
            tables: Vec::new(),
            notices: notices.collect(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(3 * self.pairs.len());
        for pair in &self.pairs {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", pair.rule.info.id), value });
            };
            follow("deviation", pair.deviation(self.setup.turn));
            follow("loss", self.setup.landscape.value(&pair.here()));
            follow("turned-loss", self.setup.turned.value(&pair.there()));
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |pair: &Pair| Track {
            id: pair.rule.info.id.to_string(),
            label: pair.rule.info.label.to_string(),
            // Here, then there.
            point: [pair.here(), pair.there()].concat(),
            value: self.setup.landscape.value(&pair.here()),
        };
        self.pairs.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.pairs.iter().flat_map(|pair| pair.laws.claims()).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for pair in &self.pairs {
            for walker in &pair.walkers {
                walker.at.iter().chain(&walker.memory).for_each(|value| hash(*value));
            }
            pair.laws.digest(hash);
        }
    }
}
