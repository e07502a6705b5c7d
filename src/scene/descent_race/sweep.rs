//! The study of the learning rate: each method's loss after a thousand steps, against its rate.

use super::racer::{Ground, Racer};
use super::setup::ground;
use crate::error::Error;
use crate::frame::{Axis, Chart, Mark};
use crate::method::optimizer::{OPTIMIZERS, OptimizerInfo};
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::study::{Records, Study, StudyInfo};
use crate::words::text;
use std::sync::Arc;

/// How the scene announces it.
pub(super) const INFO: StudyInfo = StudyInfo { id: "learning-rates" };

/// How many rates there are, evenly spaced in their logarithm.
const RATES: usize = 41;
/// Steps of each run.
const STEPS: u64 = 1000;
/// The axis reaches from the least of the methods' rates by this factor down, from the greatest by this factor up …
const REACH: [f64; 2] = [1e-2, 1e2];
/// … within what the parameter allows.
const ALLOWED: [f64; 2] = [1e-7, 100.0];
/// Losses below this are drawn here: nothing is left but rounding.
const FLOOR: f64 = 1e-16;

/// The study under the scene's settings.
pub(super) struct Sweep {
    ground: Ground,
    settings: Settings,
    start: [f64; 2],
    /// The least known value of f, 0 where none is known.
    least: f64,
    known: bool,
    rules: Vec<&'static OptimizerInfo>,
    range: [f64; 2],
    seed: u64,
}

impl Sweep {
    /// With the scene's settings.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (ground, stationary) = ground(settings)?;
        let start = settings.point("start")?;
        let chosen = settings.choices("methods")?;
        let rules: Vec<_> =
            OPTIMIZERS.iter().copied().filter(|rule| chosen.iter().any(|id| id == rule.info.id)).collect();
        let mut range = [f64::INFINITY, 0.0_f64];
        for rule in &rules {
            let rate = settings.number(&format!("{}.lr", rule.info.id))?;
            range = [range[0].min(rate), range[1].max(rate)];
        }
        let range = [(range[0] * REACH[0]).max(ALLOWED[0]), (range[1] * REACH[1]).min(ALLOWED[1])];
        let least = stationary.least(ground.landscape.as_ref(), start);
        let (known, least) = (least.is_some(), least.unwrap_or(0.0));
        Ok(Self { ground, settings: settings.clone(), start, least, known, rules, range, seed })
    }

    fn rate(&self, index: usize) -> f64 {
        self.range[0] * libm::pow(self.range[1] / self.range[0], index as f64 / (RATES - 1) as f64)
    }

    /// f in the end, and whether the method is still among the numbers.
    fn end(&self, rule: &'static OptimizerInfo, rate: f64) -> Result<(f64, bool), Error> {
        let optimizer = Arc::from((rule.build)(rate, &self.settings)?);
        let value = self.ground.landscape.value(&self.start);
        let noise = Stream::new(self.seed, rule.info.id);
        let mut racer = Racer::new(rule, rate, optimizer, self.start, value, noise);
        for count in 1..=STEPS {
            racer.step(&self.ground, count);
            if racer.stopped.is_some() {
                return Ok((racer.value, false));
            }
        }
        Ok((racer.value, true))
    }

    /// A method's rates with the heights above the least value where its run ended, as far as they are known.
    fn curve(&self, method: usize, parts: &[Option<Vec<f64>>]) -> Vec<[f64; 2]> {
        let points = (0..RATES).filter_map(|index| {
            let [value, finite] = parts.get(method * RATES + index)?.as_deref()? else { return None };
            (*finite == 1.0).then(|| [self.rate(index), self.height(*value)])
        });
        points.collect()
    }

    fn height(&self, value: f64) -> f64 {
        if self.known { (value - self.least).max(FLOOR) } else { value }
    }
}

impl Study for Sweep {
    fn parts(&self) -> usize {
        (RATES * self.rules.len()).max(1)
    }

