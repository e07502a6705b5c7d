//! Hidden walkers beside what is drawn: descent from many starts, descent with short steps, label noise near the flattest point.

use super::player::label_noise_step;
use super::run::Setup;
use crate::measure::estimate::{Estimate, Mean};
use crate::measure::spectrum::symmetric_eigenvalues;
use crate::random::Stream;
use crate::theory::valley::{edge_of_stability, flow_sharpness, imbalance, label_noise_error, on_valley};

/// Claims that would need more steps than this are not made.
const PATIENCE: f64 = 20_000.0;
/// Starts from which descent with the scene's step size runs.
const STARTS: usize = 64;
/// Walkers with label noise.
const WALKERS: usize = 64;
/// Steps over which their erosion is averaged: with so many walkers its standard error is then below 1 %.
const AVERAGED: u64 = 1500;
/// The imbalance from which they start: small, that the sharpness along the valley hardly changes.
const IMBALANCE: f64 = 0.1;

/// One step of descent on the scene's landscape.
fn descend(setup: &Setup, step_size: f64, at: &mut [f64; 2]) {
    let mut gradient = [0.0; 2];
    setup.landscape.gradient(at.as_slice(), &mut gradient);
    for (coordinate, slope) in at.iter_mut().zip(gradient) {
        *coordinate -= step_size * slope;
    }
}

/// Descent from many starts: how sharp the minima are to which it converges.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Converging {
    walkers: Vec<[f64; 2]>,
    horizon: u64,
    steps: u64,
}

impl Converging {
    /// None where steps are so short that convergence takes too long.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        // From the flattest minimum's curvature: the time in which descent gains twelve digits, and as much to get there.
        let horizon = 60.0 / (setup.step_size * setup.flattest);
        let mut scatter = Stream::new(seed, "starts");
        let view = setup.info.view;
        let mut place = |[low, high]: [f64; 2]| low + (high - low) * scatter.uniform();
        let walkers = (0..STARTS).map(|_| [place(view.x), place(view.y)]).collect();
        (horizon <= PATIENCE).then(|| Self { walkers, horizon: libm::ceil(horizon) as u64, steps: 0 })
    }

    pub(super) fn step(&mut self, setup: &Setup) {
        if self.steps == self.horizon {
            return;
        }
        self.steps += 1;
        for at in &mut self.walkers {
            // What diverges stays where it was lost.
            if at.iter().all(|coordinate| coordinate.abs() < 1e6) {
                descend(setup, setup.step_size, at);
            }
        }
    }

    pub(super) fn progress(&self) -> f64 {
        self.steps as f64 / self.horizon as f64
    }

    /// The largest λmax where descent has converged, in the end; None before, and where it nowhere has.
    pub(super) fn sharpest(&self, setup: &Setup) -> Option<f64> {
        let converged = |at: &&[f64; 2]| {
            let mut gradient = [0.0; 2];
            setup.landscape.gradient(at.as_slice(), &mut gradient);
            libm::hypot(gradient[0], gradient[1]) < 1e-9
        };
        let sharpness = |at: &[f64; 2]| symmetric_eigenvalues(&setup.landscape.hessian(at))[1];
        let ends = self.walkers.iter().filter(converged).map(sharpness);
        if self.steps < self.horizon { None } else { ends.reduce(f64::max) }
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flatten().for_each(|value| hash(*value));
    }
}

/// Descent on the product net with two short steps, h and h/2, from the scene's start: how much imbalance it loses per h.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NearFlow {
    short: f64,
    walkers: [[f64; 2]; 2],
    start: f64,
    horizon: u64,
    steps: u64,
}

