//! `mixture`: round normal laws of different weight and width.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// One component: weight·N(mean, variance·I).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Component {
    /// Its share of the mass.
    pub weight: f64,
    /// Its mean.
    pub mean: [f64; 2],
    /// The variance of each coordinate.
    pub variance: f64,
}

/// p(x) = Σₖ wₖN(x; μₖ, σₖ²I) on the plane, normalized; the weights add up to 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Mixture {
    components: Vec<Component>,
}

/// log Σ exp of what `terms` gives, and its greatest term, which alone may be large.
fn log_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let greatest = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if greatest.is_finite() { greatest + libm::log(terms.map(|t| libm::exp(t - greatest)).sum()) } else { greatest }
}

impl Mixture {
    /// The mixture of the components, whose weights are brought to the sum 1.
    pub fn new(mut components: Vec<Component>) -> Self {
        let total: f64 = components.iter().map(|c| c.weight).sum();
        components.iter_mut().for_each(|c| c.weight /= total);
        Self { components }
    }

    /// Three modes in a triangle, at (−1.5, −1.5), (1.5, 1.5), (−2, 2) with variances 0.8, 0.8, 0.5 and equal weights.
    pub fn three_modes() -> Self {
        let components = [([-1.5, -1.5], 0.8), ([1.5, 1.5], 0.8), ([-2.0, 2.0], 0.5)];
        Self::new(components.map(|(mean, variance)| Component { weight: 1.0, mean, variance }).to_vec())
    }

    /// The components.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// log of each component's part of p at x.
    fn log_parts(&self, x: &[f64]) -> impl Iterator<Item = f64> + Clone {
        let (a, b) = (x[0], x[1]);
        self.components.iter().map(move |c| {
            let square = (a - c.mean[0]) * (a - c.mean[0]) + (b - c.mean[1]) * (b - c.mean[1]);
            libm::log(c.weight / (core::f64::consts::TAU * c.variance)) - 0.5 * square / c.variance
        })
    }

    /// The component that `u`, uniform in [0, 1), chooses with probabilities e^{logs}/Σe^{logs}.
    fn choose(&self, logs: impl Iterator<Item = f64> + Clone, mut u: f64) -> &Component {
        let total = log_sum(logs.clone());
        for (component, log) in self.components.iter().zip(logs) {
            u -= libm::exp(log - total);
            if u < 0.0 {
                return component;
            }
        }
        &self.components[self.components.len() - 1]
    }
}

impl Density for Mixture {
    fn dimension(&self) -> usize {
        2
    }

    fn potential(&self, x: &[f64]) -> f64 {
        -log_sum(self.log_parts(x))
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.potential_and_gradient(x, gradient);
    }

    fn potential_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let total = log_sum(self.log_parts(x));
        gradient.fill(0.0);
        for (component, log) in self.components.iter().zip(self.log_parts(x)) {
            let pull = libm::exp(log - total) / component.variance;
            gradient[0] += pull * (x[0] - component.mean[0]);
            gradient[1] += pull * (x[1] - component.mean[1]);
        }
        -total
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        let components: [Component; 3] = self.components.clone().try_into().ok()?;
        let height = |c: Component| libm::log(c.weight / c.variance);
        Some(potential::Mixture::of_three(components.map(|c| (height(c), c.mean, c.variance))))
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        // ∇²f = Σ sₖ I/σₖ² − Σ sₖ gₖgₖᵀ + (Σ sₖgₖ)(Σ sₖgₖ)ᵀ with shares sₖ and gₖ = (x − μₖ)/σₖ².
        let total = log_sum(self.log_parts(x));
        let mut mean = [0.0; 2];
        let mut hessian = DMatrix::zeros(2, 2);
        for (component, log) in self.components.iter().zip(self.log_parts(x)) {
            let share = libm::exp(log - total);
            let slope = [0, 1].map(|i| (x[i] - component.mean[i]) / component.variance);
            for i in 0..2 {
                mean[i] += share * slope[i];
                hessian[(i, i)] += share / component.variance;
                for j in 0..2 {
                    hessian[(i, j)] -= share * slope[i] * slope[j];
                }
            }
        }
        for i in 0..2 {
            for j in 0..2 {
                hessian[(i, j)] += mean[i] * mean[j];
            }
        }
        hessian
    }

    fn log_normalizer(&self) -> Option<f64> {
        Some(0.0)
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        let component = self.choose(self.components.iter().map(|c| libm::log(c.weight)), stream.uniform());
        for (value, mean) in x.iter_mut().zip(component.mean) {
            *value = mean + libm::sqrt(component.variance) * stream.normal();
        }
        true
    }

    fn draw_coordinate(&self, coordinate: usize, x: &[f64], stream: &mut Stream) -> Option<f64> {
        // Given the other coordinate the components' shares change, and each stays normal with its own mean.
        let other = 1 - coordinate;
        let logs = self.components.iter().map(|c| {
            let distance = x[other] - c.mean[other];
            libm::log(c.weight) - 0.5 * libm::log(c.variance) - 0.5 * distance * distance / c.variance
        });
        let component = self.choose(logs, stream.uniform());
        Some(component.mean[coordinate] + libm::sqrt(component.variance) * stream.normal())
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "mixture",
    formula: r"\tfrac13 \sum_k N(\mu_k, \sigma_k^2 I)",
    build: |_: Shape| {
        let mixture = Mixture::three_modes();
        Planar {
            view: Rect::new([-5.0, 4.4], [-4.6, 4.8]),
            extent: [Extent::Even([-10.0, 10.0]); 2],
            start: [-1.5, -1.5],
            modes: mixture.components.iter().map(|c| c.mean).collect(),
            density: Arc::new(mixture),
        }
    },
};
