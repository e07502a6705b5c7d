//! Where each rule drifts, where it ends, and what it regrets: predicted from the cycle of its moments.

use super::setup::{Rule, Setup};
use crate::frame::Claim;
use crate::method::MethodInfo;
use crate::method::optimizer::Schedule;
use crate::scene::exact::EXACT;
use crate::source::Source;
use crate::theory::counterexample::largest_adopt_ratio;
use crate::words::text;

pub(super) const REDDI: Source = Source {
    text: "Reddi, Kale & Kumar (2018), On the convergence of Adam and beyond, theorem 1",
    url: "https://arxiv.org/abs/1904.09237",
};
pub(super) const ADOPT: Source = Source {
    text: "Taniguchi et al. (2024), ADOPT: modified Adam can converge with any β₂ with the optimal rate",
    url: "https://arxiv.org/abs/2411.02853",
};

/// Claims that would need more steps than this are not made.
const PATIENCE: f64 = 20_000.0;

/// A quantity of the last period before a step fixed in advance.
#[derive(Debug, Clone, PartialEq)]
struct Measurement {
    claim: Claim,
    /// The step after which it is taken.
    at: u64,
}

/// The measurements of one rule.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Claims {
    drift: Option<Measurement>,
    end: Option<Measurement>,
    regret: Option<Measurement>,
    /// The wall at which the rule ends up.
    wall: f64,
    step_size: f64,
    /// The last three points between the walls, regrets, and the last four points without walls, oldest first.
    points: [f64; 3],
    regrets: [f64; 3],
    free: [f64; 4],
    steps: u64,
}

impl Claims {
    pub(super) fn new(setup: &Setup, rule: &Rule, info: &MethodInfo) -> Self {
        let mut claims = Self {
            drift: None,
            end: None,
            regret: None,
            wall: 0.0,
            step_size: setup.step_size,
            points: [setup.start; 3],
            regrets: [0.0; 3],
            free: [setup.start; 4],
            steps: 0,
        };
        let Some(law) = rule.law else { return claims };
        let period = setup.period(law);
        claims.wall = period.end();
        let settled = settling_steps(setup, info.id);
        if settled > PATIENCE {
            return claims;
        }
        let source = if info.id == "adopt" { ADOPT } else { REDDI };
        // Where the drift leads decides what is said.
        let way = if claims.wall > 0.0 { "up" } else { "down" };
        let measurement = |quantity: &str, predicted, size, at: f64| {
            let statement = text(format!("claim.{quantity}-{way}")).with("method", info.label());
            let claim = Claim::equal(format!("{}-{quantity}", info.id), predicted, source).saying(statement);
            // Whole periods.
            Some(Measurement { claim: claim.within(EXACT * size, "settled"), at: 3 * libm::ceil(at / 3.0) as u64 })
        };
        claims.drift = measurement("drift", period.drift(), setup.c, settled + 3.0);
        let end = settled + arrival_steps(setup, period.drift());
        // Where the drift all but vanishes no end is reached in time.
        if end > PATIENCE {
            return claims;
        }
        claims.end = measurement("end", claims.wall, 1.0, end);
        if setup.schedule == Schedule::Constant {
            claims.regret = measurement("regret", period.regret(setup.c, setup.step_size), setup.c, end);
        }
        claims
    }

    /// Takes a step: x between the walls and the regret it came with, and x without walls.
    pub(super) fn see(&mut self, count: u64, x: f64, regret: f64, free: f64) {
        self.steps = count;
        self.points = [self.points[1], self.points[2], x];
        self.regrets = [self.regrets[1], self.regrets[2], regret];
        self.free = [self.free[1], self.free[2], self.free[3], free];
        let take = |measurement: &mut Option<Measurement>, value: f64| {
            if let Some(measurement) = measurement.as_mut().filter(|measurement| measurement.at == count) {
                measurement.claim.measured = Some(value);
            }
        };
        take(&mut self.drift, (self.free[3] - self.free[0]) / self.step_size);
        let [a, b, c] = self.points;
        take(&mut self.end, if self.wall > 0.0 { a.max(b).max(c) } else { a.min(b).min(c) });
        take(&mut self.regret, self.regrets.iter().sum::<f64>() / 3.0);
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = Claim> {
        let measurements = [&self.drift, &self.end, &self.regret].into_iter().flatten();
        measurements.map(|m| m.claim.clone().progressing((self.steps as f64 / m.at as f64).min(1.0)))
    }
}

/// After how many steps a rule's moments are on their cycle to 10⁻¹², relative.
fn settling_steps(setup: &Setup, id: &str) -> f64 {
    if id == "gd" {
        return 0.0;
    }
    let slowest = setup.moments.beta1.max(setup.moments.beta2);
    // A memory β keeps βᵏ of the start after k steps; m and v start within C² of their cycles, and √ needs v alone.
    let forget = if slowest > 0.0 { libm::log(1e12 * setup.c * setup.c) / -libm::log(slowest) } else { 0.0 };
    let clipped = if id == "adopt" {
        let ratio = largest_adopt_ratio(setup.c, setup.moments.beta2, setup.moments.epsilon);
        1.0 + libm::pow(ratio, 4.0)
    } else {
        0.0
    };
    // What is clipped enters the first moment, which forgets it only then.
    let remember = if setup.moments.beta1 > 0.0 { forget } else { 0.0 };
    (clipped + remember).max(forget) + 6.0
}

/// In how many steps a drift takes a rule from one wall to the other under the schedule, and as many again.
fn arrival_steps(setup: &Setup, drift: f64) -> f64 {
    // 2 = η|drift|/3 · Σ factors.
    let sum = 6.0 / (setup.step_size * drift.abs());
    match setup.schedule {
        Schedule::Constant => 2.0 * sum + 12.0,
        // Σ 1/√k ≥ 2√T − 2.
        _ => 4.0 * (0.5 * sum + 1.0) * (0.5 * sum + 1.0) + 12.0,
    }
}
