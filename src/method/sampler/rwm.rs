//! Random walk Metropolis: propose a normal step, keep the law by refusing some.

use super::dual_averaging::StepSize;
use super::state::{acceptance, accepts, square_distance};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// y = x + σξ, accepted with probability min(1, p(y)/p(x)) (Metropolis, Rosenbluth, Rosenbluth, Teller & Teller 1953).
#[derive(Debug, Clone, PartialEq)]
pub struct Rwm {
    x: Vec<f64>,
    potential: f64,
    step: StepSize,
}

impl Rwm {
    /// A chain at `start` with steps of deviation σ.
    pub fn new(target: &dyn Density, start: Vec<f64>, step: StepSize) -> Self {
        Self { potential: target.potential(&start), x: start, step }
    }
}

impl Sampler for Rwm {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let proposal: Vec<f64> = self.x.iter().map(|x| x + self.step.value() * noise.normal()).collect();
        let potential = target.potential(&proposal);
        let log_ratio = self.potential - potential;
        let accepted = accepts(log_ratio, noise);
        trace.evaluations = 1;
        trace.acceptance = acceptance(log_ratio);
        trace.square_distance = square_distance(&self.x, &proposal);
        trace.propose([&self.x[..], &proposal], Some(accepted));
        self.step.learn(trace.acceptance);
        if accepted {
            (self.x, self.potential) = (proposal, potential);
        }
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.x.copy_from_slice(point);
        self.potential = target.potential(point);
    }

    fn step_size(&self) -> Option<f64> {
        Some(self.step.value())
    }

    fn end_warm_up(&mut self) {
        self.step.freeze();
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "rwm",
        color: Color::Orange,
        formula: r"y = x + \sigma\xi,\ \text{accepted with probability}\ \min\{1,\ p(y)/p(x)\}",
        source: Source {
            text: "Metropolis et al. (1953), Equation of state calculations; Roberts, Gelman & Gilks (1997), on 0.234",
            url: "https://doi.org/10.1214/aoap/1034625254",
        },
        parameters: || vec![Parameter::log_number("step", r"\sigma", [0.001, 100.0], 1.0), StepSize::target(0.95, 0.3)],
    },
    population: false,
    exact: true,
    needs: "",
    build: |start: Start<'_>| {
        let step = StepSize::of_method("rwm", &start)?;
        Ok(Some(Box::new(Rwm::new(start.target, start.points[0].clone(), step))))
    },
};
