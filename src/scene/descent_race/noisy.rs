//! Stochastic gradient descent with η = 1/(L√N) on a quadratic: how the mean of |∇f|² falls with N.

use crate::frame::{Claim, Relation, Source};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::random::Stream;
use crate::theory::descent::{noisy_bound, noisy_mean_square};

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

/// The runs: one after another, each length in turn.
#[derive(Debug, Clone)]
pub(super) struct Noisy {
    quadratic: Quadratic,
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
    /// From the start of the quadratic, with noise of deviation σ on each coordinate.
    pub(super) fn new(quadratic: Quadratic, sigma: f64, seed: u64) -> Self {
        let noise = Stream::new(seed, "noisy descent");
        let at = quadratic.error;
        Self { quadratic, sigma, noise, means: [Mean::default(); LENGTHS.len()], run: 0, at, count: 0, sum: 0.0 }
    }

    /// A little of the runs; a step along the axes is a step of descent, because Gaussian noise has no axes of its own.
    pub(super) fn step(&mut self) {
        for _ in 0..PACE {
            if self.run == RUNS * LENGTHS.len() as u64 {
                return;
            }
            let level = (self.run % LENGTHS.len() as u64) as usize;
            let eta = self.step_size(LENGTHS[level]);
            for (coordinate, curvature) in self.at.iter_mut().zip(self.quadratic.curvatures) {
                let slope = curvature * *coordinate;
                self.sum += slope * slope;
                *coordinate -= eta * (slope + self.sigma * self.noise.normal());
            }
            self.count += 1;
            if self.count == LENGTHS[level] {
                self.means[level].add(self.sum / self.count as f64);
                (self.at, self.count, self.sum) = (self.quadratic.error, 0, 0.0);
                self.run += 1;
            }
        }
    }

    fn step_size(&self, steps: u64) -> f64 {
        1.0 / (self.quadratic.steepest() * (steps as f64).sqrt())
    }

    fn predicted(&self, steps: u64) -> f64 {
        let Quadratic { curvatures, error } = self.quadratic;
        noisy_mean_square(curvatures, error, self.step_size(steps), self.sigma, steps as f64)
    }

    /// The slope on logarithmic axes, and the bound.
    pub(super) fn claims(&self) -> [Claim; 2] {
        let progress = (self.run as f64 / (RUNS * LENGTHS.len() as u64) as f64).min(1.0);
        let done =
            if progress < 1.0 { None } else { self.means.iter().map(Mean::estimate).collect::<Option<Vec<_>>>() };
        // Least squares on equally spaced abscissas.
        let abscissas = LENGTHS.map(|steps| libm::log(steps as f64));
        let middle = abscissas.iter().sum::<f64>() / LENGTHS.len() as f64;
        let spread: f64 = abscissas.iter().map(|x| (x - middle) * (x - middle)).sum();
        let weights = abscissas.map(|x| (x - middle) / spread);
        let slope = |of: &dyn Fn(usize) -> f64| -> f64 {
            weights.iter().enumerate().map(|(level, weight)| weight * libm::log(of(level))).sum()
        };
        let bias = (slope(&|level| self.predicted(LENGTHS[level])) + 0.5).abs();
        let error = done.as_ref().map_or(0.0, |means| {
            let relative = means.iter().zip(weights).map(|(m, weight)| weight * m.standard_error / m.value);
            relative.map(|term| term * term).sum::<f64>().sqrt()
        });
        let longest = LENGTHS[LENGTHS.len() - 1];
        let bound = noisy_bound(
            self.quadratic.steepest(),
            self.quadratic.height(),
            2.0 * self.sigma * self.sigma,
            longest as f64,
        );
        let last = done.as_ref().and_then(|means| means.last().copied());
        let claim = |id, statement: &str, predicted, measured, tolerance, origin: String, relation| Claim {
            id,
            statement: statement.to_string(),
            predicted,
            measured,
            tolerance,
            tolerance_origin: origin,
            relation,
            progress,
            source: GHADIMI,
        };
        [
            claim(
                "noisy-slope",
                r"With noise and $\eta = 1/(L\sqrt N)$ the mean of $|\nabla f|^2$ over $N$ steps falls as $1/\sqrt N$: its slope on logarithmic axes",
                -0.5,
                done.as_ref().map(|means| slope(&|level| means[level].value)),
                STANDARD_ERRORS * error + bias,
                format!(
                    "3.89 standard errors of the slope through N = 64, 256, 1024, 4096, {RUNS} runs each ({error:.4} each), and \
                     {bias:.4} by which the exact means' own slope is off"
                ),
                Relation::Equal,
            ),
            claim(
                "noisy-bound",
                r"With noise and $\eta = 1/(L\sqrt N)$ the mean of $|\nabla f|^2$ over $N = 4096$ steps is at most $(2L(f(x_0) - f^*) + 2\sigma^2)/\sqrt N$",
                bound,
                last.map(|mean| mean.value),
                last.map_or(0.0, |mean| STANDARD_ERRORS * mean.standard_error),
                format!("3.89 standard errors of {RUNS} runs"),
                Relation::AtMost,
            ),
        ]
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

    #[test]
    fn the_runs_means_are_the_closed_forms() {
        let mut noisy = Noisy::new(Quadratic { curvatures: [1.0, 25.0], error: [0.3, -0.1] }, 1.5, 4);
        while noisy.run < RUNS * LENGTHS.len() as u64 {
            noisy.step();
        }
        for (mean, steps) in noisy.means.iter().zip(LENGTHS) {
            let estimate = mean.estimate().unwrap();
            let deviation = (estimate.value - noisy.predicted(steps)).abs();
            assert!(deviation < 4.0 * estimate.standard_error, "{steps}: {estimate:?}, {}", noisy.predicted(steps));
        }
        let [slope, bound] = noisy.claims();
        assert!(slope.holds().unwrap() && bound.holds().unwrap(), "{slope:?} {bound:?}");
        assert!(slope.tolerance < 0.2, "{}", slope.tolerance);
    }
}
