//! Hidden factors that start along the modes: each mode then follows a recursion of its own.

use super::super::EXACT_SOLUTIONS;
use super::setup::{SIZE, STRENGTHS, Setup, orthogonal, strengths};
use crate::error::Error;
use crate::frame::Claim;
use crate::problem::linear_network::{LinearNetwork, multiply};
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::scene::instrument::Instrument;
use crate::theory::deep_linear::mode_step;
use nalgebra::DMatrix;

/// Numbers of factors.
const DEPTHS: [usize; 3] = [2, 3, 4];
/// The share of each factor at the start.
const FIRST: f64 = 0.3;
/// Up to this step size four factors, whose greatest curvature is L s^{2−2/L} = 32, keep rounding small.
const LONGEST: f64 = 0.03;
/// Steps.
const LAST: u64 = 1000;

/// Factors of each depth with the shares that the recursion predicts.
#[derive(Clone)]
pub(super) struct Aligned {
    runs: Vec<(LinearNetwork, Vec<f64>)>,
    law: ExactLaw,
    steps: u64,
}

/// U diag(b) R_{L−1}ᵀ ⋯ R₁ diag(b) Vᵀ with random orthogonal R.
fn start(setup: &Setup, depth: usize, stream: &mut Stream) -> Result<LinearNetwork, Error> {
    let shares = DMatrix::from_fn(SIZE, SIZE, |i, j| if i == j && i < STRENGTHS.len() { FIRST } else { 0.0 });
    let mut bases = vec![setup.right.clone()];
    bases.extend((1..depth).map(|_| orthogonal(SIZE, stream)));
    bases.push(setup.left.clone());
    LinearNetwork::new(
        bases.windows(2).map(|pair| multiply(&pair[1], &multiply(&shares, &pair[0].transpose()))).collect(),
    )
}

impl Aligned {
    /// Where the step size is short enough.
    pub(super) fn new(setup: &Setup, seed: u64) -> Result<Option<Self>, Error> {
        if setup.rate > LONGEST {
            return Ok(None);
        }
        let mut stream = Stream::new(seed, "aligned factors");
        let mut runs = Vec::new();
        for depth in DEPTHS {
            runs.push((start(setup, depth, &mut stream)?, vec![FIRST; STRENGTHS.len()]));
        }
        let law = ExactLaw::equal("aligned", 0.0, EXACT_SOLUTIONS).of_size(STRENGTHS[0]);
        Ok(Some(Self { runs, law, steps: 0 }))
    }
}

impl Instrument<Setup> for Aligned {
    fn step(&mut self, setup: &Setup, _count: u64) {
        if self.steps == LAST {
            return;
        }
        self.steps += 1;
        for (network, shares) in &mut self.runs {
            let depth = network.layers().len();
            let slopes = network.slopes(&(network.product() - &setup.target));
            network.step(&slopes, setup.rate, 1.0);
            let measured = strengths(&network.product(), &setup.left, &setup.right);
            for ((share, strength), measured) in shares.iter_mut().zip(STRENGTHS).zip(measured) {
                *share = mode_step(*share, strength, depth, setup.rate);
                self.law.see(measured - (0..depth).fold(1.0, |product, _| product * *share));
            }
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        Some(self.law.claim())
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.runs.iter().flat_map(|(network, _)| network.layers()).flatten().for_each(|weight| hash(*weight));
        self.law.digest(hash);
    }
}
