//! The continuous-time flow ż = −F(z) beside the methods, as a ghost: what steps of no length would do.

use super::field_arrows::velocity;
use super::trail::Trail;
use crate::method::dynamics::Domain;
use crate::problem::game::Game;
use crate::runge_kutta;

/// Each step of the scene is integrated in parts no longer than this.
const LONGEST: f64 = 0.02;
/// Beyond this the flow has run away.
const FAR: f64 = 1e6;

/// A point carried by the flow of a game of the plane.
#[derive(Debug, Clone)]
pub struct Ghost {
    /// Where it is.
    pub at: [f64; 2],
    /// Its path.
    pub trail: Trail,
    runs: bool,
}

impl Ghost {
    /// At its start.
    pub fn new(start: [f64; 2]) -> Self {
        Self { at: start, trail: Trail::from(start), runs: true }
    }

    /// Lets a time pass, by Runge–Kutta steps; after each the walls hold it.
    pub fn step(&mut self, game: &dyn Game, domain: Domain, time: f64) {
        if !self.runs {
            return;
        }
        let parts = libm::ceil(time / LONGEST).max(1.0);
        let mut at = self.at;
        for _ in 0..parts as u32 {
            at = runge_kutta::step(|z| velocity(game, *z), &at, time / parts)
                .map(|coordinate| domain.project(coordinate));
        }
        if at.iter().all(|coordinate| coordinate.abs() < FAR) {
            self.at = at;
            self.trail.push(at);
        } else {
            self.runs = false;
        }
    }

    /// Every number of its state.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().for_each(|coordinate| hash(*coordinate));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::{Bilinear, StronglyMonotone};

    #[test]
    fn on_the_bilinear_game_it_keeps_its_radius_and_a_pull_shrinks_it() {
        let domain = Domain::from_half_width(0.0);
        let (mut circle, mut spiral) = (Ghost::new([1.7, 1.2]), Ghost::new([1.7, 1.2]));
        let radius = libm::hypot(1.7, 1.2);
        for step in 1..=200 {
            circle.step(&Bilinear { coupling: 1.3 }, domain, 0.2);
            spiral.step(&StronglyMonotone { modulus: 0.1, coupling: 1.3 }, domain, 0.2);
            let time = 0.2 * f64::from(step);
            assert!((libm::hypot(circle.at[0], circle.at[1]) / radius - 1.0).abs() < 1e-8);
            let predicted = radius * libm::exp(-0.1 * time);
            // Each part of length h is off by (h|c|)⁵/120, relative.
            let error = time / LONGEST * libm::pow(LONGEST * libm::hypot(0.1, 1.3), 5.0) / 120.0;
            assert!((libm::hypot(spiral.at[0], spiral.at[1]) / predicted - 1.0).abs() < 1.1 * error);
        }
    }

    #[test]
    fn one_that_runs_away_stops_where_it_is_finite() {
        let mut ghost = Ghost::new([1.0, 1.0]);
        for _ in 0..2000 {
            ghost.step(&StronglyMonotone { modulus: -2.0, coupling: 0.0 }, Domain::from_half_width(0.0), 2.0);
        }
        assert!(ghost.at.iter().all(|coordinate| coordinate.is_finite()));
    }
}
