//! What does not change while the scene runs: the slopes, and the rules with their laws.

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{self, Adagrad, Adam, Adopt, AmsGrad, Gd, Moments, Optimizer, Schedule};
use crate::parameter::Settings;
use crate::problem::landscape::Landscape;
use crate::theory::counterexample::{self, Period, slopes};
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x) = gx.
pub(super) struct Slope(pub(super) f64);

impl Landscape for Slope {
    fn dimension(&self) -> usize {
        1
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.0 * x[0]
    }

    fn gradient(&self, _x: &[f64], gradient: &mut [f64]) {
        gradient[0] = self.0;
    }

    fn hessian(&self, _x: &[f64]) -> DMatrix<f64> {
        DMatrix::zeros(1, 1)
    }
}

/// The long-run displacements of a rule for the step size 1, from C, (β₁, β₂) and ε.
pub(super) type Law = fn(f64, [f64; 2], f64) -> Period;

/// A rule that takes part.
pub(super) struct Rule {
    id: &'static str,
    pub(super) build: fn(&Setup) -> Arc<dyn Optimizer>,
    /// What is known of it in the long run.
    pub(super) law: Option<Law>,
}

/// The rules, in the order of the legend.
static RULES: [Rule; 5] = [
    Rule {
        id: "gd",
        build: |setup| Arc::new(Gd { learning_rate: setup.step_size }),
        law: Some(|c, _, _| counterexample::gd(c)),
    },
    Rule {
        id: "adagrad",
        build: |setup| Arc::new(Adagrad { learning_rate: setup.adagrad_rate, epsilon: 1e-10 }),
        law: None,
    },
    Rule {
        id: "adam",
        build: |setup| Arc::new(Adam { learning_rate: setup.step_size, moments: setup.moments }),
        law: Some(counterexample::adam),
    },
    Rule {
        id: "amsgrad",
        build: |setup| Arc::new(AmsGrad { learning_rate: setup.step_size, moments: setup.moments }),
        law: Some(counterexample::amsgrad),
    },
    Rule {
        id: "adopt",
        build: |setup| Arc::new(Adopt { learning_rate: setup.step_size, moments: setup.moments }),
        law: Some(counterexample::adopt),
    },
];

/// Every rule with what a legend shows of it.
pub(super) fn rules() -> impl Iterator<Item = (&'static Rule, &'static MethodInfo)> {
    RULES.iter().filter_map(|rule| Some((rule, &optimizer::find(rule.id).ok()?.info)))
}

/// The constants of a run.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    pub(super) c: f64,
    pub(super) step_size: f64,
    pub(super) schedule: Schedule,
    pub(super) start: f64,
    pub(super) moments: Moments,
    adagrad_rate: f64,
}

impl Setup {
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let [beta1, beta2] = [settings.number("beta1")?, settings.number("beta2")?];
        let is_constant = settings.choice("schedule")? == "constant";
        Ok(Self {
            c: settings.number("c")?,
            step_size: settings.number("eta")?,
            schedule: if is_constant { Schedule::Constant } else { Schedule::InverseRoot },
            start: settings.number("x0")?,
            moments: Moments { beta1, beta2, epsilon: 1e-8 },
            adagrad_rate: settings.number("adagrad.lr")?,
        })
    }

    /// The slope of step `count`, 1 for the first.
    pub(super) fn slope(&self, count: u64) -> f64 {
        slopes(self.c)[(count.saturating_sub(1) % 3) as usize]
    }

    /// The average of the three functions at x.
    pub(super) fn average(&self, x: f64) -> f64 {
        (self.c - 2.0) / 3.0 * x
    }

    /// What a law says under these settings.
    pub(super) fn period(&self, law: Law) -> Period {
        let Moments { beta1, beta2, epsilon } = self.moments;
        law(self.c, [beta1, beta2], epsilon)
    }
}
