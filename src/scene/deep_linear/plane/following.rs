//! Hidden factors that follow the flow of their product: steps that become short, against a fine integration.

use super::super::ACCELERATION;
use super::Setup;
use super::walker::{factors, point};
use crate::frame::Claim;
use crate::problem::linear_network::LinearNetwork;
use crate::random::Stream;
use crate::runge_kutta;
use crate::scene::instrument::Instrument;
use crate::theory::deep_linear::end_to_end_velocity;
use nalgebra::DMatrix;

/// Hidden starts of each depth.
const STARTS: usize = 16;
/// Depths.
const DEPTHS: [usize; 3] = [2, 3, 4];
/// All runs.
const RUNS: usize = STARTS * DEPTHS.len();
/// Time that each run takes.
const TIME: f64 = 8.0;
/// The step size h.
const STEP: f64 = 0.02;
/// From each start factors descend with the step sizes 2h, h and h/2.
const SIZES: [f64; 3] = [2.0 * STEP, STEP, 0.5 * STEP];
/// Steps of the factors in each step of the scene.
const AT_ONCE: usize = 200;
/// Steps of the fine integration: its error, of fourth order, is far below those of the factors.
const FINE: usize = 400;

/// How far extrapolated factors are from the flow, as a share of their change from twice the step size: an error ch² is a third of its
/// change 4ch² − ch². The share is that of the roots of mean squares over all runs, since a single change may be 0 by chance.
#[derive(Clone)]
pub(super) struct Following {
    chance: Stream,
    start: [f64; 2],
    /// The factors on their way, with the steps that are left.
    network: Option<(LinearNetwork, usize)>,
    /// Where factors with the first step sizes have ended.
    ends: Vec<[f64; 2]>,
    /// Sums of the squared distances and of the squared changes.
    sums: [f64; 2],
    done: usize,
}

fn square([a, b]: [f64; 2], [c, d]: [f64; 2]) -> f64 {
    (a - c) * (a - c) + (b - d) * (b - d)
}

impl Following {
    /// Where the loss is the quadratic bowl.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let chance = Stream::new(seed, "hidden factors");
        let known = setup.loss.power() == 2;
        let (start, sums) = ([0.0; 2], [0.0; 2]);
        known.then(|| Self { chance, start, network: None, ends: Vec::new(), sums, done: 0 })
    }

    fn depth(&self) -> usize {
        DEPTHS[self.done % DEPTHS.len()]
    }

    /// The next start, on that side of 0 from which the flow leads away from 0, where it is not smooth.
    fn draw(&mut self, setup: &Setup) {
        let radius = 0.2 + 0.8 * self.chance.uniform();
        let start = self.chance.on_circle(radius);
        let downhill = setup.loss.slope([0.0; 2]);
        let ahead = start[0] * downhill[0] + start[1] * downhill[1] < 0.0;
        self.start = if ahead { start } else { start.map(|part| -part) };
    }

    /// Compares the ends with the flow from the same start.
    fn compare(&mut self, setup: &Setup) {
        let depth = self.depth();
        let velocity = |w: &[f64; 2]| end_to_end_velocity(*w, setup.loss.slope(*w), depth);
        let flow = (0..FINE).fold(self.start, |w, _| runge_kutta::step(velocity, &w, TIME / FINE as f64));
        // 2x(h/2) − x(h): the error of first order in h is gone.
        let extrapolated = |long: [f64; 2], short: [f64; 2]| [2.0 * short[0] - long[0], 2.0 * short[1] - long[1]];
        if let [double, whole, half] = self.ends[..] {
            let (coarse, fine) = (extrapolated(double, whole), extrapolated(whole, half));
            self.sums = [self.sums[0] + square(fine, flow), self.sums[1] + square(fine, coarse)];
        }
        self.ends.clear();
        self.done += 1;
    }
}

impl Instrument<Setup> for Following {
    fn step(&mut self, setup: &Setup, _count: u64) {
        if self.done == RUNS {
            return;
        }
        if self.ends.len() == SIZES.len() {
            self.compare(setup);
            return;
        }
        let size = SIZES[self.ends.len()];
        if self.network.is_none() {
            if self.ends.is_empty() {
                self.draw(setup);
            }
            let steps = libm::round(TIME / size) as usize;
            self.network = factors(self.start, self.depth(), 0.0).ok().map(|network| (network, steps));
        }
        if let Some((network, left)) = &mut self.network {
            for _ in 0..AT_ONCE.min(*left) {
                let [x, y] = setup.loss.slope(point(network));
                let slopes = network.slopes(&DMatrix::from_row_slice(1, 2, &[x, y]));
                network.step(&slopes, size, 1.0);
                *left -= 1;
            }
            if *left == 0 {
                self.ends.push(point(network));
                self.network = None;
            }
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let measured = (self.done == RUNS).then(|| libm::sqrt(self.sums[0] / self.sums[1]));
        Some(
            // The next term is smaller by the order of h.
            Claim::equal("end-to-end", 1.0 / 3.0, ACCELERATION)
                .within(STEP, "next-order")
                .measured(measured)
                .progressing(self.done as f64 / RUNS as f64),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.start.iter().chain(self.ends.iter().flatten()).chain(&self.sums).for_each(|value| hash(*value));
        let weights = self.network.iter().flat_map(|(network, _)| network.layers()).flatten();
        weights.for_each(|weight| hash(*weight));
        hash(self.done as f64);
    }
}
