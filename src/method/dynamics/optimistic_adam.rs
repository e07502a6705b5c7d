//! Optimistic Adam: Adam's step twice forward, its last step once back.

use super::moments::Moments;
use super::{Domain, Dynamics, DynamicsInfo, Unsolved};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// z ← z − 2ηdₖ + ηdₖ₋₁ with Adam's direction d = m̂/(√v̂ + ε), d₀ = 0 (Daskalakis et al. 2018, algorithm 1).
#[derive(Debug, Clone)]
pub struct OptimisticAdam {
    step_size: f64,
    moments: Moments,
    field: Vec<f64>,
}

impl OptimisticAdam {
    /// With step size η > 0, memories β₁, β₂ in [0, 1) and floor ε > 0.
    pub fn new(step_size: f64, beta1: f64, beta2: f64, epsilon: f64) -> Self {
        Self { step_size, moments: Moments::new(beta1, beta2, epsilon), field: Vec::new() }
    }
}

impl Dynamics for OptimisticAdam {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        game.field(z, &mut self.field);
        self.moments.see(&self.field);
        for (i, previous) in self.moments.previous_direction().iter().enumerate() {
            self.field[i] = 2.0 * self.moments.direction()[i] - previous;
        }
        domain.descend(z, self.step_size, &self.field);
        Ok(())
    }

    /// None: dividing by the root of a second moment is not linear in the state.
    fn one_step_matrix(&self, _jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        None
    }

    fn memory(&self) -> &[f64] {
        self.moments.numbers()
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "optimistic-adam",
        color: Color::Petrol,
        formula: r"z_{k+1} = z_k - 2\eta\,d_k + \eta\,d_{k-1},\quad d_k = \hat m_k/(\sqrt{\hat v_k} + \varepsilon)",
        source: Source {
            text: "Daskalakis, Ilyas, Syrgkanis & Zeng (2018), Training GANs with optimism, algorithm 1",
            url: "https://arxiv.org/abs/1711.00141",
        },
        parameters: Moments::parameters,
    },
    build: |settings, _| {
        let (step_size, moments) = (settings.number("eta")?, Moments::of_method("optimistic-adam", settings)?);
        Ok(Box::new(OptimisticAdam { step_size, moments, field: Vec::new() }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::Bilinear;

    /// With a floor far above the field and no memory, d = F/ε: the rule is the optimistic method with step η/ε, whose
    /// matrix is [[I − 2hJ, hJ], [I, 0]], from a first step of double length.
    #[test]
    fn under_a_high_floor_it_is_the_optimistic_method() {
        let (floor, h) = (1e9, 0.2);
        let mut dynamics = OptimisticAdam::new(h * floor, 0.0, 0.0, floor);
        let game = Bilinear { coupling: 1.0 };
        let (mut z, mut previous, mut now) = ([1.0, 0.5], [0.0, 0.0], [1.0, 0.5]);
        for step in 0..60 {
            dynamics.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
            let field = [now[1], -now[0]];
            now = [now[0] - h * (2.0 * field[0] - previous[0]), now[1] - h * (2.0 * field[1] - previous[1])];
            previous = field;
            assert!((z[0] - now[0]).abs().max((z[1] - now[1]).abs()) < 1e-7, "step {step}");
        }
    }
}
