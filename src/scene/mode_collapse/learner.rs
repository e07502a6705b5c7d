//! Two players that train each other by one rule, and what has become of the generator's columns.

use super::game::{Players, Slopes};
use super::rules::{Rule, length};
use super::setup::Setup;
use crate::method::MethodInfo;
use crate::scene::trail::Trail;

/// A column is born when it has this length.
const BORN: f64 = 0.5;
/// It is what it is nearest to, if the cosine is at least this.
const ALIKE: f64 = 0.9;
/// A player with an entry beyond this has diverged.
const TOO_FAR: f64 = 1e6;
/// Points of a trail are so far apart at least.
const APART: f64 = 0.02;

/// Both players and their rule.
#[derive(Debug, Clone)]
pub(super) struct Learner {
    pub(super) info: &'static MethodInfo,
    pub(super) rule: Rule,
    pub(super) players: Players,
    /// ‖ΔW‖ and ‖ΔV‖ of the last step; NaN before the first.
    pub(super) lengths: [f64; 2],
    /// Where each column has been, by its projections on the modes.
    pub(super) trails: Vec<Trail>,
    pub(super) stopped: Option<u64>,
}

impl Learner {
    /// At the start.
    pub(super) fn new(info: &'static MethodInfo, rule: Rule, players: Players, setup: &Setup) -> Self {
        let trails = Players::projections(&players.columns, setup).into_iter().map(Trail::from).collect();
        Self { info, rule, players, lengths: [f64::NAN; 2], trails, stopped: None }
    }

    /// One step of both at once; the slopes that it used, and none where the players have diverged.
    pub(super) fn step(&mut self, setup: &Setup, step: u64) -> Option<Slopes> {
        if self.stopped.is_some() {
            return None;
        }
        let slopes = self.players.slopes(setup);
        let steps = self.rule.steps(&slopes.of);
        let mut next = self.players.clone();
        for (vectors, step) in [&mut next.neurons, &mut next.columns].into_iter().zip(&steps) {
            vectors.iter_mut().zip(step).for_each(|(x, by)| *x += by);
        }
        if next.neurons.iter().chain(&next.columns).any(|x| x.is_nan() || x.abs() > TOO_FAR) {
            self.stopped = Some(step);
            return None;
        }
        self.players = next;
        self.lengths = [length(&steps[0]), length(&steps[1])];
        let projections = Players::projections(&self.players.columns, setup);
        self.trails.iter_mut().zip(projections).for_each(|(trail, at)| trail.push_apart(at, APART));
        Some(slopes)
    }

    /// Which of the modes some born column is.
    pub(super) fn holds(&self, setup: &Setup) -> [bool; 2] {
        let columns = self.players.columns.chunks(setup.start.dimension);
        let mut holds = [false; 2];
        for (column, projection) in columns.zip(Players::projections(&self.players.columns, setup)) {
            if let Some(Likeness::Mode(mode)) = likeness(length(column), projection, setup.start.overlap) {
                holds[mode] = true;
            }
        }
        holds
    }

    /// How many modes the generator draws.
    pub(super) fn modes(&self, setup: &Setup) -> usize {
        self.holds(setup).into_iter().filter(|held| *held).count()
    }

    /// What a copy takes, in bytes.
    pub(super) fn weight(&self) -> usize {
        let numbers = self.players.neurons.len() + self.players.columns.len();
        numbers * size_of::<f64>() + self.rule.weight() + self.trails.iter().map(Trail::weight).sum::<usize>()
    }

    /// Feeds every number to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.players.neurons.iter().chain(&self.players.columns).for_each(|x| hash(*x));
        self.rule.digest(hash);
    }
}

/// What a born column is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Likeness {
    /// The first or the second mode.
    Mode(usize),
    /// u₁ + u₂.
    Sum,
    /// None of these.
    Other,
}

/// What a column of that length with these projections on the modes is, once it is born.
fn likeness(length: f64, [x, y]: [f64; 2], overlap: f64) -> Option<Likeness> {
    if length < BORN {
        return None;
    }
    let along_sum = (x + y) / libm::sqrt(2.0 + 2.0 * overlap);
    let greatest = x.max(y).max(along_sum);
    Some(if greatest < ALIKE * length {
        Likeness::Other
    } else if greatest == along_sum {
        Likeness::Sum
    } else {
        Likeness::Mode(usize::from(y > x))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_what_it_is_nearest_to() {
        assert_eq!(likeness(0.4, [0.4, 0.1], 0.2), None);
        assert_eq!(likeness(2.0, [2.0, 0.4], 0.2), Some(Likeness::Mode(0)));
        assert_eq!(likeness(2.0, [0.5, 1.95], 0.2), Some(Likeness::Mode(1)));
        // The sum u₁ + u₂ has length √2.4 and projections 1.2 on both.
        assert_eq!(likeness(2.4_f64.sqrt(), [1.2, 1.2], 0.2), Some(Likeness::Sum));
        assert_eq!(likeness(2.0, [0.5, 0.5], 0.2), Some(Likeness::Other));
    }
}
