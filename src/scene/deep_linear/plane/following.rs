//! Hidden factors that follow the flow of their product: steps that become short, against a fine integration.

use super::super::ACCELERATION;
use super::Setup;
use super::walker::{factors, point};
use crate::frame::Claim;
use crate::random::Stream;
use crate::runge_kutta;
use crate::scene::instrument::Instrument;
use crate::theory::deep_linear::end_to_end_velocity;
use nalgebra::DMatrix;

/// Hidden starts of each depth.
const STARTS: u64 = 16;
/// Depths.
const DEPTHS: [usize; 3] = [2, 3, 4];
/// Time that each run takes.
const TIME: f64 = 8.0;
/// The step size h, compared with 2h.
const STEP: f64 = 0.02;
/// Steps of the fine integration: its error, of fourth order, is far below those of the factors.
const FINE: usize = 400;

/// How far extrapolated factors are from the flow, as a share of their change from twice the step size: an error ch² is a third of its
/// change 4ch² − ch². The share is that of the roots of mean squares over all runs, since a single change may be 0 by chance.
#[derive(Clone)]
pub(super) struct Following {
    chance: Stream,
    /// Sums of the squared distances and of the squared changes.
    sums: [f64; 2],
    done: u64,
}

/// The product of balanced factors after the time, by gradient descent with step size h.
fn descend(setup: &Setup, start: [f64; 2], depth: usize, step: f64) -> Option<[f64; 2]> {
    let mut network = factors(start, depth, 0.0).ok()?;
    for _ in 0..libm::round(TIME / step) as usize {
        let [x, y] = setup.loss.slope(point(&network));
        let slopes = network.slopes(&DMatrix::from_row_slice(1, 2, &[x, y]));
        network.step(&slopes, step, 1.0);
    }
    Some(point(&network))
}

impl Following {
    /// Where the loss is the quadratic bowl.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let known = setup.loss.power() == 2;
        known.then(|| Self { chance: Stream::new(seed, "hidden factors"), sums: [0.0; 2], done: 0 })
    }

    /// The squared distance and the squared change of one run. It starts on that side of 0 from which the flow leads away from 0,
    /// where it is not smooth.
    fn run(&mut self, setup: &Setup, depth: usize) -> Option<[f64; 2]> {
        let radius = 0.2 + 0.8 * self.chance.uniform();
        let start = self.chance.on_circle(radius);
        let downhill = setup.loss.slope([0.0; 2]);
        let ahead = start[0] * downhill[0] + start[1] * downhill[1] < 0.0;
        let start = if ahead { start } else { start.map(|part| -part) };
        let velocity = |w: &[f64; 2]| end_to_end_velocity(*w, setup.loss.slope(*w), depth);
        let flow = (0..FINE).fold(start, |w, _| runge_kutta::step(velocity, &w, TIME / FINE as f64));
        let product = |step: f64| descend(setup, start, depth, step);
        let [half, whole, double] = [product(0.5 * STEP)?, product(STEP)?, product(2.0 * STEP)?];
        // 2x(h/2) − x(h): the error of first order in h is gone.
        let extrapolated = |short: [f64; 2], long: [f64; 2]| [2.0 * short[0] - long[0], 2.0 * short[1] - long[1]];
        let (fine, coarse) = (extrapolated(half, whole), extrapolated(whole, double));
        let square = |a: [f64; 2], b: [f64; 2]| (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]);
        Some([square(fine, flow), square(fine, coarse)])
    }
}

impl Instrument<Setup> for Following {
    fn step(&mut self, setup: &Setup, _count: u64) {
        let all = STARTS * DEPTHS.len() as u64;
        if self.done < all {
            let depth = DEPTHS[(self.done % DEPTHS.len() as u64) as usize];
            let [distance, change] = self.run(setup, depth).unwrap_or([f64::NAN; 2]);
            self.sums = [self.sums[0] + distance, self.sums[1] + change];
            self.done += 1;
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let all = STARTS * DEPTHS.len() as u64;
        let measured = (self.done == all).then(|| libm::sqrt(self.sums[0] / self.sums[1]));
        Some(
            // The next term is smaller by the order of h.
            Claim::equal("end-to-end", 1.0 / 3.0, ACCELERATION)
                .within(STEP, "next-order")
                .measured(measured)
                .progressing(self.done as f64 / all as f64),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.sums.iter().for_each(|sum| hash(*sum));
        hash(self.done as f64);
    }
}
