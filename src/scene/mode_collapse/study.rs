//! How many seeds end with both modes, for every rule.

use super::setup::Setup;
use super::{RULES, learner};
use crate::frame::{Axis, Chart, Mark};
use crate::measure::STANDARD_ERRORS;
use crate::parameter::Settings;
use crate::scene::Study;
use crate::scene::study::Records;
use crate::words::text;

/// Seeds for each rule.
const SEEDS: usize = 40;
/// The steps at which the modes are counted.
const AT: [u64; 3] = [1000, 2000, 3000];
/// Dots of different rules at one step stand so many steps apart.
const BESIDE: f64 = 50.0;

/// Every rule from the same starts.
pub(super) struct ModesLearnt {
    pub(super) settings: Settings,
    pub(super) seed: u64,
}

/// A share of seeds with its binomial standard error.
struct Share {
    rule: usize,
    step: u64,
    share: f64,
    error: f64,
    seeds: f64,
}

/// Over the parts that are done.
fn shares(parts: &[Option<Vec<f64>>]) -> Vec<Share> {
    let mut shares = Vec::new();
    for rule in 0..RULES.len() {
        for (place, step) in AT.into_iter().enumerate() {
            let done: Vec<f64> = parts
                .iter()
                .enumerate()
                .filter(|(index, _)| index % RULES.len() == rule)
                .filter_map(|(_, part)| part.as_ref()?.get(place).copied())
                .collect();
            let seeds = done.len() as f64;
            if seeds > 0.0 {
                let share = done.iter().filter(|modes| **modes == 2.0).count() as f64 / seeds;
                // Agresti & Coull's shrunken share keeps the error above 0 at none and all.
                let shrunken = (share * seeds + 2.0) / (seeds + 4.0);
                let error = libm::sqrt(shrunken * (1.0 - shrunken) / (seeds + 4.0));
                shares.push(Share { rule, step, share, error, seeds });
            }
        }
    }
    shares
}

impl Study for ModesLearnt {
    fn parts(&self) -> usize {
        SEEDS * RULES.len()
    }

    fn part(&self, index: usize) -> Vec<f64> {
        // Seeds that the scene's own run does not use; a page cannot ask for so many that this wraps.
        let seed = self.seed.wrapping_mul(SEEDS as u64).wrapping_add((index / RULES.len()) as u64);
        let counted = Setup::new(&self.settings, seed).and_then(|(setup, players)| {
            let mut learner = learner(&RULES[index % RULES.len()], &self.settings, &setup, &players)?;
            let mut modes = Vec::new();
            for step in 1..=AT[AT.len() - 1] {
                learner.step(&setup, step);
                if AT.contains(&step) {
                    modes.push(learner.modes(&setup) as f64);
                }
            }
            Ok(modes)
        });
        counted.unwrap_or_else(|_| vec![f64::NAN; AT.len()])
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let all = shares(parts);
        let middle = (RULES.len() - 1) as f64 / 2.0;
        let marks = RULES.iter().enumerate().map(|(rule, (_, info))| {
            let own: Vec<&Share> = all.iter().filter(|share| share.rule == rule).collect();
            let x = |share: &Share| share.step as f64 + BESIDE * (rule as f64 - middle);
            Mark::Dots {
                points: own.iter().map(|share| [x(share), share.share]).collect(),
                errors: own.iter().map(|share| STANDARD_ERRORS * share.error).collect(),
                color: info.color,
            }
        });
        let x = Axis::linear(text("axis.step")).within(500.0, 3500.0);
        Chart::new("modes-learnt", x, Axis::linear(text("axis.share")).within(0.0, 1.0), marks.collect())
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let row = |s: Share| vec![s.rule as f64 + 1.0, s.step as f64, s.share, s.error, s.seeds];
        let columns = ["rule", "step", "share with both modes", "standard error", "seeds"];
        Records::new(&columns, shares(parts).into_iter().map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::ModeCollapse;
    use super::*;
    use crate::scene::Scene as _;

    #[test]
    fn plain_gradients_lose_a_mode_and_normalized_ones_do_not() {
        let study = ModesLearnt { settings: Settings::new(ModeCollapse.parameters()), seed: 1 };
        let both = |rule: usize, place: usize| {
            (0..12).filter(|seed| study.part(seed * RULES.len() + rule)[place] == 2.0).count()
        };
        // The specified shares are 0.3 % and 90 %: fewer than 5 in 12, or more than 5, has probability 10⁻⁴ at most.
        assert!(both(0, 1) < 5 && both(1, 1) > 5);
    }
}