impl NearFlow {
    /// None where D vanishes, or the valley is much flatter than the slopes on the way, so that it would take too long.
    pub(super) fn new(setup: &Setup) -> Option<Self> {
        let [x, y] = setup.start;
        let start = imbalance(setup.start);
        if setup.info.id != "product-net" || start.abs() < 1e-3 * (x * x + y * y).max(1.0) {
            return None;
        }
        let p = x * y;
        // A bound on curvature along the flow, where p runs from p₀ to 1.
        let steepest = 2.0 * libm::hypot(start, 2.0 * p.abs().max(1.0)) + 2.0 * (1.0 - p).abs();
        let short = 0.02 / steepest;
        let horizon = libm::ceil(40.0 / (short * flow_sharpness(start)));
        let walkers = [setup.start; 2];
        (horizon <= PATIENCE).then_some(Self { short, walkers, start, horizon: horizon as u64, steps: 0 })
    }

    pub(super) fn step(&mut self, setup: &Setup) {
        if self.steps == self.horizon {
            return;
        }
        self.steps += 1;
        descend(setup, self.short, &mut self.walkers[0]);
        for _ in 0..2 {
            descend(setup, 0.5 * self.short, &mut self.walkers[1]);
        }
    }

    pub(super) fn progress(&self) -> f64 {
        self.steps as f64 / self.horizon as f64
    }

    /// −ln(D∞/D₀)/(4h) with h and with h/2, once both have arrived.
    pub(super) fn erosions(&self) -> Option<[f64; 2]> {
        let arrived = self.walkers.iter().all(|[x, y]| (1.0 - x * y).abs() < 1e-6);
        let erosion = |at: [f64; 2], h: f64| -libm::log(imbalance(at) / self.start) / (4.0 * h);
        (self.steps == self.horizon && arrived)
            .then(|| [erosion(self.walkers[0], self.short), erosion(self.walkers[1], 0.5 * self.short)])
    }

    /// Whether it is over without having arrived.
    pub(super) fn failed(&self) -> bool {
        self.steps == self.horizon && self.erosions().is_none()
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flatten().for_each(|value| hash(*value));
    }
}

/// Label-noise SGD on the product net from near |x| = |y|: how fast ln|D| falls.
#[derive(Debug, Clone)]
pub(super) struct Eroding {
    walkers: Vec<[f64; 2]>,
    before: Vec<f64>,
    noise: Stream,
    /// Steps in which the noise across the valley becomes stationary.
    settling: u64,
    steps: u64,
}

impl Eroding {
    /// None where theory does not speak: without noise, or with so much that it is not small; and where it would take too long.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let settling = libm::ceil(5.0 / setup.step_size) as u64;
        let small = setup.sigma > 0.0
            && label_noise_error(setup.step_size, setup.sigma) <= 0.02
            && edge_of_stability(setup.step_size) >= 8.0;
        (setup.info.id == "product-net" && small).then(|| Self {
            walkers: vec![on_valley(IMBALANCE); WALKERS],
            before: Vec::new(),
            noise: Stream::new(seed, "erosion"),
            settling,
            steps: 0,
        })
    }

    pub(super) fn step(&mut self, setup: &Setup) {
        if self.steps == self.settling + AVERAGED {
            return;
        }
        if self.steps == self.settling {
            self.before = self.logarithms().collect();
        }
        self.steps += 1;
        for at in &mut self.walkers {
            label_noise_step(setup, at, &mut self.noise);
        }
    }

    fn logarithms(&self) -> impl Iterator<Item = f64> {
        self.walkers.iter().map(|at| libm::log(imbalance(*at).abs()))
    }

    pub(super) fn progress(&self) -> f64 {
        self.steps as f64 / (self.settling + AVERAGED) as f64
    }

    /// The mean change of ln|D| per step, once it is averaged.
    pub(super) fn erosion(&self) -> Option<Estimate> {
        if self.steps < self.settling + AVERAGED {
            return None;
        }
        let mut mean = Mean::default();
        for (after, before) in self.logarithms().zip(&self.before) {
            mean.add((after - before) / AVERAGED as f64);
        }
        mean.estimate()
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flatten().chain(&self.before).for_each(|value| hash(*value));
    }
}
