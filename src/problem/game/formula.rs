//! A game that a person types: x descends, y ascends.

use super::{Game, GameInfo};
use crate::formula::Formula;
use crate::parameter::Parameter;
use nalgebra::DMatrix;
use std::sync::Arc;

/// Newton steps that are tried before a point counts as leading to no equilibrium.
const STEPS: usize = 50;
/// The field's size, relative to that of its Jacobian, at which a point counts as an equilibrium.
const SMALL: f64 = 1e-13;

/// f(x, y) as a formula in x and y says.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaGame(pub Formula);

impl Game for FormulaGame {
    fn dimensions(&self) -> [usize; 2] {
        [1, 1]
    }

    fn value(&self, z: &[f64]) -> f64 {
        self.0.value(z)
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        self.0.gradient(z, gradient);
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        self.0.hessian(z)
    }

    /// The stationary point to which Newton's method leads from z, z ← z − (∇²f)⁻¹∇f, if it does.
    fn equilibrium(&self, z: &[f64]) -> Option<Vec<f64>> {
        let mut at = [*z.first()?, *z.get(1)?];
        for _ in 0..STEPS {
            let (_, [by_x, by_y], [xx, xy, yy]) = self.0.plane(at);
            let scale = xx.abs().max(xy.abs()).max(yy.abs());
            if libm::hypot(by_x, by_y) <= SMALL * scale * (1.0 + libm::hypot(at[0], at[1])) {
                return Some(at.to_vec());
            }
            let determinant = xx * yy - xy * xy;
            at = [at[0] - (yy * by_x - xy * by_y) / determinant, at[1] - (xx * by_y - xy * by_x) / determinant];
            if !(at[0].is_finite() && at[1].is_finite()) {
                return None;
            }
        }
        None
    }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "formula",
    formula: "f(x, y)",
    view: 5.0,
    parameters: || vec![Parameter::formula("formula", &["x", "y"], "x y + x^2/10 - y^2/5")],
    build: |settings| Ok(Arc::new(FormulaGame(settings.formula("formula")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn equilibria_are_found_where_they_are() {
        let game = |text| FormulaGame(Formula::parse(text, &["x", "y"]).unwrap());
        let near = game("x(y - 0.45) + sin(x)/3").equilibrium(&[0.2, 0.1]).unwrap();
        assert_relative_eq!(near[0], 0.0, epsilon = 1e-12);
        assert_relative_eq!(near[1], 0.45 - 1.0 / 3.0, epsilon = 1e-12);
        assert_eq!(game("x + y").equilibrium(&[1.0, 1.0]), None);
        assert_eq!(game("exp(x) - exp(y)").equilibrium(&[1.0, 1.0]), None);
        assert_eq!(game("ln(x) y").equilibrium(&[-1.0, 1.0]), None);
        assert_eq!(game("3").equilibrium(&[2.0, 1.0]), Some(vec![2.0, 1.0]));
    }
}
