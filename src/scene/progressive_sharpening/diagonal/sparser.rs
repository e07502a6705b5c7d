//! Hidden data sets: long steps find sparser weights than short ones.

use super::super::SPARSE;
use super::Setup;
use super::walker::{DIMENSION, Data, Walker, rate};
use crate::frame::Claim;
use crate::random::Stream;
use crate::scene::instrument::Instrument;
use std::sync::Arc;

/// Hidden data sets.
const SETS: usize = 8;
/// Steps after which the errors are compared.
const LAST: u64 = 10_000;

/// Walkers with long and short steps on each hidden data set.
#[derive(Clone)]
pub(super) struct Sparser {
    data: Arc<Vec<Data>>,
    pairs: Vec<[Walker; 2]>,
    chance: Stream,
    steps: u64,
}

impl Sparser {
    /// At the step sizes at which the difference is known.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let usual = setup.step_sizes == [0.1, 0.002];
        usual.then(|| {
            let mut stream = Stream::new(seed, "hidden data");
            let data = (0..SETS).map(|_| Data::draw(&mut stream)).collect();
            let pairs = (0..SETS).map(|_| [Walker::new(), Walker::new()]).collect();
            Self { data: Arc::new(data), pairs, chance: Stream::new(seed, "hidden examples"), steps: 0 }
        })
    }

    /// The median error over the data sets.
    fn median(&self, which: usize) -> f64 {
        let mut errors: Vec<f64> =
            self.pairs.iter().zip(&*self.data).map(|(pair, data)| pair[which].error(data)).collect();
        errors.sort_by(f64::total_cmp);
        0.5 * (errors[SETS / 2 - 1] + errors[SETS / 2])
    }
}

impl Instrument<Setup> for Sparser {
    fn step(&mut self, setup: &Setup, count: u64) {
        if count > LAST {
            return;
        }
        self.steps = count;
        let mut slopes = vec![0.0; DIMENSION];
        for (pair, data) in self.pairs.iter_mut().zip(&*self.data) {
            let example = Data::choose(&mut self.chance);
            for (walker, step_size) in pair.iter_mut().zip(setup.step_sizes) {
                walker.step(data, example, rate(step_size, count), &mut slopes);
            }
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let claim = Claim::at_most("sparser", self.median(1), SPARSE).within(0.0, "medians");
        let measured = (self.steps == LAST).then(|| self.median(0));
        Some(claim.measured(measured).progressing(self.steps as f64 / LAST as f64))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.pairs.iter().flatten().for_each(|walker| walker.digest(hash));
    }
}
