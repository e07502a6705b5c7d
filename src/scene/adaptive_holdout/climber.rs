//! Designers: what each makes of the scores that the board shows.

use super::board::{Board, Guesses, Screen, sign};
use crate::method::MethodInfo;
use crate::random::Stream;

/// A way to climb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The majority of all, flipped where they score below ½.
    Majority,
    /// The sum of all, weighted by what they score above ½.
    Weighted,
    /// The majority of those that score above ½.
    KeepLucky,
    /// The best one.
    Best,
    /// One guess is turned, and turned back where the score is no better.
    OneByOne,
}

/// A designer with votes on the test points and on fresh ones.
#[derive(Debug, Clone)]
pub(super) struct Climber {
    pub(super) info: &'static MethodInfo,
    pub(super) kind: Kind,
    screen: Screen,
    coin: Stream,
    /// Votes that are right less those that are wrong, at the test points and at fresh points.
    pub(super) votes: [Vec<i32>; 2],
    /// The best one so far, or the one whose guesses are turned: what it showed, and its guesses.
    single: Option<(f64, [Guesses; 2])>,
    taken: usize,
    /// What the board showed last, less ½.
    pub(super) shown: f64,
}

impl Climber {
    /// Before the first submission, with so many test and fresh points.
    pub(super) fn new(
        (kind, info): &'static (Kind, MethodInfo),
        board: Board,
        points: [usize; 2],
        seed: u64,
        run: &str,
    ) -> Self {
        let stream = |purpose: &str| Stream::new(seed, &format!("{purpose} {} {run}", info.id));
        Self {
            info,
            kind: *kind,
            screen: Screen::new(board, stream("noise")),
            coin: stream("coin"),
            votes: points.map(|n| vec![0; n]),
            single: None,
            taken: 0,
            shown: 0.0,
        }
    }

    /// Takes a submission: where it is right on the test points and on fresh ones.
    pub(super) fn take(&mut self, guesses: &[Guesses; 2]) {
        let points = self.votes[0].len();
        if self.kind == Kind::OneByOne {
            self.turn(guesses, points);
        } else {
            self.shown = self.screen.show(points, guesses[0].count());
            self.count(guesses, points);
        }
        self.taken += 1;
    }

    fn count(&mut self, guesses: &[Guesses; 2], points: usize) {
        let weight = match self.kind {
            Kind::Majority if self.shown == 0.0 => 2 * (self.coin.bits() & 1) as i32 - 1,
            Kind::Majority => sign(self.shown) as i32,
            // d in units of 1/2N.
            Kind::Weighted => libm::round(self.shown * 2.0 * points as f64) as i32,
            Kind::KeepLucky => i32::from(self.shown > 0.0),
            Kind::Best | Kind::OneByOne => {
                if self.single.as_ref().is_none_or(|(best, _)| self.shown > *best) {
                    self.single = Some((self.shown, guesses.clone()));
                }
                return;
            }
        };
        if weight != 0 {
            guesses.iter().zip(&mut self.votes).for_each(|(guesses, votes)| guesses.vote(weight, votes));
        }
    }

    /// The first submission is the base. Each turns one more guess on the test points; fresh points keep theirs.
    fn turn(&mut self, guesses: &[Guesses; 2], points: usize) {
        let (before, mut own) = match self.single.take() {
            Some(single) => single,
            None => (self.screen.show(points, guesses[0].count()), guesses.clone()),
        };
        if self.taken >= points {
            self.single = Some((before, own));
            return;
        }
        own[0].flip(self.taken);
        self.shown = self.screen.show(points, own[0].count());
        if self.shown > before {
            self.single = Some((self.shown, own));
        } else {
            own[0].flip(self.taken);
            self.single = Some((before, own));
        }
    }

    /// The share of test points (0) or fresh points (1) at which the designer's classifier is right. A tie is half right.
    pub(super) fn accuracy(&self, which: usize) -> f64 {
        let points = self.votes[which].len();
        if matches!(self.kind, Kind::Best | Kind::OneByOne) {
            return self
                .single
                .as_ref()
                .map_or(0.5, |(_, guesses)| guesses[which].count() as f64 / points.max(1) as f64);
        }
        let twice: i64 = self.votes[which].iter().map(|vote| 1 + i64::from(vote.signum())).sum();
        0.5 * twice as f64 / points.max(1) as f64
    }

    /// How the designer stands at each test point: above 0 where it is right.
    pub(super) fn standing(&self) -> Vec<f64> {
        match &self.single {
            Some((_, guesses)) if matches!(self.kind, Kind::Best | Kind::OneByOne) => {
                (0..self.votes[0].len()).map(|point| if guesses[0].is_right(point) { 1.0 } else { -1.0 }).collect()
            }
            _ => self.votes[0].iter().map(|vote| f64::from(*vote)).collect(),
        }
    }

    /// What a copy takes, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.votes.iter().map(|votes| votes.len() * size_of::<i32>()).sum()
    }

    /// Feeds every number to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.votes.iter().flatten().for_each(|vote| hash(f64::from(*vote)));
        hash(self.shown);
        if let Some((shown, guesses)) = &self.single {
            hash(*shown);
            guesses.iter().for_each(|guesses| guesses.digest(hash));
        }
    }
}
