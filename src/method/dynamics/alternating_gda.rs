//! Alternating gradient descent–ascent: the players take turns, y answering x's new move.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of, rows_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// x ← x − η∇ₓf(x, y), then y ← y + η∇ᵧf(x, y) at the new x.
#[derive(Debug, Clone)]
pub struct AlternatingGda {
    step_size: f64,
    field: Vec<f64>,
}

impl AlternatingGda {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, field: Vec::new() }
    }
}

impl Dynamics for AlternatingGda {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        let x = game.dimensions()[0];
        for player in [0..x, x..z.len()] {
            game.field(z, &mut self.field);
            for i in player {
                z[i] = domain.project(z[i] - self.step_size * self.field[i]);
            }
        }
        Ok(())
    }

    /// (I − ηJ_y)(I − ηJ_x), where J_x keeps the rows of x and J_y those of y.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        let turn = |first, count| identity_of(jacobian) - rows_of(jacobian, first, count) * self.step_size;
        Some(turn(dimensions[0], dimensions[1]) * turn(0, dimensions[0]))
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "alternating-gda",
        color: Color::Blue,
        formula: r"x_{k+1} = x_k - \eta \nabla_x f(x_k, y_k),\quad y_{k+1} = y_k + \eta \nabla_y f(x_{k+1}, y_k)",
        source: Source {
            text: "Bailey, Gidel & Piliouras (2020), Finite regret and cycles with fixed step-size via alternating gradient descent-ascent",
            url: "https://arxiv.org/abs/1907.04392",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(AlternatingGda::new(settings.number("eta")?))),
};
