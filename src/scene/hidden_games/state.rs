//! The scene's state: every chosen method from the same start, in parameters and in strategies.

use super::claims::Claims;
use super::geometry;
use crate::error::Error;
use crate::method::dynamics::{DynamicsInfo, extragradient, gda, natural_gradient};
use crate::parameter::Settings;
use crate::problem::game::{Hidden, Mask};
use crate::scene::competitor::Competitor;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// The methods that play.
pub(super) static RULES: [&DynamicsInfo; 3] = [&gda::INFO, &extragradient::INFO, &natural_gradient::INFO];

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) game: Hidden,
    pub(super) start: Vec<f64>,
    pub(super) step_size: f64,
}

/// One method with its paths.
#[derive(Clone)]
pub(super) struct Contestant {
    pub(super) competitor: Competitor,
    /// In parameters: the joint state on matching pennies; x's and y's on rock–paper–scissors.
    pub(super) parameters: Vec<Trail>,
    /// In strategies, as they are drawn: likewise.
    pub(super) strategies: Vec<Trail>,
    /// dV/dt over the last step, measured and predicted.
    pub(super) slopes: [f64; 2],
}

/// The parameters of both players at the start: one each, or two where there are three strategies.
pub(super) fn start(settings: &Settings, game: Hidden) -> Result<Vec<f64>, Error> {
    let mut start = settings.point("start")?.to_vec();
    if game.mask == Mask::Softmax {
        start.extend(settings.point("start-y")?);
    }
    Ok(start)
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct HiddenGamesRun {
    pub(super) setup: Arc<Setup>,
    pub(super) contestants: Vec<Contestant>,
    pub(super) claims: Claims,
    pub(super) step: u64,
}

impl HiddenGamesRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let game = game(settings)?;
        let start = start(settings, game)?;
        let chosen = settings.choices("methods")?;
        let mut contestants = Vec::new();
        for rule in RULES.iter().copied().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let competitor = Competitor::new(rule, settings, seed, &start)?;
            let parameters = geometry::parameter_points(&start).into_iter().map(Trail::from).collect();
            let strategies = geometry::strategy_points(game, &start).into_iter().map(Trail::from).collect();
            contestants.push(Contestant { competitor, parameters, strategies, slopes: [f64::NAN; 2] });
        }
        let step_size = settings.number("eta")?;
        let claims = Claims::new(game, step_size, &start, chosen);
        Ok(Self { setup: Arc::new(Setup { game, start, step_size }), contestants, claims, step: 0 })
    }
}

/// The game that the settings hide.
pub(super) fn game(settings: &Settings) -> Result<Hidden, Error> {
    let mask = if settings.choice("game")? == "matching-pennies" { Mask::Sigmoid } else { Mask::Softmax };
    Ok(Hidden { mask, lambda: settings.number("lambda")? })
}
