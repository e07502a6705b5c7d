//! Hamiltonian descent: go downhill on ½|F|², whatever the game rotates.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// z ← z − η∇(½|F(z)|²) = z − ηJᵀF(z). It is drawn to every zero of the field, maxima and minima of f alike.
#[derive(Debug, Clone)]
pub struct Hamiltonian {
    step_size: f64,
    slope: Vec<f64>,
}

impl Hamiltonian {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, slope: Vec::new() }
    }
}

impl Dynamics for Hamiltonian {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.slope.resize(z.len(), 0.0);
        game.energy_gradient(z, &mut self.slope);
        domain.descend(z, self.step_size, &self.slope);
        Ok(())
    }

    /// I − ηJᵀJ.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        Some(identity_of(jacobian) - jacobian.tr_mul(jacobian) * self.step_size)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "hamiltonian",
        color: Color::Olive,
        formula: r"z_{k+1} = z_k - \eta \nabla \tfrac12 |F(z_k)|^2",
        source: Source {
            text: "Balduzzi et al. (2018), The mechanics of n-player differentiable games; Abernethy, Lai & Wibisono (2019)",
            url: "https://arxiv.org/abs/1906.02027",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(Hamiltonian::new(settings.number("eta")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::SineSum;

    /// Where descent–ascent drifts for ever, ½|F|² = cos²(x + y) falls at every step.
    #[test]
    fn it_descends_the_energy_even_without_a_saddle() {
        let energy = |z: [f64; 2]| libm::cos(z[0] + z[1]) * libm::cos(z[0] + z[1]);
        let (mut dynamics, mut z) = (Hamiltonian::new(0.1), [0.3, -0.2]);
        for _ in 0..100 {
            let before = energy(z);
            dynamics.step(&SineSum, Domain::from_half_width(0.0), &mut z).unwrap();
            assert!(energy(z) < before || before < 1e-25);
        }
        assert!(energy(z) < 1e-20);
    }
}
