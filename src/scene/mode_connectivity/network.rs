//! A network of one hidden layer, its logistic loss, and its training with Adam.

use super::data::{Data, POINTS};
use crate::method::dynamics::moments::Moments;
use crate::random::Stream;
use crate::theory::mode_connectivity::Unit;
use saddleback_network::{Activation, Layer, Network, Panel, Trace};

/// Adam's memories and floor.
const ADAM: [f64; 3] = [0.9, 0.999, 1e-8];
/// The learning rate of training.
const RATE: f64 = 0.02;

/// f = Σ aᵣσ(wᵣ·x + bᵣ). Weights stand in one vector: all w, all b, all a.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) width: usize,
    pub(super) activation: Activation,
    network: Network,
}

impl Form {
    /// Of so many units.
    pub(super) fn new(width: usize, activation: Activation) -> Self {
        let hidden = Layer { inputs: 2, outputs: width, activation, bias: true };
        let sum = Layer { inputs: width, outputs: 1, activation: Activation::Identity, bias: false };
        // Two layers that fit are a network.
        let network = Network::of(vec![hidden, sum]).unwrap_or_else(|| Network::through(&[2, 1], activation));
        Self { width, activation, network }
    }

    /// Whether a unit with all signs turned is the same: only for odd functions.
    pub(super) fn is_odd(&self) -> bool {
        self.activation == Activation::Tanh
    }

    /// First weights: w, b ~ N(0, 1), a ~ N(0, 1/m).
    pub(super) fn draw(&self, stream: &mut Stream) -> Vec<f64> {
        let scale = 1.0 / libm::sqrt(self.width as f64);
        (0..4 * self.width)
            .map(|k| if k < 3 * self.width { stream.normal() } else { scale * stream.normal() })
            .collect()
    }

    /// f at points.
    pub(super) fn outputs(&self, weights: &[f64], inputs: &Panel) -> Vec<f64> {
        self.network.outputs_at(weights, inputs).unit(0)
    }

    /// The units of a network.
    pub(super) fn units(&self, weights: &[f64]) -> Vec<Unit> {
        let m = self.width;
        let unit = |r: usize| Unit {
            weights: [weights[2 * r], weights[2 * r + 1]],
            bias: weights[2 * m + r],
            output: weights[3 * m + r],
        };
        (0..m).map(unit).collect()
    }

    /// The weights of a network of these units.
    pub(super) fn weights(units: &[Unit]) -> Vec<f64> {
        let inner = units.iter().flat_map(|unit| unit.weights);
        inner.chain(units.iter().map(|unit| unit.bias)).chain(units.iter().map(|unit| unit.output)).collect()
    }

    /// The mean of ln(1 + e^{−yf}), and its gradient added to `gradient` with a factor.
    pub(super) fn add_gradient(&self, data: &Data, weights: &[f64], factor: f64, gradient: &mut [f64]) -> f64 {
        let mut trace = Trace::new(&self.network, POINTS);
        trace.forward(&self.network, weights, &data.inputs);
        let outputs = trace.outputs().map_or_else(Vec::new, |outputs| outputs.unit(0));
        let share = factor / POINTS as f64;
        let slope =
            Panel::from_fn(1, POINTS, |_, k| -share * data.labels[k] / (1.0 + libm::exp(data.labels[k] * outputs[k])));
        let mut own = vec![0.0; weights.len()];
        trace.backward(&self.network, weights, &data.inputs, &slope, &mut own);
        gradient.iter_mut().zip(own).for_each(|(sum, part)| *sum += part);
        loss(data, &outputs)
    }
}

/// The mean of ln(1 + e^{−yf}) over the points.
pub(super) fn loss(data: &Data, outputs: &[f64]) -> f64 {
    let one = |(y, f): (&f64, &f64)| {
        let t = y * f;
        (-t).max(0.0) + libm::log1p(libm::exp(-t.abs()))
    };
    data.labels.iter().zip(outputs).map(one).sum::<f64>() / POINTS as f64
}

/// Weights in training.
#[derive(Debug, Clone)]
pub(super) struct Pupil {
    pub(super) weights: Vec<f64>,
    moments: Moments,
}

impl Pupil {
    /// At its first weights.
    pub(super) fn new(weights: Vec<f64>) -> Self {
        let [first, second, floor] = ADAM;
        Self { weights, moments: Moments::new(first, second, floor) }
    }

    /// A step of Adam along a gradient.
    pub(super) fn step(&mut self, gradient: &[f64], rate: f64) {
        self.moments.see(gradient);
        self.weights.iter_mut().zip(self.moments.direction()).for_each(|(w, u)| *w -= rate * u);
    }

    /// A step of training: the loss's gradient and `decay` times the weights.
    pub(super) fn train(&mut self, form: &Form, data: &Data, decay: f64) {
        let mut gradient: Vec<f64> = self.weights.iter().map(|w| decay * w).collect();
        form.add_gradient(data, &self.weights, 1.0, &mut gradient);
        self.step(&gradient, RATE);
    }

    /// Feeds every number to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.weights.iter().chain(self.moments.numbers()).for_each(|x| hash(*x));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_gradient_is_that_of_the_loss_and_units_are_their_weights() {
        let data = Data::draw("moons", &mut Stream::new(1, "data"));
        for activation in [Activation::Tanh, Activation::Relu] {
            let form = Form::new(5, activation);
            let weights = form.draw(&mut Stream::new(2, "weights"));
            assert_eq!(Form::weights(&form.units(&weights)), weights);
            let mut gradient = vec![0.0; weights.len()];
            form.add_gradient(&data, &weights, 1.0, &mut gradient);
            for (entry, exact) in gradient.iter().enumerate() {
                let at = |by: f64| {
                    let mut moved = weights.clone();
                    moved[entry] += by;
                    loss(&data, &form.outputs(&moved, &data.inputs))
                };
                assert_relative_eq!(*exact, (at(1e-6) - at(-1e-6)) / 2e-6, epsilon = 1e-8, max_relative = 1e-6);
            }
        }
    }
}
