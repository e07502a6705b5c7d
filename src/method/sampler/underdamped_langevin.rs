//! Underdamped Langevin by the BAOAB splitting.

use super::state::{Phase, State};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// dx = p dt, dp = −∇f dt − γp dt + √(2γ)dB, split into half a kick (B), half a drift (A), the exact Ornstein–Uhlenbeck step
/// p ← e^{−γh}p + √(1−e^{−2γh})ξ (O), half a drift, half a kick (Leimkuhler & Matthews 2013, Applied Mathematics Research eXpress, BAOAB).
///
/// On Gaussians the points' law is exact whatever the step h < 2/√(largest precision); elsewhere its bias is O(h²).
#[derive(Debug, Clone, PartialEq)]
pub struct UnderdampedLangevin {
    phase: Phase,
    step: f64,
    decay: f64,
}

impl UnderdampedLangevin {
    /// A chain at `start`, at rest, with step h and friction γ > 0.
    pub fn new(target: &dyn Density, start: Vec<f64>, step: f64, friction: f64) -> Self {
        let momentum = vec![0.0; start.len()];
        Self { phase: Phase { state: State::at(target, start), momentum }, step, decay: libm::exp(-friction * step) }
    }
}

impl Sampler for UnderdampedLangevin {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let mut next = self.phase.clone();
        next.kick(0.5 * self.step);
        next.drift(0.5 * self.step);
        let spread = libm::sqrt(1.0 - self.decay * self.decay);
        next.momentum.iter_mut().for_each(|p| *p = self.decay * *p + spread * noise.normal());
        next.drift(0.5 * self.step);
        next.evaluate(target);
        next.kick(0.5 * self.step);
        trace.evaluations = 1;
        trace.diverged = !next.state.is_finite();
        if !trace.diverged {
            trace.propose([&self.phase.state.x[..], &next.state.x], None);
            self.phase = next;
        }
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.phase.state.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.phase.state = State::at(target, point.to_vec());
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
        id: "underdamped-langevin",
        color: Color::Rose,
        formula: r"dx = p\,dt,\quad dp = -\nabla f(x)\,dt - \gamma p\,dt + \sqrt{2\gamma}\,dB",
        source: Source {
            text: "Leimkuhler & Matthews (2013), Rational construction of stochastic numerical methods for molecular sampling",
            url: "https://doi.org/10.1093/amrx/abs010",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", "h", [1e-3, 2.0], 0.2),
                Parameter::log_number("friction", r"\gamma", [0.01, 100.0], 1.0),
            ]
        },
    },
    population: false,
    exact: false,
    needs: "",
    build: |start: Start<'_>| {
        let step = start.settings.number("underdamped-langevin.step")?;
        let friction = start.settings.number("underdamped-langevin.friction")?;
        Ok(Some(Box::new(UnderdampedLangevin::new(start.target, start.points[0].clone(), step, friction))))
    },
};
