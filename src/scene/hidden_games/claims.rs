//! What theory says of V = ½|F − F*|² + ½|G − G*|², and its measurement while the scene runs.

use super::{FLOWS, RECURRENCE};
use crate::frame::{Claim, Relation};
use crate::measure::Extreme;
use crate::problem::game::{Hidden, Mask};
use crate::scene::flow::Ghost;
use crate::source::Source;
use crate::theory::hidden;

/// What "exact" means, relative to the quantity's size: the flow is integrated to 10⁻¹² a part.
const EXACT: f64 = 1e-9;
/// The natural-gradient flow has shrunk V by this when it counts as gone to 0.
const GONE: f64 = 1e-4;
/// Rounding moves strategies by some 10⁻¹⁴, which is 10⁻¹⁰ of the square root of this: of a smaller V nothing exact is said.
const SMALLEST: f64 = 1e-7;
/// A strategy nearer than this to the border of its domain is one that the mask hardly reaches.
const BORDER: f64 = 0.01;
/// So many instants of a turn are looked at.
const INSTANTS: u32 = 180;

/// The estimators.
#[derive(Debug, Clone)]
pub(super) struct Measurements {
    game: Hidden,
    step_size: f64,
    /// V at the start.
    first: f64,
    natural: Option<Natural>,
    turn: Option<Turn>,
}

/// Of the natural-gradient flow.
#[derive(Debug, Clone)]
struct Natural {
    factor: Extreme,
    /// The greatest V′/V − 1 of a step.
    rise: Option<f64>,
    steps: u64,
    /// V over its start, at the step at which it should be [`GONE`].
    gone: Option<f64>,
}

/// Of descent–ascent's flow on matching pennies with λ = 0, for one turn.
#[derive(Debug, Clone)]
struct Turn {
    ghost: Ghost,
    constant: f64,
    drift: Extreme,
    least: f64,
    most: f64,
    /// The last three values of V, and the greatest second difference of three in a row.
    recent: [f64; 3],
    curvature: f64,
    steps: u64,
    /// How far the strategies have turned about the solution.
    angle: f64,
}

impl Measurements {
    /// At the start.
    pub(super) fn new(game: Hidden, step_size: f64, start: &[f64], chosen: &[String]) -> Self {
        let plays = |id: &str| chosen.iter().any(|method| method == id);
        let first = game.lyapunov(start);
        let natural =
            (plays("natural-gradient") && first > 100.0 * SMALLEST && stays_inside(game, start)).then(|| Natural {
                factor: Extreme::new(hidden::natural_factor(game.lambda, step_size)),
                rise: None,
                steps: 0,
                gone: None,
            });
        let turn = (plays("gda") && game.mask == Mask::Sigmoid && game.lambda == 0.0 && first > 1e-6)
            .then(|| [start[0], start[1]])
            .map(|at| {
                let constant = hidden::pennies_constant(at.map(|theta| Mask::Sigmoid.strategy(&[theta])[0]));
                let (recent, drift) = ([first; 3], Extreme::new(constant));
                let ghost = Ghost::new(at);
                Turn { ghost, constant, drift, least: first, most: first, recent, curvature: 0.0, steps: 0, angle: 0.0 }
            })
            // Where the mask is so flat that a turn takes for ever, there is nothing to be measured.
            .filter(|turn| turn.constant < 40.0);
        Self { game, step_size, first, natural, turn }
    }

    /// Takes a step of the natural-gradient flow.
    pub(super) fn see_natural(&mut self, before: &[f64], after: &[f64]) {
        let Some(natural) = &mut self.natural else { return };
        let (v, w) = (self.game.lyapunov(before), self.game.lyapunov(after));
        natural.steps += 1;
        if v > SMALLEST && w > SMALLEST {
            natural.factor.see(w / v);
            natural.rise = Some(natural.rise.map_or(w / v - 1.0, |rise| rise.max(w / v - 1.0)));
        }
        if natural.steps == steps_until_gone(self.game.lambda, self.step_size) {
            natural.gone = Some(w / self.first);
        }
    }

    /// Lets descent–ascent's flow run on, until it has turned once.
    pub(super) fn step(&mut self) {
        let Some(turn) = self.turn.as_mut().filter(|turn| turn.angle < core::f64::consts::TAU) else { return };
        let domain = crate::method::dynamics::Domain::from_half_width(0.0);
        let before = self.game.strategies(&turn.ghost.at);
        turn.ghost.step(&self.game, domain, self.step_size);
        turn.steps += 1;
        let after = self.game.strategies(&turn.ghost.at);
        let deviations = |[f, g]: [[f64; 3]; 2]| [f[0] - 0.5, g[0] - 0.5];
        let ([u, v], [p, q]) = (deviations(before), deviations(after));
        turn.angle += libm::atan2(u * q - v * p, u * p + v * q).abs();
        turn.drift.see(hidden::pennies_constant([after[0][0], after[1][0]]));
        let value = self.game.lyapunov(&turn.ghost.at);
        (turn.least, turn.most) = (turn.least.min(value), turn.most.max(value));
        turn.recent = [turn.recent[1], turn.recent[2], value];
        if turn.steps > 1 {
            turn.curvature = turn.curvature.max((turn.recent[0] - 2.0 * turn.recent[1] + turn.recent[2]).abs());
        }
    }

