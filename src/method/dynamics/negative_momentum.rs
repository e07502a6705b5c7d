//! Alternating descent–ascent with negative momentum: what accelerates descent, reversed, damps the rotation.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of, rows_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// x ← x − η∇ₓf(x, y) + β(x − x₋), then y ← y + η∇ᵧf(x, y) + β(y − y₋) at the new x, started with z₋₁ = z₀.
#[derive(Debug, Clone)]
pub struct NegativeMomentum {
    step_size: f64,
    beta: f64,
    field: Vec<f64>,
    previous: Vec<f64>,
}

impl NegativeMomentum {
    /// With step size η > 0 and momentum β, negative to damp.
    pub fn new(step_size: f64, beta: f64) -> Self {
        Self { step_size, beta, field: Vec::new(), previous: Vec::new() }
    }
}

impl Dynamics for NegativeMomentum {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        if self.previous.is_empty() {
            self.previous = z.to_vec();
        }
        let x = game.dimensions()[0];
        for player in [0..x, x..z.len()] {
            game.field(z, &mut self.field);
            for i in player {
                let before = z[i];
                let momentum = self.beta * (before - self.previous[i]);
                z[i] = domain.project(before - self.step_size * self.field[i] + momentum);
                self.previous[i] = before;
            }
        }
        Ok(())
    }

    /// On the pair (zₖ, zₖ₋₁): x's turn [I − ηJₓ + βEₓ, −βEₓ], then y's, where the index keeps a player's rows.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, [x, y]: [usize; 2]) -> Option<DMatrix<f64>> {
        let (n, identity) = (x + y, identity_of(jacobian));
        let turn = |first, count| &identity - rows_of(jacobian, first, count) * self.step_size;
        let momentum = |first, count| rows_of(&identity, first, count) * self.beta;
        let mut matrix = DMatrix::zeros(2 * n, 2 * n);
        let present = turn(x, y) * (turn(0, x) + momentum(0, x)) + momentum(x, y);
        matrix.view_mut((0, 0), (n, n)).copy_from(&present);
        matrix.view_mut((0, n), (n, n)).copy_from(&-(turn(x, y) * momentum(0, x) + momentum(x, y)));
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
        id: "negative-momentum",
        color: Color::Cyan,
        formula: r"x_{k+1} = x_k - \eta\nabla_x f(x_k, y_k) + \beta(x_k - x_{k-1}),\quad y_{k+1} = y_k + \eta\nabla_y f(x_{k+1}, y_k) + \beta(y_k - y_{k-1})",
        source: Source {
            text: "Gidel et al. (2019), Negative momentum for improved game dynamics",
            url: "https://arxiv.org/abs/1807.04740",
        },
        parameters: || vec![Parameter::number("beta", r"\beta", [-0.95, 0.95], -0.5)],
    },
    build: |settings, _| {
        let beta = settings.number("negative-momentum.beta")?;
        Ok(Box::new(NegativeMomentum::new(settings.number("eta")?, beta)))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::spectrum::spectral_radius;
    use crate::problem::game::Bilinear;

    /// Gidel et al. 2019, theorem 6: on a bilinear game β = −½ converges linearly, β = 0 cycles, β > 0 diverges.
    #[test]
    fn only_negative_momentum_converges_on_the_bilinear_game() {
        let jacobian = Bilinear { coupling: 1.0 }.jacobian(&[0.0, 0.0]);
        let rate =
            |beta| spectral_radius(&NegativeMomentum::new(0.3, beta).one_step_matrix(&jacobian, [1, 1]).unwrap());
        assert!(rate(-0.5).unwrap() < 0.99);
        assert!((rate(0.0).unwrap() - 1.0).abs() < 1e-12);
        assert!(rate(0.3).unwrap() > 1.01);
    }
}
