//! The scene's state in time: every chosen method from the same start.

use super::bound::AnchoredBound;
use super::census::Census;
use super::laws::{Law, laws};
use super::picture;
use super::spectrum::{Portrait, Spectrum};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame};
use crate::geometry::Rect;
use crate::measure::limit_cycle::{Flow, LimitCycle};
use crate::measure::spectrum::eigenvalues;
use crate::method::dynamics::{DYNAMICS, Domain};
use crate::parameter::Settings;
use crate::problem::game::{self, Game, GameInfo};
use crate::scene::competitor::Competitor;
use crate::scene::flow::Ghost;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Text, signs};
use std::sync::{Arc, OnceLock};

/// A player has left the picture this many view half-heights away.
const FAR: f64 = 20.0;
/// So many of a method's last rejected proposals are shown.
const REJECTED: usize = 60;
/// A step this many times as long as the field's Jacobian allows at the start overshoots it, whatever the method.
const OVERSHOOTS: f64 = 2.0;

/// Portraits that are prepared together: some milliseconds in a browser that has just loaded the code.
const AT_ONCE: usize = 2;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) game: Arc<dyn Game>,
    pub(super) game_info: &'static GameInfo,
    pub(super) domain: Domain,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    /// The equilibrium nearest to the start, if the game has one.
    pub(super) equilibrium: Option<[f64; 2]>,
    settings: Settings,
    /// Asked for when they are first needed.
    spectrum: OnceLock<Spectrum>,
    portraits: Vec<OnceLock<Portrait>>,
    /// Limit cycles of the continuous-time flow about that equilibrium, without walls.
    pub(super) cycles: Vec<LimitCycle>,
}

/// One method with its path.
#[derive(Clone)]
pub(super) struct Player {
    pub(super) competitor: Competitor,
    pub(super) trail: Trail,
    /// The last proposals, with their answers, that were not taken.
    pub(super) rejected: Vec<[f64; 2]>,
}

impl Player {
    /// The joint state now.
    pub(super) fn at(&self) -> [f64; 2] {
        [self.competitor.at[0], self.competitor.at[1]]
    }

    /// The joint state before the last step.
    fn before(&self) -> [f64; 2] {
        [self.competitor.before()[0], self.competitor.before()[1]]
    }

