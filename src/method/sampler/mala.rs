//! Metropolis-adjusted Langevin: a gradient step with noise, corrected.

use super::dual_averaging::StepSize;
use super::state::{State, acceptance, accepts, square_distance};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::{MethodInfo, langevin};
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// y = x − η∇f(x) + √(2η)ξ, accepted with probability min(1, p(y)q(y→x)/(p(x)q(x→y))), q the normal law of the step
/// (Roberts & Tweedie 1996, Bernoulli 2).
#[derive(Debug, Clone, PartialEq)]
pub struct Mala {
    state: State,
    step: StepSize,
}

impl Mala {
    /// A chain at `start` with step η.
    pub fn new(target: &dyn Density, start: Vec<f64>, step: StepSize) -> Self {
        Self { state: State::at(target, start), step }
    }
}

impl Sampler for Mala {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let eta = self.step.value();
        let ula = langevin::Ula::new(eta, 1.0);
        let (mut forth, mut back) = (0.0, 0.0);
        let mut proposal = Vec::with_capacity(self.state.x.len());
        for (x, slope) in self.state.x.iter().zip(&self.state.gradient) {
            let xi = noise.normal();
            forth += 0.5 * xi * xi;
            proposal.push(ula.step(*x, *slope, xi));
        }
        let proposal = State::at(target, proposal);
        for ((x, y), slope) in self.state.x.iter().zip(&proposal.x).zip(&proposal.gradient) {
            let distance = x - y + eta * slope;
            back += distance * distance / (4.0 * eta);
        }
        let log_ratio = self.state.potential - proposal.potential + forth - back;
        let accepted = accepts(log_ratio, noise);
        trace.evaluations = 1;
        trace.acceptance = acceptance(log_ratio);
        trace.square_distance = square_distance(&self.state.x, &proposal.x);
        trace.propose([&self.state.x[..], &proposal.x], Some(accepted));
        self.step.learn(trace.acceptance);
        if accepted {
            self.state = proposal;
        }
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.state.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.state = State::at(target, point.to_vec());
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
        id: "mala",
        color: Color::Blue,
        formula: r"y = x - \eta\nabla f(x) + \sqrt{2\eta}\,\xi,\ \text{accepted with probability}\ \min\left\{1,\ \tfrac{p(y)\,q(x \mid y)}{p(x)\,q(y \mid x)}\right\}",
        source: Source {
            text: "Roberts & Tweedie (1996), Exponential convergence; Roberts & Rosenthal (1998), Optimal scaling, on 0.574",
            url: "https://doi.org/10.1111/1467-9868.00123",
        },
        parameters: || vec![Parameter::log_number("step", r"\eta", [1e-4, 100.0], 0.3), StepSize::target(0.95, 0.574)],
    },
    population: false,
    exact: true,
    needs: "",
    build: |start: Start<'_>| {
        let step = StepSize::of_method("mala", &start)?;
        Ok(Some(Box::new(Mala::new(start.target, start.points[0].clone(), step))))
    },
};
