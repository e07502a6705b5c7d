//! Two-timescale gradient descent–ascent: one player steps faster than the other.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// x ← x − η∇ₓf(z), y ← y + τη∇ᵧf(z), at once.
#[derive(Debug, Clone)]
pub struct TwoTimescaleGda {
    step_size: f64,
    ratio: f64,
    field: Vec<f64>,
}

impl TwoTimescaleGda {
    /// With step size η > 0 for x and τη for y, ratio τ > 0.
    pub fn new(step_size: f64, ratio: f64) -> Self {
        Self { step_size, ratio, field: Vec::new() }
    }

    fn step_size_of(&self, coordinate: usize, dimensions: [usize; 2]) -> f64 {
        if coordinate < dimensions[0] { self.step_size } else { self.step_size * self.ratio }
    }
}

impl Dynamics for TwoTimescaleGda {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        game.field(z, &mut self.field);
        for (i, coordinate) in z.iter_mut().enumerate() {
            *coordinate = domain.project(*coordinate - self.step_size_of(i, game.dimensions()) * self.field[i]);
        }
        Ok(())
    }

    /// I − diag(η, τη)J.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        Some(DMatrix::from_fn(jacobian.nrows(), jacobian.ncols(), |i, j| {
            f64::from(u8::from(i == j)) - self.step_size_of(i, dimensions) * jacobian[(i, j)]
        }))
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "two-timescale-gda",
        color: Color::Sky,
        formula: r"x_{k+1} = x_k - \eta \nabla_x f(z_k),\quad y_{k+1} = y_k + \tau\eta \nabla_y f(z_k)",
        source: Source {
            text: "Heusel et al. (2017), GANs trained by a two time-scale update rule converge to a local Nash equilibrium",
            url: "https://arxiv.org/abs/1706.08500",
        },
        parameters: || vec![Parameter::log_number("ratio", r"\tau", [0.05, 20.0], 3.0)],
    },
    build: |settings, _| {
        let ratio = settings.number("two-timescale-gda.ratio")?;
        Ok(Box::new(TwoTimescaleGda::new(settings.number("eta")?, ratio)))
    },
};
