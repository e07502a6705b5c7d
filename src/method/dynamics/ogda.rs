//! Optimistic gradient descent–ascent: extrapolate from the field remembered of the last step.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// zₖ₊₁ = zₖ − 2ηF(zₖ) + ηF(zₖ₋₁), started with z₋₁ = z₀.
#[derive(Debug, Clone)]
pub struct Ogda {
    step_size: f64,
    field: Vec<f64>,
    previous: Vec<f64>,
}

impl Ogda {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, field: Vec::new(), previous: Vec::new() }
    }
}

impl Dynamics for Ogda {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        game.field(z, &mut self.field);
        if self.previous.is_empty() {
            self.previous.clone_from(&self.field);
        }
        for ((coordinate, now), before) in z.iter_mut().zip(&self.field).zip(&self.previous) {
            *coordinate = domain.project(*coordinate - self.step_size * (2.0 * now - before));
        }
        std::mem::swap(&mut self.field, &mut self.previous);
        Ok(())
    }

    /// [[I − 2ηJ, ηJ], [I, 0]] on the pair (zₖ, zₖ₋₁).
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        let n = jacobian.nrows();
        let mut matrix = DMatrix::zeros(2 * n, 2 * n);
        let identity = identity_of(jacobian);
        matrix.view_mut((0, 0), (n, n)).copy_from(&(&identity - jacobian * (2.0 * self.step_size)));
        matrix.view_mut((0, n), (n, n)).copy_from(&(jacobian * self.step_size));
        matrix.view_mut((n, 0), (n, n)).copy_from(&identity);
        Some(matrix)
    }

    fn memory(&self) -> &[f64] {
        &self.previous
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "ogda",
        color: Color::Purple,
        formula: r"z_{k+1} = z_k - 2\eta F(z_k) + \eta F(z_{k-1})",
        source: Source {
            text: "Daskalakis, Ilyas, Syrgkanis & Zeng (2018), Training GANs with optimism",
            url: "https://arxiv.org/abs/1711.00141",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(Ogda::new(settings.number("eta")?))),
};
