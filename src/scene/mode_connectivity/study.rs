//! The barrier against the width, straight and matched.

use super::network::Pupil;
use super::run::TRAINING;
use super::setup::Setup;
use super::ways::barrier;
use super::{Kind, RULES};
use crate::frame::{Axis, Chart, Mark};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::Study;
use crate::scene::study::Records;
use crate::words::text;

/// Widths, on the settings' data.
const WIDTHS: [usize; 9] = [3, 4, 6, 8, 12, 16, 24, 48, 96];
/// Pairs of networks of each width.
const PAIRS: usize = 10;
/// The ways whose barriers are measured.
const WAYS: [Kind; 2] = [Kind::Straight, Kind::Weights];

/// Pairs of networks of many widths.
pub(super) struct BarrierByWidth {
    pub(super) settings: Settings,
    pub(super) seed: u64,
}

impl BarrierByWidth {
    fn barriers(&self, index: usize) -> Option<Vec<f64>> {
        let (width, pair) = (WIDTHS[index / PAIRS], index % PAIRS);
        let mut settings = self.settings.clone();
        settings.set("width", &width.to_string()).ok()?;
        let setup = Setup::new(&settings, self.seed).ok()?;
        let [a, b] = ["A", "B"].map(|end| {
            let mut stream = Stream::new(self.seed, &format!("width {width} pair {pair} {end}"));
            let mut pupil = Pupil::new(setup.form.draw(&mut stream));
            (0..TRAINING).for_each(|_| pupil.train(&setup.form, &setup.data, setup.decay));
            pupil.weights
        });
        let of_way = |kind: Kind| barrier(&setup.way(kind, &a, &b, None).losses(&setup.form, &setup.data));
        Some(WAYS.map(of_way).to_vec())
    }
}

/// The mean barrier of each width by one way, with its standard error; of a single pair the error is 0.
fn means(parts: &[Option<Vec<f64>>], way: usize) -> Vec<[f64; 3]> {
    let of_width = |(place, width): (usize, &usize)| {
        let own = parts.iter().skip(place * PAIRS).take(PAIRS).flatten();
        let barriers: Vec<f64> = own.filter_map(|part| part.get(way).copied()).collect();
        let mut mean = Mean::default();
        barriers.iter().for_each(|barrier| mean.add(*barrier));
        let single = barriers.first().map(|barrier| [*width as f64, *barrier, 0.0]);
        mean.estimate().map(|estimate| [*width as f64, estimate.value, estimate.standard_error]).or(single)
    };
    WIDTHS.iter().enumerate().filter_map(of_width).collect()
}

impl Study for BarrierByWidth {
    fn parts(&self) -> usize {
        WIDTHS.len() * PAIRS
    }

    fn part(&self, index: usize) -> Vec<f64> {
        self.barriers(index).unwrap_or_else(|| vec![f64::NAN; WAYS.len()])
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let dots = |(way, kind): (usize, &Kind)| {
            let all: Vec<[f64; 3]> = means(parts, way).into_iter().filter(|[_, mean, _]| *mean > 0.0).collect();
            // On an axis of powers of ten an error as large as the mean has no lower end.
            let error = |[_, mean, error]: &[f64; 3]| (STANDARD_ERRORS * error).min(0.9 * mean);
            let color = RULES.iter().find(|(other, _)| other == kind).map(|(_, info)| info.color)?;
            let points = all.iter().map(|[width, mean, _]| [*width, *mean]).collect();
            Some(Mark::Dots { points, errors: all.iter().map(error).collect(), color })
        };
        let marks = WAYS.iter().enumerate().filter_map(dots).collect();
        Chart::new("barrier-by-width", Axis::log(text("axis.width")), Axis::log(text("axis.barrier")), marks)
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let [straight, matched] = [0, 1].map(|way| means(parts, way));
        let row = |(s, m): (&[f64; 3], &[f64; 3])| vec![s[0], s[1], s[2], m[1], m[2]];
        let columns = ["width", "straight", "standard error", "matched", "standard error of matched"];
        Records::new(&columns, straight.iter().zip(&matched).map(row).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::ModeConnectivity;
    use super::*;
    use crate::scene::Scene as _;

    #[test]
    fn matching_leaves_little_at_a_usual_width() {
        let study = BarrierByWidth { settings: Settings::new(ModeConnectivity.parameters()), seed: 2 };
        let part = study.part(6 * PAIRS);
        assert!(part[0] > 0.3 && part[1] < 0.1 * part[0], "{part:?}");
    }
}
