//! The natural-gradient flow: descent–ascent in the players' strategies, whatever the mask between them and the parameters.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// The difference between one part and two halves, relative to the way that they go, at which these are accepted; they are
/// nearer to the flow by a factor of 15, and their extrapolation by far more. Relative to the way, so that the flow is
/// followed as well where it has almost come to rest.
const ACCURATE: f64 = 1e-8;
/// A way shorter than this, relative to where it leads, is hidden by rounding.
const SHORTEST: f64 = 1e-7;
/// More parts than this in one step mean that the flow runs away in finite time.
const MOST_PARTS: usize = 2000;

/// The flow ż = −A(z)⁻¹F(z) over the time η, A the Gram matrix of the strategies' slopes, by Runge–Kutta steps whose length is
/// such that two halves agree with the whole.
#[derive(Debug, Clone)]
pub struct NaturalGradient {
    step_size: f64,
    part: f64,
    /// The residual with which the flow ran away; from then on it stays where it is.
    ended: Option<f64>,
}

impl NaturalGradient {
    /// With the time η > 0 that passes in one step.
    pub fn new(step_size: f64) -> Self {
        Self { step_size, part: step_size, ended: None }
    }
}

/// One Runge–Kutta step of ż = −A⁻¹F over the time `dt` (Kutta 1901).
fn advance(game: &dyn Game, z: &[f64], dt: f64) -> Vec<f64> {
    let n = z.len();
    let slope = |from: Option<&[f64]>, by: f64| {
        let at: Vec<f64> = (0..n).map(|i| z[i] - from.map_or(0.0, |slope| by * slope[i])).collect();
        let mut field = vec![0.0; n];
        game.natural_field(&at, &mut field);
        field
    };
    let first = slope(None, 0.0);
    let second = slope(Some(&first), 0.5 * dt);
    let third = slope(Some(&second), 0.5 * dt);
    let fourth = slope(Some(&third), dt);
    (0..n).map(|i| z[i] - dt / 6.0 * (first[i] + 2.0 * (second[i] + third[i]) + fourth[i])).collect()
}

impl Dynamics for NaturalGradient {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        const TASK: &str = "natural-flow";
        if let Some(residual) = self.ended {
            return Err(Unsolved { task: TASK, residual });
        }
        let (mut left, mut residual) = (self.step_size, 0.0);
        for _ in 0..MOST_PARTS {
            let part = self.part.min(left);
            let whole = advance(game, z, part);
            let halves = advance(game, &advance(game, z, 0.5 * part), 0.5 * part);
            let size = halves.iter().fold(1.0_f64, |size, value| size.max(value.abs()));
            let way = z.iter().zip(&halves).fold(SHORTEST * size, |way, (a, b)| way.max((a - b).abs()));
            residual = whole.iter().zip(&halves).fold(0.0_f64, |gap, (a, b)| gap.max((a - b).abs())) / way;
            if residual <= ACCURATE {
                for (i, coordinate) in z.iter_mut().enumerate() {
                    // Richardson's extrapolation removes the leading error of the halves.
                    *coordinate = domain.project(halves[i] + (halves[i] - whole[i]) / 15.0);
                }
                left -= part;
                if residual < ACCURATE / 40.0 {
                    self.part = (2.0 * self.part).min(self.step_size);
                }
                if left <= 0.0 {
                    return Ok(());
                }
            } else {
                self.part = 0.5 * part;
            }
        }
        self.ended = Some(residual);
        Err(Unsolved { task: TASK, residual })
    }

    /// exp(−ηJ) where the strategies are the parameters; none behind a mask, whose slopes the Jacobian does not tell.
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        // By scaling and squaring of the series: the norm is below ½ before, and the 12th term below 10⁻¹².
        let mut scaled = jacobian * -self.step_size;
        let mut doublings = 0;
        while scaled.amax() * scaled.nrows() as f64 > 0.5 && doublings < 60 {
            scaled *= 0.5;
            doublings += 1;
        }
        let (mut term, mut sum) = (identity_of(jacobian), identity_of(jacobian));
        for order in 1..=12 {
            term = &term * &scaled / f64::from(order);
            sum += &term;
        }
        for _ in 0..doublings {
            sum = &sum * &sum;
        }
        sum.iter().all(|entry| entry.is_finite()).then_some(sum)
    }

    fn memory(&self) -> &[f64] {
        std::slice::from_ref(&self.part)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "natural-gradient",
        color: Color::Crimson,
        formula: r"\dot x = -A(x)^{-1}\nabla_x f,\quad \dot y = B(y)^{-1}\nabla_y f,\quad A = \nabla F\,\nabla F^\top,\; B = \nabla G\,\nabla G^\top",
        source: Source {
            text: "Mladenovic, Sakos, Gidel & Piliouras (2022), Generalized natural gradient flows in hidden convex-concave games and GANs",
            url: "https://iclr.cc/virtual/2022/poster/7040",
        },
        parameters: Vec::new,
    },
    build: |settings, _| Ok(Box::new(NaturalGradient::new(settings.number("eta")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::{Hidden, Mask, StronglyMonotone};

    #[test]
    fn behind_a_mask_the_strategies_follow_the_closed_form() {
        for (mask, start) in [(Mask::Sigmoid, vec![0.9, 0.3]), (Mask::Softmax, vec![0.5, -0.2, 0.1, 0.6])] {
            let game = Hidden { mask, lambda: 0.2 };
            let (mut flow, mut z) = (NaturalGradient::new(0.07), start.clone());
            for step in 1..=100 {
                flow.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
                let predicted = game.natural_flow(&start, 0.07 * f64::from(step));
                for (player, strategy) in game.strategies(&z).iter().enumerate() {
                    for k in 0..mask.strategies() {
                        let gap = strategy[k] - game.uniform() - predicted[player][k];
                        assert!(gap.abs() < 1e-10, "{mask:?} at step {step}: {gap}");
                    }
                }
            }
        }
    }

    #[test]
    fn without_a_mask_a_step_is_the_exponential() {
        let (game, eta) = (StronglyMonotone { modulus: 0.3, coupling: 1.4 }, 0.8);
        let (mut flow, mut z) = (NaturalGradient::new(eta), [1.0, 0.5]);
        let matrix = flow.one_step_matrix(&game.jacobian(&z), [1, 1]).unwrap();
        flow.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
        for i in 0..2 {
            // What is accepted of halves, before they are extrapolated.
            let gap = (z[i] - (matrix[(i, 0)] + matrix[(i, 1)] * 0.5)).abs();
            assert!(gap < ACCURATE / 15.0, "{gap:.1e}");
        }
    }

    #[test]
    fn a_circle_that_leaves_the_square_is_said() {
        let game = Hidden { mask: Mask::Sigmoid, lambda: 0.0 };
        let (mut flow, mut z) = (NaturalGradient::new(0.05), [3.0, 2.0]);
        let outcome = (0..100).try_for_each(|_| flow.step(&game, Domain::from_half_width(0.0), &mut z));
        assert!(outcome.is_err() && z.iter().all(|coordinate| coordinate.is_finite()));
    }
}
