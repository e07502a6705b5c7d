//! Stochastic gradient descent with η = 1/(L√N): how the mean of |∇f|² falls with N on a quadratic, and its bound on any
//! landscape.

use super::region::Region;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::{Estimate, Mean};
use crate::random::Stream;
use crate::source::Source;
use crate::theory::descent::{noisy_bound, noisy_mean_square};
use crate::words::{Notation, text};

const GHADIMI: Source = Source {
    text: "Ghadimi & Lan (2013), corollary 2.2; Cevher (2019), Mathematics of data, lecture 7",
    url: "https://arxiv.org/abs/1309.5549",
};

/// The numbers of steps N.
const LENGTHS: [u64; 4] = [64, 256, 1024, 4096];
/// Runs of each length.
const RUNS: u64 = 64;
/// Hidden steps for each step of the scene.
const PACE: u64 = 400;

/// A quadratic in the coordinates along its axes, and the start's.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quadratic {
    pub(super) curvatures: [f64; 2],
    pub(super) error: [f64; 2],
}

impl Quadratic {
    fn steepest(&self) -> f64 {
        self.curvatures[0].max(self.curvatures[1])
    }

    fn height(&self) -> f64 {
        (0..2).map(|i| 0.5 * self.curvatures[i] * self.error[i] * self.error[i]).sum()
    }
}

/// The function that the runs descend.
#[derive(Clone)]
pub(super) enum Ground {
    /// In the coordinates along its axes: a step there is a step of descent, because Gaussian noise has no axes of its own.
    Quadratic(Quadratic),
    /// Any landscape; a run is watched until it leaves the picture, where the bounds end.
    Region(Box<Region>),
}

impl Ground {
    /// L.
    fn steepest(&self) -> f64 {
        match self {
            Self::Quadratic(quadratic) => quadratic.steepest(),
            Self::Region(region) => region.steepest,
        }
    }

    /// f(x₀) − f*.
    fn height(&self) -> f64 {
        match self {
            Self::Quadratic(quadratic) => quadratic.height(),
            Self::Region(region) => region.height,
        }
    }

    fn start(&self) -> [f64; 2] {
        match self {
            Self::Quadratic(quadratic) => quadratic.error,
            Self::Region(region) => region.start,
        }
    }

    fn slope(&self, at: [f64; 2]) -> [f64; 2] {
        match self {
            Self::Quadratic(quadratic) => [quadratic.curvatures[0] * at[0], quadratic.curvatures[1] * at[1]],
            Self::Region(region) => region.slope(at),
        }
    }

    fn is_left(&self, at: [f64; 2]) -> bool {
        match self {
            Self::Quadratic(_) => false,
            Self::Region(region) => !region.holds(at),
        }
    }

    /// η for so many steps.
    fn step_size(&self, steps: u64) -> f64 {
        1.0 / (self.steepest() * (steps as f64).sqrt())
    }
}

/// The runs: one after another, each length in turn.
#[derive(Clone)]
pub(super) struct Noisy {
    ground: Ground,
    sigma: f64,
    noise: Stream,
    /// The mean of |∇f|² over each finished run, by length.
    means: [Mean; LENGTHS.len()],
    run: u64,
    at: [f64; 2],
    count: u64,
    sum: f64,
}

impl Noisy {
    /// From the ground's start, with noise of deviation σ on each coordinate; nothing where a step may end where the
    /// ground's bounds do not hold.
    pub(super) fn new(ground: Ground, sigma: f64, seed: u64) -> Option<Self> {
        if let Ground::Region(region) = &ground
            && !region.keeps(ground.step_size(LENGTHS[0]), sigma)
        {
            return None;
        }
        let (noise, at) = (Stream::new(seed, "noisy descent"), ground.start());
        Some(Self { ground, sigma, noise, means: [Mean::default(); LENGTHS.len()], run: 0, at, count: 0, sum: 0.0 })
    }

    /// A little of the runs.
    pub(super) fn step(&mut self) {
        for _ in 0..PACE {
            if self.run == RUNS * LENGTHS.len() as u64 {
                return;
            }
            let level = (self.run % LENGTHS.len() as u64) as usize;
            let eta = self.ground.step_size(LENGTHS[level]);
            let slopes = self.ground.slope(self.at);
            for (coordinate, slope) in self.at.iter_mut().zip(slopes) {
                self.sum += slope * slope;
                *coordinate -= eta * (slope + self.sigma * self.noise.normal());
            }
            self.count += 1;
            if self.count == LENGTHS[level] || self.ground.is_left(self.at) {
                self.means[level].add(self.sum / LENGTHS[level] as f64);
                (self.at, self.count, self.sum) = (self.ground.start(), 0, 0.0);
                self.run += 1;
            }
        }
    }

    /// The mean of |∇f|² over so many steps, on a quadratic.
    fn predicted(&self, Quadratic { curvatures, error }: Quadratic, steps: u64) -> f64 {
        noisy_mean_square(curvatures, error, self.ground.step_size(steps), self.sigma, steps as f64)
    }

    fn progress(&self) -> f64 {
        (self.run as f64 / (RUNS * LENGTHS.len() as u64) as f64).min(1.0)
    }

