//! One network in training: its parameters, its optimizer, its sharpness.

use super::super::{FINE_DESCENT, MINIBATCH_SGD, rules};
use super::setup::{EXAMPLES, Setup};
use crate::error::Error;
use crate::measure::sharpness::Sharpness;
use crate::method::MethodInfo;
use crate::method::optimizer::{Gd, Optimizer, Step};
use crate::parameter::Settings;
use crate::problem::landscape::Landscape as _;
use crate::random::Stream;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// Between two looks at the sharpness so many steps pass.
pub(super) const PERIOD: u64 = 10;
/// Products with the Hessian in each look.
pub(super) const PRODUCTS: usize = 5;
/// Products in the first look, which knows no direction yet.
pub(super) const FIRST_PRODUCTS: usize = 20;
/// A network that loses more than this has diverged.
pub(super) const LOST: f64 = 1e4;
/// Examples of a minibatch.
const BATCH: usize = 4;
/// Into so many parts the fine descent divides each step.
const PARTS: u64 = 20;

/// How a method steps.
#[derive(Clone)]
enum Way {
    /// An optimizer on all data.
    Rule(Arc<dyn Optimizer>),
    /// Gradient descent on a minibatch.
    Minibatch(Gd),
    /// Many short steps of gradient descent.
    Fine(Gd),
}

/// One network in training.
#[derive(Clone)]
pub(super) struct Trainee {
    pub(super) info: &'static MethodInfo,
    way: Way,
    /// The largest stable ηλ: 2 for gradient descent, 2(1 + β) with momentum.
    pub(super) stable: f64,
    pub(super) parameters: Vec<f64>,
    memory: Vec<f64>,
    noise: Stream,
    pub(super) loss: f64,
    pub(super) sharpness: Sharpness,
    /// The last steps along the top eigenvector, against the share of the edge.
    pub(super) loops: Trail,
    /// The step at which it diverged.
    pub(super) stopped: Option<u64>,
}

/// The chosen methods, in the order of the legend; all start with the same weights.
pub(super) fn trainees(setup: &Setup, settings: &Settings, seed: u64) -> Result<Vec<Trainee>, Error> {
    let chosen = settings.choices("methods")?;
    let [start, direction] = setup.draw(seed, "network");
    let mut sharpness = Sharpness::new(direction);
    sharpness.look(&setup.regression, &start, FIRST_PRODUCTS);
    let descent = Gd { learning_rate: setup.step_size };
    let fine = Gd { learning_rate: setup.step_size / PARTS as f64 };
    let mut ways: Vec<(&'static MethodInfo, Way, f64)> = Vec::new();
    for rule in rules() {
        let built: Arc<dyn Optimizer> = Arc::from((rule.build)(setup.step_size, settings)?);
        let beta = if rule.info.id == "momentum" { settings.number("momentum.beta")? } else { 0.0 };
        ways.push((&rule.info, Way::Rule(built), 2.0 * (1.0 + beta)));
    }
    ways.push((&MINIBATCH_SGD, Way::Minibatch(descent), 2.0));
    ways.push((&FINE_DESCENT, Way::Fine(fine), 2.0));
    let trainee = |(info, way, stable): (&'static MethodInfo, Way, f64)| Trainee {
        info,
        memory: if let Way::Rule(rule) = &way { vec![0.0; rule.memory(start.len())] } else { Vec::new() },
        way,
        stable,
        parameters: start.clone(),
        noise: Stream::new(seed, info.id),
        loss: setup.regression.value(&start),
        sharpness: sharpness.clone(),
        loops: Trail::default(),
        stopped: None,
    };
    let is_chosen = |way: &(&'static MethodInfo, Way, f64)| chosen.iter().any(|id| id == way.0.id);
    Ok(ways.into_iter().filter(is_chosen).map(trainee).collect())
}

impl Trainee {
    /// Takes step `count`, unless it has diverged.
    pub(super) fn step(&mut self, setup: &Setup, count: u64) {
        if self.stopped.is_some() {
            return;
        }
        let before = self.parameters.clone();
        let factor = setup.factor(count);
        match &self.way {
            Way::Rule(rule) => {
                let mut step = Step::new(&setup.regression, count, &mut self.noise).with(factor, 0.0);
                rule.step(&mut step, &mut self.parameters, &mut self.memory);
            }
            Way::Minibatch(descent) => {
                let examples: [usize; BATCH] = std::array::from_fn(|_| self.noise.below(EXAMPLES));
                let batch = setup.regression.on(&examples);
                let mut step = Step::new(&batch, count, &mut self.noise).with(factor, 0.0);
                descent.step(&mut step, &mut self.parameters, &mut []);
            }
            Way::Fine(descent) => {
                let mut step = Step::new(&setup.regression, count, &mut self.noise).with(factor, 0.0);
                (0..PARTS).for_each(|_| descent.step(&mut step, &mut self.parameters, &mut []));
            }
        }
        let loss = setup.regression.value(&self.parameters);
        if loss.is_nan() || loss > LOST {
            self.parameters = before;
            self.stopped = Some(count);
            return;
        }
        self.loss = loss;
        if count.is_multiple_of(PERIOD) {
            self.sharpness.look(&setup.regression, &self.parameters, PRODUCTS);
        }
        let moved = self.parameters.iter().zip(&before).zip(&self.sharpness.direction);
        let along: f64 = moved.map(|((after, before), v)| (after - before) * v).sum();
        self.loops.push([along, self.share(setup.rate(count))]);
    }

    /// The sharpness as a share of the largest at which steps of this size are stable.
    pub(super) fn share(&self, rate: f64) -> f64 {
        rate * self.sharpness.value / self.stable
    }

    /// Feeds every number of the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.parameters.iter().chain(&self.memory).for_each(|value| hash(*value));
        self.sharpness.digest(hash);
        self.loops.to_vec().iter().flatten().for_each(|value| hash(*value));
        hash(self.loss);
    }
}
