//! The scene's state in time: every chosen method from the same start.

use super::laws::{Law, laws};
use super::picture;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Color, Frame, Readout, Rect};
use crate::measure::limit_cycle::{Flow, LimitCycle};
use crate::measure::spectrum::eigenvalues;
use crate::method::dynamics::{DYNAMICS, Domain, Dynamics, DynamicsInfo, Excursion, Unsolved};
use crate::parameter::Settings;
use crate::problem::game::{self, Game, GameInfo};
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use std::sync::Arc;

/// Beyond this radius squares come near overflow: the player stops and keeps its last state.
const OVERFLOW: f64 = 1e100;
/// A player has left the picture this many view half-heights away.
const FAR: f64 = 20.0;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) game: Arc<dyn Game>,
    pub(super) game_info: &'static GameInfo,
    pub(super) domain: Domain,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    /// Eigenvalues of each chosen method's step about the equilibrium nearest to the start.
    pub(super) spectra: Vec<(Color, Vec<[f64; 2]>)>,
    /// Limit cycles of the continuous-time flow about that equilibrium, without walls.
    pub(super) cycles: Vec<LimitCycle>,
}

/// One method on its way.
pub(super) struct Player {
    pub(super) rule: &'static DynamicsInfo,
    dynamics: Box<dyn Dynamics>,
    pub(super) at: [f64; 2],
    pub(super) trail: Trail,
    left: Option<(u64, f64)>,
    stopped: Option<u64>,
    unsolved: Option<(u64, Unsolved)>,
}

impl Player {
    /// What the last step looked at before it moved.
    pub(super) fn excursion(&self) -> Option<&Excursion> {
        self.dynamics.excursion()
    }
}

impl Clone for Player {
    fn clone(&self) -> Self {
        Self { dynamics: self.dynamics.duplicate(), trail: self.trail.clone(), ..*self }
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct GdaSpiralRun {
    pub(super) setup: Arc<Setup>,
    pub(super) players: Vec<Player>,
    laws: Vec<Law>,
    step: u64,
}

impl GdaSpiralRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let game_info = game::find(settings.choice("game")?)?;
        let game = (game_info.build)(settings)?;
        let domain = Domain::from_half_width(settings.number("box")?);
        let start = settings.point("start")?.map(|coordinate| domain.project(coordinate));
        let chosen = settings.choices("methods")?;
        let equilibrium = game.equilibrium(&start).unwrap_or_else(|| start.to_vec());
        let jacobian = game.jacobian(&equilibrium);
        let (mut players, mut spectra) = (Vec::new(), Vec::new());
        for rule in DYNAMICS.iter().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let dynamics = (rule.build)(settings, seed)?;
            // A method whose step has no matrix here (not linear, or a singular implicit step) has no eigenvalues to draw.
            let matrix = dynamics.one_step_matrix(&jacobian, game.dimensions());
            let values = matrix.and_then(|matrix| eigenvalues(&matrix).ok()).unwrap_or_default();
            spectra.push((rule.info.color, values.iter().map(|value| [value.re, value.im]).collect()));
            let trail = Trail::from(start);
            players.push(Player { rule, dynamics, at: start, trail, left: None, stopped: None, unsolved: None });
        }
        let laws = laws(settings, game.multiplier(), start)?;
        let step_size = settings.number("eta")?;
        let cycles = cycles(game.as_ref(), game_info, &equilibrium);
        let setup = Setup { game, game_info, domain, start, step_size, spectra, cycles };
        Ok(Self { setup: Arc::new(setup), players, laws, step: 0 })
    }

    /// The distance to the equilibrium nearest to a point.
    pub(super) fn distance(&self, at: [f64; 2]) -> f64 {
        self.setup.game.equilibrium(&at).map_or(f64::NAN, |z| libm::hypot(at[0] - z[0], at[1] - z[1]))
    }

    /// |F| at a point.
    fn field_norm(&self, at: [f64; 2]) -> f64 {
        let mut field = [0.0; 2];
        self.setup.game.field(&at, &mut field);
        libm::hypot(field[0], field[1])
    }

    fn notices(&self) -> Vec<String> {
        let mut notices = Vec::new();
        if self.field_norm(self.setup.start) == 0.0 {
            notices.push("the start is an equilibrium: nothing moves".to_string());
        }
        for player in &self.players {
            let id = player.rule.info.id;
            if let Some(step) = player.stopped {
                let size = libm::hypot(player.at[0], player.at[1]);
                notices.push(format!("{id} stopped at step {step}, |z| = {size:.1e}: the next step would overflow"));
            } else if let Some((step, size)) = player.left {
                notices.push(format!("{id} left the picture at step {step}, |z| = {size:.1e}"));
            }
            if let Some((step, Unsolved { task, residual })) = player.unsolved {
                notices.push(format!("{id} did not solve its {task} (step {step}, residual {residual:.1e})"));
            }
        }
        notices
    }
}

