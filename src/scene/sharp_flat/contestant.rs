//! One method on its way, with the exact law of its imbalance.

use super::claims::imbalance_law;
use super::setup::Setup;
use super::{LABEL_NOISE_SGD, rules};
use crate::error::Error;
use crate::frame::Claim;
use crate::method::MethodInfo;
use crate::method::optimizer::{Optimizer, Step};
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::scene::trail::Trail;
use crate::theory::valley::{erosion, imbalance, sam_erosion};
use std::sync::Arc;

/// Beyond this radius a method is stopped where it was: the next steps would overflow.
const TOO_FAR: f64 = 1e6;
/// Imbalances smaller than this share of x² + y² are differences that rounding has eaten into.
const VISIBLE: f64 = 1e-6;

/// One method.
#[derive(Clone)]
pub(super) struct Contestant {
    pub(super) info: &'static MethodInfo,
    /// None for SGD with noise on labels.
    optimizer: Option<Arc<dyn Optimizer>>,
    pub(super) at: [f64; 2],
    memory: Vec<f64>,
    pub(super) trail: Trail,
    noise: Stream,
    /// The step at which it was stopped.
    pub(super) stopped: Option<u64>,
    law: Option<ExactLaw>,
}

/// The chosen methods, in the order of the legend.
pub(super) fn contestants(setup: &Setup, settings: &Settings, seed: u64) -> Result<Vec<Contestant>, Error> {
    let chosen = settings.choices("methods")?;
    let mut contestants = Vec::new();
    let contestant = |info: &'static MethodInfo, optimizer: Option<Arc<dyn Optimizer>>| Contestant {
        info,
        at: setup.start,
        memory: vec![0.0; optimizer.as_ref().map_or(0, |rule| rule.memory(2))],
        optimizer,
        trail: Trail::from(setup.start),
        noise: Stream::new(seed, info.id),
        stopped: None,
        law: imbalance_law(setup, info),
    };
    for rule in rules().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
        contestants.push(contestant(&rule.info, Some(Arc::from((rule.build)(setup.step_size, settings)?))));
    }
    if chosen.iter().any(|id| id == LABEL_NOISE_SGD.id) {
        contestants.push(contestant(&LABEL_NOISE_SGD, None));
    }
    Ok(contestants)
}

impl Contestant {
    pub(super) fn step(&mut self, setup: &Setup, count: u64) {
        if self.stopped.is_some() {
            return;
        }
        let before = self.at;
        let mut after = before;
        let error = if let Some(optimizer) = &self.optimizer {
            let mut step = Step::new(setup.landscape.as_ref(), count, &mut self.noise);
            optimizer.step(&mut step, &mut after, &mut self.memory);
            1.0 - before[0] * before[1]
        } else {
            setup.label_noise_step(&mut after, &mut self.noise)
        };
        let size = libm::hypot(after[0], after[1]);
        if size.is_nan() || size > TOO_FAR {
            self.stopped = Some(count);
            return;
        }
        self.at = after;
        self.trail.push(after);
        if let Some(law) = &mut self.law {
            // On the valley itself SAM has no direction to ascend.
            let factor = if self.info.id == "sam" {
                if error.abs() < 1e-12 { f64::NAN } else { sam_erosion(setup.step_size, setup.rho, before) }
            } else {
                erosion(setup.step_size, error)
            };
            let clear = |z: [f64; 2]| imbalance(z).abs() > VISIBLE * (z[0] * z[0] + z[1] * z[1]);
            if clear(before) && clear(after) && factor.abs() > VISIBLE {
                law.see(imbalance(after) / (imbalance(before) * factor));
            }
        }
    }

    /// The claim about its imbalance.
    pub(super) fn claim(&self) -> Option<Claim> {
        self.law.as_ref().map(ExactLaw::claim)
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().chain(&self.memory).for_each(|value| hash(*value));
        if let Some(law) = &self.law {
            law.digest(hash);
        }
    }
}
