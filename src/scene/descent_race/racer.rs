//! One method on its way down, with what is counted of it.

use crate::method::optimizer::{Anatomy, Optimizer, OptimizerInfo, Schedule, Step};
use crate::problem::landscape::Landscape;
use crate::random::Stream;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// Farther out squares come near overflow: a racer stops there and keeps its last state.
const OVERFLOW: f64 = 1e100;

/// What all racers share: the ground, and how it is seen.
pub(super) struct Ground {
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) schedule: Schedule,
    /// σ of the noise on each coordinate of a gradient.
    pub(super) sigma: f64,
    /// Points of a trail are at least so far apart.
    pub(super) grain: f64,
}

/// All that the next step depends on.
#[derive(Clone)]
struct State {
    at: [f64; 2],
    memory: Vec<f64>,
    noise: Stream,
}

/// One method on its way.
#[derive(Clone)]
pub(super) struct Racer {
    pub(super) rule: &'static OptimizerInfo,
    /// Its learning rate.
    pub(super) rate: f64,
    optimizer: Arc<dyn Optimizer>,
    now: State,
    /// Before the last step; replayed when its anatomy is asked for.
    before: State,
    pub(super) trail: Trail,
    /// f now.
    pub(super) value: f64,
    /// Gradients looked at so far.
    pub(super) evaluations: u64,
    /// The step at which it came within the tolerance.
    pub(super) arrived: Option<u64>,
    /// The step at which it would have left the numbers.
    pub(super) stopped: Option<u64>,
}

impl Racer {
    /// At rest at a point where f has the given value.
    pub(super) fn new(
        rule: &'static OptimizerInfo,
        rate: f64,
        optimizer: Arc<dyn Optimizer>,
        start: [f64; 2],
        value: f64,
        noise: Stream,
    ) -> Self {
        let now = State { at: start, memory: vec![0.0; optimizer.memory(2)], noise };
        Self {
            rule,
            rate,
            optimizer,
            before: now.clone(),
            now,
            trail: Trail::from(start),
            value,
            evaluations: 0,
            arrived: None,
            stopped: None,
        }
    }

    /// Where it is.
    pub(super) fn at(&self) -> [f64; 2] {
        self.now.at
    }

    /// Where it was before its last step.
    pub(super) fn was(&self) -> [f64; 2] {
        self.before.at
    }

    /// Step `count`, unless it has stopped.
    pub(super) fn step(&mut self, ground: &Ground, count: u64) {
        if self.stopped.is_some() {
            return;
        }
        self.before.at = self.now.at;
        self.before.memory.clone_from(&self.now.memory);
        self.before.noise.clone_from(&self.now.noise);
        let factor = ground.schedule.factor(count);
        let mut step = Step::new(ground.landscape.as_ref(), count, &mut self.now.noise).with(factor, ground.sigma);
        self.optimizer.step(&mut step, &mut self.now.at, &mut self.now.memory);
        self.evaluations += step.evaluations;
        let size = libm::hypot(self.now.at[0], self.now.at[1]);
        let value = ground.landscape.value(&self.now.at);
        if size.is_nan() || size > OVERFLOW || !value.is_finite() {
            self.now = self.before.clone();
            self.stopped = Some(count);
            return;
        }
        self.value = value;
        self.trail.push_apart(self.now.at, ground.grain);
    }

    /// What its last step, number `count`, was made of; none before the first and once it has stopped.
    pub(super) fn anatomy(&self, ground: &Ground, count: u64) -> Option<Anatomy> {
        if count == 0 || self.stopped.is_some() {
            return None;
        }
        let mut again = self.before.clone();
        let mut step = Step::new(ground.landscape.as_ref(), count, &mut again.noise)
            .with(ground.schedule.factor(count), ground.sigma)
            .told();
        self.optimizer.step(&mut step, &mut again.at, &mut again.memory);
        step.anatomy
    }

    /// Every number of the state.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.now.at.iter().chain(&self.now.memory).for_each(|value| hash(*value));
        hash(self.evaluations as f64);
        hash(self.arrived.map_or(-1.0, |step| step as f64));
    }
}
