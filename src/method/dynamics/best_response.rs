//! Unrolled best response: x descends through the k ascent steps that y would answer with.

use super::{Domain, Dynamics, DynamicsInfo, Excursion, Unsolved, hessian_of, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::{DMatrix, DVector};

/// x ← x − η d/dx f(x, yᵏ(x, y)), where yʲ⁺¹ = yʲ + η∇ᵧf(x, yʲ) from y⁰ = y; y ← y + η∇ᵧf(x, y), at once
/// (Metz, Poole, Pfau & Sohl-Dickstein 2017, equations 7 to 9). The derivative goes through all k steps.
#[derive(Debug, Clone)]
pub struct BestResponse {
    step_size: f64,
    unrolled: usize,
    excursion: Excursion,
}

impl BestResponse {
    /// With step size η > 0 for both players and the answers, and k unrolled answers; k = 0 is plain descent–ascent.
    pub fn new(step_size: f64, unrolled: usize) -> Self {
        Self { step_size, unrolled, excursion: Excursion::default() }
    }
}

impl Dynamics for BestResponse {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        let [n, m] = game.dimensions();
        let (mut answered, mut gradient) = (z.to_vec(), vec![0.0; n + m]);
        // How the answer so far moves with x: dyʲ/dx.
        let mut response = DMatrix::<f64>::zeros(m, n);
        game.gradient(z, &mut gradient);
        let own_ascent = gradient[n..].to_vec();
        self.excursion.begin(z);
        for _ in 0..self.unrolled {
            let hessian = game.hessian(&answered);
            response += (hessian.view((n, 0), (m, n)) + hessian.view((n, n), (m, m)) * &response) * self.step_size;
            for i in 0..m {
                let free = answered[n + i] + self.step_size * gradient[n + i];
                answered[n + i] = domain.project(free);
                if answered[n + i] != free {
                    // Where the wall binds, the answer no longer moves with x.
                    response.row_mut(i).fill(0.0);
                }
            }
            game.gradient(&answered, &mut gradient);
            self.excursion.path.extend_from_slice(&answered);
        }
        let through = response.tr_mul(&DVector::from_column_slice(&gradient[n..]));
        for i in 0..n {
            z[i] = domain.project(z[i] - self.step_size * (gradient[i] + through[i]));
        }
        domain.descend(&mut z[n..], -self.step_size, &own_ascent);
        Ok(())
    }

    /// With the Hessian's blocks A, B, Bᵀ, C and yᵏ = Px + Qy: x's slope is (A + PᵀBᵀ)x + (B + PᵀC)yᵏ.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, [n, m]: [usize; 2]) -> Option<DMatrix<f64>> {
        let hessian = hessian_of(jacobian, [n, m]);
        let block = |row, column, rows, columns| hessian.view((row, column), (rows, columns)).into_owned();
        let (a, b, c) = (block(0, 0, n, n), block(0, n, n, m), block(n, n, m, m));
        let (mut p, mut q) = (DMatrix::<f64>::zeros(m, n), DMatrix::<f64>::identity(m, m));
        for _ in 0..self.unrolled {
            p = &p + (b.transpose() + &c * &p) * self.step_size;
            q = &q + &c * &q * self.step_size;
        }
        let through = &b + p.tr_mul(&c);
        let mut slopes = DMatrix::zeros(n + m, n + m);
        slopes.view_mut((0, 0), (n, n)).copy_from(&(a + (&b * &p).transpose() + &through * &p));
        slopes.view_mut((0, n), (n, m)).copy_from(&(through * q));
        slopes.view_mut((n, 0), (m, n)).copy_from(&-b.transpose());
        slopes.view_mut((n, n), (m, m)).copy_from(&-c);
        Some(identity_of(jacobian) - slopes * self.step_size)
    }

    fn excursion(&self) -> Option<&Excursion> {
        Some(&self.excursion)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "best-response",
        color: Color::Violet,
        formula: r"x_{k+1} = x_k - \eta\,\tfrac{\mathrm d}{\mathrm dx} f(x_k, y^{(m)}(x_k)),\quad y^{(j+1)} = y^{(j)} + \eta\nabla_y f(x_k, y^{(j)})",
        source: Source {
            text: "Metz, Poole, Pfau & Sohl-Dickstein (2017), Unrolled generative adversarial networks",
            url: "https://arxiv.org/abs/1611.02163",
        },
        parameters: || vec![Parameter::integer("unrolled", "m", [0, 20], 5)],
    },
    build: |settings, _| {
        let unrolled = settings.count("best-response.unrolled")?;
        Ok(Box::new(BestResponse::new(settings.number("eta")?, unrolled)))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::Forsaken;

    /// The surrogate x descends: f after the unrolled answers, by its definition.
    fn surrogate(game: &dyn Game, eta: f64, unrolled: usize, x: f64, y: f64) -> f64 {
        let (mut z, mut gradient) = ([x, y], [0.0; 2]);
        for _ in 0..unrolled {
            game.gradient(&z, &mut gradient);
            z[1] += eta * gradient[1];
        }
        game.value(&z)
    }

    #[test]
    fn x_descends_the_derivative_through_all_answers() {
        let (game, eta, unrolled, z) = (Forsaken::new(), 0.1, 7, [0.6, -0.9]);
        let mut moved = z;
        BestResponse::new(eta, unrolled).step(&game, Domain::from_half_width(0.0), &mut moved).unwrap();
        let h = 1e-5;
        let at = |x: f64| surrogate(&game, eta, unrolled, x, z[1]);
        let slope = (at(z[0] + h) - at(z[0] - h)) / (2.0 * h);
        assert!((z[0] - moved[0] - eta * slope).abs() < 1e-9);
    }
}
