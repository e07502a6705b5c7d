//! Microcanonical Langevin Monte Carlo: constant speed, a direction turned by the gradient.

use super::state::{State, dot};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// dx = u dt, du = −(I − uuᵀ)∇f/(d−1) dt + noise, |u| = 1, d ≥ 2 (Robnik & Seljak 2023, arXiv:2303.18221; Robnik, De Luca, Silverstein
/// & Seljak 2023): half a turn, a drift, half a turn, then u ← (u + νξ)/|u + νξ| with ν = √((e^{2ε/L} − 1)/d), after which
/// a direction is forgotten over the length L.
///
/// Unadjusted: the bias is O(ε²).
#[derive(Debug, Clone, PartialEq)]
pub struct Microcanonical {
    state: State,
    direction: Vec<f64>,
    step: f64,
    length: f64,
}

fn unit(mut vector: Vec<f64>) -> Vec<f64> {
    let norm = libm::sqrt(dot(&vector, &vector));
    vector.iter_mut().for_each(|value| *value /= norm);
    vector
}

impl Microcanonical {
    /// A chain at `start` with step ε and the length L over which a direction is forgotten.
    pub fn new(target: &dyn Density, start: Vec<f64>, step: f64, length: f64, noise: &mut Stream) -> Self {
        let direction = unit(start.iter().map(|_| noise.normal()).collect());
        Self { state: State::at(target, start), direction, step, length }
    }

    /// The exact flow of du = −(I − uuᵀ)∇f/(d−1) dt over the time t, ∇f held: with e = −∇f/|∇f| and δ = t|∇f|/(d−1),
    /// u ← (u + e(sinh δ + e·u(cosh δ − 1)))/(cosh δ + e·u sinh δ); written with e^{−δ} so that no gradient is too large.
    fn turn(&mut self, time: f64) {
        let norm = libm::sqrt(dot(&self.state.gradient, &self.state.gradient));
        if norm == 0.0 || self.direction.len() < 2 {
            return;
        }
        let delta = time * norm / (self.direction.len() - 1) as f64;
        let decay = libm::exp(-delta);
        let along = -dot(&self.state.gradient, &self.direction) / norm;
        let square = decay * decay;
        let toward = 0.5 * (1.0 - square) + along * (0.5 * (1.0 + square) - decay);
        let turned =
            self.direction.iter().zip(&self.state.gradient).map(|(u, slope)| decay * u - toward * slope / norm);
        // The denominator only scales: the result has length 1.
        self.direction = unit(turned.collect());
    }
}

impl Sampler for Microcanonical {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let mut next = self.clone();
        next.turn(0.5 * self.step);
        let x = next.state.x.iter().zip(&next.direction).map(|(x, u)| x + self.step * u).collect();
        next.state = State::at(target, x);
        trace.evaluations = 1;
        next.turn(0.5 * self.step);
        let nu = libm::sqrt(libm::expm1(2.0 * self.step / self.length) / next.direction.len() as f64);
        next.direction = unit(next.direction.iter().map(|u| u + nu * noise.normal()).collect());
        trace.diverged = !(next.state.is_finite() && next.direction.iter().all(|u| u.is_finite()));
        if !trace.diverged {
            trace.propose([&self.state.x[..], &next.state.x], None);
            *self = next;
        }
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.state.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.state = State::at(target, point.to_vec());
    }

    fn step_size(&self) -> Option<f64> {
        Some(self.step)
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "microcanonical",
        color: Color::Grape,
        formula: r"dx = u\,dt,\quad du = -(I - uu^{\top})\tfrac{\nabla f}{d-1}\,dt + \text{noise},\quad |u| = 1",
        source: Source {
            text: "Robnik & Seljak (2023), Fluctuation without dissipation: microcanonical Langevin Monte Carlo",
            url: "https://arxiv.org/abs/2303.18221",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", r"\epsilon", [1e-3, 2.0], 0.2),
                Parameter::log_number("length", "L", [0.1, 100.0], 3.0),
            ]
        },
    },
    population: false,
    exact: false,
    needs: "",
    build: |start: Start<'_>| {
        let step = start.settings.number("microcanonical.step")?;
        let length = start.settings.number("microcanonical.length")?;
        Ok(Some(Box::new(Microcanonical::new(start.target, start.points[0].clone(), step, length, start.noise))))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::density::Gaussian;
    use approx::assert_relative_eq;

    #[test]
    fn a_turn_is_the_flow_s() {
        let target = Gaussian { dimension: 3, correlation: 0.3 };
        let mut chain = Microcanonical::new(&target, vec![1.0, -2.0, 0.5], 0.1, 1.0, &mut Stream::new(1, "turn"));
        let mut fine = chain.clone();
        chain.turn(0.7);
        // The same by many small steps of Euler's rule.
        let n = 100_000;
        for _ in 0..n {
            let along = dot(&fine.direction, &fine.state.gradient);
            for (u, slope) in fine.direction.iter_mut().zip(&fine.state.gradient) {
                *u -= 0.7 / f64::from(n) * (slope - along * *u) / 2.0;
            }
        }
        for (u, exact) in chain.direction.iter().zip(&fine.direction) {
            assert_relative_eq!(u, exact, epsilon = 1e-5);
        }
    }
}
