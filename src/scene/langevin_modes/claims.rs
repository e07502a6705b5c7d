//! Claims: passage times measured by hidden walkers, and the chain's variance measured by the companions.

use super::setup::Setup;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::{Estimate, Mean};
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::scene::passage::{Passage, Prediction, WALKERS};
use crate::source::Source;
use crate::theory::langevin::ula_gaussian_variance;
use crate::theory::passage::{log_slope, log_slope_weights};
use crate::words::{Notation, text};

/// Legs that measure the mean passage time: passage times are nearly exponential, so that its standard error is 1.5 %.
const LEGS: u64 = 4500;
/// The distances at which the exponential law is measured, with the walkers for each: about as long for all three.
const RADII: [(f64, usize); 3] = [(1.5, 60), (2.0, 120), (2.5, 300)];
/// Legs at each distance: the slope's standard error is 1.5 %.
const SLOPE_LEGS: u64 = 2800;
/// Samples of x₂² that measure the variance: its standard error is √(2/n) = 1.4 %.
const SAMPLES: u64 = 10_000;
/// Time after which the start is forgotten (e^{−2·8} of its square is left), and time between two samples of one walker
/// (their squares correlate by e^{−2·4}).
const BURN_IN: f64 = 8.0;
const GAP: f64 = 4.0;

const PASSAGE: Source = Source {
    text: "Gardiner (2009), Stochastic Methods, section 5.5; barrier: Siegmund (1985), Broadie, Glasserman & Kou (1997), theorem 1",
    url: "https://doi.org/10.1111/1467-9965.00035",
};
const METASTABLE: Source = Source {
    text: "Bovier, Eckhoff, Gayrard & Klein (2004), theorem 3.2; Off the convex path (2021), Beyond log-concave sampling, part 2",
    url: "https://doi.org/10.4171/JEMS/14",
};
const BIAS: Source = Source {
    text: "Vempala & Wibisono (2019), the biased limit of a Gaussian",
    url: "https://arxiv.org/abs/1903.08568",
};

/// Everything that is measured.
#[derive(Debug, Clone)]
pub(super) struct Claims {
    /// Where a coordinate moves on its own between two modes: a passage as far as is set, and three of different lengths.
    passages: Option<(Passage, Vec<Passage>)>,
    /// The direction in which the chain is a Gaussian one, its precision, and the squares there.
    variance: Option<([f64; 2], f64, Mean)>,
    eta: f64,
    beta: f64,
}

impl Claims {
    /// Nothing measured yet.
    pub(super) fn new(setup: &Setup, seed: u64) -> Self {
        let (eta, beta) = (setup.ula.eta(), setup.beta);
        let passages = setup.factor().map(|factor| {
            let passage = Passage::new(factor, eta, beta, WALKERS, LEGS, Stream::new(seed, "passage"));
            let slope = RADII.iter().map(|(r, walkers)| {
                let stream = Stream::new(seed, &format!("passage at {r}"));
                Passage::new(NormalPair::new(*r, 0.5), eta, beta, *walkers, SLOPE_LEGS, stream)
            });
            (passage, slope.collect())
        });
        let variance = setup.gaussian.map(|(direction, precision)| (direction, precision, Mean::default()));
        Self { passages, variance, eta, beta }
    }

    /// After step `step`, at which the companions stand at `companions`.
    pub(super) fn tick(&mut self, step: u64, companions: &[[f64; 2]]) {
        if let Some((passage, slope)) = &mut self.passages {
            passage.tick();
            slope.iter_mut().for_each(Passage::tick);
        }
        let Some(([u, v], precision, mean)) = &mut self.variance else { return };
        // Times in units of the direction's own, 1/α.
        let steps = |time: f64| (time / (self.eta * *precision)).ceil() as u64;
        if mean.count < SAMPLES && step >= steps(BURN_IN) && (step - steps(BURN_IN)).is_multiple_of(steps(GAP)) {
            // The last round is taken to its end: the sample's size is settled by the number of companions alone.
            for [x, y] in companions {
                let along = *u * x + *v * y;
                mean.add(along * along);
            }
        }
    }

    /// The predicted mean passage time.
    pub(super) fn predicted_passage(&self) -> Option<f64> {
        self.passages.as_ref().map(|(passage, _)| passage.prediction.formula)
    }

