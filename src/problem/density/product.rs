//! `two-gaussians` and `four-gaussians`: products of two mixtures, so that each coordinate moves on its own.

use super::{Density, DensityInfo, Extent, NormalPair, Planar, Potential, Shape, potential};
use crate::geometry::Rect;
use crate::random::Stream;
use nalgebra::DMatrix;
use std::sync::Arc;

/// A density on the plane that is a product of two [`NormalPair`]s, one for each coordinate: under Langevin dynamics each
/// coordinate then moves on its own, and one-dimensional theory is exact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProductDensity {
    factors: [NormalPair; 2],
}

impl ProductDensity {
    /// `two-gaussians`: ½N((−r, 0), I) + ½N((r, 0), I).
    pub fn two_gaussians(r: f64) -> Self {
        Self { factors: [NormalPair::new(r, 0.5), NormalPair::new(0.0, 0.5)] }
    }

    /// `four-gaussians`: equal weights at (±r, ±r)/√2, covariance I; the means lie on the circle of radius r.
    pub fn four_gaussians(r: f64) -> Self {
        let factor = NormalPair::new(r * core::f64::consts::FRAC_1_SQRT_2, 0.5);
        Self { factors: [factor, factor] }
    }

    /// The factors, by coordinate.
    pub fn factors(&self) -> &[NormalPair; 2] {
        &self.factors
    }

    /// f(x) = −log p(x), with ∫e^{−f} = 1.
    pub fn potential(&self, [x, y]: [f64; 2]) -> f64 {
        self.factors[0].potential(x) + self.factors[1].potential(y)
    }

    /// ∇f(x).
    pub fn gradient(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.factors[0].slope(x), self.factors[1].slope(y)]
    }

    /// ∇²f(x) by rows; diagonal, as the coordinates are independent.
    pub fn hessian(&self, [x, y]: [f64; 2]) -> [[f64; 2]; 2] {
        [[self.factors[0].curvature(x), 0.0], [0.0, self.factors[1].curvature(y)]]
    }

    /// The components' means.
    pub fn means(&self) -> Vec<[f64; 2]> {
        let [a, b] = self.factors.map(|factor| factor.r());
        if b == 0.0 { vec![[-a, 0.0], [a, 0.0]] } else { vec![[-a, -b], [a, -b], [-a, b], [a, b]] }
    }

    /// Which of [`ProductDensity::means`] is the nearest: the mode that the point belongs to.
    pub fn mode(&self, [x, y]: [f64; 2]) -> usize {
        let right = usize::from(x > 0.0);
        if self.factors[1].r() == 0.0 { right } else { right + 2 * usize::from(y > 0.0) }
    }
}

impl Density for ProductDensity {
    fn dimension(&self) -> usize {
        2
    }

    fn potential(&self, x: &[f64]) -> f64 {
        self.potential([x[0], x[1]])
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        gradient.copy_from_slice(&self.gradient([x[0], x[1]]));
    }

    fn potential_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let [(first, along_x), (second, along_y)] =
            [self.factors[0].potential_and_slope(x[0]), self.factors[1].potential_and_slope(x[1])];
        gradient.copy_from_slice(&[along_x, along_y]);
        first + second
    }

    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        Some(Arc::new(potential::Product(self.factors.map(|factor| factor.vectorized()))))
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let [[xx, xy], [yx, yy]] = self.hessian([x[0], x[1]]);
        DMatrix::from_row_slice(2, 2, &[xx, xy, yx, yy])
    }

    fn log_normalizer(&self) -> Option<f64> {
        Some(0.0)
    }

    fn draw(&self, stream: &mut Stream, x: &mut [f64]) -> bool {
        for (value, factor) in x.iter_mut().zip(&self.factors) {
            *value = factor.sample_tempered(1.0, stream);
        }
        true
    }

    fn draw_coordinate(&self, coordinate: usize, _x: &[f64], stream: &mut Stream) -> Option<f64> {
        Some(self.factors[coordinate].sample_tempered(1.0, stream))
    }
}

/// The view and extent of modes at ±a and ±b.
fn planar(density: ProductDensity) -> Planar {
    let [a, b] = density.factors.map(|factor| factor.r());
    Planar {
        view: Rect::new([-a - 3.4, a + 3.4], [-b - 3.4, b + 3.4]),
        extent: [Extent::Even([-a - 9.0, a + 9.0]), Extent::Even([-b - 9.0, b + 9.0])],
        start: [-a, -b],
        modes: density.means(),
        density: Arc::new(density),
    }
}

/// How menus know two Gaussians.
pub(super) static TWO: DensityInfo = DensityInfo {
    id: "two-gaussians",
    formula: r"\tfrac12 N((-r, 0), I) + \tfrac12 N((r, 0), I)",
    build: |shape: Shape| planar(ProductDensity::two_gaussians(shape.r)),
};

/// How menus know four Gaussians.
pub(super) static FOUR: DensityInfo = DensityInfo {
    id: "four-gaussians",
    formula: r"\tfrac14 \sum N((\pm r, \pm r)/\sqrt2,\ I)",
    build: |shape: Shape| planar(ProductDensity::four_gaussians(shape.r)),
};

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use proptest::prelude::*;
    use std::f64::consts::PI;

    proptest! {
        #[test]
        fn the_plane_density_is_its_mixture(r in 0.5..4.0_f64, x in -5.0..5.0_f64, y in -5.0..5.0_f64, four: bool) {
            let density = if four { ProductDensity::four_gaussians(r) } else { ProductDensity::two_gaussians(r) };
            let means = density.means();
            let sum: f64 = means.iter().map(|m| (-((x - m[0]).powi(2) + (y - m[1]).powi(2)) / 2.0).exp()).sum();
            assert_relative_eq!(density.potential([x, y]), -(sum / (2.0 * PI * means.len() as f64)).ln(), epsilon = 1e-11);
            let h = 1e-5;
            let gradient = density.gradient([x, y]);
            let hessian = density.hessian([x, y]);
            let fx = (density.potential([x + h, y]) - density.potential([x - h, y])) / (2.0 * h);
            let fy = (density.potential([x, y + h]) - density.potential([x, y - h])) / (2.0 * h);
            assert_relative_eq!(gradient[0], fx, epsilon = 1e-7);
            assert_relative_eq!(gradient[1], fy, epsilon = 1e-7);
            let cross = (density.gradient([x, y + h])[0] - density.gradient([x, y - h])[0]) / (2.0 * h);
            assert_relative_eq!(hessian[0][1], cross, epsilon = 1e-6);
            let nearest = (0..means.len()).min_by(|&a, &b| {
                let d = |m: [f64; 2]| (x - m[0]).powi(2) + (y - m[1]).powi(2);
                d(means[a]).total_cmp(&d(means[b]))
            });
            prop_assert_eq!(nearest, Some(density.mode([x, y])));
        }
    }
}
