//! Where joint states lie in the two pictures: parameters, and strategies in the unit square or in a triangle.

use crate::problem::game::{Hidden, Mask};

/// The height of the triangle of strategies with sides of length 1.
pub(super) const HEIGHT: f64 = 0.866_025_403_784_438_6;

/// Where a joint state lies in the picture: one point for two parameters, one for each player for four.
pub(super) fn parameter_points(z: &[f64]) -> Vec<[f64; 2]> {
    z.chunks_exact(2).map(|pair| [pair[0], pair[1]]).collect()
}

/// Where its strategies lie in their picture: in the unit square, or both in the triangle.
pub(super) fn strategy_points(game: Hidden, z: &[f64]) -> Vec<[f64; 2]> {
    let [f, g] = game.strategies(z);
    match game.mask {
        Mask::Sigmoid => vec![[f[0], g[0]]],
        Mask::Softmax => [f, g].map(|p| [p[1] + 0.5 * p[2], HEIGHT * p[2]]).to_vec(),
    }
}

/// The parameters at a point of the strategies' picture; in the triangle, those of a player who plays it.
pub(super) fn parameters_at(mask: Mask, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
    match mask {
        Mask::Sigmoid => {
            let [theta, phi] = [x, y].map(|p| mask.parameters_of([p, 0.0, 0.0]));
            Some([theta?[0], phi?[0]])
        }
        Mask::Softmax => {
            let scissors = y / HEIGHT;
            let paper = x - 0.5 * scissors;
            mask.parameters_of([1.0 - paper - scissors, paper, scissors])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_of_the_strategies_is_pulled_back_to_its_parameters() {
        let theta = [0.7, -1.3];
        for mask in [Mask::Sigmoid, Mask::Softmax] {
            let game = Hidden { mask, lambda: 0.0 };
            let z = [theta, theta].concat();
            let at = strategy_points(game, &z[..2 * mask.parameters()])[0];
            let found = parameters_at(mask, at).unwrap();
            assert!(found.iter().zip(theta).all(|(found, at)| (found - at).abs() < 1e-12), "{mask:?}");
            for outside in [[-0.01, 0.5], [0.5, -0.01], [0.99, 1.01], [f64::NAN, 0.5]] {
                assert_eq!(parameters_at(mask, outside), None, "{mask:?} {outside:?}");
            }
        }
    }
}
