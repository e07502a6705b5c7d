//! Anchored extragradient: a pull back to the start that fades as 1/(k + 2) makes the last iterate's field vanish fastest.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// With b = zₖ + (z₀ − zₖ)/(k + 2): z̄ = b − ηF(zₖ), zₖ₊₁ = b − ηF(z̄) (EAG-C of Yoon & Ryu 2021).
#[derive(Debug, Clone)]
pub struct Anchored {
    step_size: f64,
    count: u64,
    field: Vec<f64>,
    ahead: Vec<f64>,
    start: Vec<f64>,
}

impl Anchored {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, count: 0, field: Vec::new(), ahead: Vec::new(), start: Vec::new() }
    }
}

impl Dynamics for Anchored {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        if self.count == 0 {
            self.start = z.to_vec();
            self.field.resize(z.len(), 0.0);
        }
        game.field(z, &mut self.field);
        let pull = 1.0 / (self.count as f64 + 2.0);
        for (coordinate, start) in z.iter_mut().zip(&self.start) {
            *coordinate += pull * (start - *coordinate);
        }
        self.ahead.clear();
        self.ahead.extend_from_slice(z);
        domain.descend(&mut self.ahead, self.step_size, &self.field);
        game.field(&self.ahead, &mut self.field);
        domain.descend(z, self.step_size, &self.field);
        self.count += 1;
        Ok(())
    }

    /// I − ηJ + η²J²: what is left once the pull has faded.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        let scaled = jacobian * self.step_size;
        Some(identity_of(jacobian) - &scaled + &scaled * &scaled)
    }

    fn memory(&self) -> &[f64] {
        &self.start
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "anchored",
        color: Color::Indigo,
        formula: r"\bar z_k = b_k - \eta F(z_k),\quad z_{k+1} = b_k - \eta F(\bar z_k),\quad b_k = z_k + \tfrac{1}{k+2}(z_0 - z_k)",
        source: Source {
            text: "Yoon & Ryu (2021), Accelerated algorithms for smooth convex-concave minimax problems with O(1/k²) rate on squared gradient norm",
            url: "https://arxiv.org/abs/2102.07922",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(Anchored::new(settings.number("eta")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::StronglyMonotone;
    use nalgebra::DVector;

    /// zₖ₊₁ = [(1−p)(I − ηJ) + η²J²]zₖ + p(I − ηJ)z₀ with p = 1/(k+2), from the definition by hand.
    #[test]
    fn each_step_is_its_affine_map() {
        let (game, eta) = (StronglyMonotone { modulus: 0.3, coupling: 1.2 }, 0.4);
        let jacobian = game.jacobian(&[0.0, 0.0]) * eta;
        let start = DVector::from_column_slice(&[1.5, -0.7]);
        let (mut dynamics, mut z, mut predicted) = (Anchored::new(eta), [1.5, -0.7], start.clone());
        for k in 0..50 {
            dynamics.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
            let pull = 1.0 / (f64::from(k) + 2.0);
            let ahead = identity_of(&jacobian) - &jacobian;
            predicted = (&ahead * (1.0 - pull) + &jacobian * &jacobian) * &predicted + &ahead * &start * pull;
            assert!((z[0] - predicted[0]).abs().max((z[1] - predicted[1]).abs()) < 1e-10);
        }
    }
}
