//! The scene's state in time: each method in the world as it is, and in the turned world.

use super::claims::{Laws, Seen};
use super::{picture, rules};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::{Grid, Rect};
use crate::method::optimizer::{Optimizer, OptimizerInfo, Step};
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape, LandscapeInfo, Turn, Turned};
use crate::random::Stream;
use crate::scene::stopped::stopped;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track, terrain};
use nalgebra::DMatrix;
use std::sync::Arc;

/// Beyond this radius a walker is stopped where it was: the next steps would overflow.
const TOO_FAR: f64 = 1e6;
/// Over what distance, relative, a step's derivative is taken.
const OFFSET: f64 = 1e-9;
/// How far rounding moves a path in a step, relative to its coordinates.
const ROUNDING: f64 = 1e-16;
/// Up to this deviation by rounding, relative, the worlds are compared: claims are exact to a hundred times as much.
const KNOWN: f64 = 1e-11;

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
        let view = info.view.holding(start);
        let centre = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
        let turn = Turn::by_degrees(settings.number("angle")?, centre);
        let turned = Turned::new(Arc::clone(&landscape), turn);
        let relief = terrain::relief_of(&turned, picture::around(view), [44, 44]);
        Ok(Self { landscape, turned, turn, start, step_size: settings.number("eta")?, view, relief })
    }
}

/// One point under one rule.
#[derive(Debug, Clone)]
struct Walker {
    at: [f64; 2],
    memory: Vec<f64>,
}

impl Walker {
    /// All its numbers: the point, then what the rule remembers.
    fn state(&self) -> Vec<f64> {
        self.at.iter().chain(&self.memory).copied().collect()
    }

    /// One of them.
    fn entry(&mut self, index: usize) -> &mut f64 {
        if index < 2 { &mut self.at[index] } else { &mut self.memory[index - 2] }
    }
}

/// One method in both worlds.
#[derive(Clone)]
pub(super) struct Pair {
    pub(super) rule: &'static OptimizerInfo,
    optimizer: Arc<dyn Optimizer>,
    /// In the world as it is, and in the turned world.
    walkers: [Walker; 2],
    /// In the world as it is, and in the turned world.
    pub(super) trails: [Trail; 2],
    noise: Stream,
    /// The covariance of what rounding has done to the state.
    errors: DMatrix<f64>,
    stopped: Option<u64>,
    laws: Laws,
}

impl Pair {
    fn new(setup: &Setup, rule: &'static OptimizerInfo, settings: &Settings, seed: u64) -> Result<Self, Error> {
        let optimizer: Arc<dyn Optimizer> = Arc::from((rule.build)(setup.step_size, settings)?);
        let starts = [setup.start, setup.turn.point(setup.start)];
        let memory = optimizer.memory(2);
        Ok(Self {
            rule,
            walkers: starts.map(|at| Walker { at, memory: vec![0.0; memory] }),
            optimizer,
            trails: [Trail::from(starts[0]), Trail::from(starts[1])],
            noise: Stream::new(seed, rule.info.id),
            errors: DMatrix::zeros(2 + memory, 2 + memory),
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

    /// Carries what rounding has done on by one step, from where the method was in the world as it is: P ← JPJᵀ + rounding's
    /// own, J the step's derivative by differences, P the covariance of the state's errors; the deviation of the point.
    fn blur(&mut self, setup: &Setup, before: &Walker, count: u64) -> f64 {
        let (after, scale) = (self.walkers[0].state(), setup.view.width().max(libm::hypot(before.at[0], before.at[1])));
        let memory = before.memory.iter().fold(0.0_f64, |size, entry| size.max(entry.abs()));
        let size = |i: usize| if i < 2 { scale } else { memory.max(1e-3) };
        let n = after.len();
        let mut derivative = DMatrix::zeros(n, n);
        for i in 0..n {
            let (mut beside, offset) = (before.clone(), OFFSET * size(i));
            *beside.entry(i) += offset;
            let mut step = Step::new(setup.landscape.as_ref(), count, &mut self.noise);
            self.optimizer.step(&mut step, &mut beside.at, &mut beside.memory);
            for (j, (there, here)) in beside.state().iter().zip(&after).enumerate() {
                derivative[(j, i)] = (there - here) / offset;
            }
        }
        self.errors = &derivative * &self.errors * derivative.transpose();
        for i in 0..n {
            self.errors[(i, i)] += (ROUNDING * size(i)) * (ROUNDING * size(i));
        }
        (self.errors[(0, 0)] + self.errors[(1, 1)]).sqrt() / scale
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
        if self.walkers.iter().any(lost) {
            self.walkers = before;
            self.stopped = Some(count);
            return;
        }
        for (trail, walker) in self.trails.iter_mut().zip(&self.walkers) {
            trail.push(walker.at);
        }
        let scale = setup.view.width().max(size(self.here()));
        let faithful = self.laws.compare() && self.blur(setup, &before[0], count) <= KNOWN;
        let seen = Seen {
            count,
            scale,
            deviation: self.deviation(setup.turn),
            // Not a number counts as far off.
            faithful,
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
            id: pair.rule.info.id.to_string().into(),
            label: "deviation".to_string().into(),
            value: pair.deviation(self.setup.turn),
            unit: String::new().into(),
        });
        let notices = self.pairs.iter().filter_map(|pair| {
            let (id, step) = (pair.rule.info.id, pair.stopped?);
            let size = libm::hypot(pair.here()[0], pair.here()[1]);
            Some(stopped("notice.stopped", id, step, size))
        });
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
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
            label: pair.rule.info.label(),
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