    /// f in the end, and 1 or 0 for whether the run stayed among the numbers; rates of a method follow one another.
    fn part(&self, index: usize) -> Vec<f64> {
        let Some(rule) = self.rules.get(index / RATES) else { return Vec::new() };
        // The rule is registered with the scene's settings; were it not, it would have no curve.
        let end = self.end(rule, self.rate(index % RATES));
        end.map_or_else(|_| Vec::new(), |(value, finite)| vec![value, f64::from(finite)])
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let mut marks = Vec::new();
        for (method, rule) in self.rules.iter().enumerate() {
            let (points, color) = (self.curve(method, parts), rule.info.color);
            marks.push(Mark::measured(points.clone(), color));
            marks.push(Mark::Dots { points, errors: Vec::new(), color });
        }
        let y = if self.known { Axis::log(text("axis.above-least")) } else { Axis::linear("f") };
        let title = text("chart.learning-rates").with("steps", STEPS);
        Chart::new(INFO.id, Axis::log(text("axis.learning-rate")), y, marks).titled(title)
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let columns = ["learning_rate"].into_iter().chain(self.rules.iter().map(|rule| rule.info.id));
        let columns: Vec<&str> = columns.collect();
        let rows = (0..RATES).map(|index| {
            let ends = (0..self.rules.len()).map(|method| {
                let part = parts.get(method * RATES + index).and_then(Option::as_deref);
                part.and_then(|part| part.first().filter(|_| part.get(1) == Some(&1.0))).copied().unwrap_or(f64::NAN)
            });
            std::iter::once(self.rate(index)).chain(ends).collect()
        });
        Records::new(&columns, rows.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::DescentRace;
    use super::*;
    use crate::scene::Scene as _;

    fn sweep(preset: &[(&str, &str)]) -> Sweep {
        let mut settings = Settings::new(DescentRace.parameters());
        preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
        Sweep::new(&settings, 3).unwrap()
    }

    #[test]
    fn descent_on_a_quadratic_ends_where_its_factors_say_and_diverges_beyond_two_over_l() {
        let study = sweep(&[("landscape", "ravine"), ("methods", "gd")]);
        let parts: Vec<_> = (0..study.parts()).map(|index| Some(study.part(index))).collect();
        let mut grown = 0;
        for (index, part) in parts.iter().flatten().enumerate() {
            let eta = study.rate(index);
            // ½Σλc²(1 − ηλ)²ᴺ from (−2, 1.2).
            let term = |lambda: f64, c: f64| 0.5 * lambda * c * c * (1.0 - eta * lambda).powi(2 * STEPS as i32);
            let expected = term(1.0, -2.0) + term(25.0, 1.2);
            if part[1] == 1.0 {
                assert!(
                    (part[0] - expected).abs() <= 1e-9 * expected + 1e-300,
                    "η = {eta}: {} for {expected}",
                    part[0]
                );
            }
            if eta > 0.08 {
                grown += 1;
                assert!(part[1] == 0.0 || part[0] > 20.0, "η = {eta}: {}", part[0]);
            }
        }
        assert!(grown >= 10, "the axis reaches beyond 2/L");
    }

    #[test]
    fn a_rate_of_the_sweep_is_the_race_with_that_rate() {
        let preset = [("methods", "adam,lbfgs"), ("sigma", "0.1"), ("schedule", "cosine")];
        let study = sweep(&preset);
        let index = 17;
        let mut settings = study.settings.clone();
        settings.set("adam.lr", &study.rate(index).to_string()).unwrap();
        let mut run = DescentRace.start(&settings, 3).unwrap();
        (0..STEPS).for_each(|_| run.step());
        assert_eq!(study.part(index), [run.tracks()[0].value, 1.0]);
        assert_ne!(study.part(index), study.part(RATES + index));
        assert_eq!(study.parts(), 2 * RATES);
    }
}
