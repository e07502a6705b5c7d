//! Many walkers under one optimizer, from one start, each with its own memory and a stopwatch.

use crate::method::optimizer::{Optimizer, OptimizerInfo, Step};
use crate::problem::landscape::Landscape;
use crate::random::Stream;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// A walker this far out is stopped where it was: its next step would soon overflow.
const TOO_FAR: f64 = 1e6;

/// Walkers in the plane. Clones share the rule and copy everything that moves.
#[derive(Clone)]
pub(super) struct Flock {
    pub(super) rule: &'static OptimizerInfo,
    optimizer: Arc<dyn Optimizer>,
    /// x and y of each walker in turn.
    points: Vec<f64>,
    memory: Vec<f64>,
    /// The path of the first walker, where walkers are not let go.
    pub(super) trail: Trail,
    noise: Stream,
    /// The step at which each walker first escaped, 0 while it has not.
    escaped: Vec<u32>,
    /// Whether each walker has been inside the radius: only then can it escape.
    entered: Vec<bool>,
    stopped: Vec<bool>,
    /// Whether a walker that has escaped moves no more: where only the time matters.
    lets_go: bool,
    /// The first walker to be stopped: at what step, and how far out.
    pub(super) first_stop: Option<(u64, f64)>,
}

impl Flock {
    /// Walkers at the given points, at rest.
    pub(super) fn new(
        rule: &'static OptimizerInfo,
        optimizer: Arc<dyn Optimizer>,
        starts: &[[f64; 2]],
        noise: Stream,
    ) -> Self {
        Self {
            rule,
            points: starts.iter().flatten().copied().collect(),
            memory: vec![0.0; starts.len() * optimizer.memory(2)],
            trail: starts.first().map_or_else(Trail::default, |start| Trail::from(*start)),
            optimizer,
            noise,
            escaped: vec![0; starts.len()],
            entered: vec![true; starts.len()],
            stopped: vec![false; starts.len()],
            lets_go: false,
            first_stop: None,
        }
    }

    /// The same flock, which moves a walker no more once it has escaped.
    pub(super) fn letting_go(mut self) -> Self {
        self.lets_go = true;
        self
    }

    /// The same flock, whose walkers escape only once they have been inside the radius.
    pub(super) fn entering(mut self, departure: impl Fn([f64; 2]) -> f64, radius: f64) -> Self {
        self.entered = (0..self.len()).map(|walker| departure(self.at(walker)) < radius).collect();
        self
    }

    /// How many walkers there are.
    pub(super) fn len(&self) -> usize {
        self.escaped.len()
    }

    /// One step of every walker; `departure` tells how far a point is from the saddle, `radius` what counts as escaped.
    pub(super) fn step(
        &mut self,
        landscape: &dyn Landscape,
        count: u64,
        departure: impl Fn([f64; 2]) -> f64,
        radius: f64,
    ) {
        let size = self.optimizer.memory(2);
        let mut step = Step::new(landscape, count, &mut self.noise);
        for walker in 0..self.escaped.len() {
            if self.stopped[walker] || (self.lets_go && self.escaped[walker] > 0) {
                continue;
            }
            let point = &mut self.points[2 * walker..2 * walker + 2];
            let before = [point[0], point[1]];
            let memory = &mut self.memory[size * walker..size * (walker + 1)];
            self.optimizer.step(&mut step, point, memory);
            let after = [point[0], point[1]];
            let distance = libm::hypot(after[0], after[1]);
            if distance.is_nan() || distance > TOO_FAR {
                point.copy_from_slice(&before);
                self.stopped[walker] = true;
                self.first_stop.get_or_insert((count, libm::hypot(before[0], before[1])));
            } else if departure(after) < radius {
                self.entered[walker] = true;
            } else if self.escaped[walker] == 0 && self.entered[walker] {
                self.escaped[walker] = u32::try_from(count).unwrap_or(u32::MAX);
            }
        }
        if !self.lets_go {
            self.trail.push(self.at(0));
        }
    }

    /// Where a walker is.
    pub(super) fn at(&self, walker: usize) -> [f64; 2] {
        [self.points[2 * walker], self.points[2 * walker + 1]]
    }

    /// Where all walkers are.
    pub(super) fn positions(&self) -> Vec<[f64; 2]> {
        (0..self.len()).map(|walker| self.at(walker)).collect()
    }

    /// How many walkers have escaped.
    pub(super) fn escapes(&self) -> usize {
        self.escaped.iter().filter(|step| **step > 0).count()
    }

    /// The places of the walkers that have not escaped.
    pub(super) fn remaining(&self) -> impl Iterator<Item = [f64; 2]> {
        (0..self.len()).filter(|walker| self.escaped[*walker] == 0).map(|walker| self.at(walker))
    }

    /// The escape times so far, in no order of meaning.
    pub(super) fn escape_times(&self) -> impl Iterator<Item = f64> {
        self.escaped.iter().filter(|step| **step > 0).map(|step| f64::from(*step))
    }

    /// The median over all walkers of a function of their position.
    pub(super) fn median(&self, of: impl Fn([f64; 2]) -> f64) -> f64 {
        let mut values: Vec<f64> = (0..self.len()).map(|walker| of(self.at(walker))).collect();
        let middle = values.len() / 2;
        if values.is_empty() { f64::NAN } else { *values.select_nth_unstable_by(middle, f64::total_cmp).1 }
    }

    /// Every number of the state.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.points.iter().chain(&self.memory).for_each(|value| hash(*value));
        self.escaped.iter().for_each(|step| hash(f64::from(*step)));
    }
}
