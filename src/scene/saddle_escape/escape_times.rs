//! The study of perturbed SGD's median escape time against the step size, measured beside predicted.

use super::flock::Flock;
use super::setup::RADII;
use crate::error::Error;
use crate::frame::{Axis, Chart, Mark};
use crate::measure::median_of_steps;
use crate::method::optimizer::{PerturbedSgd, find};
use crate::palette::Color;
use crate::parameter::Settings;
use crate::problem::landscape::Saddle;
use crate::random::Stream;
use crate::scene::study::{Records, Study, StudyInfo};
use crate::theory::escape;
use crate::words::text;
use std::sync::Arc;

/// How the scene announces it.
pub(super) const INFO: StudyInfo = StudyInfo { id: "escape-times" };

/// How many step sizes there are, evenly spaced in their logarithm over [`RANGE`].
const STEP_SIZES: usize = 24;
/// The least and the greatest step size.
const RANGE: [f64; 2] = [0.002, 0.5];
/// Each step size's walkers come in so many groups …
const GROUPS: usize = 16;
/// … of so many, each group a part of its own: the curve is whole early, and grows sharper.
const WALKERS: usize = 50;

/// The study under a noise σ and a radius b.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct EscapeTimes {
    sigma: f64,
    radius: f64,
    seed: u64,
}

impl EscapeTimes {
    /// With the scene's settings.
    ///
    /// # Errors
    /// Where the radius lies beyond the strict saddle's linear zone, on whose landscape the walkers of the study run.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let radius = settings.number("radius")?;
        if !RADII.contains(&radius) {
            let (parameter, given) = ("radius".to_string(), radius.to_string());
            let allowed = text("allowed.radius").with("least", *RADII.start()).with("greatest", *RADII.end());
            return Err(Error::Value { parameter, given, allowed, nearest: None });
        }
        Ok(Self { sigma: settings.number("perturbed-sgd.sigma")?, radius, seed })
    }

    fn step_size(index: usize) -> f64 {
        let place = index as f64 / (STEP_SIZES - 1) as f64;
        RANGE[0] * libm::pow(RANGE[1] / RANGE[0], place)
    }

    fn predicted(&self, step_size: f64) -> f64 {
        escape::perturbed_median(step_size, self.sigma, self.radius)
    }

    /// The times by which walkers have left, up to twice the time in which half of them should have.
    fn times(&self, step_size: f64, noise: Stream) -> Result<Vec<f64>, Error> {
        let optimizer = Arc::new(PerturbedSgd { learning_rate: step_size, sigma: self.sigma });
        let mut flock = Flock::new(find("perturbed-sgd")?, optimizer, &[[0.0; 2]; WALKERS], noise).letting_go();
        let last = libm::ceil(2.0 * self.predicted(step_size)) as u64 + 20;
        for count in 1..=last {
            flock.step(&Saddle, count, |z| z[1].abs(), self.radius);
            if flock.escapes() == flock.len() {
                break;
            }
        }
        Ok(flock.escape_times().collect())
    }

    /// For each step size that has walkers: η, predicted, measured, its standard error, the number of walkers.
    fn rows(&self, parts: &[Option<Vec<f64>>]) -> Vec<[f64; 5]> {
        let rows = (0..STEP_SIZES).filter_map(|index| {
            let done: Vec<&Vec<f64>> = parts.iter().skip(index).step_by(STEP_SIZES).flatten().collect();
            let count = done.len() * WALKERS;
            let mut times: Vec<f64> = done.into_iter().flatten().copied().collect();
            let step_size = Self::step_size(index);
            let measured = median_of_steps(&mut times, count)?;
            let density = escape::perturbed_median_density(step_size, self.sigma, self.radius);
            let error = 0.5 / (density * (count as f64).sqrt());
            Some([step_size, self.predicted(step_size), measured, error, count as f64])
        });
        rows.collect()
    }
}

impl Study for EscapeTimes {
    fn parts(&self) -> usize {
        STEP_SIZES * GROUPS
    }

    /// The escape times of one group at one step size.
    fn part(&self, index: usize) -> Vec<f64> {
        let noise = Stream::new(self.seed, &format!("escape times {index}"));
        // The rule is registered; were it not, the group would have no times.
        self.times(Self::step_size(index % STEP_SIZES), noise).unwrap_or_default()
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let rows = self.rows(parts);
        let curve = (0..=100).map(|place| RANGE[0] * libm::pow(RANGE[1] / RANGE[0], f64::from(place) / 100.0));
        let predicted = curve.map(|step_size| [step_size, self.predicted(step_size)]).collect();
        let marks = vec![
            Mark::predicted(predicted),
            Mark::Dots {
                points: rows.iter().map(|row| [row[0], row[2]]).collect(),
                errors: rows.iter().map(|row| row[3]).collect(),
                color: Color::Orange,
            },
        ];
        Chart::new(INFO.id, Axis::log(text("axis.step-size")), Axis::log(text("axis.steps")), marks)
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let rows = self.rows(parts).into_iter().map(Vec::from).collect();
        Records::new(&["eta", "predicted", "measured", "standard_error", "walkers"], rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measured_medians_lie_on_the_predicted_curve() {
        let study = EscapeTimes { sigma: 0.05, radius: 0.3, seed: 3 };
        let parts: Vec<_> = (0..study.parts()).map(|index| Some(study.part(index))).collect();
        let rows = study.rows(&parts);
        assert_eq!(rows.len(), STEP_SIZES);
        for [step_size, predicted, measured, error, walkers] in rows {
            assert_eq!(walkers, (GROUPS * WALKERS) as f64);
            // The law is the linear zone's at a given time; the first passage with the quartic is the walkers'.
            let passage = escape::perturbed_first_passage_median(step_size, 0.05, 0.3).unwrap();
            let bias = (passage - predicted).abs();
            // Of 24 medians at a fixed seed one is off by four standard errors with probability 0.0015.
            let deviation = (measured - predicted).abs();
            assert!(deviation < 4.0 * error + bias, "η = {step_size}: {measured} against {predicted} ± {error}");
        }
    }

    #[test]
    fn a_part_is_the_same_whoever_computes_it_and_parts_differ() {
        let study = EscapeTimes { sigma: 0.05, radius: 0.3, seed: 3 };
        assert_eq!(study.part(30), study.part(30));
        assert_ne!(study.part(6), study.part(30));
        assert_ne!(study.part(30), EscapeTimes { seed: 4, ..study }.part(30));
    }

    #[test]
    fn the_curve_is_there_before_the_dots() {
        let study = EscapeTimes { sigma: 0.05, radius: 0.3, seed: 0 };
        let mut parts = vec![None; study.parts()];
        assert_eq!(study.records(&parts).rows.len(), 0);
        parts[20] = Some(study.part(20));
        let chart = study.chart(&parts);
        assert!(matches!(&chart.marks[0], Mark::Line { points, dashed: true, .. } if points.len() == 101));
        assert!(matches!(&chart.marks[1], Mark::Dots { points, .. } if points.len() == 1));
    }
}
