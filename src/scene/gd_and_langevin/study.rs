//! The study of cooling: how high the walkers stand at each inverse temperature, beside the exact mean.

use super::setup::Ground;
use super::{LANGEVIN, descent};
use crate::error::Error;
use crate::frame::{Axis, Chart, Mark};
use crate::measure::estimate::Mean;
use crate::method::langevin::Ula;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::study::Records;
use crate::scene::{Study, StudyInfo};
use crate::theory::law::Law;
use crate::words::{signs, text};

pub(super) static STUDIES: &[StudyInfo] = &[StudyInfo { id: "cooling" }];

/// Inverse temperatures, from the first in equal ratios to the last.
const BETAS: usize = 17;
const RANGE: [f64; 2] = [0.2, 20.0];
/// Walkers at each, and their steps: the second half of them counts, every so many steps.
const WALKERS: usize = 50;
const STEPS: u64 = 4000;
const EVERY: u64 = 20;

/// One part for each inverse temperature.
pub(super) struct Cooling {
    ground: Ground,
    lowest: f64,
    start: [f64; 2],
    eta: f64,
    seed: u64,
}

fn beta(index: usize) -> f64 {
    RANGE[0] * libm::pow(RANGE[1] / RANGE[0], index as f64 / (BETAS - 1) as f64)
}

impl Cooling {
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let ground = Ground::new(settings)?;
        let (lowest, start) = (ground.lowest(), ground.placed(settings.point("start")?));
        Ok(Self { lowest, start, eta: settings.number("eta")?, seed, ground })
    }

    /// E f − least f under e^{−βf}: −d log Z/dβ by a central difference.
    fn exact(&self, beta: f64) -> f64 {
        let h = 1e-3 * beta;
        let log_z = |beta: f64| Law::new(&self.ground.planar.clone().tempered(beta)).log_normalizer;
        (log_z(beta - h) - log_z(beta + h)) / (2.0 * h) - self.lowest
    }

    /// Steps of one walker, its heights counted in the second half.
    fn walk(&self, ula: &Ula, noise: Option<&mut Stream>) -> (f64, f64) {
        let mut at = self.start;
        let (mut slope, mut sum, mut count) = ([0.0; 2], 0.0, 0.0);
        let mut none = Stream::new(0, "none");
        let (stream, scale) = match noise {
            Some(stream) => (stream, 1.0),
            None => (&mut none, 0.0),
        };
        for step in 1..=STEPS {
            self.ground.planar.density.gradient(&at, &mut slope);
            let next = [0, 1].map(|i| ula.step(at[i], slope[i], scale * stream.normal()));
            if next.iter().all(|value| value.is_finite()) && self.ground.height(next).is_finite() {
                at = next;
            }
            if step > STEPS / 2 && step.is_multiple_of(EVERY) {
                sum += self.ground.height(at) - self.lowest;
                count += 1.0;
            }
        }
        (sum / count, self.ground.height(at) - self.lowest)
    }
}

impl Study for Cooling {
    fn parts(&self) -> usize {
        BETAS
    }

    /// β, the walkers' mean height, its standard error, the exact mean.
    fn part(&self, index: usize) -> Vec<f64> {
        let (beta, mut mean) = (beta(index), Mean::default());
        let ula = Ula::new(self.eta, beta);
        let mut stream = Stream::new(self.seed, &format!("cooling {index}"));
        (0..WALKERS).for_each(|_| mean.add(self.walk(&ula, Some(&mut stream)).0));
        let (value, error) = mean.estimate().map_or((f64::NAN, f64::NAN), |e| (e.value, e.standard_error));
        let finite = |value: f64| if value.is_finite() { value } else { f64::NAN };
        vec![beta, finite(value), finite(error), finite(self.exact(beta))]
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let done = parts.iter().flatten();
        let (points, errors) = done.clone().map(|part| ([part[0], part[1]], 2.0 * part[2])).unzip();
        let exact = done.map(|part| [part[0], part[3]]).collect();
        let (_, height) = self.walk(&Ula::new(self.eta, 1.0), None);
        let betas = Axis::log(signs("β")).within(0.8 * RANGE[0], 1.25 * RANGE[1]);
        let marks = vec![
            Mark::predicted(exact),
            Mark::Dots { points, errors, color: LANGEVIN.color },
            Mark::measured(vec![[RANGE[0], height], [RANGE[1], height]], descent().color),
        ];
        Chart::new("cooling", betas, Axis::linear(text("axis.mean-above-least")), marks)
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        Records::new(&["beta", "mean", "error", "exact"], parts.iter().flatten().cloned().collect())
    }
}
