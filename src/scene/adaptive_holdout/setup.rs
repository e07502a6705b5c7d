//! All that does not change: points, submissions, the board and the designers' expected accuracies.

use super::board::Board;
use super::chosen;
use super::climber::Kind;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::normal::distribution;
use crate::parameter::Settings;
use crate::theory::leaderboard::{best_of, binomial, keep_lucky, ladder, majority, one_by_one, weighted};

/// Points of an expected curve.
const POINTS: usize = 60;

/// All that does not change.
pub(super) struct Setup {
    pub(super) points: usize,
    pub(super) submissions: usize,
    pub(super) board: Board,
    pub(super) rules: Vec<&'static (Kind, MethodInfo)>,
    /// The description's bits, and the error on the test set, of the razor.
    pub(super) bits: f64,
    pub(super) test_error: f64,
    /// E d·(the sign that is shown) for independent submissions, where the board allows it.
    drift: Option<f64>,
    /// The expected way of each designer, in the picture's units. Computed once: frames are drawn often.
    pub(super) curves: Vec<Option<Vec<[f64; 2]>>>,
}

impl Setup {
    /// With the scene's settings.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let (points, board) = (settings.count("points")?, Board::new(settings)?);
        let drift = || -> Option<f64> {
            let mut drift = 0.0;
            for (count, probability) in binomial(points, 0.5).into_iter().enumerate() {
                let d = count as f64 / points as f64 - 0.5;
                drift += probability * d * board.response(points, d)?;
            }
            Some(drift)
        };
        let mut setup = Self {
            points,
            submissions: settings.count("submissions")?,
            board,
            rules: chosen(settings)?,
            bits: settings.count("bits")? as f64,
            test_error: settings.number("test-error")?,
            drift: drift(),
            curves: Vec::new(),
        };
        let numbers = setup.numbers();
        let place = |t: usize| libm::sqrt(t as f64 / setup.points as f64);
        let of_rule = |(kind, _): &&'static (Kind, MethodInfo)| {
            numbers.iter().map(|t| Some([place(*t), setup.curve(*kind, *t)?])).collect()
        };
        let curves = setup.rules.iter().map(of_rule).collect();
        setup.curves = curves;
        Ok(setup)
    }

    /// Submissions at the points of a curve, each once.
    pub(super) fn numbers(&self) -> Vec<usize> {
        let part = |i: usize| {
            let share = i as f64 / POINTS as f64;
            libm::round(share * share * self.submissions as f64) as usize
        };
        let mut numbers: Vec<usize> = (1..=POINTS).map(part).filter(|t| *t > 0).collect();
        numbers.dedup();
        numbers
    }

    /// The mean of what a designer has in the end, where theory knows it: the accuracy on the test points, and under a ladder what the
    /// board shows.
    pub(super) fn expected(&self, kind: Kind) -> Option<f64> {
        let (n, t) = (self.points, self.submissions);
        match (self.board, kind) {
            (Board::Ladder(_), Kind::Best) => self.ladder().map(|[mean, _]| mean),
            (Board::Ladder(_), _) => None,
            (board, Kind::Majority) => Some(majority(n, t, |d| board.response(n, d).unwrap_or(0.0))),
            (Board::Exact, Kind::Weighted) => Some(weighted(n, t)),
            (Board::Exact, Kind::KeepLucky) => Some(keep_lucky(n, t)),
            (Board::Exact, Kind::Best) => Some(best_of(n, t)),
            (Board::Exact, Kind::OneByOne) => Some(one_by_one(n, t)),
            _ => None,
        }
    }

    /// Mean and variance of what the board shows in the end, if it is a ladder.
    pub(super) fn ladder(&self) -> Option<[f64; 2]> {
        let Board::Ladder(with) = self.board else { return None };
        Some(ladder(self.points, self.submissions, with.rung))
    }

    /// About that after t submissions, for a curve: by the normal law for votes.
    pub(super) fn curve(&self, kind: Kind, t: usize) -> Option<f64> {
        let (n, root) = (self.points, libm::sqrt(t as f64));
        match (self.board, kind) {
            (_, Kind::Majority) => Some(distribution(2.0 * self.drift? * root)),
            (Board::Exact, Kind::Weighted) => Some(distribution(libm::sqrt(t as f64 / n as f64))),
            // Half of the submissions, each with twice the drift of one that may have to be flipped.
            (Board::Exact, Kind::KeepLucky) => Some(distribution(2.0 * self.drift? * libm::sqrt(0.5 * t as f64))),
            (Board::Exact, Kind::Best) => Some(best_of(n, t)),
            (Board::Exact, Kind::OneByOne) => Some(one_by_one(n, t)),
            _ => None,
        }
    }
}
