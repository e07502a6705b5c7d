//! The acceptance at which a chain in a hundred dimensions moves the most: predicted, and found by hidden chains.

use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::method::sampler::dual_averaging::StepSize;
use crate::method::sampler::{Mala, Rwm, Sampler, Trace};
use crate::normal;
use crate::problem::density::Gaussian;
use crate::random::Stream;
use crate::source::Source;
use crate::theory::optimal_scaling::{Efficiency, adjusted_langevin, best_step, random_walk};
use crate::words::{Notation, text};

/// d.
pub(super) const DIMENSION: usize = 100;
/// The three steps stand so far apart, in natural logarithms.
const SPACING: f64 = 0.45;
/// Groups of steps, from whose differences the error follows, and steps in each.
const GROUPS: usize = 60;
const GROUP: usize = 160;

/// A sampler whose efficiency is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Random walk Metropolis.
    Walk,
    /// MALA.
    Langevin,
}

impl Kind {
    /// The claim's id, its statement and its source, and the limit of the acceptance as the dimension grows.
    fn about(self) -> (&'static str, Source, f64) {
        match self {
            Self::Walk => (
                "best-acceptance-rwm",
                Source {
                    text: "Roberts, Gelman & Gilks (1997), Weak convergence and optimal scaling of random walk Metropolis algorithms",
                    url: "https://doi.org/10.1214/aoap/1034625254",
                },
                0.234,
            ),
            Self::Langevin => (
                "best-acceptance-mala",
                Source {
                    text: "Roberts & Rosenthal (1998), Optimal scaling of discrete approximations to Langevin diffusions",
                    url: "https://doi.org/10.1111/1467-9868.00123",
                },
                0.574,
            ),
        }
    }

    /// The limit of the best acceptance as the dimension grows.
    pub(super) fn limit(self) -> f64 {
        self.about().2
    }

    /// What theory says of a step size.
    pub(super) fn predicted(self, step: f64) -> Efficiency {
        match self {
            Self::Walk => random_walk(DIMENSION, step),
            Self::Langevin => adjusted_langevin(DIMENSION, step),
        }
    }

    /// The best step.
    pub(super) fn best(self) -> f64 {
        // σ is near 2.38/√d, η near 0.3: both well within.
        best_step([0.05, 1.0], |step| self.predicted(step).jump)
    }

    /// A chain at the origin.
    pub(super) fn chain(self, target: &Gaussian, step: f64) -> Box<dyn Sampler> {
        let start = vec![0.0; target.dimension];
        match self {
            Self::Walk => Box::new(Rwm::new(target, start, StepSize::fixed(step))),
            Self::Langevin => Box::new(Mala::new(target, start, StepSize::fixed(step))),
        }
    }
}

/// N(0, I).
pub(super) const TARGET: Gaussian = Gaussian { dimension: DIMENSION, correlation: 0.0 };

/// One step of a chain from an exact draw: its acceptance probability, and its expected squared jump by coordinate given the proposal.
pub(super) fn one_step(chain: &mut dyn Sampler, from: &[f64], noise: &mut Stream, trace: &mut Trace) -> Efficiency {
    chain.place(0, &TARGET, from);
    chain.step(&TARGET, noise, trace);
    let jump = trace.acceptance * trace.square_distance / DIMENSION as f64;
    Efficiency { acceptance: trace.acceptance, jump }
}

/// Where a parabola through the logarithms of three jumps peaks, in spacings, and the acceptance there by a parabola through theirs.
fn peak(three: [Efficiency; 3]) -> f64 {
    let vertex = |[a, b, c]: [f64; 3]| 0.5 * (a - c) / (a - 2.0 * b + c);
    let at = vertex(three.map(|e| libm::log(e.jump)));
    let [a, b, c] = three.map(|e| e.acceptance);
    b + 0.5 * (c - a) * at + 0.5 * (a - 2.0 * b + c) * at * at
}

/// A measurement under way: three step sizes with the same draws and the same noise.
#[derive(Clone)]
pub(super) struct OptimalAcceptance {
    kind: Kind,
    predicted: f64,
    /// By how much the parabolas through three steps miss the peak, on the exact values: taken from what is measured.
    bias: f64,
    chains: [Box<dyn Sampler>; 3],
    stream: Stream,
    trace: Trace,
    /// Sums over the groups, the last of which may still be growing.
    groups: Vec<[Efficiency; 3]>,
    taken: usize,
}

