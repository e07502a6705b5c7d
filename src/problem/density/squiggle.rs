//! `squiggle`: a normal law sheared along a sine.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// x₁ ~ N(0, a²) and x₂ ~ N(−sin ωx₁, s²): f = x₁²/2a² + (x₂ + sin ωx₁)²/2s².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Squiggle {
    /// a > 0, the deviation of x₁.
    pub width: f64,
    /// ω, the sine's angular frequency.
    pub frequency: f64,
    /// s > 0, the deviation about the sine.
    pub thickness: f64,
}

impl Squiggle {
    /// (x₂ + sin ωx₁)/s², and the sine and cosine of ωx₁.
    fn parts(&self, x: &[f64]) -> (f64, f64, f64) {
        let (sine, cosine) = libm::sincos(self.frequency * x[0]);
        ((x[1] + sine) / (self.thickness * self.thickness), sine, cosine)
    }
}

impl Density for Squiggle {
    fn dimension(&self) -> usize {
        2
    }

    fn potential(&self, x: &[f64]) -> f64 {
        let (pull, ..) = self.parts(x);
        let along = x[0] / self.width;
        let across = self.thickness * pull;
        0.5 * (along * along + across * across)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        let (pull, _, cosine) = self.parts(x);
        gradient[0] = x[0] / (self.width * self.width) + pull * self.frequency * cosine;
        gradient[1] = pull;
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        Some(Arc::new(potential::Squiggle {
            width: self.width as f32,
            frequency: self.frequency as f32,
            thickness: self.thickness as f32,
        }))
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let (pull, sine, cosine) = self.parts(x);
        let precision = 1.0 / (self.thickness * self.thickness);
        let slope = self.frequency * cosine;
        let bend = self.frequency * self.frequency * sine;
        let first = 1.0 / (self.width * self.width) + precision * slope * slope - pull * bend;
        DMatrix::from_row_slice(2, 2, &[first, precision * slope, precision * slope, precision])
    }

    fn log_normalizer(&self) -> Option<f64> {
        Some(libm::log(core::f64::consts::TAU * self.width * self.thickness))
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        x[0] = self.width * stream.normal();
        x[1] = self.thickness * stream.normal() - libm::sin(self.frequency * x[0]);
        true
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "squiggle",
    formula: r"x_1 \sim N(0, 2),\ x_2 \sim N(-\sin 3x_1, \tfrac1{16})",
    build: |_: Shape| Planar {
        view: Rect::new([-4.2, 4.2], [-2.8, 2.8]),
        extent: [Extent::Even([-12.0, 12.0]), Extent::Even([-3.5, 3.5])],
        start: [-2.4, 0.8],
        modes: vec![[0.0, 0.0]],
        density: Arc::new(Squiggle { width: core::f64::consts::SQRT_2, frequency: 3.0, thickness: 0.25 }),
    },
};
