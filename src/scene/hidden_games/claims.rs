//! The theory of V = ½|F − F*|² + ½|G − G*|², and its measurement while the scene runs.

use crate::frame::Claim;
use crate::measure::Extreme;
use crate::method::dynamics::Domain;
use crate::problem::game::{Hidden, Mask};
use crate::scene::exact::EXACT;
use crate::scene::flow::Ghost;
use crate::source::Source;
use crate::theory::hidden;

pub(super) const FLOWS: Source = Source {
    text: "Mladenovic, Sakos, Gidel & Piliouras (2022), Generalized natural gradient flows in hidden convex-concave games and GANs",
    url: "https://iclr.cc/virtual/2022/poster/7040",
};
pub(super) const RECURRENCE: Source = Source {
    text: "Vlatakis-Gkaragkounis, Flokas & Piliouras (2019), Poincaré recurrence, cycles and spurious equilibria in gradient-descent-ascent for non-convex non-concave zero-sum games",
    url: "https://arxiv.org/abs/1910.13010",
};

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
pub(super) struct Claims {
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

impl Claims {
    /// At the start.
    pub(super) fn new(game: Hidden, step_size: f64, start: &[f64], chosen: &[String]) -> Self {
        let plays = |id: &str| chosen.iter().any(|method| method == id);
        let first = game.lyapunov(start);
        let natural = (plays("natural-gradient") && first > 100.0 * SMALLEST && stays_inside(game, start, BORDER))
            .then(|| Natural {
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
        let before = self.game.strategies(&turn.ghost.at);
        turn.ghost.step(&self.game, Domain::from_half_width(0.0), self.step_size);
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
        let natural = self.natural.as_ref().map(|natural| self.natural_claims(natural));
        let turn = self.turn.as_ref().map(Turn::claims);
        natural.into_iter().flatten().chain(turn.into_iter().flatten()).collect()
    }

    fn natural_claims(&self, natural: &Natural) -> Vec<Claim> {
        let factor = natural.factor.predicted();
        let seen = f64::from(u8::from(natural.factor.farthest().is_some()));
        let mut claims = vec![
            exact(Claim::equal("natural-factor", factor, FLOWS), factor).measured(natural.factor.farthest()),
            exact(Claim::at_most("natural-never-rises", 0.0, FLOWS), 1.0).measured(natural.rise).progressing(seen),
        ];
        if self.game.lambda > 0.0 {
            let last = steps_until_gone(self.game.lambda, self.step_size) as f64;
            let predicted = hidden::natural_factor(self.game.lambda, self.step_size * last);
            let vanishes = Claim::equal("natural-vanishes", predicted, FLOWS);
            // The relative error of so many steps adds up.
            let vanishes = vanishes.within(EXACT * predicted * last, "integration-sum").measured(natural.gone);
            claims.push(vanishes.progressing((natural.steps as f64 / last).min(1.0)));
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

impl Turn {
    fn claims(&self) -> Vec<Claim> {
        let part = self.angle / core::f64::consts::TAU;
        let conserves = Claim::equal("gda-conserves", self.constant, RECURRENCE);
        let swing = hidden::pennies_swing(self.constant);
        vec![
            exact(conserves, self.constant).measured(self.drift.farthest()),
            Claim::equal("gda-swings", swing, RECURRENCE)
                .within(self.curvature / 4.0 + EXACT * swing, "extrema")
                .measured((part >= 1.0).then_some(self.most - self.least))
                .progressing(part.min(1.0)),
        ]
    }
}

/// The step at which the natural-gradient flow should have shrunk V to [`GONE`].
fn steps_until_gone(lambda: f64, step_size: f64) -> u64 {
    (-libm::log(GONE) / (2.0 * lambda * step_size)).ceil() as u64
}

/// Whether the natural-gradient flow's closed form stays inside the strategies by a margin for a whole turn, and with λ ≥ 0
/// for ever.
pub(super) fn stays_inside(game: Hidden, start: &[f64], margin: f64) -> bool {
    let turn = core::f64::consts::TAU / game.speed();
    (0..INSTANTS).all(|instant| {
        let deviations = game.natural_flow(start, turn * f64::from(instant) / f64::from(INSTANTS));
        let inside = |deviation: &f64| (margin..=1.0 - margin).contains(&(game.uniform() + deviation));
        deviations.iter().all(|player| player[..game.mask.strategies()].iter().all(inside))
    })
}

/// A claim that is exact but for the integration, of a quantity of some size: the flow is integrated to 10⁻¹² a part.
fn exact(claim: Claim, size: f64) -> Claim {
    claim.within(EXACT * size.abs(), "integration")
}
