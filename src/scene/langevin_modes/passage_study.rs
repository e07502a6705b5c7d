//! The study of the mean passage time to the barrier against the modes' distance, measured and predicted.

use crate::error::Error;
use crate::frame::{Axis, Chart, Mark};
use crate::measure::estimate::Mean;
use crate::method::langevin::{ULA, Ula};
use crate::parameter::Settings;
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::scene::study::{Records, Study, StudyInfo};
use crate::theory::passage::{boundary_shift, mean_passage_time};
use crate::words::{signs, text};

/// How the scene announces it.
pub(super) const INFO: StudyInfo = StudyInfo { id: "passage-times" };

/// How many distances, evenly over [`RANGE`]; where it is cold they are divided by √β, since βr² is what counts.
const RADII: usize = 12;
const RANGE: [f64; 2] = [1.0, 3.75];
/// Each distance's walkers come in so many groups of so many, each a part of its own.
const GROUPS: usize = 40;
const WALKERS: usize = 20;

/// The study at a step size and an inverse temperature.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PassageTimes {
    eta: f64,
    beta: f64,
    seed: u64,
}

impl PassageTimes {
    /// With the scene's settings.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        Ok(Self { eta: settings.number("eta")?, beta: settings.number("beta")?, seed })
    }

    fn radius(&self, place: f64) -> f64 {
        (RANGE[0] + (RANGE[1] - RANGE[0]) * place / (RADII - 1) as f64) / libm::sqrt(self.beta.max(1.0))
    }

    /// The diffusion's mean with the barrier moved, as the chain is watched at its steps.
    fn predicted(&self, radius: f64) -> f64 {
        mean_passage_time(&NormalPair::new(radius, 0.5), self.beta, -radius, boundary_shift(self.eta, self.beta))
    }

    /// For each distance that has walkers: r, predicted, measured, its standard error, the number of walkers.
    fn rows(&self, parts: &[Option<Vec<f64>>]) -> Vec<[f64; 5]> {
        let rows = (0..RADII).filter_map(|index| {
            let mut mean = Mean::default();
            parts.iter().skip(index).step_by(RADII).flatten().flatten().for_each(|time| mean.add(*time));
            let (estimate, radius) = (mean.estimate()?, self.radius(index as f64));
            Some([radius, self.predicted(radius), estimate.value, estimate.standard_error, mean.count as f64])
        });
        rows.collect()
    }
}

impl Study for PassageTimes {
    fn parts(&self) -> usize {
        RADII * GROUPS
    }

    /// The passage times of one group at one distance. A group runs until all have arrived, or its time would be twenty times the mean.
    fn part(&self, index: usize) -> Vec<f64> {
        let radius = self.radius((index % RADII) as f64);
        let (pair, ula) = (NormalPair::new(radius, 0.5), Ula::new(self.eta, self.beta));
        let last = libm::ceil(20.0 * self.predicted(radius) / self.eta) as u64 + 20;
        let mut stream = Stream::new(self.seed, &format!("passage times {index}"));
        (0..WALKERS)
            .map(|_| {
                let (mut x, mut steps) = (-radius, 0);
                while x < 0.0 && steps < last {
                    x = ula.step(x, pair.slope(x), stream.normal());
                    steps += 1;
                }
                self.eta * steps as f64
            })
            .collect()
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let rows = self.rows(parts);
        let curve = (0..=55).map(|place| self.radius(f64::from(place) / 5.0));
        let marks = vec![
            Mark::predicted(curve.map(|radius| [radius, self.predicted(radius)]).collect()),
            Mark::Dots {
                points: rows.iter().map(|row| [row[0], row[2]]).collect(),
                errors: rows.iter().map(|row| row[3]).collect(),
                color: ULA.color,
            },
        ];
        Chart::new("passage-times", Axis::linear(signs("r")), Axis::log(text("axis.time")), marks)
            .titled(text("chart.passage-times-study"))
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let rows = self.rows(parts).into_iter().map(Vec::from).collect();
        Records::new(&["r", "predicted", "measured", "standard error", "walkers"], rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_s_groups_agree_with_the_prediction() {
        let study = PassageTimes { eta: 0.02, beta: 1.0, seed: 4 };
        let parts: Vec<Option<Vec<f64>>> =
            (0..study.parts()).map(|index| (index % RADII == 3).then(|| study.part(index))).collect();
        let rows = study.rows(&parts);
        assert_eq!(rows.len(), 1);
        let [_, predicted, measured, error, walkers] = rows[0];
        assert_eq!(walkers, 800.0);
        assert!((measured - predicted).abs() < 3.89 * error, "{rows:?}");
    }
}
