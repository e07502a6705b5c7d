//! Passes through a network: forward, backward, and both of them along a direction of the parameters (Pearlmutter 1994).

use crate::{Lanes, Network, Panel};

/// What a forward pass keeps: each layer's sums z and outputs h.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    sums: Vec<Panel>,
    outputs: Vec<Panel>,
}

/// How sums and outputs change along a direction of the parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Tangents {
    sums: Vec<Panel>,
    outputs: Vec<Panel>,
}

/// Σ over the inputs of weight·input, added to `out`.
fn add_products(weights: &[f64], inputs: &Panel, out: &mut [Lanes]) {
    for (index, weight) in weights.iter().enumerate() {
        let weight = Lanes::splat(*weight);
        for (out, input) in out.iter_mut().zip(inputs.row(index)) {
            *out += weight * *input;
        }
    }
}

fn panels(network: &Network, examples: usize) -> Vec<Panel> {
    network.layers().iter().map(|layer| Panel::zeros(layer.outputs, examples)).collect()
}

impl Trace {
    /// Room for a batch.
    pub fn new(network: &Network, examples: usize) -> Self {
        Self { sums: panels(network, examples), outputs: panels(network, examples) }
    }

    /// Computes the network on a batch whose size the trace has, with as many parameters as the network has.
    pub fn forward(&mut self, network: &Network, parameters: &[f64], inputs: &Panel) {
        for (index, (layer, place)) in network.places().into_iter().enumerate() {
            let (before, rest) = self.outputs.split_at_mut(index);
            let x = before.last().unwrap_or(inputs);
            let biases = place + layer.inputs * layer.outputs;
            for unit in 0..layer.outputs {
                let bias = if layer.bias { parameters[biases + unit] } else { 0.0 };
                let row = place + unit * layer.inputs;
                let sums = self.sums[index].row_mut(unit);
                sums.fill(Lanes::ZERO);
                add_products(&parameters[row..row + layer.inputs], x, sums);
                // The bias comes last, so that two inputs that change places give the same bits.
                sums.iter_mut().for_each(|sum| *sum += Lanes::splat(bias));
                for (h, z) in rest[0].row_mut(unit).iter_mut().zip(sums) {
                    *h = layer.activation.value(*z);
                }
            }
        }
    }

    /// The last layer's outputs.
    pub fn outputs(&self) -> Option<&Panel> {
        self.outputs.last()
    }

    /// The outputs of layer `index`, counted from 0.
    pub fn layer(&self, index: usize) -> Option<&Panel> {
        self.outputs.get(index)
    }

    /// z of one unit of a layer.
    pub(crate) fn sum_row(&self, layer: usize, unit: usize) -> &[Lanes] {
        self.sums[layer].row(unit)
    }

    /// h of one unit of a layer.
    pub(crate) fn output_row(&self, layer: usize, unit: usize) -> &[Lanes] {
        self.outputs[layer].row(unit)
    }

    /// The last layer's outputs, without the rest.
    pub fn into_outputs(mut self) -> Panel {
        self.outputs.pop().unwrap_or_default()
    }

    /// From ∂L/∂output at each example: ∂L/∂θ, summed over the examples, into `gradient`; gives ∂L/∂input.
    pub fn backward(
        &self,
        network: &Network,
        parameters: &[f64],
        inputs: &Panel,
        slope: &Panel,
        gradient: &mut [f64],
    ) -> Panel {
        let mut slope = slope.clone();
        for (index, (layer, place)) in network.places().into_iter().enumerate().rev() {
            let x = if index == 0 { inputs } else { &self.outputs[index - 1] };
            let examples = x.examples();
            let mut below = Panel::zeros(layer.inputs, examples);
            let biases = place + layer.inputs * layer.outputs;
            for unit in 0..layer.outputs {
                let delta = slope.row_mut(unit);
                for ((delta, z), h) in
                    delta.iter_mut().zip(self.sums[index].row(unit)).zip(self.outputs[index].row(unit))
                {
                    *delta *= layer.activation.slope(*z, *h);
                }
                if layer.bias {
                    gradient[biases + unit] = Panel::sum(delta, examples);
                }
                for input in 0..layer.inputs {
                    let at = place + unit * layer.inputs + input;
                    gradient[at] = Panel::dot(delta, x.row(input), examples);
                    let weight = Lanes::splat(parameters[at]);
                    below.row_mut(input).iter_mut().zip(&*delta).for_each(|(b, d)| *b += weight * *d);
                }
            }
            slope = below;
        }
        slope
    }
}

