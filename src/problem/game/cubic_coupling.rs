//! A cubic game, nonconvex and nonconcave, with four equilibria of four kinds.

use super::{Game, GameInfo};
use crate::parameter::Parameter;
use nalgebra::DMatrix;
use std::sync::Arc;

/// f(x, y) = xy(1 + c(x − y)) = xy + c(x²y − xy²). Descent–ascent's flow circles about (0, 0), is drawn to (0, 1/c), driven
/// from (−1/c, 0), and passes the saddle of the field at (−1/3c, 1/3c).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CubicCoupling {
    /// c > 0, the weight of the cubic terms.
    pub cubic: f64,
}

impl Game for CubicCoupling {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        z[0] * z[1] * (1.0 + self.cubic * (z[0] - z[1]))
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient[0] = z[1] * (1.0 + self.cubic * (2.0 * z[0] - z[1]));
        gradient[1] = z[0] * (1.0 + self.cubic * (z[0] - 2.0 * z[1]));
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let cross = 1.0 + 2.0 * self.cubic * (z[0] - z[1]);
        DMatrix::from_row_slice(2, 2, &[2.0 * self.cubic * z[1], cross, cross, -2.0 * self.cubic * z[0]])
    }

    fn equilibrium(&self, z: &[f64]) -> Option<Vec<f64>> {
        let reach = 1.0 / self.cubic;
        let third = reach / 3.0;
        let distance = |p: &[f64; 2]| libm::hypot(z[0] - p[0], z[1] - p[1]);
        let all = [[0.0, 0.0], [0.0, reach], [-reach, 0.0], [-third, third]];
        all.iter().min_by(|p, q| distance(p).total_cmp(&distance(q))).map(|p| p.to_vec())
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "cubic-coupling",
    formula: r"xy + c\,(x^2 y - x y^2)",
    view: 4.0,
    parameters: || vec![Parameter::number("cubic", "c", [0.05, 2.0], 0.4)],
    build: |settings| Ok(Arc::new(CubicCoupling { cubic: settings.number("cubic")? })),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::spectrum::eigenvalues;

    #[test]
    fn the_four_equilibria_are_a_centre_a_sink_a_source_and_a_saddle() {
        let c = 0.4;
        let game = CubicCoupling { cubic: c };
        let parts = |z: [f64; 2]| {
            let mut parts: Vec<f64> = eigenvalues(&game.jacobian(&z)).unwrap().iter().map(|value| value.re).collect();
            parts.sort_by(f64::total_cmp);
            parts
        };
        assert!(parts([0.0, 0.0]).iter().all(|part| part.abs() < 1e-15));
        assert!(parts([0.0, 1.0 / c]).iter().all(|part| (part - 1.0).abs() < 1e-7));
        assert!(parts([-1.0 / c, 0.0]).iter().all(|part| (part + 1.0).abs() < 1e-7));
        let saddle = parts([-1.0 / (3.0 * c), 1.0 / (3.0 * c)]);
        assert!(saddle[0] < 0.0 && saddle[1] > 0.0);
    }
}
