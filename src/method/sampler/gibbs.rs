//! Gibbs sampling: each coordinate anew, given the others.

use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// xᵢ ~ p(xᵢ | all others) for i = 1 … d in turn, by exact draws (Geman & Geman 1984).
#[derive(Debug, Clone, PartialEq)]
pub struct Gibbs {
    x: Vec<f64>,
}

impl Gibbs {
    /// A chain at `start`; none where the density does not know all its conditional laws.
    pub fn new(target: &dyn Density, start: Vec<f64>) -> Option<Self> {
        let mut probe = Stream::new(0, "gibbs");
        let known = (0..start.len()).all(|i| target.draw_coordinate(i, &start, &mut probe).is_some());
        known.then_some(Self { x: start })
    }
}

impl Sampler for Gibbs {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let mut path = vec![self.x.clone()];
        for coordinate in 0..self.x.len() {
            if let Some(value) = target.draw_coordinate(coordinate, &self.x, noise) {
                self.x[coordinate] = value;
            }
            trace.evaluations += 1;
            if trace.record {
                path.push(self.x.clone());
            }
        }
        trace.propose(path.iter().map(Vec::as_slice), None);
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.x
    }

    fn place(&mut self, _index: usize, _target: &dyn Density, point: &[f64]) {
        self.x.copy_from_slice(point);
    }

    fn step_size(&self) -> Option<f64> {
        None
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "gibbs",
        color: Color::Cyan,
        formula: r"x_i \sim p(x_i \mid x_1, \dots, x_{i-1}, x_{i+1}, \dots, x_d),\quad i = 1, \dots, d",
        source: Source {
            text: "Geman & Geman (1984), Stochastic relaxation, Gibbs distributions, and the Bayesian restoration of images",
            url: "https://doi.org/10.1109/TPAMI.1984.4767596",
        },
        parameters: Vec::new,
    },
    population: false,
    exact: true,
    needs: "the conditional law of each coordinate in closed form",
    build: |start: Start<'_>| {
        let chain = Gibbs::new(start.target, start.points[0].clone());
        Ok(chain.map(|chain| Box::new(chain) as Box<dyn Sampler>))
    },
};