impl Tangents {
    /// Room for a batch.
    pub fn new(network: &Network, examples: usize) -> Self {
        Self { sums: panels(network, examples), outputs: panels(network, examples) }
    }

    /// The derivative of the network along `direction`, from a forward pass: ż = Ẇx + Wẋ + ḃ, ḣ = σ′(z)ż.
    pub fn forward(&mut self, network: &Network, parameters: &[f64], direction: &[f64], inputs: &Panel, trace: &Trace) {
        for (index, (layer, place)) in network.places().into_iter().enumerate() {
            let (before, rest) = self.outputs.split_at_mut(index);
            let biases = place + layer.inputs * layer.outputs;
            for unit in 0..layer.outputs {
                let bias = if layer.bias { direction[biases + unit] } else { 0.0 };
                let row = place + unit * layer.inputs;
                let sums = self.sums[index].row_mut(unit);
                sums.fill(Lanes::splat(bias));
                let x = if index == 0 { inputs } else { &trace.outputs[index - 1] };
                add_products(&direction[row..row + layer.inputs], x, sums);
                if let Some(moved) = before.last() {
                    add_products(&parameters[row..row + layer.inputs], moved, sums);
                }
                let (z, h) = (trace.sums[index].row(unit), trace.outputs[index].row(unit));
                for (((out, moved), z), h) in rest[0].row_mut(unit).iter_mut().zip(sums).zip(z).zip(h) {
                    *out = layer.activation.slope(*z, *h) * *moved;
                }
            }
        }
    }

    /// How the last layer's outputs change.
    pub fn outputs(&self) -> Option<&Panel> {
        self.outputs.last()
    }

