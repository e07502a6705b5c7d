//! Hidden networks: where their sharpness settles, and how many of them a warm-up saves.

use super::super::{EDGE, WARM_UP};
use super::setup::{Setup, warming};
use super::trainee::{FIRST_PRODUCTS, LOST, PERIOD, PRODUCTS};
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::sharpness::Sharpness;
use crate::problem::landscape::Landscape as _;
use crate::scene::instrument::Instrument;

/// Hidden networks of each measurement.
const NETWORKS: usize = 8;

/// Gradient descent on a hidden network.
#[derive(Clone)]
struct Hidden {
    parameters: Vec<f64>,
    lost: bool,
}

impl Hidden {
    /// One step of gradient descent.
    fn step(&mut self, setup: &Setup, rate: f64, gradient: &mut [f64]) {
        if self.lost {
            return;
        }
        let loss = setup.regression.value_and_gradient(&self.parameters, gradient);
        if loss.is_nan() || loss > LOST {
            self.lost = true;
            return;
        }
        self.parameters.iter_mut().zip(gradient).for_each(|(parameter, slope)| *parameter -= rate * *slope);
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.parameters.iter().for_each(|parameter| hash(*parameter));
        hash(f64::from(u8::from(self.lost)));
    }
}

/// The mean of ηλ/2 over a window of late steps, for each of the hidden networks.
#[derive(Clone)]
pub(super) struct Edge {
    networks: Vec<(Hidden, Sharpness, Shares)>,
}

/// Shares of the edge in the window.
#[derive(Debug, Clone, Default)]
struct Shares {
    sum: f64,
    count: u64,
    /// Whether the sharpness has touched the edge.
    touched: bool,
}

impl Edge {
    /// The window opens after so many steps…
    const FIRST: u64 = 1500;
    /// … and closes after so many.
    const LAST: u64 = 3000;
    /// So many of the networks must have touched the edge.
    const ENOUGH: usize = 5;
    /// An oscillation that stays within 13 decades for the window's 1500 steps has |mean ln|1 − ηλ|| ≤ 13 ln(10)/1500 = 0.02. So
    /// ηλ/2 is 1 up to half of it, where λ varies little.
    const BIAS: f64 = 0.01;
    /// The standard error of the median of eight means, from how single networks scatter.
    const ERROR: f64 = 0.0016;

    /// Where the step size stays the same and is one at which networks come to the edge and few diverge.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let network = |index: usize| {
            let [parameters, direction] = setup.draw(seed, &format!("hidden network {index}"));
            (Hidden { parameters, lost: false }, Sharpness::new(direction), Shares::default())
        };
        let usual = setup.is_constant() && setup.step_size == 0.1;
        usual.then(|| Self { networks: (0..NETWORKS).map(network).collect() })
    }

    fn median(&self) -> Option<f64> {
        let mut means: Vec<f64> = self
            .networks
            .iter()
            .filter(|(hidden, _, shares)| !hidden.lost && shares.count > 0)
            .map(|(_, _, shares)| shares.sum / shares.count as f64)
            .collect();
        means.sort_by(f64::total_cmp);
        let middle = means.len() / 2;
        let (low, high) = (means.get((means.len().max(1) - 1) / 2)?, means.get(middle)?);
        Some(0.5 * (low + high))
    }
}

impl Instrument<Setup> for Edge {
    fn step(&mut self, setup: &Setup, count: u64) {
        if count > Self::LAST {
            return;
        }
        let mut gradient = vec![0.0; setup.regression.dimension()];
        for (hidden, sharpness, shares) in &mut self.networks {
            hidden.step(setup, setup.step_size, &mut gradient);
            if hidden.lost || !count.is_multiple_of(PERIOD) {
                continue;
            }
            let products = if count == PERIOD { FIRST_PRODUCTS } else { PRODUCTS };
            sharpness.look(&setup.regression, &hidden.parameters, products);
            let share = 0.5 * setup.step_size * sharpness.value;
            shares.touched |= share >= 1.0;
            if count > Self::FIRST {
                shares.sum += share;
                shares.count += 1;
            }
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let done = self.networks.iter().map(|(_, _, shares)| shares.count).max().unwrap_or(0) * PERIOD;
        let window = Self::LAST - Self::FIRST;
        let touched = self.networks.iter().filter(|(_, _, shares)| shares.touched).count();
        (done < window || touched >= Self::ENOUGH).then(|| {
            Claim::equal("edge", 1.0, EDGE)
                .within(Self::BIAS + STANDARD_ERRORS * Self::ERROR, "edge")
                .measured(if done >= window { self.median() } else { None })
                .progressing(done as f64 / window as f64)
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for (hidden, sharpness, shares) in &self.networks {
            hidden.digest(hash);
            sharpness.digest(hash);
            [shares.sum, shares.count as f64, f64::from(u8::from(shares.touched))].into_iter().for_each(&mut *hash);
        }
    }
}

/// The same hidden networks trained with and without a warm-up.
#[derive(Clone)]
pub(super) struct WarmUp {
    pairs: Vec<[Hidden; 2]>,
    steps: u64,
}

impl WarmUp {
    /// Steps after which the lost are counted.
    const LAST: u64 = 1500;
    /// Steps of the warm-up.
    const WARMUP: u64 = 600;

    /// At step sizes at which most starts diverge.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        let pair = |index: usize| {
            let [parameters, _] = setup.draw(seed, &format!("hidden network {index}"));
            [(); 2].map(|()| Hidden { parameters: parameters.clone(), lost: false })
        };
        let usual = setup.is_constant() && setup.step_size == 0.3;
        usual.then(|| Self { pairs: (0..NETWORKS).map(pair).collect(), steps: 0 })
    }

    fn lost(&self, which: usize) -> f64 {
        self.pairs.iter().filter(|pair| pair[which].lost).count() as f64
    }
}

impl Instrument<Setup> for WarmUp {
    fn step(&mut self, setup: &Setup, count: u64) {
        if count > Self::LAST {
            return;
        }
        self.steps = count;
        let mut gradient = vec![0.0; setup.regression.dimension()];
        for [plain, warmed] in &mut self.pairs {
            plain.step(setup, setup.step_size, &mut gradient);
            warmed.step(setup, setup.step_size * warming(Self::WARMUP, count), &mut gradient);
        }
    }

    fn claim(&self, _setup: &Setup) -> Option<Claim> {
        let done = self.steps == Self::LAST;
        let claim = Claim::at_most("warm-up", self.lost(0) - 1.0, WARM_UP).within(0.0, "count");
        let measured = done.then(|| self.lost(1));
        Some(claim.measured(measured).progressing(self.steps as f64 / Self::LAST as f64))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.pairs.iter().flatten().for_each(|hidden| hidden.digest(hash));
    }
}
