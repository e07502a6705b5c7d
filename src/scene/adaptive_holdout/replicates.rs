//! Hidden repetitions of the whole contest: the mean accuracy of each designer beside its expectation.

use super::BLUM_HARDT;
use super::board::{Board, Guesses};
use super::climber::{Climber, Kind};
use super::setup::Setup;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::random::Stream;
use crate::scene::instrument::Instrument;

/// Repetitions.
const REPETITIONS: u64 = 240;
/// A contest of more points times submissions is too long to be repeated.
const MOST_WORK: usize = 1 << 21;
/// Points times submissions of one step of the scene.
const WORK: usize = 1 << 20;

/// The final accuracies of one designer.
#[derive(Debug, Clone)]
pub(super) struct Replicates {
    rule: usize,
    expected: f64,
    /// A standard error that is known beforehand: where hardly any contest differs from the others, a sample's is 0.
    known_error: f64,
    seed: u64,
    final_accuracy: Mean,
}

impl Replicates {
    /// One for each designer whose expectation is known.
    pub(super) fn all(setup: &Setup, seed: u64) -> Vec<Self> {
        if setup.points * setup.submissions > MOST_WORK {
            return Vec::new();
        }
        let of_rule = |(rule, (kind, _)): (usize, &&'static (Kind, _))| {
            let expected = setup.expected(*kind)?;
            let known_error = setup.ladder().map_or(0.0, |[_, variance]| libm::sqrt(variance / REPETITIONS as f64));
            Some(Self { rule, expected, known_error, seed, final_accuracy: Mean::default() })
        };
        setup.rules.iter().enumerate().filter_map(of_rule).collect()
    }

    /// One more contest.
    fn repeat(&mut self, setup: &Setup) {
        let number = self.final_accuracy.count;
        let rule = setup.rules[self.rule];
        let run = format!("hidden {number}");
        let mut climber = Climber::new(rule, setup.board, [setup.points, 0], self.seed, &run);
        // Each designer has submissions of its own, so that the claims are independent.
        let mut stream = Stream::new(self.seed, &format!("submissions {} {run}", rule.1.id));
        for _ in 0..setup.submissions {
            climber.take(&[Guesses::draw(setup.points, &mut stream), Guesses::default()]);
        }
        let is_ladder = matches!(setup.board, Board::Ladder(_));
        self.final_accuracy.add(if is_ladder { 0.5 + climber.shown } else { climber.accuracy(0) });
    }
}

impl Instrument<Setup> for Replicates {
    fn step(&mut self, setup: &Setup, _count: u64) {
        let at_once = (WORK / (setup.points * setup.submissions).max(1)).clamp(1, 4) as u64;
        (0..at_once.min(REPETITIONS - self.final_accuracy.count)).for_each(|_| self.repeat(setup));
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let estimate = self.final_accuracy.estimate();
        let error = estimate.map_or(0.0, |estimate| estimate.standard_error).max(self.known_error);
        let measured = estimate.map(|estimate| estimate.value).filter(|_| self.final_accuracy.count == REPETITIONS);
        let (kind, info) = setup.rules[self.rule];
        let id = match (setup.board, kind) {
            (Board::Ladder(_), _) => "ladder".to_string(),
            _ => format!("accuracy-{}", info.id),
        };
        Some(
            Claim::equal(id, self.expected, BLUM_HARDT)
                .within(STANDARD_ERRORS * error, "repetitions")
                .measured(measured)
                .progressing(self.final_accuracy.count as f64 / REPETITIONS as f64),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.final_accuracy.digest(hash);
    }
}
