//! Unadjusted Langevin in any dimension, with exact or noisy gradients.

use super::state::State;
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::{MethodInfo, langevin};
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;

/// x ← x − η(∇f(x) + σζ) + √(2η)ξ with ζ, ξ ~ N(0, I): Langevin's equation by Euler and Maruyama's scheme, its gradient
/// exact (σ = 0) or noisy. It stays where a step would leave the finite numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Ula {
    state: State,
    eta: f64,
    sigma: f64,
}

impl Ula {
    /// A chain at `start` with step η and gradient noise σ.
    pub fn new(target: &dyn Density, start: Vec<f64>, eta: f64, sigma: f64) -> Self {
        Self { state: State::at(target, start), eta, sigma }
    }
}

impl Sampler for Ula {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let ula = langevin::Ula::new(self.eta, 1.0);
        let mut next = Vec::with_capacity(self.state.x.len());
        for (x, slope) in self.state.x.iter().zip(&self.state.gradient) {
            let slope = if self.sigma > 0.0 { slope + self.sigma * noise.normal() } else { *slope };
            next.push(ula.step(*x, slope, noise.normal()));
        }
        let next = State::at(target, next);
        trace.evaluations = 1;
        trace.diverged = !next.is_finite();
        if next.is_finite() {
            trace.propose([&self.state.x[..], &next.x], None);
            self.state = next;
        }
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.state.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.state = State::at(target, point.to_vec());
    }

    fn step_size(&self) -> Option<f64> {
        Some(self.eta)
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        parameters: || vec![Parameter::log_number("step", r"\eta", [1e-4, 2.0], 0.05)],
        ..langevin::ULA
    },
    population: false,
    exact: false,
    needs: "",
    build: |start: Start<'_>| {
        let eta = start.settings.number("ula.step")?;
        Ok(Some(Box::new(Ula::new(start.target, start.points[0].clone(), eta, 0.0))))
    },
};
