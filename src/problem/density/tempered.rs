//! p^β of a density p, and e^{−βf} of a landscape f.

use super::Density;
use crate::problem::landscape::Landscape;
use nalgebra::DMatrix;
use std::ops::Deref;
use std::sync::Arc;

/// The density ∝ p^β: potential, gradient and Hessian times β > 0.
#[derive(Clone)]
pub struct Tempered {
    /// p.
    pub density: Arc<dyn Density>,
    /// β.
    pub beta: f64,
}

impl Density for Tempered {
    fn dimension(&self) -> usize {
        self.density.dimension()
    }

    fn potential(&self, x: &[f64]) -> f64 {
        self.beta * self.density.potential(x)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.potential_and_gradient(x, gradient);
    }

    fn potential_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let potential = self.density.potential_and_gradient(x, gradient);
        gradient.iter_mut().for_each(|slope| *slope *= self.beta);
        self.beta * potential
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        self.density.hessian(x) * self.beta
    }

    fn proximal(&self, x: &[f64], lambda: f64, out: &mut [f64]) -> bool {
        self.density.proximal(x, self.beta * lambda, out)
    }
}

/// The density ∝ e^{−βf} of a landscape f, which may be shared (`Arc`) or named (`&'static`).
#[derive(Clone)]
pub struct Boltzmann<L> {
    /// f.
    pub landscape: L,
    /// β > 0.
    pub beta: f64,
}

impl<L: Deref<Target = dyn Landscape> + Send + Sync> Density for Boltzmann<L> {
    fn dimension(&self) -> usize {
        self.landscape.dimension()
    }

    fn potential(&self, x: &[f64]) -> f64 {
        self.beta * self.landscape.value(x)
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.potential_and_gradient(x, gradient);
    }

    fn potential_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let value = self.landscape.value_and_gradient(x, gradient);
        gradient.iter_mut().for_each(|slope| *slope *= self.beta);
        self.beta * value
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        self.landscape.hessian(x) * self.beta
    }
}
