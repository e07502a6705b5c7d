//! Hidden descent from many starts: how sharp the minima are to which it converges.

use super::EDGE;
use super::setup::Setup;
use crate::frame::Claim;
use crate::measure::spectrum::symmetric_eigenvalues;
use crate::random::Stream;
use crate::scene::exact::EXACT;
use crate::scene::instrument::Instrument;
use crate::theory::valley::edge_of_stability;

/// Starts from which descent with the scene's step size runs.
const STARTS: usize = 64;

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
        (horizon <= Setup::PATIENCE).then(|| Self { walkers, horizon: libm::ceil(horizon) as u64, steps: 0 })
    }

    fn progress(&self) -> f64 {
        self.steps as f64 / self.horizon as f64
    }

    /// The largest λmax where descent has converged, in the end; None before, and where it nowhere has.
    fn sharpest(&self, setup: &Setup) -> Option<f64> {
        let converged = |at: &&[f64; 2]| {
            let mut gradient = [0.0; 2];
            setup.landscape.gradient(at.as_slice(), &mut gradient);
            libm::hypot(gradient[0], gradient[1]) < 1e-9
        };
        let sharpness = |at: &[f64; 2]| symmetric_eigenvalues(&setup.landscape.hessian(at))[1];
        let ends = self.walkers.iter().filter(converged).map(sharpness);
        if self.steps < self.horizon { None } else { ends.reduce(f64::max) }
    }
}

impl Instrument<Setup> for Converging {
    fn step(&mut self, setup: &Setup, _count: u64) {
        if self.steps == self.horizon {
            return;
        }
        self.steps += 1;
        for at in &mut self.walkers {
            // What diverges stays where it was lost.
            if at.iter().all(|coordinate| coordinate.abs() < 1e6) {
                setup.descend(setup.step_size, at);
            }
        }
    }

    /// None in the end where descent converged from no start.
    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let (predicted, measured) = (edge_of_stability(setup.step_size), self.sharpest(setup));
        (measured.is_some() || self.progress() < 1.0).then(|| {
            Claim::at_most("edge-of-stability", predicted, EDGE)
                .within(EXACT * predicted, "repelling")
                .measured(measured)
                .progressing(self.progress())
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flatten().for_each(|value| hash(*value));
    }
}
