//! A landscape turned about a point.

use super::Landscape;
use nalgebra::{DMatrix, Matrix2};
use std::sync::Arc;

/// f(R⁻¹(z − c) + c), where R turns by an angle counterclockwise.
#[derive(Clone)]
pub struct Turned {
    landscape: Arc<dyn Landscape>,
    turn: Turn,
}

/// The turn z ↦ R(z − c) + c of the plane.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Turn {
    centre: [f64; 2],
    cosine: f64,
    sine: f64,
}

impl Turn {
    /// By an angle in degrees; exact at multiples of 90.
    pub fn by_degrees(angle: f64, centre: [f64; 2]) -> Self {
        let (sine, cosine) = match libm::fmod(libm::fmod(angle, 360.0) + 360.0, 360.0) {
            0.0 => (0.0, 1.0),
            90.0 => (1.0, 0.0),
            180.0 => (0.0, -1.0),
            270.0 => (-1.0, 0.0),
            other => libm::sincos(other.to_radians()),
        };
        Self { centre, cosine, sine }
    }

    /// A direction, turned.
    pub fn direction(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.cosine * x - self.sine * y, self.sine * x + self.cosine * y]
    }

    /// A point, turned.
    pub fn point(&self, z: [f64; 2]) -> [f64; 2] {
        let [x, y] = self.direction([z[0] - self.centre[0], z[1] - self.centre[1]]);
        [x + self.centre[0], y + self.centre[1]]
    }

    /// The turn that undoes this one.
    pub fn back(self) -> Self {
        Self { sine: -self.sine, ..self }
    }
}

impl Turned {
    /// The landscape, turned.
    pub fn new(landscape: Arc<dyn Landscape>, turn: Turn) -> Self {
        Self { landscape, turn }
    }
}

impl Landscape for Turned {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, z: &[f64]) -> f64 {
        self.landscape.value(&self.turn.back().point([z[0], z[1]]))
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        let mut own = [0.0; 2];
        self.landscape.gradient(&self.turn.back().point([z[0], z[1]]), &mut own);
        gradient.copy_from_slice(&self.turn.direction(own));
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let h = self.landscape.hessian(&self.turn.back().point([z[0], z[1]]));
        let own = Matrix2::new(h[(0, 0)], h[(0, 1)], h[(1, 0)], h[(1, 1)]);
        let r = Matrix2::new(self.turn.cosine, -self.turn.sine, self.turn.sine, self.turn.cosine);
        let turned = r * own * r.transpose();
        DMatrix::from_row_slice(2, 2, &[turned[(0, 0)], turned[(0, 1)], turned[(1, 0)], turned[(1, 1)]])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::Rosenbrock;
    use approx::assert_relative_eq;

    #[test]
    fn derivatives_are_those_of_the_turned_value() {
        let f = Turned::new(Arc::new(Rosenbrock), Turn::by_degrees(33.0, [0.5, -0.2]));
        let (z, h) = ([0.3, 0.9], 1e-5);
        let gradient = |z: [f64; 2]| {
            let mut g = [0.0; 2];
            f.gradient(&z, &mut g);
            g
        };
        for i in 0..2 {
            let (mut forward, mut backward) = (z, z);
            forward[i] += h;
            backward[i] -= h;
            let slope = (f.value(&forward) - f.value(&backward)) / (2.0 * h);
            assert_relative_eq!(slope, gradient(z)[i], max_relative = 1e-7);
            for j in 0..2 {
                let curvature = (gradient(forward)[j] - gradient(backward)[j]) / (2.0 * h);
                assert_relative_eq!(curvature, f.hessian(&z)[(i, j)], max_relative = 1e-6);
            }
        }
    }

    #[test]
    fn right_angles_are_exact_and_turning_back_undoes() {
        let turn = Turn::by_degrees(-270.0, [0.0, 0.0]);
        assert_eq!(turn.point([1.0, 2.0]), [-2.0, 1.0]);
        let turn = Turn::by_degrees(17.0, [3.0, 1.0]);
        let there = turn.back().point(turn.point([0.4, -2.0]));
        assert_relative_eq!(there[0], 0.4, max_relative = 1e-14);
        assert_relative_eq!(there[1], -2.0, max_relative = 1e-14);
    }
}
