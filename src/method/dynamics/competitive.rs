//! Competitive gradient descent: each step is the Nash equilibrium of the game's bilinear approximation.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, hessian_of, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::{DMatrix, DVector};

/// x ← x − η(I + η²BBᵀ)⁻¹(∇ₓf + ηB∇ᵧf), y ← y + η(I + η²BᵀB)⁻¹(∇ᵧf − ηBᵀ∇ₓf) with B = ∇ₓᵧf
/// (Schäfer & Anandkumar 2019, equation 4, zero-sum).
#[derive(Debug, Clone)]
pub struct Competitive {
    step_size: f64,
    gradient: Vec<f64>,
}

impl Competitive {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, gradient: Vec::new() }
    }

    /// The joint move for a gradient and a cross block B; none where it is not finite.
    fn moves(&self, cross: &DMatrix<f64>, gradient: &DMatrix<f64>) -> Option<DMatrix<f64>> {
        let (n, m, eta) = (cross.nrows(), cross.ncols(), self.step_size);
        let (x, y) = (gradient.rows(0, n).into_owned(), gradient.rows(n, m).into_owned());
        let solve = |square: DMatrix<f64>, right: DMatrix<f64>| {
            (identity_of(&square) + square * (eta * eta)).lu().solve(&right)
        };
        let down = solve(cross * cross.transpose(), &x + cross * &y * eta)?;
        let up = solve(cross.tr_mul(cross), &y - cross.tr_mul(&x) * eta)?;
        let mut joint = DMatrix::zeros(n + m, gradient.ncols());
        joint.rows_mut(0, n).copy_from(&(down * -eta));
        joint.rows_mut(n, m).copy_from(&(up * eta));
        Some(joint)
    }
}

impl Dynamics for Competitive {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.gradient.resize(z.len(), 0.0);
        game.gradient(z, &mut self.gradient);
        let [n, m] = game.dimensions();
        let cross = game.hessian(z).view((0, n), (n, m)).into_owned();
        let gradient = DMatrix::from_columns(&[DVector::from_column_slice(&self.gradient)]);
        let Some(joint) = self.moves(&cross, &gradient) else {
            return Err(Unsolved { task: "linear-system", residual: f64::INFINITY });
        };
        for (coordinate, by) in z.iter_mut().zip(joint.iter()) {
            *coordinate = domain.project(*coordinate + by);
        }
        Ok(())
    }

    /// The move is linear in the gradient, and the gradient is the Hessian times the state.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, [n, m]: [usize; 2]) -> Option<DMatrix<f64>> {
        let hessian = hessian_of(jacobian, [n, m]);
        Some(identity_of(jacobian) + self.moves(&hessian.view((0, n), (n, m)).into_owned(), &hessian)?)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "competitive",
        color: Color::Wine,
        formula: r"x_{k+1} = x_k - \eta(I + \eta^2 BB^\top)^{-1}(\nabla_x f + \eta B\nabla_y f),\quad y_{k+1} = y_k + \eta(I + \eta^2 B^\top B)^{-1}(\nabla_y f - \eta B^\top\nabla_x f),\quad B = \nabla^2_{xy} f",
        source: Source {
            text: "Schäfer & Anandkumar (2019), Competitive gradient descent",
            url: "https://arxiv.org/abs/1905.12103",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(Competitive::new(settings.number("eta")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::DiracGan;
    use crate::problem::game::Loss;

    /// The moves are each other's best responses in the bilinear approximation with ½η⁻¹ of squared length as their price:
    /// ∇ₓf + B·v + u/η = 0 and ∇ᵧf + Bᵀ·u − v/η = 0 (Schäfer & Anandkumar 2019, theorem 2.2).
    #[test]
    fn a_step_is_the_equilibrium_of_its_local_game() {
        let (game, eta, z) = (DiracGan { loss: Loss::Logistic, penalty: 0.2 }, 0.7, [1.3, -0.8]);
        let (mut moved, mut gradient) = (z, [0.0; 2]);
        game.gradient(&z, &mut gradient);
        let cross = game.hessian(&z)[(0, 1)];
        Competitive::new(eta).step(&game, Domain::from_half_width(0.0), &mut moved).unwrap();
        let (u, v) = (moved[0] - z[0], moved[1] - z[1]);
        assert!((gradient[0] + cross * v + u / eta).abs() < 1e-14);
        assert!((gradient[1] + cross * u - v / eta).abs() < 1e-14);
    }
}
