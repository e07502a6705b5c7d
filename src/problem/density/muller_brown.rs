//! `muller-brown`: a model of a chemical reaction, with three wells and two passes.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use nalgebra::DMatrix;
use std::sync::Arc;

/// The potential's four terms, A·exp(a(x−x₀)² + b(x−x₀)(y−y₀) + c(y−y₀)²): [A, a, b, c, x₀, y₀].
const TERMS: [[f64; 6]; 4] = [
    [-200.0, -1.0, 0.0, -10.0, 1.0, 0.0],
    [-100.0, -1.0, 0.0, -10.0, 0.0, 0.5],
    [-170.0, -6.5, 11.0, -6.5, -0.5, 1.5],
    [15.0, 0.7, 0.6, 0.7, -1.0, 1.0],
];

/// f = V/T with the potential V of Müller & Brown (1979, Theoretica Chimica Acta 53, page 75).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MullerBrown {
    /// T > 0, in units of V.
    pub temperature: f64,
}

impl MullerBrown {
    /// Each term's value over T, and its logarithm's slopes.
    fn terms(&self, x: &[f64]) -> [[f64; 3]; 4] {
        TERMS.map(|[amplitude, a, b, c, x0, y0]| {
            let (u, v) = (x[0] - x0, x[1] - y0);
            let value = amplitude / self.temperature * libm::exp(a * u * u + b * u * v + c * v * v);
            [value, 2.0 * a * u + b * v, b * u + 2.0 * c * v]
        })
    }
}

impl Density for MullerBrown {
    fn dimension(&self) -> usize {
        2
    }

    fn potential(&self, x: &[f64]) -> f64 {
        self.terms(x).iter().map(|term| term[0]).sum()
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.potential_and_gradient(x, gradient);
    }

    fn potential_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let terms = self.terms(x);
        gradient[0] = terms.iter().map(|[value, by_x, _]| value * by_x).sum();
        gradient[1] = terms.iter().map(|[value, _, by_y]| value * by_y).sum();
        terms.iter().map(|term| term[0]).sum()
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        let scaled = |[amplitude, rest @ ..]: [f64; 6]| {
            [amplitude / self.temperature, rest[0], rest[1], rest[2], rest[3], rest[4]]
        };
        Some(Arc::new(potential::Exponentials(TERMS.map(|term| scaled(term).map(|value| value as f32)))))
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let mut hessian = DMatrix::zeros(2, 2);
        for ([value, by_x, by_y], [_, a, b, c, ..]) in self.terms(x).into_iter().zip(TERMS) {
            hessian[(0, 0)] += value * (by_x * by_x + 2.0 * a);
            hessian[(0, 1)] += value * (by_x * by_y + b);
            hessian[(1, 1)] += value * (by_y * by_y + 2.0 * c);
        }
        hessian[(1, 0)] = hessian[(0, 1)];
        hessian
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "muller-brown",
    formula: r"f = V/25,\ V = \sum_k A_k e^{a_k u^2 + b_k u v + c_k v^2}",
    build: |_: Shape| Planar {
        view: Rect::new([-1.8, 1.3], [-0.6, 2.1]),
        extent: [Extent::Even([-4.0, 3.5]), Extent::Even([-3.0, 4.5])],
        start: [0.6, 0.0],
        modes: vec![[-0.558, 1.442], [0.623, 0.028], [-0.05, 0.467]],
        density: Arc::new(MullerBrown { temperature: 25.0 }),
    },
};
