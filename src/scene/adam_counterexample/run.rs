//! The scene's state in time: every chosen rule on the same slopes, held in [−1, 1], and again without walls for the claims.

use super::claims::Claims;
use super::setup::{Rule, Setup, Slope, rules};
use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{Optimizer, Step};
use crate::parameter::Settings;
use crate::random::Stream;
use std::collections::VecDeque;
use std::sync::Arc;

/// How many steps of the past the picture shows.
pub(super) const WINDOW: usize = 240;

/// One point under one rule.
#[derive(Debug, Clone)]
pub(super) struct Walker {
    pub(super) x: [f64; 1],
    pub(super) memory: Vec<f64>,
}

/// One rule on its way.
#[derive(Clone)]
pub(super) struct Contestant {
    pub(super) rule: &'static Rule,
    pub(super) info: &'static MethodInfo,
    optimizer: Arc<dyn Optimizer>,
    /// Between the walls, under the schedule; and without either.
    pub(super) walkers: [Walker; 2],
    /// Where it was in the last steps, oldest first.
    pub(super) past: VecDeque<f64>,
    /// Σ fₖ(xₖ) − fₖ(−1).
    pub(super) regret: f64,
    noise: Stream,
    pub(super) claims: Claims,
}

impl Contestant {
    fn new(setup: &Setup, (rule, info): (&'static Rule, &'static MethodInfo), seed: u64) -> Self {
        let optimizer = (rule.build)(setup);
        let walker = Walker { x: [setup.start], memory: vec![0.0; optimizer.memory(1)] };
        Self {
            rule,
            info,
            optimizer,
            walkers: [walker.clone(), walker],
            past: VecDeque::from([setup.start]),
            regret: 0.0,
            noise: Stream::new(seed, info.id),
            claims: Claims::new(setup, rule, info),
        }
    }

    /// x between the walls.
    pub(super) fn x(&self) -> f64 {
        self.walkers[0].x[0]
    }

    pub(super) fn step(&mut self, setup: &Setup, count: u64) {
        let slope = setup.slope(count);
        let landscape = Slope(slope);
        let before = self.walkers[0].x[0];
        let regret = slope * (before + 1.0);
        self.regret += regret;
        for (index, walker) in self.walkers.iter_mut().enumerate() {
            let factor = if index == 0 { setup.schedule.factor(count) } else { 1.0 };
            let mut step = Step::new(&landscape, count, &mut self.noise).with(factor, 0.0);
            self.optimizer.step(&mut step, &mut walker.x, &mut walker.memory);
        }
        let x = &mut self.walkers[0].x[0];
        *x = x.clamp(-1.0, 1.0);
        if self.past.len() > WINDOW {
            self.past.pop_front();
        }
        self.past.push_back(*x);
        self.claims.see(count, *x, regret, self.walkers[1].x[0]);
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct CounterexampleRun {
    pub(super) setup: Arc<Setup>,
    pub(super) contestants: Vec<Contestant>,
    pub(super) step: u64,
}

impl CounterexampleRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let chosen = settings.choices("methods")?;
        let contestants = rules()
            .filter(|(_, info)| chosen.iter().any(|id| id == info.id))
            .map(|rule| Contestant::new(&setup, rule, seed))
            .collect();
        Ok(Self { setup: Arc::new(setup), contestants, step: 0 })
    }

    /// The slope of the step to come.
    pub(super) fn next_slope(&self) -> f64 {
        self.setup.slope(self.step + 1)
    }
}
