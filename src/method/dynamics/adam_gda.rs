//! Adam for both players at once: what adversarial networks are trained with.

use super::moments::Moments;
use super::{Domain, Dynamics, DynamicsInfo, Unsolved};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// z ← z − η·m̂/(√v̂ + ε), with Adam's moments of the field F.
#[derive(Debug, Clone)]
pub struct AdamGda {
    step_size: f64,
    moments: Moments,
    field: Vec<f64>,
}

impl AdamGda {
    /// With step size η > 0, memories β₁, β₂ in [0, 1) and floor ε > 0.
    pub fn new(step_size: f64, beta1: f64, beta2: f64, epsilon: f64) -> Self {
        Self { step_size, moments: Moments::new(beta1, beta2, epsilon), field: Vec::new() }
    }
}

impl Dynamics for AdamGda {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        game.field(z, &mut self.field);
        self.moments.see(&self.field);
        domain.descend(z, self.step_size, self.moments.direction());
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
        id: "adam-gda",
        color: Color::Yellow,
        formula: r"z_{k+1} = z_k - \eta\,\hat m_k/(\sqrt{\hat v_k} + \varepsilon)",
        source: Source {
            text: "Kingma & Ba (2015), Adam: a method for stochastic optimization, on the field of a game",
            url: "https://arxiv.org/abs/1412.6980",
        },
        parameters: Moments::parameters,
    },
    build: |settings, _| {
        let (step_size, moments) = (settings.number("eta")?, Moments::of_method("adam-gda", settings)?);
        Ok(Box::new(AdamGda { step_size, moments, field: Vec::new() }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::optimizer::{Adam, Moments, Optimizer as _, Step};
    use crate::problem::game::StronglyMonotone;
    use crate::problem::landscape::Landscape;
    use crate::random::Stream;

    /// The players of an uncoupled game each minimize: x descends ½αx², y descends ½αy².
    #[derive(Debug)]
    struct Uncoupled(f64);

    impl Landscape for Uncoupled {
        fn dimension(&self) -> usize {
            2
        }

        fn value(&self, z: &[f64]) -> f64 {
            0.5 * self.0 * (z[0] * z[0] + z[1] * z[1])
        }

        fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
            gradient[0] = self.0 * z[0];
            gradient[1] = self.0 * z[1];
        }

        fn hessian(&self, _z: &[f64]) -> DMatrix<f64> {
            DMatrix::identity(2, 2) * self.0
        }
    }

    #[test]
    fn without_coupling_it_is_the_optimizer_for_each_player() {
        let moments = Moments { beta1: 0.9, beta2: 0.99, epsilon: 1e-8 };
        let optimizer = Adam { learning_rate: 0.05, moments };
        let mut dynamics = AdamGda::new(0.05, 0.9, 0.99, 1e-8);
        let game = StronglyMonotone { modulus: 0.8, coupling: 0.0 };
        let (mut z, mut x) = ([1.4, -2.0], [1.4, -2.0]);
        let (mut memory, mut silence) = (vec![0.0; optimizer.memory(2)], Stream::new(0, "test"));
        for count in 1..=300 {
            dynamics.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
            optimizer.step(&mut Step::new(&Uncoupled(0.8), count, &mut silence), &mut x, &mut memory);
            assert!((z[0] - x[0]).abs().max((z[1] - x[1]).abs()) < 1e-10, "step {count}");
        }
    }
}
