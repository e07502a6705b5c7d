//! Hamiltonian Monte Carlo: throw the point, follow the leapfrog, correct.

use super::dual_averaging::StepSize;
use super::state::{Phase, State, acceptance, accepts};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// p ~ N(0, I); L leapfrog steps of ε through H(x, p) = f(x) + ½|p|²; the end is accepted with probability
/// min(1, e^{H(start)−H(end)}) (Duane, Kennedy, Pendleton & Roweth 1987; Neal 2011).
#[derive(Debug, Clone, PartialEq)]
pub struct Hmc {
    state: State,
    step: StepSize,
    leapfrogs: usize,
}

impl Hmc {
    /// A chain at `start` with L = `leapfrogs` ≥ 1 steps of size ε.
    pub fn new(target: &dyn Density, start: Vec<f64>, step: StepSize, leapfrogs: usize) -> Self {
        Self { state: State::at(target, start), step, leapfrogs }
    }
}

impl Sampler for Hmc {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let mut phase = Phase::thrown(self.state.clone(), noise);
        let before = phase.energy();
        let mut path = vec![self.state.x.clone()];
        for _ in 0..self.leapfrogs {
            phase.leapfrog(target, self.step.value());
            trace.evaluations += 1;
            if !phase.state.is_finite() {
                break;
            }
            if trace.record {
                path.push(phase.state.x.clone());
            }
        }
        // A trajectory cut short is refused: its energy is not finite.
        let log_ratio = if phase.state.is_finite() { before - phase.energy() } else { f64::NEG_INFINITY };
        let accepted = accepts(log_ratio, noise);
        trace.acceptance = acceptance(log_ratio);
        trace.propose(path.iter().map(Vec::as_slice), Some(accepted));
        self.step.learn(trace.acceptance);
        if accepted {
            self.state = phase.state;
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
        id: "hmc",
        color: Color::Green,
        formula: r"\dot x = p,\ \dot p = -\nabla f(x)\ \text{by}\ L\ \text{leapfrog steps, accepted with probability}\ \min\{1,\ e^{-\Delta H}\}",
        source: Source {
            text: "Duane et al. (1987), Hybrid Monte Carlo; Neal (2011), MCMC using Hamiltonian dynamics",
            url: "https://arxiv.org/abs/1206.1901",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", r"\epsilon", [1e-3, 10.0], 0.2),
                Parameter::integer("leapfrogs", "L", [1, 100], 12),
                StepSize::target(0.99, 0.8),
            ]
        },
    },
    population: false,
    exact: true,
    needs: "",
    build: |start: Start<'_>| {
        let step = StepSize::of_method("hmc", &start)?;
        let leapfrogs = start.settings.count("hmc.leapfrogs")?;
        Ok(Some(Box::new(Hmc::new(start.target, start.points[0].clone(), step, leapfrogs))))
    },
};
