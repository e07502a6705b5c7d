//! Extra-Adam: extragradient with Adam's direction for the look ahead and for the step.

use super::moments::Moments;
use super::{Domain, Dynamics, DynamicsInfo, Unsolved};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// The moments see F(z), z̄ = z − ηd; they see F(z̄), z ← z − ηd (Gidel et al. 2019, algorithm 4).
#[derive(Debug, Clone)]
pub struct ExtraAdam {
    step_size: f64,
    moments: Moments,
    field: Vec<f64>,
    ahead: Vec<f64>,
}

impl ExtraAdam {
    /// With step size η > 0, memories β₁, β₂ in [0, 1) and floor ε > 0.
    pub fn new(step_size: f64, beta1: f64, beta2: f64, epsilon: f64) -> Self {
        Self { step_size, moments: Moments::new(beta1, beta2, epsilon), field: Vec::new(), ahead: Vec::new() }
    }
}

impl Dynamics for ExtraAdam {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        self.ahead.clear();
        self.ahead.extend_from_slice(z);
        game.field(z, &mut self.field);
        self.moments.see(&self.field);
        domain.descend(&mut self.ahead, self.step_size, self.moments.direction());
        game.field(&self.ahead, &mut self.field);
        self.moments.see(&self.field);
        domain.descend(z, self.step_size, self.moments.direction());
        Ok(())
    }

    /// None: dividing by the root of a second moment is not linear in the state.
    fn one_step_matrix(&self, _jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        None
    }

    fn memory(&self) -> &[f64] {
        self.moments.numbers()
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "extra-adam",
        color: Color::Brown,
        formula: r"\bar z_k = z_k - \eta\,d(F(z_k)),\quad z_{k+1} = z_k - \eta\,d(F(\bar z_k)),\quad d = \hat m/(\sqrt{\hat v} + \varepsilon)",
        source: Source {
            text: "Gidel et al. (2019), A variational inequality perspective on generative adversarial networks, algorithm 4",
            url: "https://arxiv.org/abs/1802.10551",
        },
        parameters: Moments::parameters,
    },
    build: |settings, _| {
        let (step_size, moments) = (settings.number("eta")?, Moments::of_method("extra-adam", settings)?);
        Ok(Box::new(ExtraAdam { step_size, moments, field: Vec::new(), ahead: Vec::new() }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::dynamics::Extragradient;
    use crate::problem::game::Bilinear;

    #[test]
    fn under_a_high_floor_it_is_extragradient() {
        let (floor, h) = (1e9, 0.2);
        let (mut adaptive, mut plain) = (ExtraAdam::new(h * floor, 0.0, 0.0, floor), Extragradient::new(h));
        let (mut z, mut w) = ([1.0, 0.5], [1.0, 0.5]);
        for step in 0..60 {
            adaptive.step(&Bilinear { coupling: 1.0 }, Domain::from_half_width(0.0), &mut z).unwrap();
            plain.step(&Bilinear { coupling: 1.0 }, Domain::from_half_width(0.0), &mut w).unwrap();
            assert!((z[0] - w[0]).abs().max((z[1] - w[1]).abs()) < 1e-7, "step {step}");
        }
    }
}
