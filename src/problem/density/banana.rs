//! `banana`: a normal law bent along a parabola.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// x₁ ~ N(0, a²) and x₂ ~ N(b(x₁² − a²), s²): f = x₁²/2a² + (x₂ − b(x₁² − a²))²/2s² (after Haario, Saksman & Tamminen 1999).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Banana {
    /// a > 0, the deviation along the bend.
    pub width: f64,
    /// b, the bend.
    pub bend: f64,
    /// s > 0, the deviation across it.
    pub thickness: f64,
}

impl Banana {
    /// b(x² − a²), the middle of the second coordinate's law.
    fn middle(&self, x: f64) -> f64 {
        self.bend * (x * x - self.width * self.width)
    }
}

impl Density for Banana {
    fn dimension(&self) -> usize {
        2
    }

    fn potential(&self, x: &[f64]) -> f64 {
        let along = x[0] / self.width;
        let across = (x[1] - self.middle(x[0])) / self.thickness;
        0.5 * (along * along + across * across)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        let across = (x[1] - self.middle(x[0])) / (self.thickness * self.thickness);
        gradient[0] = x[0] / (self.width * self.width) - 2.0 * self.bend * x[0] * across;
        gradient[1] = across;
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        Some(Arc::new(potential::Banana {
            width: self.width as f32,
            bend: self.bend as f32,
            thickness: self.thickness as f32,
        }))
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let precision = 1.0 / (self.thickness * self.thickness);
        let slope = 2.0 * self.bend * x[0];
        let across = (x[1] - self.middle(x[0])) * precision;
        let first = 1.0 / (self.width * self.width) + slope * slope * precision - 2.0 * self.bend * across;
        DMatrix::from_row_slice(2, 2, &[first, -slope * precision, -slope * precision, precision])
    }

    fn log_normalizer(&self) -> Option<f64> {
        Some(libm::log(core::f64::consts::TAU * self.width * self.thickness))
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        x[0] = self.width * stream.normal();
        x[1] = self.middle(x[0]) + self.thickness * stream.normal();
        true
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "banana",
    formula: r"x_1 \sim N(0, \tfrac94),\ x_2 \sim N(\tfrac12 (x_1^2 - \tfrac94), \tfrac14)",
    build: |_: Shape| Planar {
        view: Rect::new([-4.6, 4.6], [-3.0, 6.2]),
        extent: [Extent::Even([-9.6, 9.6]), Extent::Even([-4.0, 48.0])],
        start: [-3.0, 4.0],
        modes: vec![[0.0, -1.125]],
        density: Arc::new(Banana { width: 1.5, bend: 0.5, thickness: 0.5 }),
    },
};
