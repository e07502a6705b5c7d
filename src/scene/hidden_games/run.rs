//! The scene's state in time: every chosen method from the same start, in parameters and in strategies.

use super::claims::Measurements;
use super::{RULES, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Twin};
use crate::geometry::Rect;
use crate::method::dynamics::Domain;
use crate::parameter::Settings;
use crate::problem::game::{Game as _, Hidden, Mask};
use crate::scene::competitor::Competitor;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use std::sync::Arc;

/// Half the height of the view.
const VIEW: f64 = 3.2;
/// A player has left the picture so far out.
const FAR: f64 = 60.0;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) game: Hidden,
    pub(super) start: Vec<f64>,
    pub(super) step_size: f64,
}

/// One method with its paths.
#[derive(Clone)]
pub(super) struct Player {
    pub(super) competitor: Competitor,
    /// In parameters: the joint state on matching pennies; x's and y's on rock–paper–scissors.
    pub(super) parameters: Vec<Trail>,
    /// In strategies, as they are drawn: likewise.
    pub(super) strategies: Vec<Trail>,
    /// dV/dt over the last step, measured and predicted.
    slopes: [f64; 2],
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct HiddenGamesRun {
    pub(super) setup: Arc<Setup>,
    pub(super) players: Vec<Player>,
    pub(super) measurements: Measurements,
    pub(super) step: u64,
}

impl HiddenGamesRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let mask = if settings.choice("game")? == "matching-pennies" { Mask::Sigmoid } else { Mask::Softmax };
        let game = Hidden { mask, lambda: settings.number("lambda")? };
        let mut start = settings.point("start")?.to_vec();
        if mask == Mask::Softmax {
            start.extend(settings.point("start-y")?);
        }
        let chosen = settings.choices("methods")?;
        let mut players = Vec::new();
        for rule in RULES.iter().copied().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let competitor = Competitor::new(rule, settings, seed, &start)?;
            let parameters = picture::parameter_points(&start).into_iter().map(Trail::from).collect();
            let strategies = picture::strategy_points(game, &start).into_iter().map(Trail::from).collect();
            players.push(Player { competitor, parameters, strategies, slopes: [f64::NAN; 2] });
        }
        let step_size = settings.number("eta")?;
        let measurements = Measurements::new(game, step_size, &start, chosen);
        Ok(Self { setup: Arc::new(Setup { game, start, step_size }), players, measurements, step: 0 })
    }
}

/// dV/dt at a state under a method's own flow.
fn predicted_slope(game: Hidden, natural: bool, z: &[f64]) -> f64 {
    let mut field = vec![0.0; z.len()];
    if natural {
        game.natural_field(z, &mut field);
    } else {
        game.field(z, &mut field);
    }
    -game.lyapunov_derivative(z, &field)
}

impl Run for HiddenGamesRun {
    fn step(&mut self) {
        self.step += 1;
        let (game, step_size) = (self.setup.game, self.setup.step_size);
        for player in &mut self.players {
            let competitor = &mut player.competitor;
            if !competitor.advance(&game, Domain::from_half_width(0.0), self.step, FAR) {
                continue;
            }
            let natural = competitor.id() == "natural-gradient";
            let (before, after) = (competitor.before(), &competitor.at[..]);
            if natural {
                self.measurements.see_natural(before, after);
            }
            // The slope over a step is nearest to the mean of its ends'.
            let ends = [before, after].map(|z| predicted_slope(game, natural, z));
            let measured = (game.lyapunov(after) - game.lyapunov(before)) / step_size;
            player.slopes = [measured, 0.5 * (ends[0] + ends[1])];
            for (trail, point) in player.parameters.iter_mut().zip(picture::parameter_points(after)) {
                trail.push(point);
            }
            for (trail, point) in player.strategies.iter_mut().zip(picture::strategy_points(game, after)) {
                trail.push(point);
            }
        }
        self.measurements.step();
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        let points: usize = self.players.iter().map(|player| player.parameters.len() + player.strategies.len()).sum();
        points * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        let reach = self.setup.start.iter().fold(0.0_f64, |reach, coordinate| reach.max(coordinate.abs()));
        let half = VIEW.max(1.2 * reach);
        Rect::new([-half, half], [-half, half])
    }

    fn axes(&self) -> Option<[&'static str; 2]> {
        // Two parameters each: both players are points of one plane.
        (self.setup.game.mask == Mask::Softmax).then_some(["\u{3b8}\u{2081}", "\u{3b8}\u{2082}"])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(self.setup.game, view)
    }

    fn twin(&self) -> Option<Twin> {
        Some(picture::twin(self.setup.game.mask))
    }

    fn twin_backdrop(&self, view: Rect) -> Backdrop {
        picture::strategy_backdrop(self.setup.game, view)
    }

    fn pull_back(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        picture::parameters_at(self.setup.game.mask, at)
    }

    fn frame(&self) -> Frame {
        let mut notices = Vec::new();
        self.players.iter().for_each(|player| player.competitor.notices(&mut notices));
        let value = |player: &Player| self.setup.game.lyapunov(&player.competitor.at);
        Frame {
            layers: picture::layers(self),
            at_rest: Vec::new(),
            twin: picture::strategy_layers(self),
            charts: picture::charts(self),
            readouts: self.players.iter().map(|player| player.competitor.readout("V", value(player))).collect(),
            tables: Vec::new(),
            notices,
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(3 * self.players.len());
        for player in &self.players {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", player.competitor.id()), value });
            };
            follow("lyapunov", self.setup.game.lyapunov(&player.competitor.at));
            follow("slope", player.slopes[0]);
            follow("predicted", player.slopes[1]);
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.players.iter().map(|player| player.competitor.track(&self.setup.game)).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.measurements.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let numbers = |p: &[f64]| p.iter().map(|part| format!("{part:.3}")).collect::<Vec<_>>().join(", ");
        let game = self.setup.game;
        Some(Probe {
            lines: match game.mask {
                Mask::Sigmoid => {
                    let [f, g] = game.strategies(&at);
                    vec![
                        format!("strategies {:.3}, {:.3}", f[0], g[0]).into(),
                        format!("L = {:.4}", game.value(&at)).into(),
                        format!("V = {:.4}", game.lyapunov(&at)).into(),
                    ]
                }
                Mask::Softmax => vec![format!("strategy ({})", numbers(&game.mask.strategy(&at))).into()],
            },
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.players.iter().for_each(|player| player.competitor.digest(hash));
        self.measurements.digest(hash);
    }
}
