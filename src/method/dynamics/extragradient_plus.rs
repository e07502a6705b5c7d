//! EG+: extragradient that looks far ahead and steps short, which a little negative comonotonicity does not upset.

use super::{Domain, Dynamics, DynamicsInfo, Unsolved, identity_of};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::game::Game;
use crate::source::Source;
use nalgebra::DMatrix;

/// z̄ = z − ηF(z), then z ← z − βηF(z̄), 0 < β ≤ 1 (Diakonikolas, Daskalakis & Jordan 2021, algorithm EG+).
#[derive(Debug, Clone)]
pub struct ExtragradientPlus {
    step_size: f64,
    beta: f64,
    field: Vec<f64>,
    ahead: Vec<f64>,
}

impl ExtragradientPlus {
    /// With step η > 0 ahead and βη for the step itself; β = 1 is extragradient.
    pub fn new(step_size: f64, beta: f64) -> Self {
        Self { step_size, beta, field: Vec::new(), ahead: Vec::new() }
    }
}

impl Dynamics for ExtragradientPlus {
    fn step(&mut self, game: &dyn Game, domain: Domain, z: &mut [f64]) -> Result<(), Unsolved> {
        self.field.resize(z.len(), 0.0);
        self.ahead.clear();
        self.ahead.extend_from_slice(z);
        game.field(z, &mut self.field);
        domain.descend(&mut self.ahead, self.step_size, &self.field);
        game.field(&self.ahead, &mut self.field);
        domain.descend(z, self.beta * self.step_size, &self.field);
        Ok(())
    }

    /// I − βηJ + βη²J².
    fn one_step_matrix(&self, jacobian: &DMatrix<f64>, _dimensions: [usize; 2]) -> Option<DMatrix<f64>> {
        let scaled = jacobian * self.step_size;
        Some(identity_of(jacobian) - (&scaled - &scaled * &scaled) * self.beta)
    }

    fn duplicate(&self) -> Box<dyn Dynamics> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub static INFO: DynamicsInfo = DynamicsInfo {
    info: MethodInfo {
        id: "extragradient-plus",
        color: Color::Teal,
        formula: r"\bar z_k = z_k - \eta F(z_k),\quad z_{k+1} = z_k - \beta\eta F(\bar z_k)",
        source: Source {
            text: "Diakonikolas, Daskalakis & Jordan (2021), Efficient methods for structured nonconvex-nonconcave min-max optimization",
            url: "https://arxiv.org/abs/2011.00364",
        },
        parameters: || vec![Parameter::number("beta", r"\beta", [0.05, 1.0], 0.5)],
    },
    build: |settings, _| {
        let beta = settings.number("extragradient-plus.beta")?;
        Ok(Box::new(ExtragradientPlus::new(settings.number("eta")?, beta)))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::negative_comonotone;

    /// Diakonikolas et al. 2021, theorem 3.2: with η = 1/L, β = ½ it converges for ρ > −1/8L, where extragradient may not.
    #[test]
    fn it_converges_where_extragradient_diverges() {
        let game = negative_comonotone(-0.12);
        let end = |beta: f64| {
            let (mut dynamics, mut z) = (ExtragradientPlus::new(1.0, beta), [1.0, 0.5]);
            for _ in 0..2000 {
                dynamics.step(&game, Domain::from_half_width(0.0), &mut z).unwrap();
            }
            libm::hypot(z[0], z[1])
        };
        assert!(end(0.5) < 1e-6, "{}", end(0.5));
        assert!(end(1.0) > 1e6, "{}", end(1.0));
    }
}
