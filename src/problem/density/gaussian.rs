//! `gaussian`: a chain of correlated normal variables, in any dimension.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// N(0, Σ) with Σᵢⱼ = ρ^{|i−j|}, |ρ| < 1: f(x) = ½x₁² + ½Σᵢ (xᵢ₊₁ − ρxᵢ)²/(1−ρ²).
///
/// Each variable has variance 1 and depends on the one before; ρ = 0 is the standard normal law.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gaussian {
    /// d ≥ 1.
    pub dimension: usize,
    /// ρ, |ρ| < 1.
    pub correlation: f64,
}

impl Gaussian {
    /// 1/(1−ρ²), the precision of what is new in each variable.
    fn precision(&self) -> f64 {
        1.0 / (1.0 - self.correlation * self.correlation)
    }

    /// How many neighbours a variable has in the chain.
    fn neighbours(&self, coordinate: usize) -> f64 {
        f64::from(u8::from(coordinate > 0) + u8::from(coordinate + 1 < self.dimension))
    }

    /// (Σ⁻¹)ᵢᵢ = (1 + (neighbours − 1)ρ²)/(1−ρ²).
    fn diagonal(&self, coordinate: usize) -> f64 {
        let rho = self.correlation;
        (1.0 + (self.neighbours(coordinate) - 1.0) * rho * rho) * self.precision()
    }

    /// −Σⱼ≠ᵢ (Σ⁻¹)ᵢⱼxⱼ, the pull of the neighbours.
    fn pull(&self, coordinate: usize, x: &[f64]) -> f64 {
        let before = coordinate.checked_sub(1).map_or(0.0, |i| x[i]);
        let after = x.get(coordinate + 1).copied().unwrap_or(0.0);
        self.correlation * self.precision() * (before + after)
    }
}

impl Density for Gaussian {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn potential(&self, x: &[f64]) -> f64 {
        let innovations: f64 = x
            .windows(2)
            .map(|pair| {
                let new = pair[1] - self.correlation * pair[0];
                new * new
            })
            .sum();
        0.5 * (x[0] * x[0] + innovations * self.precision())
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        for (i, slope) in gradient.iter_mut().enumerate() {
            *slope = self.diagonal(i) * x[i] - self.pull(i, x);
        }
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        (self.dimension == 2)
            .then(|| Arc::new(potential::Gaussian { correlation: self.correlation as f32 }) as Arc<dyn Potential>)
    }

    fn hessian(&self, _x: &[f64]) -> DMatrix<f64> {
        DMatrix::from_fn(self.dimension, self.dimension, |i, j| match i.abs_diff(j) {
            0 => self.diagonal(i),
            1 => -self.correlation * self.precision(),
            _ => 0.0,
        })
    }

    fn log_normalizer(&self) -> Option<f64> {
        let d = self.dimension as f64;
        let log_determinant = -(d - 1.0) * libm::log(self.precision());
        Some(0.5 * (d * libm::log(core::f64::consts::TAU) + log_determinant))
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        let deviation = 1.0 / libm::sqrt(self.precision());
        x[0] = stream.normal();
        for i in 1..x.len() {
            x[i] = self.correlation * x[i - 1] + deviation * stream.normal();
        }
        true
    }

    fn draw_coordinate(&self, coordinate: usize, x: &[f64], stream: &mut Stream) -> Option<f64> {
        let diagonal = self.diagonal(coordinate);
        Some(self.pull(coordinate, x) / diagonal + stream.normal() / libm::sqrt(diagonal))
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "gaussian",
    formula: r"N\left(0, \begin{pmatrix} 1 & \rho \\ \rho & 1 \end{pmatrix}\right)",
    build: |shape: Shape| Planar {
        view: Rect::new([-3.6, 3.6], [-3.6, 3.6]),
        extent: [Extent::Even([-9.0, 9.0]); 2],
        start: [-2.0, 2.0],
        modes: vec![[0.0, 0.0]],
        density: Arc::new(Gaussian { dimension: 2, correlation: shape.correlation }),
    },
};
