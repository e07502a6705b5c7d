//! `funnel`: Neal's, whose width changes by orders of magnitude.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// x₁ ~ N(0, s²) and, given it, x₂ … x_d ~ N(0, e^{x₁}): f = x₁²/2s² + ½e^{−x₁}Σxᵢ² + ½(d−1)x₁ (Neal 2003, Annals of Statistics 31, with s = 3).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Funnel {
    /// d ≥ 2.
    pub dimension: usize,
    /// s > 0.
    pub deviation: f64,
}

impl Funnel {
    /// e^{−x₁} and Σxᵢ² over the others.
    fn parts(&self, x: &[f64]) -> (f64, f64) {
        (libm::exp(-x[0]), x[1..].iter().map(|v| v * v).sum())
    }

    /// d − 1.
    fn others(&self) -> f64 {
        (self.dimension - 1) as f64
    }
}

impl Density for Funnel {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn potential(&self, x: &[f64]) -> f64 {
        let (precision, squares) = self.parts(x);
        let scaled = x[0] / self.deviation;
        0.5 * (scaled * scaled + precision * squares + self.others() * x[0])
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        let (precision, squares) = self.parts(x);
        gradient[0] = x[0] / (self.deviation * self.deviation) + 0.5 * (self.others() - precision * squares);
        for (slope, value) in gradient[1..].iter_mut().zip(&x[1..]) {
            *slope = precision * value;
        }
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        (self.dimension == 2)
            .then(|| Arc::new(potential::Funnel { deviation: self.deviation as f32 }) as Arc<dyn Potential>)
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let (precision, squares) = self.parts(x);
        DMatrix::from_fn(self.dimension, self.dimension, |i, j| match (i, j) {
            (0, 0) => 1.0 / (self.deviation * self.deviation) + 0.5 * precision * squares,
            (0, k) | (k, 0) => -precision * x[k],
            _ if i == j => precision,
            _ => 0.0,
        })
    }

    fn log_normalizer(&self) -> Option<f64> {
        Some(0.5 * self.dimension as f64 * libm::log(core::f64::consts::TAU) + libm::log(self.deviation))
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        x[0] = self.deviation * stream.normal();
        let width = libm::exp(0.5 * x[0]);
        x[1..].iter_mut().for_each(|value| *value = width * stream.normal());
        true
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "funnel",
    formula: r"x_1 \sim N(0, 9),\ x_2 \sim N(0, e^{x_1})",
    build: |_: Shape| Planar {
        view: Rect::new([-9.0, 9.0], [-9.0, 9.0]),
        extent: [Extent::Even([-24.0, 24.0]), Extent::Stretched { scale: 1e-4, reach: 1e6 }],
        start: [2.0, 2.0],
        modes: vec![[-4.5, 0.0]],
        density: Arc::new(Funnel { dimension: 2, deviation: 3.0 }),
    },
};
