//! The loss on the plane: regression with the p-th power of the error, on points of an ellipse.

use crate::problem::landscape::Landscape;
use nalgebra::DMatrix;
use std::f64::consts::TAU;

/// Points of the regression.
const POINTS: usize = 40;
/// The mean squares of the points' coordinates: the curvatures for p = 2.
pub(super) const CURVATURES: [f64; 2] = [1.0, 0.1];
/// The minimum w*.
pub(super) const MINIMUM: [f64; 2] = [1.0, 1.0];

/// The mean of |x·(w − w*)|^p/p over the points x. For p = 2 it is ½(w − w*)ᵀA(w − w*) with A = diag(1, 0.1), since the points are
/// spread evenly over the ellipse √2(cos φ, √0.1 sin φ).
#[derive(Debug, Clone)]
pub(in super::super) struct PowerLoss {
    points: Vec<[f64; 2]>,
    power: usize,
}

impl PowerLoss {
    /// For p ≥ 2.
    pub(in super::super) fn new(power: usize) -> Self {
        let point = |index: usize| {
            let (sine, cosine) = libm::sincos(TAU * (index as f64 + 0.5) / POINTS as f64);
            [libm::sqrt(2.0 * CURVATURES[0]) * cosine, libm::sqrt(2.0 * CURVATURES[1]) * sine]
        };
        Self { points: (0..POINTS).map(point).collect(), power: power.max(2) }
    }

    /// p.
    pub(super) fn power(&self) -> usize {
        self.power
    }

    /// The error of each point with the point.
    fn errors(&self, w: [f64; 2]) -> impl Iterator<Item = (f64, &[f64; 2])> {
        self.points.iter().map(move |x| (x[0] * (w[0] - MINIMUM[0]) + x[1] * (w[1] - MINIMUM[1]), x))
    }

    /// ℓ(w).
    pub(in super::super) fn at(&self, w: [f64; 2]) -> f64 {
        self.errors(w).fold(0.0, |sum, (error, _)| sum + raised(error.abs(), self.power)) / (self.power * POINTS) as f64
    }

    /// ∇ℓ(w).
    pub(in super::super) fn slope(&self, w: [f64; 2]) -> [f64; 2] {
        let sum = self.errors(w).fold([0.0; 2], |[a, b], (error, x)| {
            let pull = error * raised(error.abs(), self.power - 2);
            [a + pull * x[0], b + pull * x[1]]
        });
        sum.map(|part| part / POINTS as f64)
    }
}

/// x^n for whole n, by products in a fixed order.
fn raised(x: f64, power: usize) -> f64 {
    (0..power).fold(1.0, |product, _| product * x)
}

impl Landscape for PowerLoss {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.at([x[0], x[1]])
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        gradient.copy_from_slice(&self.slope([x[0], x[1]]));
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let mut hessian = DMatrix::zeros(2, 2);
        for (error, point) in self.errors([x[0], x[1]]) {
            let curvature = (self.power - 1) as f64 * raised(error.abs(), self.power - 2) / POINTS as f64;
            for i in 0..2 {
                for j in 0..2 {
                    hessian[(i, j)] += curvature * point[i] * point[j];
                }
            }
        }
        hessian
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn squares_make_the_quadratic_bowl() {
        let (loss, w) = (PowerLoss::new(2), [0.3, -0.8]);
        let away = [w[0] - MINIMUM[0], w[1] - MINIMUM[1]];
        let value = 0.5 * (CURVATURES[0] * away[0] * away[0] + CURVATURES[1] * away[1] * away[1]);
        assert_relative_eq!(loss.at(w), value, max_relative = 1e-14);
        for i in 0..2 {
            assert_relative_eq!(loss.slope(w)[i], CURVATURES[i] * away[i], max_relative = 1e-13);
        }
        assert_relative_eq!(loss.hessian(&w), DMatrix::from_diagonal(&CURVATURES.to_vec().into()), epsilon = 1e-14);
    }

    #[test]
    fn slopes_and_curvatures_are_those_of_finite_differences() {
        let (width, w) = (1e-5, [0.3, -0.8]);
        for power in 3..=6 {
            let loss = PowerLoss::new(power);
            for i in 0..2 {
                let at = |shift: f64| {
                    let mut moved = w;
                    moved[i] += shift;
                    moved
                };
                let slope = (loss.at(at(width)) - loss.at(at(-width))) / (2.0 * width);
                assert_relative_eq!(loss.slope(w)[i], slope, epsilon = 1e-7);
                for j in 0..2 {
                    let bend = (loss.slope(at(width))[j] - loss.slope(at(-width))[j]) / (2.0 * width);
                    assert_relative_eq!(loss.hessian(&w)[(i, j)], bend, epsilon = 1e-7);
                }
            }
        }
    }
}
