//! Normalized descent–ascent: each player keeps the direction of the slope and forgets its length.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// x ← x − η∇ₓf/|∇ₓf|, y ← y + η∇ᵧf/|∇ᵧf|; a player without a slope rests.
#[derive(Debug, Clone)]
pub struct NormalizedGda {
    step_size: f64,
    field: Vec<f64>,
}

impl NormalizedGda {
    /// With stride η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, field: Vec::new() }
    }
}

impl Dynamics for NormalizedGda {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        game.field(z, &mut self.field);
        let (x, y) = self.field.split_at_mut(game.dimensions()[0]);
        for player in [x, y] {
            // Scaled by the largest entry first, so that squares neither overflow nor vanish.
            let largest = player.iter().fold(0.0_f64, |largest, entry| largest.max(entry.abs()));
            if largest > 0.0 {
                let squares: f64 = player.iter().map(|entry| (entry / largest) * (entry / largest)).sum();
                player.iter_mut().for_each(|entry| *entry /= largest * squares.sqrt());
            }
        }
        domain.descend(z, self.step_size, &self.field);
        Ok(())
    }

    /// None: a stride of fixed length is not linear in the state.
    fn one_step_matrix(&self, _jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        None
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "normalized-gda",
        color: Color::Rose,
        formula: r"x_{k+1} = x_k - \eta\,\nabla_x f/|\nabla_x f|,\quad y_{k+1} = y_k + \eta\,\nabla_y f/|\nabla_y f|",
        source: Source {
            text: "Jelassi, Mensch, Gidel & Li (2022), Adam is no better than normalized SGD: dissecting how adaptivity improves GAN performance",
            url: "https://openreview.net/forum?id=D9SuLzhgK9",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(NormalizedGda::new(settings.number("eta")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::Forsaken;

    #[test]
    fn each_player_moves_by_the_stride_downhill_or_uphill() {
        let (game, mut z) = (Forsaken::new(), [1.2, -0.3]);
        let mut dynamics = NormalizedGda::new(0.05);
        for _ in 0..200 {
            let (before, mut field) = (z, [0.0; 2]);
            game.field(&z, &mut field);
            dynamics.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
            for i in 0..2 {
                assert!((z[i] - before[i] + 0.05 * field[i].signum()).abs() < 1e-15);
            }
        }
    }
}
