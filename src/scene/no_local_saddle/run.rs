//! The scene's state in time: the search from the start, and hidden measurements.

use super::claims::Measurements;
use super::{SEARCH, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Cell, Claim, Frame, Readout, Row, Table};
use crate::geometry::Rect;
use crate::method::greedy::{Conditions, Greedy, Search};
use crate::parameter::Settings;
use crate::problem::game::{self, Game, GameInfo};
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Text, text};
use std::sync::Arc;

/// So many rejected proposals are shown.
const REJECTED: usize = 40;

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
    /// f(x₀, ·) over y.
    pub(super) profile: Vec<[f64; 2]>,
    /// g(·, y₀) over x, with breaks where it jumps.
    pub(super) greedy_max: Vec<Vec<[f64; 2]>>,
    /// S(·, y₀), truncated at g(x₀, y₀).
    pub(super) smoothed: Vec<[f64; 2]>,
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct NoLocalSaddleRun {
    pub(super) setup: Arc<Setup>,
    pub(super) search: Search,
    pub(super) trail: Trail,
    pub(super) rejected: Vec<[f64; 2]>,
    /// The four left sides where the search is.
    conditions: Conditions,
    pub(super) measurements: Measurements,
}

impl NoLocalSaddleRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let game_info = game::find(settings.choice("game")?)?;
        let game = (game_info.build)(settings)?;
        let greedy = Greedy { epsilon: settings.number("epsilon")?, sigma: settings.number("sigma")? };
        let start = settings.point("start")?;
        let (reach, top) = (greedy.reach(game.as_ref(), start), greedy.max(game.as_ref(), start));
        let (profile, greedy_max, smoothed) = picture::curves(game.as_ref(), game_info.view, greedy, start, top.0);
        let search = Search::new(greedy, game.as_ref(), start, Stream::new(seed, SEARCH.id));
        let conditions = greedy.conditions(game.as_ref(), search.at);
        let mut trail = Trail::from(start);
        trail.push(search.at);
        let measurements = Measurements::new(greedy, game_info.id, seed);
        let setup = Setup { game, game_info, greedy, start, reach, top, profile, greedy_max, smoothed };
        Ok(Self { setup: Arc::new(setup), search, trail, rejected: Vec::new(), conditions, measurements })
    }

    /// The four inequalities where the search is, with their numbers.
    fn table(&self) -> Table {
        let (conditions, epsilon) = (self.conditions, self.setup.greedy.epsilon);
        let root = epsilon.sqrt();
        let rows = [
            ("slope", "|∂f/∂y| ≤ ε", conditions.slope, epsilon, conditions.slope <= epsilon),
            ("curvature", "∂²f/∂y² ≤ √ε", conditions.curvature, root, conditions.curvature <= root),
            ("smoothed-slope", "|∂S/∂x| ≤ ε", conditions.smoothed_slope, epsilon, conditions.smoothed_slope <= epsilon),
            ("smoothed-curvature", "∂²S/∂x² ≥ −√ε", -conditions.smoothed_bend, -root, conditions.smoothed_bend <= root),
        ];
        let row = |(id, label, value, bound, holds): (&str, &str, f64, f64, bool)| Row {
            id: id.to_string().into(),
            label: label.to_string().into(),
            cells: vec![
                Cell::Number(value),
                Cell::Number(bound),
                Cell::Text(if holds { "holds" } else { "fails" }.to_string().into()),
            ],
        };
        let columns = vec![text("column.value"), text("column.bound"), Text::NONE];
        let title = if self.search.has_found() {
            "The four inequalities: an equilibrium".to_string()
        } else {
            "The four inequalities where the search is".to_string()
        };
        Table { id: "inequalities".into(), title: title.into(), columns, rows: rows.map(row).to_vec() }
    }
}

impl Run for NoLocalSaddleRun {
    fn step(&mut self) {
        let game = self.setup.game.as_ref();
        let before = self.search.at;
        let done = self.search.has_found();
        self.search.step(game);
        match self.search.proposal {
            Some((_, true)) if self.search.at != before => {
                self.trail.push(self.search.at);
                self.rejected.clear();
                self.conditions = self.setup.greedy.conditions(game, self.search.at);
            }
            Some((at, false)) if !done => {
                if self.rejected.len() == REJECTED {
                    self.rejected.remove(0);
                }
                self.rejected.push(at);
            }
            _ => {}
        }
        self.measurements.step(game);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        let reach = self.setup.start[0].abs().max(self.setup.start[1].abs());
        let half = self.setup.game_info.view.max(1.2 * reach);
        Rect::new([-half, half], [-half, half])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(self.setup.game.as_ref(), view)
    }

    fn frame(&self) -> Frame {
        let ratios = self.conditions.ratios(self.setup.greedy.epsilon);
        let worst = ratios.iter().fold(f64::NEG_INFINITY, |worst, ratio| worst.max(*ratio));
        let mut notices = Vec::new();
        if self.search.has_found() {
            let [x, y] = self.search.at;
            notices.push(format!("the search found a greedy equilibrium at ({x:.3}, {y:.3})").into());
        }
        let readout = |id: &str, label: &str, value: f64| Readout {
            id: id.to_string().into(),
            label: label.to_string().into(),
            value,
            unit: String::new().into(),
        };
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
            charts: picture::charts(self),
            readouts: vec![
                readout(SEARCH.id, "f", self.setup.game.value(&self.search.at)),
                readout("greedy-max", "g at the start", self.setup.top.0),
                readout("worst", "worst inequality, as a part of its bound", worst),
            ],
            tables: vec![self.table()],
            notices,
        }
    }

    fn observe(&self) -> Vec<Observable> {
        vec![Observable { id: "payoff".to_string(), value: self.setup.game.value(&self.search.at) }]
    }

    fn tracks(&self) -> Vec<Track> {
        let (point, value) = (self.search.at.to_vec(), self.setup.game.value(&self.search.at));
        vec![Track { id: SEARCH.id.to_string(), label: SEARCH.label(), point, value }]
    }

    fn claims(&self) -> Vec<Claim> {
        self.measurements.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let (game, greedy) = (self.setup.game.as_ref(), self.setup.greedy);
        let (mut field, hessian) = ([0.0; 2], game.hessian(&at));
        game.field(&at, &mut field);
        let saddle = super::claims::may_be_saddle(game, at);
        let verdict = match (saddle, libm::hypot(field[0], field[1]) <= greedy.epsilon) {
            (true, true) => "a local saddle",
            (true, false) => "the curvatures allow a local saddle, the slopes do not",
            (false, true) => "the slopes allow a local saddle, the curvatures do not",
            (false, false) => "no local saddle",
        };
        Some(Probe {
            lines: vec![
                format!("f = {:.4}, g = {:.4}", game.value(&at), greedy.max(game, at).0).into(),
                format!("F = ({:.4}, {:.4})", field[0], field[1]).into(),
                format!("∂²f/∂x² = {:.3}, ∂²f/∂y² = {:.3}", hessian[(0, 0)], hessian[(1, 1)]).into(),
                verdict.to_string().into(),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.search.digest(hash);
        self.measurements.digest(hash);
    }
}
