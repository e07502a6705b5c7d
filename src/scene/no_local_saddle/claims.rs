//! The theory of greedy equilibria and its measurements, most of which are not drawn.

use crate::frame::Claim;
use crate::measure::Extreme;
use crate::method::greedy::{BOUNDS, Greedy, Search};
use crate::problem::game::Game;
use crate::random::Stream;
use crate::source::Source;
use crate::words::text;

pub(super) const EQUILIBRIUM: Source = Source {
    text: "Mangoubi & Vishnoi (2021), Greedy adversarial equilibrium: an efficient alternative to nonconvex-nonconcave min-max optimization",
    url: "https://arxiv.org/abs/2006.12363",
};
pub(super) const POST: Source = Source {
    text: "Off the convex path (2020), An equilibrium in nonconvex-nonconcave min-max optimization",
    url: "https://www.offconvex.org/2020/06/24/equilibrium-min-max/",
};

/// Points along each side of the grid that is searched for local saddles.
const GRID: u32 = 300;
/// Half the side of that grid.
const HALF: f64 = 5.0;
/// |F| at most this counts as nearly 0; the slope of F is below 3.5, so that in the cell of a zero it is.
const NEARLY: f64 = 0.1;
/// Starts of hidden searches along each side.
pub(super) const SIDE: u32 = 7;
/// All of them.
pub(super) const STARTS: u32 = SIDE * SIDE;
/// A search that has not ended after so many steps has failed.
const PATIENCE: u32 = 6000;
/// Steps of hidden searches in one step of the scene.
const QUOTA: u32 = 15;
/// Greedy paths that are followed, each with so many points.
const PATHS: u32 = 60;
/// Points on each path.
const POINTS: u32 = 40;
/// Half the width of differences that measure a slope; their error is below a sixth of its square times the bound of |f‴|.
const SLOPE_WIDTH: f64 = 1e-4;
/// The width of those that measure a second derivative; their error is below a twelfth of its square times the bound of |f⁗|.
const BEND_WIDTH: f64 = 1e-3;

/// The measurements.
#[derive(Clone)]
pub(super) struct Claims {
    greedy: Greedy,
    game_id: &'static str,
    seed: u64,
    /// Grid points with |F| nearly 0, and those of them that are local saddles.
    pub(super) flat: u32,
    saddles: u32,
    rows: u32,
    /// The least of f(next) − f over points of greedy paths, and of max(slope/ε, second derivative/√ε).
    least_rise: Option<f64>,
    least_drive: Option<f64>,
    /// g from the paths' starts.
    top: Extreme,
    paths: u32,
    /// The hidden search that runs, how many have ended, and where they found an equilibrium.
    search: Option<(Search, u32)>,
    ended: u32,
    pub(super) found: Vec<[f64; 2]>,
    /// The greatest of each left side over its bound.
    ratios: Option<[f64; 4]>,
}

impl Claims {
    /// Nothing measured yet.
    pub(super) fn new(greedy: Greedy, game_id: &'static str, seed: u64) -> Self {
        Self {
            greedy,
            game_id,
            seed,
            flat: 0,
            saddles: 0,
            rows: 0,
            least_rise: None,
            least_drive: None,
            top: Extreme::new(1.0),
            paths: 0,
            search: None,
            ended: 0,
            found: Vec::new(),
            ratios: None,
        }
    }

    /// Measures a little of everything that is left.
    pub(super) fn step(&mut self, game: &dyn Game) {
        if self.rows < GRID {
            self.look_along_row(game);
        }
        if self.paths < PATHS {
            self.follow_path(game);
        }
        if self.ended < STARTS {
            self.go_on_searching(game);
        }
    }

    /// One row of the grid: how many points are nearly stationary, and local saddles.
    fn look_along_row(&mut self, game: &dyn Game) {
        let spacing = 2.0 * HALF / f64::from(GRID);
        let y = (f64::from(self.rows) + 0.5) * spacing - HALF;
        for column in 0..GRID {
            let at = [(f64::from(column) + 0.5) * spacing - HALF, y];
            let mut field = [0.0; 2];
            game.field(&at, &mut field);
            if libm::hypot(field[0], field[1]) <= NEARLY {
                self.flat += 1;
                self.saddles += u32::from(may_be_saddle(game, at));
            }
        }
        self.rows += 1;
    }

    /// One greedy path from a random start: f by its values, slope and second derivative by its differences.
    fn follow_path(&mut self, game: &dyn Game) {
        let mut random = Stream::new(self.seed, &format!("greedy path {}", self.paths));
        let start = [10.0 * random.uniform() - 5.0, 10.0 * random.uniform() - 5.0];
        let reach = self.greedy.reach(game, start);
        for end in reach {
            let spacing = (end - start[1]) / f64::from(POINTS);
            // Shorter paths are lost in rounding.
            if spacing.abs() < 1e-3 {
                continue;
            }
            let value = |k: f64| game.value(&[start[0], start[1] + spacing * k]);
            for k in 0..POINTS {
                let (here, next) = (value(f64::from(k)), value(f64::from(k) + 1.0));
                let rise = next - here;
                self.least_rise = Some(self.least_rise.map_or(rise, |least| least.min(rise)));
                let place = start[1] + spacing * (f64::from(k) + 0.5);
                let near = |by: f64| game.value(&[start[0], place + by]);
                let slope = (near(SLOPE_WIDTH) - near(-SLOPE_WIDTH)) / (2.0 * SLOPE_WIDTH) * spacing.signum();
                let bend = (near(BEND_WIDTH) - 2.0 * near(0.0) + near(-BEND_WIDTH)) / (BEND_WIDTH * BEND_WIDTH);
                let drive = (slope / self.greedy.epsilon).max(bend / self.greedy.epsilon.sqrt());
                self.least_drive = Some(self.least_drive.map_or(drive, |least| least.min(drive)));
            }
        }
        self.top.see(self.greedy.max(game, start).0);
        self.paths += 1;
    }