    /// The means by length, once all runs are done.
    fn done(&self) -> Option<Vec<Estimate>> {
        if self.progress() < 1.0 { None } else { self.means.iter().map(Mean::estimate).collect() }
    }

    /// The bound, and on a quadratic the slope on logarithmic axes.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let slope = match self.ground {
            Ground::Quadratic(quadratic) => Some(self.slope(quadratic)),
            Ground::Region(_) => None,
        };
        slope.into_iter().chain([self.bound()]).collect()
    }

    fn slope(&self, quadratic: Quadratic) -> Claim {
        let done = self.done();
        // Least squares on equally spaced abscissas.
        let abscissas = LENGTHS.map(|steps| libm::log(steps as f64));
        let middle = abscissas.iter().sum::<f64>() / LENGTHS.len() as f64;
        let spread: f64 = abscissas.iter().map(|x| (x - middle) * (x - middle)).sum();
        let weights = abscissas.map(|x| (x - middle) / spread);
        let slope = |of: &dyn Fn(usize) -> f64| -> f64 {
            weights.iter().enumerate().map(|(level, weight)| weight * libm::log(of(level))).sum()
        };
        let bias = (slope(&|level| self.predicted(quadratic, LENGTHS[level])) + 0.5).abs();
        let error = done.as_ref().map_or(0.0, |means| {
            let relative = means.iter().zip(weights).map(|(m, weight)| weight * m.standard_error / m.value);
            relative.map(|term| term * term).sum::<f64>().sqrt()
        });
        let origin = text("tolerance.slope").with("runs", RUNS).number("error", error, Notation::Fixed(4)).number(
            "bias",
            bias,
            Notation::Fixed(4),
        );
        Claim::equal("noisy-slope", -0.5, GHADIMI)
            .within_by(STANDARD_ERRORS * error + bias, origin)
            .measured(done.as_ref().map(|means| slope(&|level| means[level].value)))
            .progressing(self.progress())
    }

    fn bound(&self) -> Claim {
        let last = self.done().and_then(|means| means.last().copied());
        let longest = LENGTHS[LENGTHS.len() - 1] as f64;
        let (steepest, height) = (self.ground.steepest(), self.ground.height());
        let predicted = noisy_bound(steepest, height, 2.0 * self.sigma * self.sigma, longest);
        let claim = Claim::at_most("noisy-bound", predicted, GHADIMI);
        let claim = match self.ground {
            Ground::Quadratic(_) => claim,
            Ground::Region(_) => claim.saying(text("claim.noisy-bound-in-picture").number(
                "steepest",
                steepest,
                Notation::Significant(5),
            )),
        };
        let error = last.map_or(0.0, |mean| STANDARD_ERRORS * mean.standard_error);
        claim
            .within_by(error, text("tolerance.runs").with("runs", RUNS))
            .measured(last.map(|mean| mean.value))
            .progressing(self.progress())
    }

    /// Every number of the estimator.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.means.iter().for_each(|mean| mean.digest(hash));
        self.at.iter().for_each(|coordinate| hash(*coordinate));
        hash(self.sum);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::LANDSCAPES;

    fn finished(ground: Ground, sigma: f64) -> Option<Noisy> {
        let mut noisy = Noisy::new(ground, sigma, 4)?;
        while noisy.run < RUNS * LENGTHS.len() as u64 {
            noisy.step();
        }
        Some(noisy)
    }

    #[test]
    fn the_runs_means_are_the_closed_forms() {
        let quadratic = Quadratic { curvatures: [1.0, 25.0], error: [0.3, -0.1] };
        let noisy = finished(Ground::Quadratic(quadratic), 1.5).unwrap();
        for (mean, steps) in noisy.means.iter().zip(LENGTHS) {
            let (estimate, predicted) = (mean.estimate().unwrap(), noisy.predicted(quadratic, steps));
            let deviation = (estimate.value - predicted).abs();
            assert!(deviation < 4.0 * estimate.standard_error, "{steps}: {estimate:?}, {predicted}");
        }
        let [slope, bound] = noisy.claims().try_into().unwrap();
        assert!(slope.holds().unwrap() && bound.holds().unwrap(), "{slope:?} {bound:?}");
        assert!(slope.tolerance < 0.2, "{}", slope.tolerance);
    }

    #[test]
    fn the_bound_holds_on_every_landscape_and_is_not_idle() {
        let (mut offered, mut closest) = (0, 0.0_f64);
        for info in LANDSCAPES {
            let landscape = info.build_default().unwrap();
            let Some(region) = Region::new(landscape, info.view, info.start) else { continue };
            let Some(noisy) = finished(Ground::Region(Box::new(region)), 0.5) else { continue };
            let bound = noisy.bound();
            assert!(bound.holds().unwrap(), "{}: {bound:?}", info.id);
            offered += 1;
            closest = closest.max(bound.measured.unwrap() / bound.predicted);
        }
        assert!(closest > 0.4, "{closest}");
        assert!(offered + 2 >= LANDSCAPES.len(), "{offered}");
    }
}