impl OptimalAcceptance {
    /// Nothing measured yet.
    pub(super) fn new(kind: Kind, seed: u64) -> Self {
        let best = kind.best();
        let steps = [-1.0, 0.0, 1.0].map(|k| best * libm::exp(k * SPACING));
        let predicted = kind.predicted(best).acceptance;
        Self {
            kind,
            predicted,
            bias: peak(steps.map(|step| kind.predicted(step))) - predicted,
            chains: steps.map(|step| kind.chain(&TARGET, step)),
            stream: Stream::new(seed, kind.about().0),
            trace: Trace::new(false),
            groups: Vec::new(),
            taken: 0,
        }
    }

    fn done(&self) -> bool {
        self.taken >= GROUPS * GROUP
    }

    /// One draw more.
    pub(super) fn tick(&mut self) {
        if self.done() {
            return;
        }
        if self.taken.is_multiple_of(GROUP) {
            self.groups.push([Efficiency { acceptance: 0.0, jump: 0.0 }; 3]);
        }
        self.taken += 1;
        let mut from = [0.0; DIMENSION];
        normal::fill(&mut self.stream, &mut from);
        let noise = self.stream.clone();
        let Some(sums) = self.groups.last_mut() else { return };
        for (chain, sum) in self.chains.iter_mut().zip(sums) {
            self.stream = noise.clone();
            let seen = one_step(chain.as_mut(), &from, &mut self.stream, &mut self.trace);
            sum.acceptance += seen.acceptance / GROUP as f64;
            sum.jump += seen.jump / GROUP as f64;
        }
    }

    /// The peak's acceptance with its standard error, by the jackknife over the groups (Efron & Tibshirani 1993, chapter 11).
    fn measured(&self) -> (f64, f64) {
        let n = self.groups.len() as f64;
        let mut total = [Efficiency { acceptance: 0.0, jump: 0.0 }; 3];
        for group in &self.groups {
            for (sum, seen) in total.iter_mut().zip(group) {
                sum.acceptance += seen.acceptance;
                sum.jump += seen.jump;
            }
        }
        let without = |group: &[Efficiency; 3]| {
            let left = |k: usize| Efficiency {
                acceptance: (total[k].acceptance - group[k].acceptance) / (n - 1.0),
                jump: (total[k].jump - group[k].jump) / (n - 1.0),
            };
            peak([0, 1, 2].map(left))
        };
        let estimates: Vec<f64> = self.groups.iter().map(without).collect();
        let mean = estimates.iter().sum::<f64>() / n;
        let squares: f64 = estimates.iter().map(|e| (e - mean) * (e - mean)).sum();
        let whole = peak(total.map(|sum| Efficiency { acceptance: sum.acceptance / n, jump: sum.jump / n }));
        (whole - self.bias, libm::sqrt((n - 1.0) / n * squares))
    }

    /// The claim.
    pub(super) fn claim(&self) -> Claim {
        let (id, source, _) = self.kind.about();
        let measured = self.done().then(|| self.measured());
        let quantile = normal::student(STANDARD_ERRORS, GROUPS as f64 - 1.0);
        let error = measured.map_or(0.015 * self.predicted, |(_, error)| error);
        Claim {
            id: id.into(),
            statement: text(format!("claim.{id}")),
            predicted: self.predicted,
            measured: measured.map(|(value, _)| value),
            tolerance: quantile * error,
            tolerance_origin: text("tolerance.jackknife")
                .number("errors", quantile, Notation::Fixed(2))
                .with("groups", GROUPS)
                .with("steps", GROUP)
                .number("bias", self.bias, Notation::Fixed(3)),
            relation: Relation::Equal,
            progress: self.taken as f64 / (GROUPS * GROUP) as f64,
            source,
        }
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.taken as f64);
        self.groups.last().into_iter().flatten().for_each(|sum| {
            hash(sum.acceptance);
            hash(sum.jump);
        });
    }
}
