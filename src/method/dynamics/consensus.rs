//! Consensus optimization: descent–ascent with a share of Hamiltonian descent.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// z ← z − η(F(z) + γ∇½|F(z)|²) (Mescheder, Nowozin & Geiger 2017, algorithm 2).
#[derive(Debug, Clone)]
pub struct Consensus {
    step_size: f64,
    gamma: f64,
    field: Vec<f64>,
    slope: Vec<f64>,
}

impl Consensus {
    /// With step size η > 0 and regularization γ ≥ 0.
    pub fn new(step_size: f64, gamma: f64) -> Self {
        Self { step_size, gamma, field: Vec::new(), slope: Vec::new() }
    }
}

impl Dynamics for Consensus {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        self.slope.resize(z.len(), 0.0);
        game.field(z, &mut self.field);
        game.energy_gradient(z, &mut self.slope);
        for (entry, slope) in self.field.iter_mut().zip(&self.slope) {
            *entry += self.gamma * slope;
        }
        domain.descend(z, self.step_size, &self.field);
        Ok(())
    }

    /// I − η(J + γJᵀJ).
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        Some(identity_of(jacobian) - (jacobian + jacobian.tr_mul(jacobian) * self.gamma) * self.step_size)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "consensus",
        color: Color::Sand,
        formula: r"z_{k+1} = z_k - \eta\left(F(z_k) + \gamma\nabla \tfrac12 |F(z_k)|^2\right)",
        source: Source {
            text: "Mescheder, Nowozin & Geiger (2017), The numerics of GANs",
            url: "https://arxiv.org/abs/1705.10461",
        },
        parameters: || vec![Parameter::number("gamma", r"\gamma", [0.0, 5.0], 0.5)],
    },
    build: |settings, _| Ok(Box::new(Consensus::new(settings.number("eta")?, settings.number("consensus.gamma")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::spectrum::spectral_radius;
    use crate::problem::game::Bilinear;

    /// Mescheder et al. 2017, lemma 9 and figure 1: γ tilts imaginary eigenvalues to the stable side, |1 − ηγa² + iηa| < 1.
    #[test]
    fn consensus_turns_a_centre_into_a_sink() {
        let jacobian = Bilinear { coupling: 1.5 }.jacobian(&[0.0, 0.0]);
        for (gamma, stable) in [(0.0, false), (0.1, true), (2.0, true)] {
            let (eta, a) = (0.1_f64, 1.5_f64);
            let matrix = Consensus::new(eta, gamma).one_step_matrix(&jacobian, [1, 1]).unwrap();
            let rate = spectral_radius(&matrix).unwrap();
            assert!((rate - (1.0 - eta * gamma * a * a).hypot(eta * a)).abs() < 1e-12);
            assert_eq!(rate < 1.0, stable || gamma * a > 1.0, "{gamma}");
        }
    }
}
