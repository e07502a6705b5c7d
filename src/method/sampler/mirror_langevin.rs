//! Mirror Langevin: steps whose size follows the point's own scale.

use super::state::State;
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// y = ∇φ(x): y ← y − η∇f(x) + √(2η)∇²φ(x)^{½}ξ, x ← ∇φ*(y) (Zhang, Peyré, Fadili & Pereyra 2020, arXiv:2002.04363), with the hypentropy
/// φ(x) = Σ xᵢ asinh(xᵢ/b) − √(xᵢ²+b²) (Ghai, Hazan & Singer 2020): ∇φ = asinh(x/b), ∇²φ = 1/√(x²+b²).
///
/// Far out a step is proportional to |xᵢ|, within b of 0 it is Langevin's with step ηb. The bias vanishes with η.
#[derive(Debug, Clone, PartialEq)]
pub struct MirrorLangevin {
    state: State,
    eta: f64,
    scale: f64,
}

/// The largest |y| that is stepped to: beyond it sinh overflows.
const LARGEST: f64 = 300.0;

impl MirrorLangevin {
    /// A chain at `start` with step η and the hypentropy's scale b.
    pub fn new(target: &dyn Density, start: Vec<f64>, eta: f64, scale: f64) -> Self {
        Self { state: State::at(target, start), eta, scale }
    }

    /// Where one coordinate goes, given its slope and noise.
    pub fn coordinate(eta: f64, scale: f64, x: f64, slope: f64, xi: f64) -> f64 {
        let spread = libm::sqrt(2.0 * eta / libm::hypot(x, scale));
        let y = libm::asinh(x / scale) - eta * slope + spread * xi;
        scale * libm::sinh(y.clamp(-LARGEST, LARGEST))
    }
}

impl Sampler for MirrorLangevin {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let pairs = self.state.x.iter().zip(&self.state.gradient);
        let next = pairs.map(|(x, slope)| Self::coordinate(self.eta, self.scale, *x, *slope, noise.normal())).collect();
        let next = State::at(target, next);
        trace.evaluations = 1;
        trace.diverged = !next.is_finite();
        if !trace.diverged {
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
        id: "mirror-langevin",
        color: Color::Yellow,
        formula: r"\nabla\phi(x_{k+1}) = \nabla\phi(x_k) - \eta\nabla f(x_k) + \sqrt{2\eta}\,\nabla^2\phi(x_k)^{1/2}\xi_k",
        source: Source {
            text: "Zhang, Peyré, Fadili & Pereyra (2020), Wasserstein control of mirror Langevin Monte Carlo",
            url: "https://arxiv.org/abs/2002.04363",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", r"\eta", [1e-4, 2.0], 0.03),
                Parameter::log_number("scale", "b", [0.01, 100.0], 1.0),
            ]
        },
    },
    population: false,
    exact: false,
    needs: "",
    build: |start: Start<'_>| {
        let eta = start.settings.number("mirror-langevin.step")?;
        let scale = start.settings.number("mirror-langevin.scale")?;
        Ok(Some(Box::new(MirrorLangevin::new(start.target, start.points[0].clone(), eta, scale))))
    },
};
