//! `laplace`: a density with a kink, for which gradients are not enough.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x) = Σ|xᵢ|/s in any dimension. Where a coordinate is 0 its slope is given as 0, which is a subgradient.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Laplace {
    /// d ≥ 1.
    pub dimension: usize,
    /// s > 0.
    pub scale: f64,
}

impl Laplace {
    /// One coordinate, drawn exactly: −s·log of a uniform number, on either side.
    fn draw_one(&self, stream: &mut Stream) -> f64 {
        let u = 2.0 * stream.uniform() - 1.0;
        (-self.scale * libm::log1p(-u.abs())).copysign(u)
    }
}

impl Density for Laplace {
    fn dimension(&self) -> usize {
        self.dimension
    }

    fn potential(&self, x: &[f64]) -> f64 {
        x.iter().map(|value| value.abs()).sum::<f64>() / self.scale
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        for (slope, value) in gradient.iter_mut().zip(x) {
            *slope = if *value == 0.0 { 0.0 } else { value.signum() / self.scale };
        }
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        (self.dimension == 2).then(|| Arc::new(potential::Laplace { scale: self.scale as f32 }) as Arc<dyn Potential>)
    }

    fn hessian(&self, _x: &[f64]) -> DMatrix<f64> {
        DMatrix::zeros(self.dimension, self.dimension)
    }

    fn log_normalizer(&self) -> Option<f64> {
        Some(self.dimension as f64 * libm::log(2.0 * self.scale))
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        x.iter_mut().for_each(|value| *value = self.draw_one(stream));
        true
    }

    fn draw_coordinate(&self, _coordinate: usize, _x: &[f64], stream: &mut Stream) -> Option<f64> {
        Some(self.draw_one(stream))
    }

    fn proximal(&self, x: &[f64], lambda: f64, out: &mut [f64]) -> bool {
        // Soft thresholding at λ/s.
        for (value, from) in out.iter_mut().zip(x) {
            *value = (from.abs() - lambda / self.scale).max(0.0).copysign(*from);
        }
        true
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "laplace",
    formula: r"f(x) = |x_1| + |x_2|",
    build: |_: Shape| Planar {
        view: Rect::new([-5.0, 5.0], [-5.0, 5.0]),
        extent: [Extent::Stretched { scale: 0.3, reach: 30.0 }; 2],
        start: [3.0, 2.0],
        modes: vec![[0.0, 0.0]],
        density: Arc::new(Laplace { dimension: 2, scale: 1.0 }),
    },
};
