//! The squared length of a network's slope along its inputs, and how it changes with the parameters.

use crate::{Lanes, Network, Panel, Trace};

impl Trace {
    /// ‖∇ₓf‖² at each example, for a network with one output and piecewise linear activations; `gradient` gets `scale` times the
    /// derivative of their sum along the parameters, added to what it holds.
    ///
    /// Between kinks ∇ₓf = W₁ᵀM₁W₂ᵀM₂⋯w with the activations' slopes M held fixed. So ∂‖∇ₓf‖² is 2∂(v·∇ₓf) at v = ∇ₓf held fixed, and
    /// v·∇ₓf is the network without biases and kinks at v. Biases do not count. The trace is that of a forward pass over the
    /// same examples.
    pub fn add_slope_penalty(
        &self,
        network: &Network,
        parameters: &[f64],
        scale: f64,
        gradient: &mut [f64],
    ) -> Vec<f64> {
        let examples = self.outputs().map_or(0, Panel::examples);
        let places = network.places();
        // Downwards: deltas[l] is ∂f/∂z of layer l, and the last one reached is ∇ₓf.
        let mut deltas: Vec<Panel> = Vec::with_capacity(places.len());
        let mut slope = Panel::from_fn(network.outputs(), examples, |_, _| 1.0);
        for (index, (layer, place)) in places.iter().enumerate().rev() {
            let mut below = Panel::zeros(layer.inputs, examples);
            for unit in 0..layer.outputs {
                let (sums, outputs) = (self.sum_row(index, unit), self.output_row(index, unit));
                let delta = slope.row_mut(unit);
                for ((delta, z), h) in delta.iter_mut().zip(sums).zip(outputs) {
                    *delta *= layer.activation.slope(*z, *h);
                }
                for input in 0..layer.inputs {
                    let weight = Lanes::splat(parameters[place + unit * layer.inputs + input]);
                    below.row_mut(input).iter_mut().zip(&*delta).for_each(|(b, d)| *b += weight * *d);
                }
            }
            deltas.push(std::mem::replace(&mut slope, below));
        }
        deltas.reverse();
        let mut squares = vec![0.0; examples];
        for input in 0..network.inputs() {
            squares.iter_mut().zip(slope.unit(input)).for_each(|(square, x)| *square += x * x);
        }
        // Upwards: the linear part at v = ∇ₓf. The derivative along a weight is what comes in times what goes down.
        let mut at = slope;
        for (index, (layer, place)) in places.iter().enumerate() {
            let mut next = Panel::zeros(layer.outputs, examples);
            for unit in 0..layer.outputs {
                let row = place + unit * layer.inputs;
                for input in 0..layer.inputs {
                    gradient[row + input] += 2.0 * scale * Panel::dot(deltas[index].row(unit), at.row(input), examples);
                    let weight = Lanes::splat(parameters[row + input]);
                    next.row_mut(unit).iter_mut().zip(at.row(input)).for_each(|(out, x)| *out += weight * *x);
                }
                let (sums, outputs) = (self.sum_row(index, unit), self.output_row(index, unit));
                for ((out, z), h) in next.row_mut(unit).iter_mut().zip(sums).zip(outputs) {
                    *out *= layer.activation.slope(*z, *h);
                }
            }
            at = next;
        }
        squares
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Activation;
    use approx::assert_relative_eq;

    #[test]
    fn it_agrees_with_differences() {
        for activation in [Activation::Relu, Activation::LeakyRelu(0.2)] {
            let network = Network::through(&[2, 6, 5, 1], activation);
            let number = |index: usize| libm::sin(12.9898 * (index as f64 + 1.0) + 4.1);
            let parameters: Vec<f64> = (0..network.parameters()).map(number).collect();
            let inputs = Panel::from_fn(2, 7, |unit, example| number(1000 + 2 * example + unit));
            let penalty = |parameters: &[f64], gradient: &mut [f64]| {
                let mut trace = Trace::new(&network, 7);
                trace.forward(&network, parameters, &inputs);
                trace.add_slope_penalty(&network, parameters, 0.5, gradient)
            };
            let mut gradient = vec![0.0; network.parameters()];
            let squares = penalty(&parameters, &mut gradient);
            let step = 1e-6;
            for (example, square) in squares.iter().enumerate() {
                let moved = |axis: usize, by: f64| {
                    let at = |unit: usize| inputs.at(unit, example) + if unit == axis { by } else { 0.0 };
                    network.outputs_at(&parameters, &Panel::from_fn(2, 1, |unit, _| at(unit))).at(0, 0)
                };
                let slope = [0, 1].map(|axis| (moved(axis, step) - moved(axis, -step)) / (2.0 * step));
                assert_relative_eq!(*square, slope[0] * slope[0] + slope[1] * slope[1], max_relative = 1e-6);
            }
            for (index, exact) in gradient.iter().enumerate() {
                let at = |by: f64| {
                    let mut moved = parameters.clone();
                    moved[index] += by;
                    0.5 * penalty(&moved, &mut vec![0.0; network.parameters()]).iter().sum::<f64>()
                };
                let difference = (at(step) - at(-step)) / (2.0 * step);
                assert_relative_eq!(*exact, difference, epsilon = 1e-7, max_relative = 1e-6);
            }
        }
    }
}
