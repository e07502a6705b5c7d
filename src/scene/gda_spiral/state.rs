//! The scene's state: the game, and every chosen method on its way from the same start.

use super::claims::Claims;
use super::spectrum::{Portrait, Spectrum};
use crate::error::Error;
use crate::measure::limit_cycle::{Flow, LimitCycle};
use crate::method::dynamics::{DYNAMICS, Domain};
use crate::parameter::Settings;
use crate::problem::game::{self, Game, GameInfo};
use crate::scene::competitor::Competitor;
use crate::scene::field_arrows::velocity;
use crate::scene::flow::Ghost;
use crate::scene::trail::Trail;
use std::sync::{Arc, OnceLock};

/// So many of a method's last rejected proposals are shown.
const REJECTED: usize = 60;
/// So many portraits are prepared together: some milliseconds in a browser that has just loaded the code.
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
    /// Computed when they are first needed.
    spectrum: OnceLock<Spectrum>,
    portraits: Vec<OnceLock<Portrait>>,
    /// Limit cycles of the continuous-time flow about that equilibrium, without walls.
    pub(super) cycles: Vec<LimitCycle>,
}

/// One method with its path.
#[derive(Clone)]
pub(super) struct Contestant {
    pub(super) competitor: Competitor,
    pub(super) trail: Trail,
    /// The last proposals, with their answers, that were not taken.
    pub(super) rejected: Vec<[f64; 2]>,
}

impl Contestant {
    /// The joint state now.
    pub(super) fn at(&self) -> [f64; 2] {
        [self.competitor.at[0], self.competitor.at[1]]
    }

    /// The joint state before the last step.
    pub(super) fn before(&self) -> [f64; 2] {
        [self.competitor.before()[0], self.competitor.before()[1]]
    }

    /// Keeps what the last step looked at and did not take.
    pub(super) fn remember(&mut self) {
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
    pub(super) contestants: Vec<Contestant>,
    pub(super) ghost: Option<Ghost>,
    pub(super) claims: Claims,
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
        let mut contestants = Vec::new();
        for rule in DYNAMICS.iter().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let competitor = Competitor::new(rule, settings, seed, &start)?;
            contestants.push(Contestant { competitor, trail: Trail::from(start), rejected: Vec::new() });
        }
        let claims = Claims::new(settings, seed, game.multiplier(), start)?;
        let ghost = settings.toggle("flow")?.then(|| Ghost::new(start));
        let setup = Setup {
            cycles: cycles(game.as_ref(), game_info, equilibrium.unwrap_or(start)),
            game,
            game_info,
            domain,
            start,
            step_size: settings.number("eta")?,
            equilibrium,
            settings: settings.clone(),
            spectrum: OnceLock::new(),
            portraits: contestants.iter().map(|_| OnceLock::new()).collect(),
        };
        Ok(Self { setup: Arc::new(setup), contestants, ghost, claims, step: 0 })
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
        self.setup.portraits.iter().zip(&self.contestants).map(|(cell, of)| self.portrait(cell, of)).collect()
    }

    fn portrait<'a>(&self, cell: &'a OnceLock<Portrait>, contestant: &Contestant) -> &'a Portrait {
        cell.get_or_init(|| self.spectrum().portrait(&self.setup.settings, &contestant.competitor))
    }

    /// Computes the next of the portraits; false once there are none left.
    pub(super) fn prepare_portraits(&self) -> bool {
        let cells = self.setup.portraits.iter().zip(&self.contestants);
        let missing: Vec<_> = cells.filter(|(cell, _)| cell.get().is_none()).take(AT_ONCE).collect();
        for (cell, contestant) in &missing {
            self.portrait(cell, contestant);
        }
        !missing.is_empty()
    }

    /// The distance to the nearest equilibrium. On a typed game it is the one nearest to the start, as from elsewhere the
    /// search may end at another.
    pub(super) fn distance(&self, at: [f64; 2]) -> f64 {
        let typed = self.setup.game_info.id == "formula";
        let equilibrium =
            if typed { self.setup.equilibrium.map(|z| z.to_vec()) } else { self.setup.game.equilibrium(&at) };
        equilibrium.map_or(f64::NAN, |z| libm::hypot(at[0] - z[0], at[1] - z[1]))
    }
}

/// The limit cycles of ż = −F(z) about an equilibrium, within the game's own view. A linear game has none.
fn cycles(game: &dyn Game, info: &GameInfo, centre: [f64; 2]) -> Vec<LimitCycle> {
    if game.multiplier().is_some() || info.id == "formula" {
        return Vec::new();
    }
    let divergence = |z: &[f64; 2]| -game.jacobian(z).trace();
    Flow { velocity: |z: &[f64; 2]| velocity(game, *z), divergence, centre }.limit_cycles(info.view)
}
