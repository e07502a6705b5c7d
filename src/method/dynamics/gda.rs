//! Simultaneous gradient descent–ascent: both players step at once.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// z ← z − ηF(z).
#[derive(Debug, Clone)]
pub struct Gda {
    step_size: f64,
    field: Vec<f64>,
}

impl Gda {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, field: Vec::new() }
    }
}

impl Dynamics for Gda {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        game.field(z, &mut self.field);
        domain.descend(z, self.step_size, &self.field);
        Ok(())
    }

    /// I − ηJ.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        Some(identity_of(jacobian) - jacobian * self.step_size)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "gda",
        color: Color::Vermillion,
        formula: r"z_{k+1} = z_k - \eta F(z_k)",
        source: Source {
            text: "Gidel et al. (2019), A variational inequality perspective on generative adversarial networks",
            url: "https://arxiv.org/abs/1802.10551",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(Gda::new(settings.number("eta")?))),
};
