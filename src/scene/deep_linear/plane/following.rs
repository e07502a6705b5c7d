//! Hidden factors that follow the flow of their product: steps that become short, against a fine integration.

use super::super::ACCELERATION;
use super::Setup;
use super::walker::{factors, point};
use crate::frame::Claim;
use crate::measure::Extreme;
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
/// Steps of the fine integration.
const FINE: usize = 1600;

/// The greatest distance of the extrapolated factors from the flow, as a share of its change from twice the step size. Without
/// terms of higher order it is 1/3.
#[derive(Clone)]
pub(super) struct Following {
    chance: Stream,
    greatest: Extreme,
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

/// 2x(h/2) − x(h): the error of first order in h is gone.
fn extrapolated(setup: &Setup, start: [f64; 2], depth: usize, step: f64) -> Option<[f64; 2]> {
    let (half, whole) = (descend(setup, start, depth, 0.5 * step)?, descend(setup, start, depth, step)?);
    Some([2.0 * half[0] - whole[0], 2.0 * half[1] - whole[1]])
}

impl Following {
    /// Where the loss is the quadratic bowl.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let known = setup.loss.power() == 2;
        known.then(|| Self { chance: Stream::new(seed, "hidden factors"), greatest: Extreme::new(0.0), done: 0 })
    }

    /// One run from a start in a ring about 0.
    fn run(&mut self, setup: &Setup, depth: usize) -> Option<f64> {
        let radius = 0.2 + 0.8 * self.chance.uniform();
        let start = self.chance.on_circle(radius);
        let velocity = |w: &[f64; 2]| end_to_end_velocity(*w, setup.loss.slope(*w), depth);
        let flow = (0..FINE).fold(start, |w, _| runge_kutta::step(velocity, &w, TIME / FINE as f64));
        let (fine, coarse) = (extrapolated(setup, start, depth, STEP)?, extrapolated(setup, start, depth, 2.0 * STEP)?);
        let distance = |a: [f64; 2], b: [f64; 2]| libm::hypot(a[0] - b[0], a[1] - b[1]);
        Some(distance(fine, flow) / distance(fine, coarse))
    }
}

impl Instrument<Setup> for Following {
    fn step(&mut self, setup: &Setup, _count: u64) {
        let all = STARTS * DEPTHS.len() as u64;
        if self.done < all {
            let depth = DEPTHS[(self.done % DEPTHS.len() as u64) as usize];
            let ratio = self.run(setup, depth).unwrap_or(f64::NAN);
            self.greatest.see(ratio);
            self.done += 1;
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let all = STARTS * DEPTHS.len() as u64;
        let measured = self.greatest.farthest().filter(|_| self.done == all);
        Some(
            Claim::at_most("end-to-end", 1.0, ACCELERATION)
                .within(0.0, "change")
                .measured(measured)
                .progressing(self.done as f64 / all as f64),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.greatest.farthest().unwrap_or(0.0));
        hash(self.done as f64);
    }
}
