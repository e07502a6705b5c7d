//! Gradient ascent of y to a first-order stationary point of f(x, ·), by projected steps with a line search.

use super::Domain;
use crate::problem::game::Game;

/// More steps than this are not taken: the end is then the best point found.
const MOST_STEPS: usize = 200;
/// A payoff that still grows so far out has no bound.
const RUNAWAY: f64 = 1e6;
/// The part of the first-order gain that a step has to make (Armijo 1966).
const SUFFICIENT: f64 = 0.25;

/// How an ascent ended.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Ascent {
    /// At a point where the projected slope |P(y + ∇ᵧf) − y| is at most the tolerance, or where steps no longer help.
    Ended,
    /// So far out that the payoff counts as unbounded in y; `slope` is the projected slope there.
    Unbounded {
        /// The projected slope.
        slope: f64,
    },
}

/// y ← P(y + s∇ᵧf(x, y)) until stationary; s starts at `first_step`, doubles after a success and halves until the payoff
/// rises by a quarter of what the slope promises, so that f never decreases. `see` is shown each point.
pub(super) fn ascend(
    game: &dyn Game,
    domain: Domain,
    z: &mut [f64],
    first_step: f64,
    tolerance: f64,
    gradient: &mut [f64],
    mut see: impl FnMut(&[f64]),
) -> Ascent {
    let n = game.dimensions()[0];
    let mut step = first_step;
    let mut value = game.value(z);
    let mut trial = z.to_vec();
    for _ in 0..MOST_STEPS {
        game.gradient(z, gradient);
        let slope = (n..z.len()).map(|i| (domain.project(z[i] + gradient[i]) - z[i]).abs()).fold(0.0, f64::max);
        if slope.is_nan() || slope <= tolerance {
            return Ascent::Ended;
        }
        loop {
            let mut promised = 0.0;
            for i in n..z.len() {
                trial[i] = domain.project(z[i] + step * gradient[i]);
                promised += gradient[i] * (trial[i] - z[i]);
            }
            let reached = game.value(&trial);
            if reached >= value + SUFFICIENT * promised && reached > value {
                value = reached;
                break;
            }
            step *= 0.5;
            if step < f64::EPSILON * first_step {
                return Ascent::Ended;
            }
        }
        z[n..].copy_from_slice(&trial[n..]);
        see(z);
        if z[n..].iter().any(|y| y.abs() > RUNAWAY) {
            return Ascent::Unbounded { slope };
        }
        step *= 2.0;
    }
    Ascent::Ended
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::{Bilinear, CubicCoupling, StronglyMonotone};

    fn end(game: &dyn Game, half_width: f64, start: [f64; 2]) -> ([f64; 2], Ascent) {
        let (mut z, mut gradient, mut last) = (start, [0.0; 2], game.value(&start));
        let domain = Domain::from_half_width(half_width);
        let ascent = ascend(game, domain, &mut z, 0.1, 1e-6, &mut gradient, |point| {
            assert!(game.value(point) >= last);
            last = game.value(point);
        });
        (z, ascent)
    }

    #[test]
    fn it_ends_at_the_maximum_in_y() {
        let (z, ascent) = end(&StronglyMonotone { modulus: 2.0, coupling: 1.0 }, 0.0, [0.8, -3.0]);
        assert_eq!(ascent, Ascent::Ended);
        assert!((z[1] - 0.4).abs() < 1e-6 && z[0] == 0.8);
        // xy(1 + c(x − y)) in y: the parabola's top at (1 + cx)/2c for x > 0.
        let (z, _) = end(&CubicCoupling { cubic: 0.5 }, 0.0, [1.0, 0.1]);
        assert!((z[1] - 1.5).abs() < 1e-5);
    }

    #[test]
    fn walls_stop_it_and_open_space_is_noticed() {
        let (z, ascent) = end(&Bilinear { coupling: 1.0 }, 5.0, [-0.001, 4.0]);
        assert_eq!((z[1], ascent), (-5.0, Ascent::Ended));
        assert!(matches!(end(&Bilinear { coupling: 1.0 }, 0.0, [1.0, 0.0]).1, Ascent::Unbounded { .. }));
    }
}
