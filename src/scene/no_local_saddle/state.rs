//! The scene's state: the search from the start, and what is measured beside it.

use super::claims::{Claims, EQUILIBRIUM};
use super::curves::Curves;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::greedy::{Conditions, Greedy, Search};
use crate::palette::Color;
use crate::parameter::Settings;
use crate::problem::game::{self, Game, GameInfo};
use crate::random::Stream;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// The one method of the scene.
pub(super) static SEARCH: MethodInfo = MethodInfo {
    id: "greedy-search",
    color: Color::Vermillion,
    formula: r"x' = x + \sigma\,10^{-2u}\,\xi,\quad y' = \text{end of a greedy path from } y,\quad \text{taken if } f(x', y') < f(x, y)",
    source: EQUILIBRIUM,
    parameters: Vec::new,
};

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) game: Arc<dyn Game>,
    pub(super) game_info: &'static GameInfo,
    pub(super) greedy: Greedy,
    pub(super) start: [f64; 2],
    /// What greedy paths reach from the start.
    pub(super) reach: [f64; 2],
    /// g at the start, with the y that attains it.
    pub(super) top: (f64, f64),
    pub(super) curves: Curves,
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct NoLocalSaddleRun {
    pub(super) setup: Arc<Setup>,
    pub(super) search: Search,
    pub(super) trail: Trail,
    pub(super) rejected: Vec<[f64; 2]>,
    /// The four left sides where the search is.
    pub(super) conditions: Conditions,
    pub(super) claims: Claims,
}

impl NoLocalSaddleRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let game_info = game::find(settings.choice("game")?)?;
        let game = (game_info.build)(settings)?;
        let greedy = Greedy { epsilon: settings.number("epsilon")?, sigma: settings.number("sigma")? };
        let start = settings.point("start")?;
        let (reach, top) = (greedy.reach(game.as_ref(), start), greedy.max(game.as_ref(), start));
        let curves = Curves::new(game.as_ref(), game_info.view, greedy, start, top.0);
        let search = Search::new(greedy, game.as_ref(), start, Stream::new(seed, SEARCH.id));
        let conditions = greedy.conditions(game.as_ref(), search.at);
        let mut trail = Trail::from(start);
        trail.push(search.at);
        let claims = Claims::new(greedy, game_info.id, seed);
        let setup = Setup { game, game_info, greedy, start, reach, top, curves };
        Ok(Self { setup: Arc::new(setup), search, trail, rejected: Vec::new(), conditions, claims })
    }
}
