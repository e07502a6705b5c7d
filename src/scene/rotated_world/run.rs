//! The scene's state in time: each method in the world as it is, and in the turned world.

use super::claims::{Laws, Seen};
use super::rules::rules;
use super::setup::Setup;
use crate::error::Error;
use crate::method::optimizer::{Optimizer, OptimizerInfo, Step};
use crate::parameter::Settings;
use crate::problem::landscape::Turn;
use crate::random::Stream;
use crate::scene::trail::Trail;
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

/// One point under one rule.
#[derive(Debug, Clone)]
pub(super) struct Walker {
    pub(super) at: [f64; 2],
    pub(super) memory: Vec<f64>,
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
    pub(super) walkers: [Walker; 2],
    /// In the world as it is, and in the turned world.
    pub(super) trails: [Trail; 2],
    noise: Stream,
    /// The covariance of the state's errors by rounding.
    errors: DMatrix<f64>,
    /// The step at which it left for good.
    pub(super) stopped: Option<u64>,
    pub(super) laws: Laws,
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
    pub(super) fn deviation(&self, turn: Turn) -> f64 {
        let (here, there) = (self.here(), turn.back().point(self.there()));
        libm::hypot(here[0] - there[0], here[1] - there[1])
    }

    /// Carries the effect of rounding on by one step, from where the method was in the world as it is: P ← JPJᵀ + this step's
    /// rounding, with J the step's derivative by differences and P the covariance of the state's errors. Returns the standard
    /// deviation of the point, relative to its size.
    fn blur(&mut self, setup: &Setup, before: &Walker, count: u64) -> f64 {
        let (after, scale) = (self.walkers[0].state(), setup.view.width().max(size(before.at)));
        let memory = before.memory.iter().fold(0.0_f64, |size, entry| size.max(entry.abs()));
        let unit = |i: usize| if i < 2 { scale } else { memory.max(1e-3) };
        let n = after.len();
        let mut derivative = DMatrix::zeros(n, n);
        for i in 0..n {
            let (mut beside, offset) = (before.clone(), OFFSET * unit(i));
            *beside.entry(i) += offset;
            let mut step = Step::new(setup.landscape.as_ref(), count, &mut self.noise);
            self.optimizer.step(&mut step, &mut beside.at, &mut beside.memory);
            for (j, (there, here)) in beside.state().iter().zip(&after).enumerate() {
                derivative[(j, i)] = (there - here) / offset;
            }
        }
        self.errors = &derivative * &self.errors * derivative.transpose();
        for i in 0..n {
            self.errors[(i, i)] += (ROUNDING * unit(i)) * (ROUNDING * unit(i));
        }
        (self.errors[(0, 0)] + self.errors[(1, 1)]).sqrt() / scale
    }

    pub(super) fn step(&mut self, setup: &Setup, count: u64) {
        if self.stopped.is_some() {
            return;
        }
        let before = self.walkers.clone();
        for (index, walker) in self.walkers.iter_mut().enumerate() {
            let mut step = Step::new(setup.worlds()[index], count, &mut self.noise);
            self.optimizer.step(&mut step, &mut walker.at, &mut walker.memory);
        }
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
        // Not a number counts as far off.
        let faithful = self.laws.compare() && self.blur(setup, &before[0], count) <= KNOWN;
        let steps = [0, 1].map(|world| (before[world].at, self.walkers[world].at));
        self.laws.see(setup, &Seen { count, scale, deviation: self.deviation(setup.turn), faithful, steps });
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct RotatedWorldRun {
    pub(super) setup: Arc<Setup>,
    pub(super) pairs: Vec<Pair>,
    pub(super) step: u64,
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

/// |z|.
pub(super) fn size(z: [f64; 2]) -> f64 {
    libm::hypot(z[0], z[1])
}
