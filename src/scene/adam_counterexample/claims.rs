//! Where each rule drifts, where it ends, and what it regrets: predicted from the cycle of its moments.

use super::run::Setup;
use super::{ADOPT, REDDI};
use crate::frame::{Claim, Relation};
use crate::method::optimizer::{OptimizerInfo, Schedule};
use crate::scene::exact::EXACT;
use crate::source::Source;
use crate::theory::counterexample::largest_adopt_ratio;

/// Claims that would need more steps than this are not made.
const PATIENCE: f64 = 20_000.0;

/// A quantity of the last period before a step fixed in advance.
#[derive(Debug, Clone, PartialEq)]
struct Measurement {
    id: &'static str,
    statement: String,
    source: Source,
    predicted: f64,
    size: f64,
    /// The step after which it is taken.
    at: u64,
    measured: Option<f64>,
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
    pub(super) fn new(setup: &Setup, rule: &OptimizerInfo) -> Self {
        let (id, label) = (rule.info.id, rule.info.label());
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
        let Some(period) = setup.period(id) else { return claims };
        let (drift, ids) = (period.drift(), ids(id));
        claims.wall = period.end();
        let source = if id == "adopt" { ADOPT } else { REDDI };
        let settled = settling_steps(setup, id);
        if settled > PATIENCE {
            return claims;
        }
        let measurement = |id, statement, predicted, size, at: f64| Measurement {
            id,
            statement,
            source,
            predicted,
            size,
            // Whole periods.
            at: 3 * libm::ceil(at / 3.0) as u64,
            measured: None,
        };
        let statement = format!(
            "{label} moves, without walls and in the long run, by this many $\\eta$ in a period of three: {} on average",
            if drift > 0.0 { "up" } else { "down" }
        );
        claims.drift = Some(measurement(ids[0], statement, drift, setup.c, settled + 3.0));
        let arrival = arrival_steps(setup, drift);
        // Where the drift all but vanishes there is no end to speak of.
        if settled + arrival > PATIENCE {
            return claims;
        }
        let statement = format!(
            "{label} ends at {}: {} $x$ of a period",
            if claims.wall > 0.0 { "the wrong end, $x = 1$" } else { "the best point, $x = -1$" },
            if claims.wall > 0.0 { "largest" } else { "least" },
        );
        claims.end = Some(measurement(ids[1], statement, claims.wall, 1.0, settled + arrival));
        if setup.schedule == Schedule::Constant {
            let regret = period.regret(setup.c, setup.step_size);
            let statement = format!(
                "{label}'s regret against $x = -1$, on average over a period, no longer changes: {}",
                if claims.wall > 0.0 { r"it does not vanish with $\eta$" } else { r"it is of the order of $\eta$" }
            );
            claims.regret = Some(measurement(ids[2], statement, regret, setup.c, settled + arrival));
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
                measurement.measured = Some(value);
            }
        };
        take(&mut self.drift, (self.free[3] - self.free[0]) / self.step_size);
        let [a, b, c] = self.points;
        take(&mut self.end, if self.wall > 0.0 { a.max(b).max(c) } else { a.min(b).min(c) });
        take(&mut self.regret, self.regrets.iter().sum::<f64>() / 3.0);
    }

    pub(super) fn claims(&self) -> impl Iterator<Item = Claim> {
        [&self.drift, &self.end, &self.regret].into_iter().flatten().map(|m| Claim {
            id: m.id.into(),
            statement: m.statement.clone().into(),
            predicted: m.predicted,
            measured: m.measured,
            tolerance: EXACT * m.size,
            tolerance_origin: "exact once the moments have settled: rounding only, 1e-9 of the quantity's size"
                .to_string()
                .into(),
            relation: Relation::Equal,
            progress: (self.steps as f64 / m.at as f64).min(1.0),
            source: m.source,
        })
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

/// The ids of a rule's claims: drift, end, regret.
fn ids(method: &str) -> [&'static str; 3] {
    match method {
        "adam" => ["adam-drift", "adam-end", "adam-regret"],
        "amsgrad" => ["amsgrad-drift", "amsgrad-end", "amsgrad-regret"],
        "adopt" => ["adopt-drift", "adopt-end", "adopt-regret"],
        _ => ["gd-drift", "gd-end", "gd-regret"],
    }
}
