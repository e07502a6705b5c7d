//! A landscape that a person types.

use super::{Landscape, LandscapeInfo, Stationary};
use crate::formula::Formula;
use crate::geometry::Rect;
use crate::parameter::Parameter;
use nalgebra::DMatrix;
use std::sync::Arc;

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

/// How menus know it.
pub static INFO: LandscapeInfo = LandscapeInfo {
    id: "formula",
    formula: "f(x, y)",
    view: Rect::new([-3.0, 3.0], [-2.7, 2.7]),
    start: [-2.2, 1.6],
    rate: 0.05,
    saddle: Some([-0.0529, 1.6899]),
    quadratic: false,
    parameters: || vec![Parameter::formula("formula", &["x", "y"], "(x^2 + y - 2)^2/4 + x/3 + sin(3x) sin(2y)/2")],
    build: |settings| Ok(Arc::new(FormulaLandscape(settings.formula("formula")?))),
    stationary: Stationary::search,
};
