//! Extragradient: look one step ahead, then step from where you stood with what you saw there.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// z̄ = z − ηF(z), then z ← z − ηF(z̄).
#[derive(Debug, Clone)]
pub struct Extragradient {
    step_size: f64,
    field: Vec<f64>,
    ahead: Vec<f64>,
}

impl Extragradient {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, field: Vec::new(), ahead: Vec::new() }
    }
}

impl Dynamics for Extragradient {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        self.ahead.clear();
        self.ahead.extend_from_slice(z);
        game.field(z, &mut self.field);
        domain.descend(&mut self.ahead, self.step_size, &self.field);
        game.field(&self.ahead, &mut self.field);
        domain.descend(z, self.step_size, &self.field);
        Ok(())
    }

    /// I − ηJ + η²J².
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        let scaled = jacobian * self.step_size;
        Some(identity_of(jacobian) - &scaled + &scaled * &scaled)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "extragradient",
        color: Color::Green,
        formula: r"\bar z_k = z_k - \eta F(z_k),\quad z_{k+1} = z_k - \eta F(\bar z_k)",
        source: Source {
            text: "Korpelevich (1976), as analysed by Mokhtari, Ozdaglar & Pattathil (2020)",
            url: "https://arxiv.org/abs/1901.08511",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(Extragradient::new(settings.number("eta")?))),
};
