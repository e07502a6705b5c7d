//! The proximal point method: step with the field of where you will arrive, an implicit equation solved by Newton.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::{DMatrix, DVector};

/// The residual, relative to the state's size, at which the implicit equation counts as solved.
const SOLVED: f64 = 1e-13;
/// Newton converges quadratically near the solution; what needs more is not converging.
const MOST_ITERATIONS: usize = 40;

/// zₖ₊₁ = P(zₖ − ηF(zₖ₊₁)), P the projection on the domain; solved by semismooth Newton from zₖ.
#[derive(Debug, Clone)]
pub struct ProximalPoint {
    step_size: f64,
}

impl ProximalPoint {
    /// With step size η > 0.
    pub fn new(step_size: f64) -> Self {
        Self { step_size }
    }
}

impl Dynamics for ProximalPoint {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        let n = z.len();
        let anchor = DVector::from_column_slice(z);
        let mut field = vec![0.0; n];
        let mut candidate = anchor.clone();
        let mut best = (f64::INFINITY, anchor.clone());
        for _ in 0..MOST_ITERATIONS {
            game.field(candidate.as_slice(), &mut field);
            let free: Vec<f64> = (0..n).map(|i| anchor[i] - self.step_size * field[i]).collect();
            let residual = DVector::from_fn(n, |i, _| candidate[i] - domain.project(free[i]));
            let size = residual.amax();
            if size < best.0 {
                best = (size, candidate.clone());
            }
            if size <= SOLVED * candidate.amax().max(f64::MIN_POSITIVE) {
                break;
            }
            // Where the projection binds, the coordinate no longer depends on the others.
            let mut derivative = game.jacobian(candidate.as_slice()) * self.step_size;
            for i in 0..n {
                if free[i].abs() > domain.half_width() {
                    derivative.row_mut(i).fill(0.0);
                }
                derivative[(i, i)] += 1.0;
            }
            match derivative.lu().solve(&residual) {
                Some(correction) => candidate -= correction,
                None => break,
            }
        }
        let (residual, solution) = best;
        z.copy_from_slice(solution.as_slice());
        for coordinate in z.iter_mut() {
            *coordinate = domain.project(*coordinate);
        }
        if residual <= 1e-12 * solution.amax().max(f64::MIN_POSITIVE) {
            Ok(())
        } else {
            Err(Unsolved { task: "implicit-step", residual })
        }
    }

    /// (I + ηJ)⁻¹; none where I + ηJ is singular.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        (identity_of(jacobian) + jacobian * self.step_size).try_inverse()
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "proximal-point",
        color: Color::Orange,
        formula: r"z_{k+1} = z_k - \eta F(z_{k+1})",
        source: Source {
            text: "Rockafellar (1976), Monotone operators and the proximal point algorithm",
            url: "https://doi.org/10.1137/0314056",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(ProximalPoint::new(settings.number("eta")?))),
};
