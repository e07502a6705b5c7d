//! Submissions of coin flips, and the boards that show their scores.

use crate::error::Error;
use crate::normal::distribution;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::theory::leaderboard::Ladder;

/// What a board shows of a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Board {
    /// The score.
    Exact,
    /// The score to the nearest 1/D from ½.
    Rounded(i64),
    /// The score and normal noise of this deviation.
    Noisy(f64),
    /// Only scores that beat the one shown by a rung.
    Ladder(Ladder),
}

/// A board with what it has shown.
#[derive(Debug, Clone)]
pub(super) struct Screen {
    pub(super) board: Board,
    level: usize,
    noise: Stream,
}

impl Board {
    /// The settings' board.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        Ok(match settings.choice("board")? {
            "rounded" => Self::Rounded(settings.count("grid")? as i64),
            "noisy" => Self::Noisy(settings.number("sigma")?),
            "ladder" => Self::Ladder(Ladder { rung: settings.number("eta")? }),
            _ => Self::Exact,
        })
    }

    /// The mean sign that the board shows of a submission with d = a − ½; none where it depends on what came before.
    pub(super) fn response(self, points: usize, d: f64) -> Option<f64> {
        match self {
            Self::Exact => Some(sign(d)),
            Self::Rounded(grid) => {
                let count = libm::round((d + 0.5) * points as f64) as i64;
                Some(sign(rounded(grid, points as i64, count) as f64))
            }
            Self::Noisy(deviation) => Some(2.0 * distribution(d / deviation) - 1.0),
            Self::Ladder(_) => None,
        }
    }
}

/// −1, 0 or 1.
pub(super) fn sign(d: f64) -> f64 {
    if d == 0.0 { 0.0 } else { d.signum() }
}

/// D·d to the nearest integer, half away from zero, for d = count/N − ½. In integers: a binary fraction would decide ties by its rounding.
fn rounded(grid: i64, points: i64, count: i64) -> i64 {
    let (numerator, denominator) = (grid * (2 * count - points), 2 * points);
    let size = (2 * numerator.abs() + denominator) / (2 * denominator);
    size * numerator.signum()
}

impl Screen {
    /// Nothing shown yet; a ladder starts at ½.
    pub(super) fn new(board: Board, noise: Stream) -> Self {
        let level = if let Board::Ladder(ladder) = board { ladder.start() } else { 0 };
        Self { board, level, noise }
    }

    /// What is shown, less ½, of a submission that is right at `count` of so many points.
    pub(super) fn show(&mut self, points: usize, count: usize) -> f64 {
        let n = points as f64;
        let d = (2.0 * count as f64 - n) / (2.0 * n);
        match self.board {
            Board::Exact => d,
            Board::Rounded(grid) => rounded(grid, points as i64, count as i64) as f64 / grid as f64,
            Board::Noisy(deviation) => d + deviation * self.noise.normal(),
            Board::Ladder(ladder) => {
                self.level = ladder.after(self.level, count as f64 / n);
                ladder.score(self.level) - 0.5
            }
        }
    }
}

/// Where a submission is right: one bit for each point.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Guesses(Vec<u64>);

impl Guesses {
    /// Fair coins.
    pub(super) fn draw(points: usize, stream: &mut Stream) -> Self {
        let mut words: Vec<u64> = (0..points.div_ceil(64)).map(|_| stream.bits()).collect();
        if let Some(last) = words.last_mut()
            && !points.is_multiple_of(64)
        {
            *last &= (1 << (points % 64)) - 1;
        }
        Self(words)
    }

    /// At how many points it is right.
    pub(super) fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether it is right at a point.
    pub(super) fn is_right(&self, point: usize) -> bool {
        self.0[point / 64] >> (point % 64) & 1 == 1
    }

    /// Turns the guess at a point.
    pub(super) fn flip(&mut self, point: usize) {
        self.0[point / 64] ^= 1 << (point % 64);
    }

    /// Feeds every bit to a digest, 32 in a number.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for word in &self.0 {
            hash((word >> 32) as f64);
            hash((word & 0xffff_ffff) as f64);
        }
    }

    /// Adds `weight` to the votes where it is right, and takes it away elsewhere.
    pub(super) fn vote(&self, weight: i32, votes: &mut [i32]) {
        for (votes, word) in votes.chunks_mut(64).zip(&self.0) {
            for (place, vote) in votes.iter_mut().enumerate() {
                *vote += weight * (2 * (word >> place & 1) as i32 - 1);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_rounds_half_away_from_zero_in_integers() {
        // N = 100, D = 50: d is a multiple of 1/100, so every second one is a tie.
        assert_eq!([50, 51, 52, 53, 49, 48, 47].map(|count| rounded(50, 100, count)), [0, 1, 1, 2, -1, -1, -2]);
        let mut screen = Screen::new(Board::Rounded(50), Stream::new(0, "test"));
        assert_eq!(screen.show(100, 47), -0.04);
    }

    #[test]
    fn guesses_are_bits_and_votes_are_their_sums() {
        let mut stream = Stream::new(1, "guesses");
        let guesses: Vec<Guesses> = (0..9).map(|_| Guesses::draw(100, &mut stream)).collect();
        let mut votes = vec![0; 100];
        guesses.iter().for_each(|guess| guess.vote(3, &mut votes));
        for (point, vote) in votes.iter().enumerate() {
            let right = guesses.iter().filter(|guess| guess.is_right(point)).count() as i32;
            assert_eq!(*vote, 3 * (2 * right - 9));
        }
        let mut turned = guesses[0].clone();
        turned.flip(70);
        assert_eq!(turned.count().abs_diff(guesses[0].count()), 1);
        let last = Guesses::draw(65, &mut stream);
        assert!(last.count() <= 65 && last.0[1] <= 1);
    }
}