    /// Some steps of the hidden search that runs; the next start when it has ended.
    fn go_on_searching(&mut self, game: &dyn Game) {
        let index = self.ended;
        let (search, taken) = self.search.get_or_insert_with(|| {
            let place = |index: u32| 8.0 * f64::from(index) / f64::from(SIDE - 1) - 4.0;
            let start = [place(index % SIDE), place(index / SIDE)];
            let noise = Stream::new(self.seed, &format!("search {index}"));
            (Search::new(self.greedy, game, start, noise), 0)
        });
        for _ in 0..QUOTA {
            if search.has_found() || *taken == PATIENCE {
                break;
            }
            search.step(game);
            *taken += 1;
        }
        if search.has_found() {
            let ratios = self.greedy.conditions(game, search.at).ratios(self.greedy.epsilon);
            let old = self.ratios.unwrap_or([f64::NEG_INFINITY; 4]);
            self.ratios = Some(core::array::from_fn(|i| old[i].max(ratios[i])));
            self.found.push(search.at);
        }
        if search.has_found() || *taken == PATIENCE {
            self.search = None;
            self.ended += 1;
        }
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let epsilon = self.greedy.epsilon;
        let part = |done: u32, all: u32| f64::from(done) / f64::from(all);
        let (rows, paths, ended) = (part(self.rows, GRID), part(self.paths, PATHS), part(self.ended, STARTS));
        let count = |claim: Claim, counted: u32, progress: f64| {
            let counted = (progress >= 1.0).then_some(f64::from(counted));
            claim.within(0.0, "count").measured(counted).progressing(progress)
        };
        let statement = text("claim.no-local-saddle").with("grid", f64::from(GRID)).with("nearly", NEARLY);
        let none = Claim::equal("no-local-saddle", 0.0, POST).saying(statement);
        let along_paths =
            |claim: Claim, measured: Option<f64>| claim.measured(measured.filter(|_| paths >= 1.0)).progressing(paths);
        // With the rounding of differences of numbers below 2.
        let slope_error = SLOPE_WIDTH * SLOPE_WIDTH * BOUNDS[0] / 6.0 + 1e-15 / SLOPE_WIDTH;
        let bend_error = BEND_WIDTH * BEND_WIDTH * BOUNDS[1] / 12.0 + 2e-15 / (BEND_WIDTH * BEND_WIDTH);
        let drive_error = (slope_error / epsilon).max(bend_error / epsilon.sqrt());
        let rises = Claim::at_least("greedy-rises", 0.0, EQUILIBRIUM).within(1e-12, "rounding");
        let drive = Claim::at_least("greedy-drive", 1.0, EQUILIBRIUM).within(drive_error, "differences");
        let mut claims = vec![
            count(none, self.saddles, rows),
            along_paths(rises, self.least_rise),
            along_paths(drive, self.least_drive),
        ];
        if self.game_id == "sine-sum" {
            let height = 1.0 - (1.0 - epsilon * epsilon).sqrt();
            let is_one = Claim::equal("greedy-max-is-one", 1.0, POST).within(height + 1e-12, "path-end");
            claims.push(along_paths(is_one, self.top.farthest()));
        }
        let finds = Claim::equal("search-finds", f64::from(STARTS), EQUILIBRIUM)
            .saying(text("claim.search-finds").with("starts", f64::from(STARTS)));
        claims.push(count(finds, self.found.len() as u32, ended));
        let inequalities = [
            "equilibrium-slope",
            "equilibrium-curvature",
            "equilibrium-smoothed-slope",
            "equilibrium-smoothed-curvature",
        ];
        claims.extend(inequalities.into_iter().enumerate().map(|(index, id)| {
            Claim::at_most(id, 1.0, EQUILIBRIUM)
                .within(1e-9, "inequality")
                .measured(self.ratios.filter(|_| ended >= 1.0).map(|ratios| ratios[index]))
                .progressing(ended)
        }));
        claims
    }

    /// Every number of the estimators.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        [self.flat, self.saddles, self.rows, self.paths, self.ended].iter().for_each(|count| hash(f64::from(*count)));
        hash(self.least_rise.unwrap_or(0.0));
        hash(self.least_drive.unwrap_or(0.0));
        hash(self.top.farthest().unwrap_or(0.0));
        self.found.iter().flatten().for_each(|coordinate| hash(*coordinate));
        self.search.iter().for_each(|(search, _)| search.digest(hash));
    }
}

/// Whether the curvatures allow a local saddle: ∂ₓₓf ≥ 0 ≥ ∂ᵧᵧf.
pub(super) fn may_be_saddle(game: &dyn Game, at: [f64; 2]) -> bool {
    let hessian = game.hessian(&at);
    hessian[(0, 0)] >= 0.0 && hessian[(1, 1)] <= 0.0
}
