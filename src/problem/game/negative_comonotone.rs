//! A rotation with a push outward, as far from monotone as one number ρ says.

use super::{GameInfo, StronglyMonotone};
use crate::parameter::Parameter;
use std::sync::Arc;

/// f(x, y) = ½ρx² + √(1 − ρ²)·xy − ½ρy²: its field has |F(z)| = |z| and ⟨F(z), z⟩ = ρ|F(z)|² for every z, so that it is
/// ρ-comonotone and no better (Lee & Kim 2021, example 1, with Lipschitz constant 1). ρ < 0 pushes outward.
///
/// It is the quadratic game of [`StronglyMonotone`] with α = ρ and b = √(1 − ρ²).
pub fn negative_comonotone(rho: f64) -> StronglyMonotone {
    StronglyMonotone { modulus: rho, coupling: (1.0 - rho * rho).max(0.0).sqrt() }
}

/// How menus and settings know it.
pub static INFO: GameInfo = GameInfo {
    id: "negative-comonotone",
    formula: r"\tfrac12\rho x^2 + \sqrt{1 - \rho^2}\,xy - \tfrac12\rho y^2",
    view: 5.0,
    parameters: || vec![Parameter::number("rho", r"\rho", [-0.9, 0.9], -0.1)],
    build: |settings| Ok(Arc::new(negative_comonotone(settings.number("rho")?))),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::Game as _;

    #[test]
    fn it_is_comonotone_with_exactly_rho() {
        for rho in [-0.9, -0.25, 0.0, 0.4] {
            let (z, mut field) = ([0.7, -1.9], [0.0; 2]);
            negative_comonotone(rho).field(&z, &mut field);
            let square = field[0] * field[0] + field[1] * field[1];
            assert!((square - (z[0] * z[0] + z[1] * z[1])).abs() < 1e-14);
            assert!((field[0] * z[0] + field[1] * z[1] - rho * square).abs() < 1e-14);
        }
    }
}
