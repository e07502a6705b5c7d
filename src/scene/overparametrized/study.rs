//! What double descent is not: the risk of least squares on random features peaks, that of a trained network does not.

use super::WEAK_FEATURES;
use crate::frame::{Axis, Chart, Mark};
use crate::measure::estimate::Mean;
use crate::palette::Color;
use crate::random::Stream;
use crate::scene::Study;
use crate::scene::study::Records;
use crate::theory::minimum_norm::weak_features_risk;
use crate::words::text;
use nalgebra::{DMatrix, DVector};

/// Samples.
const SAMPLES: usize = 20;
/// All features.
const FEATURES: usize = 100;
/// The deviation of the noise.
const NOISE: f64 = 0.3;
/// Draws of one part.
const DRAWS: usize = 300;
/// Numbers of features that are used.
const USED: [usize; 19] = [2, 5, 8, 11, 14, 16, 18, 22, 24, 26, 29, 33, 38, 45, 54, 65, 76, 88, 100];

/// Minimum-norm least squares on some of the features.
pub(super) struct WeakFeatures {
    pub(super) seed: u64,
}

/// The squared norms of the true coefficients: of the features used, and of the others with the noise.
fn shares(used: usize) -> [f64; 2] {
    let seen = used as f64 / FEATURES as f64;
    [seen, 1.0 - seen + NOISE * NOISE]
}

fn predicted(used: usize) -> f64 {
    let [seen, unseen] = shares(used);
    weak_features_risk(SAMPLES, used, seen, unseen)
}

/// The risk of one fit; none where the matrix cannot be inverted.
fn risk(used: usize, stream: &mut Stream) -> Option<f64> {
    let coefficient = 1.0 / libm::sqrt(FEATURES as f64);
    let x = DMatrix::from_fn(SAMPLES, FEATURES, |_, _| stream.normal());
    let y = DVector::from_fn(SAMPLES, |i, _| {
        (0..FEATURES).map(|j| x[(i, j)] * coefficient).sum::<f64>() + NOISE * stream.normal()
    });
    let seen = x.columns(0, used).into_owned();
    let fit = if used >= SAMPLES {
        seen.transpose() * (&seen * seen.transpose()).cholesky()?.solve(&y)
    } else {
        (seen.transpose() * &seen).cholesky()?.solve(&(seen.transpose() * y))
    };
    let error: f64 = fit.iter().map(|w| (w - coefficient) * (w - coefficient)).sum();
    Some(shares(used)[1] + error)
}

impl Study for WeakFeatures {
    fn parts(&self) -> usize {
        USED.len()
    }

    fn part(&self, index: usize) -> Vec<f64> {
        let used = USED[index];
        let mut stream = Stream::new(self.seed, &format!("weak features {used}"));
        let mut mean = Mean::default();
        (0..DRAWS).filter_map(|_| risk(used, &mut stream)).for_each(|risk| mean.add(risk));
        let (value, error) = mean.estimate().map_or((f64::NAN, f64::NAN), |e| (e.value, e.standard_error));
        vec![used as f64, value, error, predicted(used)]
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let done: Vec<&Vec<f64>> = parts.iter().flatten().collect();
        let points = done.iter().map(|part| [part[0], part[1]]).collect();
        let errors = done.iter().map(|part| crate::measure::STANDARD_ERRORS * part[2]).collect();
        let law = |range: std::ops::Range<usize>| range.map(|used| [used as f64, predicted(used)]).collect();
        let marks = vec![
            Mark::predicted(law(1..SAMPLES - 1)),
            Mark::predicted(law(SAMPLES + 2..FEATURES + 1)),
            Mark::Dots { points, errors, color: Color::Blue },
        ];
        let x = Axis::linear(text("axis.features")).within(0.0, FEATURES as f64);
        Chart::new("weak-features", x, Axis::log(text("axis.risk")), marks)
            .titled(text("chart.weak-features").with("source", WEAK_FEATURES.text))
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let rows = parts.iter().flatten().cloned().collect();
        Records::new(&["features", "risk", "standard error", "predicted"], rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_risk_follows_the_law_where_its_mean_settles() {
        for seed in 0..3 {
            // Near n = p single draws are so large that a mean of 300 says little.
            for index in (0..USED.len()).filter(|index| USED[*index].abs_diff(SAMPLES) > 8) {
                let part = WeakFeatures { seed }.part(index);
                let z = (part[1] - part[3]) / part[2];
                assert!(z.abs() < 4.5, "{} features: {z}", part[0]);
            }
        }
    }
}
