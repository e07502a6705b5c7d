//! The curves of the charts: f along y, the greedy max along x, and the greedy max truncated and smoothed.

use crate::method::greedy::Greedy;
use crate::problem::game::Game;

/// Places along each curve.
const PLACES: u32 = 240;
/// Places to each side at which the smoothed function is drawn, a fifth of σ apart.
const SMOOTHED: usize = 40;
/// A change of g between two places by more than this is a jump.
const JUMP: f64 = 0.2;

/// The curves through a start.
pub(super) struct Curves {
    /// f(x₀, ·) over y.
    pub(super) profile: Vec<[f64; 2]>,
    /// g(·, y₀) over x, in pieces between its jumps.
    pub(super) greedy_max: Vec<Vec<[f64; 2]>>,
    /// S(·, y₀), truncated at g(x₀, y₀).
    pub(super) smoothed: Vec<[f64; 2]>,
}

impl Curves {
    /// Through a start, over the view's half-width, with S truncated at a value.
    pub(super) fn new(game: &dyn Game, half: f64, greedy: Greedy, start: [f64; 2], truncation: f64) -> Self {
        let around =
            |centre: f64, half: f64, place: u32| centre + half * (2.0 * f64::from(place) / f64::from(PLACES) - 1.0);
        let profile = (0..=PLACES).map(|place| around(start[1], half, place)).map(|y| [y, game.value(&[start[0], y])]);
        let mut pieces: Vec<Vec<[f64; 2]>> = vec![Vec::new()];
        for place in 0..=PLACES {
            let x = around(start[0], 0.6 * half, place);
            let value = greedy.max(game, [x, start[1]]).0;
            let jumps = pieces.last().and_then(|piece| piece.last()).is_some_and(|last| (last[1] - value).abs() > JUMP);
            if jumps {
                pieces.push(Vec::new());
            }
            if let Some(piece) = pieces.last_mut() {
                piece.push([x, value]);
            }
        }
        let smoothed = greedy.smoothed_curve(game, start, truncation, SMOOTHED);
        Self { profile: profile.collect(), greedy_max: pieces, smoothed }
    }
}