    /// Keeps what the last step looked at and did not take.
    fn remember(&mut self) {
        let Some(excursion) = self.competitor.excursion().filter(|excursion| excursion.is_proposal) else { return };
        if excursion.taken {
            self.rejected.clear();
        } else if let [.., x, y] = excursion.path[..]
            && excursion.path.len() > 2
        {
            if self.rejected.len() == REJECTED {
                self.rejected.remove(0);
            }
            self.rejected.push([x, y]);
        }
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct GdaSpiralRun {
    pub(super) setup: Arc<Setup>,
    pub(super) players: Vec<Player>,
    pub(super) ghost: Option<Ghost>,
    pub(super) bound: Option<AnchoredBound>,
    census: Option<Census>,
    laws: Vec<Law>,
    pub(super) step: u64,
}

impl GdaSpiralRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let game_info = game::find(settings.choice("game")?)?;
        let game = (game_info.build)(settings)?;
        let domain = Domain::from_half_width(settings.number("box")?);
        let start = settings.point("start")?.map(|coordinate| domain.project(coordinate));
        let chosen = settings.choices("methods")?;
        let equilibrium = game.equilibrium(&start).map(|z| [z[0], z[1]]);
        let centre = equilibrium.unwrap_or(start);
        let mut players = Vec::new();
        for rule in DYNAMICS.iter().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let competitor = Competitor::new(rule, settings, seed, &start)?;
            players.push(Player { competitor, trail: Trail::from(start), rejected: Vec::new() });
        }
        let cycles = cycles(game.as_ref(), game_info, &centre);
        let laws = laws(settings, game.multiplier(), start)?;
        let bound = AnchoredBound::new(settings, game.multiplier(), start)?;
        let census = Census::new(settings, seed)?;
        let ghost = settings.toggle("flow")?.then(|| Ghost::new(start));
        let step_size = settings.number("eta")?;
        let setup = Setup {
            game,
            game_info,
            domain,
            start,
            step_size,
            equilibrium,
            settings: settings.clone(),
            spectrum: OnceLock::new(),
            portraits: players.iter().map(|_| OnceLock::new()).collect(),
            cycles,
        };
        Ok(Self { setup: Arc::new(setup), players, ghost, bound, census, laws, step: 0 })
    }

    /// The game's eigenvalues at that equilibrium, or at the start, if there is none.
    pub(super) fn spectrum(&self) -> &Spectrum {
        let setup = self.setup.as_ref();
        setup.spectrum.get_or_init(|| {
            let centre = setup.equilibrium.unwrap_or(setup.start);
            Spectrum::new(setup.step_size, setup.game.jacobian(&centre))
        })
    }

    /// The methods' stable steps beside them.
    pub(super) fn portraits(&self) -> Vec<&Portrait> {
        let (setup, spectrum) = (self.setup.as_ref(), self.spectrum());
        let cells = setup.portraits.iter().zip(&self.players);
        cells
            .map(|(cell, player)| cell.get_or_init(|| spectrum.portrait(&setup.settings, &player.competitor)))
            .collect()
    }

    /// The distance to the nearest equilibrium; on a game that is typed, to the one nearest to the start, as from elsewhere
    /// the search may end at another.
    pub(super) fn distance(&self, at: [f64; 2]) -> f64 {
        let typed = self.setup.game_info.id == "formula";
        let equilibrium =
            if typed { self.setup.equilibrium.map(|z| z.to_vec()) } else { self.setup.game.equilibrium(&at) };
        equilibrium.map_or(f64::NAN, |z| libm::hypot(at[0] - z[0], at[1] - z[1]))
    }

    /// |F| at a point.
    fn field_norm(&self, at: [f64; 2]) -> f64 {
        let mut field = [0.0; 2];
        self.setup.game.field(&at, &mut field);
        libm::hypot(field[0], field[1])
    }

    fn notices(&self) -> Vec<Text> {
        let (mut notices, setup) = (Vec::new(), &self.setup);
        if self.field_norm(setup.start) == 0.0 {
            notices.push("the start is an equilibrium: nothing moves".to_string().into());
        }
        self.players.iter().for_each(|player| player.competitor.notices(&mut notices));
        let stiffness = setup.game.jacobian(&setup.start).norm();
        if setup.game.multiplier().is_none()
            && self.players.iter().any(|player| player.competitor.stopped().is_some())
            && setup.step_size * stiffness > OVERSHOOTS
        {
            let shorter = 1.0 / stiffness;
            notices.push(
                format!("the field is steep at the start: steps beyond η = {shorter:.1e} overshoot there").into(),
            );
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
        let setup = &self.setup;
        for player in &mut self.players {
            if !player.competitor.advance(setup.game.as_ref(), setup.domain, self.step, FAR * setup.game_info.view) {
                continue;
            }
            let (before, after) = (player.before(), player.at());
            player.trail.push(after);
            player.remember();
            let id = player.competitor.id();
            for law in self.laws.iter_mut().filter(|law| law.method == id) {
                law.see(before, after);
            }
            if let Some(bound) = self.bound.as_mut().filter(|_| id == "anchored") {
                let mut field = [0.0; 2];
                setup.game.field(&after, &mut field);
                bound.see(libm::hypot(field[0], field[1]));
            }
        }
        if let Some(ghost) = &mut self.ghost {
            ghost.step(setup.game.as_ref(), setup.domain, setup.step_size);
        }
        if let Some(census) = &mut self.census {
            census.step();
        }
    }

    fn prepare(&self) -> bool {
        let (setup, spectrum) = (self.setup.as_ref(), self.spectrum());
        let missing = setup.portraits.iter().zip(&self.players).filter(|(cell, _)| cell.get().is_none());
        let mut found = false;
        for (cell, player) in missing.take(AT_ONCE) {
            cell.get_or_init(|| spectrum.portrait(&setup.settings, &player.competitor));
            found = true;
        }
        found
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        // Each method and the flow keep a trail; little else is of any size.
        (self.players.len() + 1) * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        // A start outside the game's own view is shown all the same.
        let reach = self.setup.start[0].abs().max(self.setup.start[1].abs());
        let walls = Some(1.08 * self.setup.domain.half_width()).filter(|half| half.is_finite()).unwrap_or(0.0);
        let half = self.setup.game_info.view.max(1.2 * reach).max(walls);
        Rect::new([-half, half], [-half, half])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
            charts: picture::charts(self),
            readouts: self
                .players
                .iter()
                .map(|player| player.competitor.readout("distance", self.distance(player.at())))
                .collect(),
            tables: Vec::new(),
            notices: self.notices(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(4 * self.players.len());
        for player in &self.players {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", player.competitor.id()), value });
            };
            let at = player.at();
            follow("distance", self.distance(at));
            follow("payoff", self.setup.game.value(&at));
            follow("field", self.field_norm(at));
            follow("shadow", picture::shadow(&self.setup, at));
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.players.iter().map(|player| player.competitor.track(self.setup.game.as_ref())).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.laws.iter().map(Law::claim).collect();
        claims.extend(self.bound.as_ref().map(AnchoredBound::claim));
        claims.extend(self.census.iter().flat_map(Census::claims));
        claims
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let mut field = [0.0; 2];
        self.setup.game.field(&at, &mut field);
        let mut lines = vec![
            signs(format!("f = {:.4}", self.setup.game.value(&at))),
            signs(format!("F = ({:.4}, {:.4})", field[0], field[1])),
        ];
        if let Ok(values) = eigenvalues(&self.setup.game.jacobian(&at)) {
            let words = values.iter().map(|v| picture::complex(v.re, v.im)).collect::<Vec<_>>().join(", ");
            lines.push(format!("eigenvalues of ∇F: {words}").into());
            if let [first, second] = values[..] {
                lines.push(picture::turning([first, second]).to_string().into());
            }
        }
        Some(Probe { lines })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.players.iter().for_each(|player| player.competitor.digest(hash));
        self.ghost.iter().for_each(|ghost| ghost.digest(hash));
        self.laws.iter().for_each(|law| law.digest(hash));
        self.bound.iter().for_each(|bound| bound.digest(hash));
        self.census.iter().for_each(|census| census.digest(hash));
    }
}