    /// The passage times' density in units of time, as far as it is known.
    pub(super) fn passage_density(&self) -> Option<(Vec<f64>, Vec<f64>)> {
        let (edges, heights) = self.passages.as_ref()?.0.stopwatch.density();
        Some((edges.iter().map(|e| e * self.eta).collect(), heights.iter().map(|h| h / self.eta).collect()))
    }

    /// The claims, in order.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        if let Some((passage, slope)) = &self.passages {
            claims.push(passage_claim(passage));
            claims.push(slope_claim(slope));
        }
        claims.extend(self.variance.as_ref().map(|(_, precision, mean)| self.variance_claim(*precision, mean)));
        claims
    }

    fn variance_claim(&self, precision: f64, mean: &Mean) -> Claim {
        let predicted = ula_gaussian_variance(precision, self.eta, self.beta);
        let done = mean.count >= SAMPLES;
        let estimate = if done { mean.estimate() } else { None };
        let planned = predicted * libm::sqrt(2.0 / SAMPLES as f64);
        let statement = if precision == 1.0 {
            text("claim.chain-variance")
        } else {
            text("claim.chain-variance-long-axis").number("precision", precision, Notation::Fixed(3))
        };
        let origin =
            text("tolerance.squares").with("errors", STANDARD_ERRORS).with("samples", SAMPLES).with("gap", GAP);
        Claim::equal("chain-variance", predicted, BIAS)
            .saying(statement)
            .within_by(STANDARD_ERRORS * estimate.map_or(planned, |e| e.standard_error), origin)
            .measured(estimate.map(|e| e.value))
            .progressing((mean.count as f64 / SAMPLES as f64).min(1.0))
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        if let Some((passage, slope)) = &self.passages {
            passage.stopwatch.digest(hash);
            slope.iter().for_each(|passage| passage.stopwatch.digest(hash));
        }
        self.variance.iter().for_each(|(.., mean)| mean.digest(hash));
    }
}

/// The mean passage time as far as is set.
fn passage_claim(passage: &Passage) -> Claim {
    let prediction = passage.prediction;
    let estimate = passage.estimate();
    let planned = prediction.formula / libm::sqrt(LEGS as f64);
    let error = estimate.map_or(planned, |e| e.standard_error);
    let (tolerance, origin) = prediction.tolerance(error, text("tolerance.passages").with("count", LEGS));
    Claim::equal("passage-time", prediction.formula, PASSAGE)
        .within_by(tolerance, origin)
        .measured(estimate.map(|e| e.value))
        .progressing(passage.stopwatch.progress())
}

/// How its logarithm grows.
fn slope_claim(slope: &[Passage]) -> Claim {
    let slope_of = |time: &dyn Fn(&Passage) -> f64| {
        let points: Vec<(f64, f64)> = slope.iter().map(|p| (p.factor.r(), time(p))).collect();
        log_slope(&points)
    };
    let prediction = Prediction::new(slope_of(&|p| p.prediction.formula), slope_of(&|p| p.chain));
    let estimates: Option<Vec<Estimate>> = slope.iter().map(Passage::estimate).collect();
    let points: Vec<(f64, f64)> = slope.iter().map(|p| (p.factor.r(), p.prediction.formula)).collect();
    let weights = log_slope_weights(&points);
    let combined = |relative: &dyn Fn(usize) -> f64| {
        let variance: f64 = weights.iter().enumerate().map(|(i, c)| c * c * relative(i) * relative(i)).sum();
        libm::sqrt(variance)
    };
    let error = match &estimates {
        Some(estimates) => combined(&|i| estimates[i].standard_error / estimates[i].value),
        None => combined(&|_| 1.0 / libm::sqrt(SLOPE_LEGS as f64)),
    };
    let measured = estimates.map(|estimates| {
        let points: Vec<(f64, f64)> = slope.iter().zip(&estimates).map(|(p, e)| (p.factor.r(), e.value)).collect();
        log_slope(&points)
    });
    let (tolerance, origin) = prediction.tolerance(error, text("tolerance.slope").with("count", SLOPE_LEGS));
    Claim::equal("exponential-law", prediction.formula, METASTABLE)
        .within_by(tolerance, origin)
        .measured(measured)
        .progressing(slope.iter().map(|p| p.stopwatch.progress()).sum::<f64>() / slope.len() as f64)
}