    /// The derivative of [`Trace::backward`]'s gradient along `direction`, into `product`: the product of the Hessian with it. `slope` is
    /// ∂L/∂output, `moved` its derivative along the direction.
    #[expect(
        clippy::too_many_arguments,
        reason = "a pass reads the network, the point, the direction, the batch and two slopes"
    )]
    pub fn backward(
        &self,
        network: &Network,
        parameters: &[f64],
        direction: &[f64],
        inputs: &Panel,
        trace: &Trace,
        slope: &Panel,
        moved: &Panel,
        product: &mut [f64],
    ) {
        let (mut slope, mut moved) = (slope.clone(), moved.clone());
        for (index, (layer, place)) in network.places().into_iter().enumerate().rev() {
            let x = if index == 0 { inputs } else { &trace.outputs[index - 1] };
            let examples = x.examples();
            let mut below = [Panel::zeros(layer.inputs, examples), Panel::zeros(layer.inputs, examples)];
            let biases = place + layer.inputs * layer.outputs;
            for unit in 0..layer.outputs {
                let (z, h) = (trace.sums[index].row(unit), trace.outputs[index].row(unit));
                let (delta, change) = (slope.row_mut(unit), moved.row_mut(unit));
                for (at, along) in self.sums[index].row(unit).iter().enumerate() {
                    let (rising, bending) =
                        (layer.activation.slope(z[at], h[at]), layer.activation.curvature(z[at], h[at]));
                    change[at] = change[at] * rising + delta[at] * bending * *along;
                    delta[at] *= rising;
                }
                if layer.bias {
                    product[biases + unit] = Panel::sum(change, examples);
                }
                for input in 0..layer.inputs {
                    let at = place + unit * layer.inputs + input;
                    product[at] = Panel::dot(change, x.row(input), examples);
                    if index > 0 {
                        product[at] += Panel::dot(delta, self.outputs[index - 1].row(input), examples);
                    }
                    let (weight, turn) = (Lanes::splat(parameters[at]), Lanes::splat(direction[at]));
                    let [below, along] = &mut below;
                    below.row_mut(input).iter_mut().zip(&*delta).for_each(|(b, d)| *b += weight * *d);
                    let both = delta.iter().zip(&*change);
                    along.row_mut(input).iter_mut().zip(both).for_each(|(a, (d, c))| *a += turn * *d + weight * *c);
                }
            }
            [slope, moved] = below;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::activation::tests::ALL;
    use crate::{Activation, Layer};
    use approx::assert_relative_eq;

    /// Numbers in (−1, 1) that look random.
    fn numbers(count: usize, seed: u64) -> Vec<f64> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(1);
        (0..count)
            .map(|_| {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 11) as f64 / (1_u64 << 52) as f64 - 1.0
            })
            .collect()
    }

    /// L = ½Σ‖output − 0.3‖² with its slope.
    fn loss(network: &Network, parameters: &[f64], inputs: &Panel) -> f64 {
        let outputs = network.outputs_at(parameters, inputs);
        (0..outputs.units()).flat_map(|unit| outputs.unit(unit)).map(|h| 0.5 * (h - 0.3) * (h - 0.3)).sum()
    }

    fn gradient(network: &Network, parameters: &[f64], inputs: &Panel) -> (Vec<f64>, Panel) {
        let mut trace = Trace::new(network, inputs.examples());
        trace.forward(network, parameters, inputs);
        let outputs = trace.outputs().unwrap();
        let slope =
            Panel::from_fn(outputs.units(), outputs.examples(), |unit, example| outputs.at(unit, example) - 0.3);
        let mut gradient = vec![0.0; network.parameters()];
        let below = trace.backward(network, parameters, inputs, &slope, &mut gradient);
        (gradient, below)
    }

    fn product(network: &Network, parameters: &[f64], direction: &[f64], inputs: &Panel) -> (Vec<f64>, Panel) {
        let mut trace = Trace::new(network, inputs.examples());
        trace.forward(network, parameters, inputs);
        let outputs = trace.outputs().unwrap();
        let slope =
            Panel::from_fn(outputs.units(), outputs.examples(), |unit, example| outputs.at(unit, example) - 0.3);
        let mut tangents = Tangents::new(network, inputs.examples());
        tangents.forward(network, parameters, direction, inputs, &trace);
        let moved = tangents.outputs().unwrap().clone();
        let mut product = vec![0.0; network.parameters()];
        tangents.backward(network, parameters, direction, inputs, &trace, &slope, &moved, &mut product);
        (product, moved)
    }

    fn networks() -> impl Iterator<Item = Network> {
        ALL.into_iter().flat_map(|activation| {
            let biased = Network::through(&[3, 5, 4, 2], activation);
            let bare = |inputs, outputs| Layer { inputs, outputs, activation, bias: false };
            [biased, Network::of(vec![bare(3, 6), bare(6, 2)]).unwrap(), Network::through(&[3, 2], activation)]
        })
    }

    #[test]
    fn gradients_agree_with_finite_differences() {
        for network in networks() {
            for examples in [1, 4, 7] {
                let drawn = numbers(3 * examples, 3);
                let inputs = Panel::from_fn(3, examples, |unit, example| drawn[3 * example + unit]);
                let parameters = numbers(network.parameters(), 5);
                let (exact, below) = gradient(&network, &parameters, &inputs);
                let step = 1e-6;
                for (index, exact) in exact.iter().enumerate() {
                    let at = |sign: f64| {
                        let mut moved = parameters.clone();
                        moved[index] += sign * step;
                        loss(&network, &moved, &inputs)
                    };
                    assert_relative_eq!(
                        *exact,
                        (at(1.0) - at(-1.0)) / (2.0 * step),
                        epsilon = 2e-8,
                        max_relative = 1e-6
                    );
                }
                for unit in 0..3 {
                    for example in 0..examples {
                        let at = |sign: f64| {
                            let moved = Panel::from_fn(3, examples, |u, e| {
                                inputs.at(u, e) + if (u, e) == (unit, example) { sign * step } else { 0.0 }
                            });
                            loss(&network, &parameters, &moved)
                        };
                        let quotient = (at(1.0) - at(-1.0)) / (2.0 * step);
                        assert_relative_eq!(below.at(unit, example), quotient, epsilon = 2e-8, max_relative = 1e-6);
                    }
                }
            }
        }
    }

    #[test]
    fn products_with_the_hessian_agree_with_differences_of_gradients_and_are_symmetric() {
        for network in networks() {
            let drawn = numbers(15, 3);
            let inputs = Panel::from_fn(3, 5, |unit, example| drawn[3 * example + unit]);
            let parameters = numbers(network.parameters(), 5);
            let [u, v] = [7, 8].map(|seed| numbers(network.parameters(), seed));
            let (exact, _) = product(&network, &parameters, &v, &inputs);
            let step = 1e-6;
            let at = |sign: f64| {
                let moved: Vec<f64> = parameters.iter().zip(&v).map(|(p, v)| p + sign * step * v).collect();
                gradient(&network, &moved, &inputs).0
            };
            for ((exact, up), down) in exact.iter().zip(at(1.0)).zip(at(-1.0)) {
                assert_relative_eq!(*exact, (up - down) / (2.0 * step), epsilon = 2e-7, max_relative = 1e-5);
            }
            let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
            let (other, _) = product(&network, &parameters, &u, &inputs);
            assert_relative_eq!(dot(&u, &exact), dot(&v, &other), max_relative = 1e-11, epsilon = 1e-11);
        }
    }

    #[test]
    fn forward_and_backward_mode_are_adjoint() {
        // s·(J v) = (Jᵀ s)·v for the Jacobian J of the outputs.
        for network in networks() {
            let drawn = numbers(18, 2);
            let inputs = Panel::from_fn(3, 6, |unit, example| drawn[3 * example + unit]);
            let (parameters, v) = (numbers(network.parameters(), 5), numbers(network.parameters(), 6));
            let mut trace = Trace::new(&network, 6);
            trace.forward(&network, &parameters, &inputs);
            let mut tangents = Tangents::new(&network, 6);
            tangents.forward(&network, &parameters, &v, &inputs, &trace);
            let drawn = numbers(12, 9);
            let slope = Panel::from_fn(2, 6, |unit, example| drawn[2 * example + unit]);
            let mut gradient = vec![0.0; network.parameters()];
            trace.backward(&network, &parameters, &inputs, &slope, &mut gradient);
            let moved = tangents.outputs().unwrap();
            let forward: f64 = (0..2).map(|unit| Panel::dot(slope.row(unit), moved.row(unit), 6)).sum();
            let backward: f64 = gradient.iter().zip(&v).map(|(g, v)| g * v).sum();
            assert_relative_eq!(forward, backward, max_relative = 1e-12, epsilon = 1e-12);
        }
    }

    #[test]
    fn a_batch_s_gradient_is_the_sum_of_its_examples() {
        let network = Network::through(&[3, 5, 2], Activation::Tanh);
        let drawn = numbers(27, 3);
        let input = |example: usize, unit: usize| drawn[3 * example + unit];
        let parameters = numbers(network.parameters(), 5);
        let (whole, _) = gradient(&network, &parameters, &Panel::from_fn(3, 9, |unit, example| input(example, unit)));
        let mut sum = vec![0.0; network.parameters()];
        for example in 0..9 {
            let (one, _) = gradient(&network, &parameters, &Panel::from_fn(3, 1, |unit, _| input(example, unit)));
            sum.iter_mut().zip(one).for_each(|(sum, one)| *sum += one);
        }
        for (whole, sum) in whole.iter().zip(sum) {
            assert_relative_eq!(*whole, sum, max_relative = 1e-11, epsilon = 1e-13);
        }
    }
}
