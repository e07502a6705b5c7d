//! How many modes are held in the end, for every chosen rule over many seeds.

use super::rules::Kind;
use super::setup::Setup;
use super::{chosen, learner};
use crate::error::Error;
use crate::frame::{Axis, Chart, Mark};
use crate::measure::STANDARD_ERRORS;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::scene::Study;
use crate::scene::study::Records;
use crate::words::text;

/// Seeds for each rule.
const SEEDS: usize = 40;
/// Iterations of each run.
const ITERATIONS: u64 = 2000;
/// Dots of different rules stand so far apart.
const BESIDE: f64 = 0.12;
/// The paper's share of runs in which accept–reject learnt all four modes (Keswani et al. 2022, table 1).
const PAPER: f64 = 0.68;

/// Chosen rules, each from the same first weights.
pub(super) struct ModesHeld {
    setup: Setup,
    rules: Vec<&'static (Kind, MethodInfo)>,
    seed: u64,
}

/// How many seeds of one rule hold each number of modes.
struct Tally {
    rule: usize,
    counts: [f64; 5],
    seeds: f64,
}

impl Tally {
    /// The share that holds so many modes, and its binomial standard error after Agresti and Coull, above 0 at none and all.
    fn share(&self, modes: usize) -> [f64; 2] {
        let shrunken = (self.counts[modes] + 2.0) / (self.seeds + 4.0);
        [self.counts[modes] / self.seeds, libm::sqrt(shrunken * (1.0 - shrunken) / (self.seeds + 4.0))]
    }
}

impl ModesHeld {
    /// Of the settings' rules.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        Ok(Self { setup: Setup::new(settings, seed)?, rules: chosen(settings)?, seed })
    }

    fn tallies(&self, parts: &[Option<Vec<f64>>]) -> Vec<Tally> {
        let of_rule = |rule: usize| {
            let mut counts = [0.0; 5];
            let own = parts.iter().enumerate().filter(|(index, _)| index % self.rules.len() == rule);
            for part in own.filter_map(|(_, part)| part.as_ref()?.first()) {
                counts[(*part as usize).min(4)] += 1.0;
            }
            Tally { rule, counts, seeds: counts.iter().sum() }
        };
        (0..self.rules.len()).map(of_rule).filter(|tally| tally.seeds > 0.0).collect()
    }
}

impl Study for ModesHeld {
    fn parts(&self) -> usize {
        (SEEDS * self.rules.len()).max(1)
    }

    /// One run; it takes some seconds, for one seed of one rule is what a reader waits for.
    fn part(&self, index: usize) -> Vec<f64> {
        let Some(rule) = self.rules.get(index % self.rules.len().max(1)) else { return Vec::new() };
        let seed = self.seed.wrapping_mul(SEEDS as u64).wrapping_add((index / self.rules.len()) as u64);
        let mut learner = learner(rule, &self.setup, seed);
        for step in 1..=ITERATIONS {
            learner.step(&self.setup, step);
        }
        vec![learner.modes(&self.setup) as f64]
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let middle = (self.rules.len() as f64 - 1.0) / 2.0;
        let dots = |tally: &Tally| Mark::Dots {
            points: (0..5).map(|k| [k as f64 + BESIDE * (tally.rule as f64 - middle), tally.share(k)[0]]).collect(),
            errors: (0..5).map(|k| STANDARD_ERRORS * tally.share(k)[1]).collect(),
            color: self.rules[tally.rule].1.color,
        };
        let mut marks: Vec<Mark> = self.tallies(parts).iter().map(dots).collect();
        if self.rules.iter().any(|(kind, _)| *kind == Kind::AcceptReject) {
            marks.push(Mark::Rule { at: PAPER, vertical: false, label: text("rule.paper") });
        }
        let x = Axis::linear(text("axis.modes")).within(-0.5, 4.5);
        Chart::new("modes-held", x, Axis::linear(text("axis.seeds")).within(0.0, 1.0), marks)
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let row = |tally: &Tally| {
            let counts = tally.counts.iter().copied();
            std::iter::once(tally.rule as f64 + 1.0).chain(counts).chain([tally.seeds]).collect()
        };
        let columns = ["rule", "no mode", "one", "two", "three", "all four", "seeds"];
        Records::new(&columns, self.tallies(parts).iter().map(row).collect())
    }
}
