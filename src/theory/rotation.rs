//! What a turn of the world does to coordinate-wise rules.

use crate::problem::landscape::Turn;

/// A₁ = g/(|g| + ε) coordinate by coordinate: the direction of Adam's first step, for every β₁ and β₂ (Kingma & Ba 2015,
/// algorithm 1, with m̂₁ = g and v̂₁ = g²).
pub fn first_direction_of_adam(gradient: [f64; 2], epsilon: f64) -> [f64; 2] {
    gradient.map(|slope| slope / (slope.abs() + epsilon))
}

/// η|A₁(g) − R⁻¹A₁(Rg)|: how far apart Adam is after one step in a world and in the world turned by R, once turned back.
///
/// A₁ is a corner of the square, (±1, ±1), wherever both slopes are much larger than ε: it turns with the world only by right
/// angles, and then exactly.
pub fn first_deviation_of_adam(step_size: f64, gradient: [f64; 2], epsilon: f64, turn: Turn) -> f64 {
    let here = first_direction_of_adam(gradient, epsilon);
    let there = turn.back().direction(first_direction_of_adam(turn.direction(gradient), epsilon));
    step_size * libm::hypot(here[0] - there[0], here[1] - there[1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn by_an_eighth_of_a_turn_adam_is_off_by_an_eighth_of_a_turn_of_its_corner() {
        // R(1, 0.1) lies in the first quadrant as well: the corner stays where it is, and turning back moves it by 45°.
        let turn = Turn::by_degrees(45.0, [0.0, 0.0]);
        let expected = 2.0 * 2.0_f64.sqrt() * (std::f64::consts::PI / 8.0).sin();
        assert_relative_eq!(first_deviation_of_adam(1.0, [1.0, 0.1], 0.0, turn), expected, max_relative = 1e-12);
        let turn = Turn::by_degrees(90.0, [0.0, 0.0]);
        assert_relative_eq!(first_deviation_of_adam(1.0, [1.0, 0.1], 1e-3, turn), 0.0, epsilon = 1e-15);
    }
}
