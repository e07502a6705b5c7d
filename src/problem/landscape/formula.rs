//! A landscape that a person types.

use super::Landscape;
use crate::problem::formula::Formula;
use nalgebra::DMatrix;

/// f(x) as a formula says; smooth but where the formula has kinks.
#[derive(Debug, Clone, PartialEq)]
pub struct FormulaLandscape(pub Formula);

impl Landscape for FormulaLandscape {
    fn dimension(&self) -> usize {
        self.0.variables()
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.0.value(x)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.0.gradient(x, gradient);
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        self.0.hessian(x)
    }
}
