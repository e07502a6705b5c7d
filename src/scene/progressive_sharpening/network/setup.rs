//! All that does not change while the network is trained: the data, the network, the step size as a function of time.

use crate::error::Error;
use crate::parameter::Settings;
use crate::problem::network::Regression;
use crate::random::Stream;
use saddleback_network::{Activation, Network, Panel};

/// How many examples there are.
pub(super) const EXAMPLES: usize = 20;
/// The widths of the layers.
const WIDTHS: [usize; 4] = [1, 24, 24, 1];
/// Weights have variance GAIN²/inputs at the start.
const GAIN: f64 = 1.5;

/// All that does not change.
pub(super) struct Setup {
    pub(super) regression: Regression,
    pub(super) step_size: f64,
    /// Over so many steps the step size rises from 0.
    warmup: u64,
    /// From this step on the other step size holds; 0 for never.
    change_at: u64,
    later: f64,
}

/// The function to be learnt, Chebyshev's polynomial T₄(x) = 8x⁴ − 8x² + 1.
pub(super) fn target(x: f64) -> f64 {
    let square = x * x;
    8.0 * square * (square - 1.0) + 1.0
}

/// Input number `example`, equally spaced on [−1, 1].
pub(super) fn input(example: usize) -> f64 {
    2.0 * example as f64 / (EXAMPLES - 1) as f64 - 1.0
}

/// The regression that every run of the scene solves.
fn regression() -> Regression {
    let inputs = Panel::from_fn(1, EXAMPLES, |_, example| input(example));
    let labels = (0..EXAMPLES).map(|example| target(input(example))).collect();
    Regression::new(Network::through(&WIDTHS, Activation::Tanh), inputs, labels)
}

impl Setup {
    /// With the scene's settings.
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let count = |id: &str| settings.count(id).map(|value| value as u64);
        Ok(Self {
            regression: regression(),
            step_size: settings.number("eta")?,
            warmup: count("warmup")?,
            change_at: count("change-at")?,
            later: settings.number("eta-later")?,
        })
    }

    /// The step size at step `count` as a multiple of η.
    pub(super) fn factor(&self, count: u64) -> f64 {
        if self.change_at > 0 && count > self.change_at {
            self.later / self.step_size
        } else {
            warming(self.warmup, count)
        }
    }

    /// The step size at step `count`.
    pub(super) fn rate(&self, count: u64) -> f64 {
        self.step_size * self.factor(count)
    }

    /// Whether the step size is the same at every step.
    pub(super) fn is_constant(&self) -> bool {
        self.warmup == 0 && self.change_at == 0
    }

    /// Parameters at the start, and a direction with which a power iteration begins.
    pub(super) fn draw(&self, seed: u64, purpose: &str) -> [Vec<f64>; 2] {
        let mut stream = Stream::new(seed, purpose);
        let parameters = self.regression.network().draw(GAIN, || stream.normal());
        let direction = parameters.iter().map(|_| stream.normal()).collect();
        [parameters, direction]
    }
}

/// min(1, count/warmup).
pub(super) fn warming(warmup: u64, count: u64) -> f64 {
    if count < warmup { count as f64 / warmup as f64 } else { 1.0 }
}
