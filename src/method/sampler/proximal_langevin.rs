//! Proximal Langevin for densities with kinks.

use super::state::State;
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::{MethodInfo, langevin};
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// MYULA: Langevin on the Moreau–Yosida envelope f^λ, whose gradient is (x − prox_{λf}(x))/λ:
/// x ← x − (η/λ)(x − prox_{λf}(x)) + √(2η)ξ (Durmus, Moulines & Pereyra 2018, arXiv:1612.07471).
#[derive(Debug, Clone, PartialEq)]
pub struct ProximalLangevin {
    state: State,
    eta: f64,
    lambda: f64,
}

impl ProximalLangevin {
    /// A chain at `start` with step η and smoothing λ; none where the density has no proximal map in closed form.
    pub fn new(target: &dyn Density, start: Vec<f64>, eta: f64, lambda: f64) -> Option<Self> {
        let mut point = start.clone();
        target.proximal(&start, lambda, &mut point).then(|| Self { state: State::at(target, start), eta, lambda })
    }
}

impl Sampler for ProximalLangevin {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let mut point = self.state.x.clone();
        target.proximal(&self.state.x, self.lambda, &mut point);
        let ula = langevin::Ula::new(self.eta, 1.0);
        let pairs = self.state.x.iter().zip(&point);
        let next = pairs.map(|(x, prox)| ula.step(*x, (x - prox) / self.lambda, noise.normal())).collect();
        let next = State::at(target, next);
        trace.evaluations = 1;
        trace.diverged = !next.is_finite();
        if !trace.diverged {
            trace.propose([&self.state.x[..], &point, &next.x], None);
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
        id: "proximal-langevin",
        color: Color::Wine,
        formula: r"x_{k+1} = x_k - \tfrac{\eta}{\lambda}\left(x_k - \mathrm{prox}_{\lambda f}(x_k)\right) + \sqrt{2\eta}\,\xi_k",
        source: Source {
            text: "Durmus, Moulines & Pereyra (2018), Efficient Bayesian computation by proximal Markov chain Monte Carlo",
            url: "https://arxiv.org/abs/1612.07471",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", r"\eta", [1e-4, 2.0], 0.05),
                Parameter::log_number("lambda", r"\lambda", [1e-3, 10.0], 0.1),
            ]
        },
    },
    population: false,
    exact: false,
    needs: "a proximal map in closed form",
    build: |start: Start<'_>| {
        let eta = start.settings.number("proximal-langevin.step")?;
        let lambda = start.settings.number("proximal-langevin.lambda")?;
        let chain = ProximalLangevin::new(start.target, start.points[0].clone(), eta, lambda);
        Ok(chain.map(|chain| Box::new(chain) as Box<dyn Sampler>))
    },
};