    /// The path of descent–ascent's flow, where it is followed.
    pub(super) fn ghost(&self) -> Option<&Ghost> {
        self.turn.as_ref().map(|turn| &turn.ghost)
    }

    /// V that the natural-gradient flow should have after a time.
    pub(super) fn predicted(&self, time: f64) -> Option<f64> {
        self.natural.as_ref().map(|_| self.first * hidden::natural_factor(self.game.lambda, time))
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        if let Some(natural) = &self.natural {
            let (predicted, measured) = (natural.factor.predicted(), natural.factor.farthest());
            let progress = if measured.is_some() { 1.0 } else { 0.0 };
            claims.push(exact(
                "natural-factor",
                r"The natural-gradient flow multiplies $V$ by $e^{-2\lambda\eta}$ per step: $\dot V = -\langle\nabla_F L, F - F^*\rangle + \langle\nabla_G L, G - G^*\rangle$, which is $-2\lambda V$",
                (predicted, measured, predicted),
                progress,
                FLOWS,
            ));
            claims.push(Claim {
                relation: Relation::AtMost,
                ..exact(
                    "natural-never-rises",
                    r"Under the natural-gradient flow $V$ never increases: its greatest relative rise in a step",
                    (0.0, natural.rise, 1.0),
                    progress,
                    FLOWS,
                )
            });
            if self.game.lambda > 0.0 {
                let last = steps_until_gone(self.game.lambda, self.step_size);
                let predicted = hidden::natural_factor(self.game.lambda, self.step_size * last as f64);
                let mut claim = exact(
                    "natural-vanishes",
                    r"With $L$ strictly convex–concave $V$ tends to 0 under the natural-gradient flow: $V/V_0$ when $10^{-4}$ is due",
                    (predicted, natural.gone, predicted),
                    (natural.steps as f64 / last as f64).min(1.0),
                    FLOWS,
                );
                // The relative error of so many steps adds up.
                claim.tolerance = EXACT * predicted * last as f64;
                claim.tolerance_origin = "exact: the integration's 1e-9 of each step".to_string().into();
                claims.push(claim);
            }
        }
        if let Some(turn) = &self.turn {
            let (done, part) = (turn.angle >= core::f64::consts::TAU, turn.angle / core::f64::consts::TAU);
            claims.push(exact(
                "gda-conserves",
                r"Descent–ascent's flow conserves $1/f(1-f) + 1/g(1-g)$ on matching pennies",
                (turn.constant, turn.drift.farthest(), turn.constant),
                if turn.drift.farthest().is_some() { 1.0 } else { 0.0 },
                RECURRENCE,
            ));
            let predicted = hidden::pennies_swing(turn.constant);
            claims.push(Claim {
                tolerance: turn.curvature / 4.0 + EXACT * predicted,
                tolerance_origin:
                    "each of the two extrema is missed by at most an eighth of the second difference between steps"
                        .to_string()
                        .into(),
                ..exact(
                    "gda-swings",
                    r"So that under descent–ascent's flow $V$ rises and falls: its swing over a turn",
                    (predicted, done.then_some(turn.most - turn.least), predicted),
                    part.min(1.0),
                    RECURRENCE,
                )
            });
        }
        claims
    }

    /// Every number of the estimators.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        if let Some(natural) = &self.natural {
            hash(natural.factor.farthest().unwrap_or(0.0));
            hash(natural.rise.unwrap_or(0.0));
            hash(natural.gone.unwrap_or(0.0));
        }
        if let Some(turn) = &self.turn {
            turn.ghost.digest(hash);
            [turn.drift.farthest().unwrap_or(0.0), turn.least, turn.most, turn.angle]
                .iter()
                .for_each(|value| hash(*value));
        }
    }
}

/// The step at which the natural-gradient flow should have shrunk V to [`GONE`].
fn steps_until_gone(lambda: f64, step_size: f64) -> u64 {
    (-libm::log(GONE) / (2.0 * lambda * step_size)).ceil() as u64
}

/// Whether the natural-gradient flow's closed form stays clear of the border of the strategies for a whole turn, and with
/// λ ≥ 0 for ever.
fn stays_inside(game: Hidden, start: &[f64]) -> bool {
    let turn = core::f64::consts::TAU / game.speed();
    (0..INSTANTS).all(|instant| {
        let deviations = game.natural_flow(start, turn * f64::from(instant) / f64::from(INSTANTS));
        let inside = |deviation: &f64| (BORDER..=1.0 - BORDER).contains(&(game.uniform() + deviation));
        deviations.iter().all(|player| player[..game.mask.strategies()].iter().all(inside))
    })
}

/// An exact claim of (predicted, measured, size).
fn exact(
    id: &'static str,
    statement: &str,
    (predicted, measured, size): (f64, Option<f64>, f64),
    progress: f64,
    source: Source,
) -> Claim {
    Claim {
        id: id.into(),
        statement: statement.to_string().into(),
        predicted,
        measured,
        tolerance: EXACT * size.abs(),
        tolerance_origin: "exact: the integration's 1e-9 of the quantity's size; the step that fits worst is shown"
            .to_string()
            .into(),
        relation: Relation::Equal,
        progress,
        source,
    }
}
