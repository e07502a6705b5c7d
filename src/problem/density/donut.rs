//! `donut`: a ring, whose level sets no straight line fits.

use super::{Density, DensityInfo, Extent, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::normal;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x) = (|x|² − R²)²/(8R²s²) on the plane: near the ring |x| = R as (|x| − R)²/2s², and smooth in its middle as well.
///
/// The angle is uniform and |x|² is normal with mean R² and deviation 2Rs, cut off at 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Donut {
    /// R > 0.
    pub radius: f64,
    /// s > 0, the ring's deviation.
    pub thickness: f64,
}

impl Donut {
    /// (|x|² − R²)/(4R²s²), the precision of |x|² times its distance from the mean.
    fn excess(&self, x: &[f64]) -> f64 {
        (x[0] * x[0] + x[1] * x[1] - self.radius * self.radius) * self.precision()
    }

    /// The precision 1/(4R²s²) of |x|².
    fn precision(&self) -> f64 {
        1.0 / (4.0 * self.radius * self.radius * self.thickness * self.thickness)
    }
}

impl Density for Donut {
    fn dimension(&self) -> usize {
        2
    }

    fn potential(&self, x: &[f64]) -> f64 {
        let excess = self.excess(x);
        0.5 * excess * excess / self.precision()
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        let excess = self.excess(x);
        gradient[0] = 2.0 * excess * x[0];
        gradient[1] = 2.0 * excess * x[1];
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        Some(Arc::new(potential::Donut { radius: self.radius as f32, thickness: self.thickness as f32 }))
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let (excess, precision) = (self.excess(x), self.precision());
        DMatrix::from_fn(2, 2, |i, j| {
            let diagonal = if i == j { 2.0 * excess } else { 0.0 };
            diagonal + 4.0 * precision * x[i] * x[j]
        })
    }

    fn log_normalizer(&self) -> Option<f64> {
        // In polar coordinates with u = |x|²: ½∫dφ∫e^{−f}du = π·√2π·2Rs·Φ(R/2s).
        let mass = normal::distribution(0.5 * self.radius / self.thickness);
        let deviation = 2.0 * self.radius * self.thickness;
        Some(libm::log(core::f64::consts::PI * libm::sqrt(core::f64::consts::TAU) * deviation * mass))
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        // At least half of the normal law lies above 0, as its mean does.
        let square = loop {
            let square = self.radius * (self.radius + 2.0 * self.thickness * stream.normal());
            if square > 0.0 {
                break square;
            }
        };
        x.copy_from_slice(&stream.on_circle(libm::sqrt(square)));
        true
    }
}

/// How menus know it.
pub(super) static INFO: DensityInfo = DensityInfo {
    id: "donut",
    formula: r"f(x) = \frac{(|x|^2 - r^2)^2}{8 r^2 s^2},\ s = 0.35",
    build: |shape: Shape| {
        let (radius, thickness) = (shape.r, 0.35);
        let reach = radius + 1.4;
        Planar {
            view: Rect::new([-reach, reach], [-reach, reach]),
            extent: [Extent::Even([-radius - 3.0, radius + 3.0]); 2],
            start: [-radius, 0.0],
            modes: vec![[radius, 0.0]],
            density: Arc::new(Donut { radius, thickness }),
        }
    },
};