/// The limit cycles of ż = −F(z) about an equilibrium, within the game's own view. A linear game has none.
fn cycles(game: &dyn Game, info: &GameInfo, equilibrium: &[f64]) -> Vec<LimitCycle> {
    if game.multiplier().is_some() || info.id == "formula" {
        return Vec::new();
    }
    let velocity = |z: &[f64; 2]| {
        let mut field = [0.0; 2];
        game.field(z, &mut field);
        [-field[0], -field[1]]
    };
    let divergence = |z: &[f64; 2]| -game.jacobian(z).trace();
    Flow { velocity, divergence, centre: [equilibrium[0], equilibrium[1]] }.limit_cycles(info.view)
}

impl Run for GdaSpiralRun {
    fn step(&mut self) {
        self.step += 1;
        let (setup, step) = (&self.setup, self.step);
        for player in self.players.iter_mut().filter(|player| player.stopped.is_none()) {
            let before = player.at;
            let mut after = before;
            if let Err(unsolved) = player.dynamics.step(setup.game.as_ref(), setup.domain, &mut after) {
                player.unsolved.get_or_insert((step, unsolved));
            }
            let size = libm::hypot(after[0], after[1]);
            if size.is_nan() || size > OVERFLOW {
                player.stopped = Some(step);
                continue;
            }
            player.at = after;
            player.trail.push(after);
            if player.left.is_none() && size > FAR * setup.game_info.view {
                player.left = Some((step, size));
            }
            for law in self.laws.iter_mut().filter(|law| law.method == player.rule.info.id) {
                law.see(before, after);
            }
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        // A start outside the game's own view is shown all the same.
        let reach = self.setup.start[0].abs().max(self.setup.start[1].abs());
        let half = self.setup.game_info.view.max(1.2 * reach);
        Rect::new([-half, half], [-half, half])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: self
                .players
                .iter()
                .map(|player| Readout {
                    id: player.rule.info.id.to_string(),
                    label: "distance".to_string(),
                    value: self.distance(player.at),
                    unit: String::new(),
                })
                .collect(),
            tables: Vec::new(),
            notices: self.notices(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(4 * self.players.len());
        for player in &self.players {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", player.rule.info.id), value });
            };
            follow("distance", self.distance(player.at));
            follow("payoff", self.setup.game.value(&player.at));
            follow("field", self.field_norm(player.at));
            follow("shadow", picture::shadow(&self.setup, player.at));
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.players
            .iter()
            .map(|player| Track {
                id: player.rule.info.id.to_string(),
                label: player.rule.info.label.to_string(),
                point: player.at.to_vec(),
                value: self.setup.game.value(&player.at),
            })
            .collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.laws.iter().map(Law::claim).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let mut field = [0.0; 2];
        self.setup.game.field(&at, &mut field);
        let mut lines =
            vec![format!("f = {:.4}", self.setup.game.value(&at)), format!("F = ({:.4}, {:.4})", field[0], field[1])];
        if let Ok(values) = eigenvalues(&self.setup.game.jacobian(&at)) {
            let words = values.iter().map(|v| picture::complex(v.re, v.im)).collect::<Vec<_>>().join(", ");
            lines.push(format!("eigenvalues of ∇F: {words}"));
        }
        Some(Probe { lines })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for player in &self.players {
            player.at.iter().chain(player.dynamics.memory()).for_each(|v| hash(*v));
        }
        for law in &self.laws {
            law.digest(hash);
        }
    }
}
