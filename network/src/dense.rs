//! A dense network: layers of sums and activations over one flat vector of parameters.

use crate::{Activation, Panel, Trace};

/// A layer h = σ(Wx + b).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Layer {
    /// How many numbers come in.
    pub inputs: usize,
    /// How many go out.
    pub outputs: usize,
    /// σ.
    pub activation: Activation,
    /// Whether it has a bias b.
    pub bias: bool,
}

impl Layer {
    /// How many parameters: W row by row, one row for each output, then b.
    pub fn parameters(&self) -> usize {
        self.outputs * (self.inputs + usize::from(self.bias))
    }
}

/// Layers in a row. The parameters of all layers stand in one vector, the first layer's first, each as [`Layer::parameters`] says.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    layers: Vec<Layer>,
}

impl Network {
    /// A network through these widths, with biases: `activation` between layers, and none behind the last.
    pub fn through(widths: &[usize], activation: Activation) -> Self {
        let last = widths.len().saturating_sub(2);
        let layer = |(index, pair): (usize, &[usize])| Layer {
            inputs: pair[0],
            outputs: pair[1],
            activation: if index == last { Activation::Identity } else { activation },
            bias: true,
        };
        Self { layers: widths.windows(2).enumerate().map(layer).collect() }
    }

    /// A network of these layers; none where the widths of two neighbours differ or there is no layer.
    pub fn of(layers: Vec<Layer>) -> Option<Self> {
        let fits = layers.windows(2).all(|pair| pair[0].outputs == pair[1].inputs);
        (fits && !layers.is_empty()).then_some(Self { layers })
    }

    /// The layers, the first first.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// How many parameters all layers have together.
    pub fn parameters(&self) -> usize {
        self.layers.iter().map(Layer::parameters).sum()
    }

    /// How many numbers one example has.
    pub fn inputs(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.inputs)
    }

    /// How many numbers come out for one example.
    pub fn outputs(&self) -> usize {
        self.layers.last().map_or(0, |layer| layer.outputs)
    }

    /// Each layer with the place of its parameters.
    pub(crate) fn places(&self) -> Vec<(Layer, usize)> {
        let place = |place: &mut usize, layer: &Layer| {
            let start = *place;
            *place += layer.parameters();
            Some((*layer, start))
        };
        self.layers.iter().scan(0, place).collect()
    }

    /// Parameters drawn layer by layer: weights of variance gain²/inputs, biases 0. `normal` gives standard normal numbers.
    pub fn draw(&self, gain: f64, mut normal: impl FnMut() -> f64) -> Vec<f64> {
        let mut parameters = Vec::with_capacity(self.parameters());
        for layer in &self.layers {
            let deviation = gain / libm::sqrt(layer.inputs as f64);
            parameters.extend((0..layer.outputs * layer.inputs).map(|_| deviation * normal()));
            parameters.extend((0..layer.outputs * usize::from(layer.bias)).map(|_| 0.0));
        }
        parameters
    }

    /// What the network gives for a batch of inputs.
    pub fn outputs_at(&self, parameters: &[f64], inputs: &Panel) -> Panel {
        let mut trace = Trace::new(self, inputs.examples());
        trace.forward(self, parameters, inputs);
        trace.into_outputs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_are_counted_and_neighbours_must_fit() {
        let network = Network::through(&[1, 24, 24, 1], Activation::Tanh);
        assert_eq!((network.parameters(), network.inputs(), network.outputs()), (673, 1, 1));
        assert_eq!(network.layers()[2].activation, Activation::Identity);
        let layer = |inputs, outputs| Layer { inputs, outputs, activation: Activation::Relu, bias: false };
        assert!(Network::of(vec![layer(2, 3), layer(4, 1)]).is_none());
        assert!(Network::of(Vec::new()).is_none());
        assert_eq!(Network::of(vec![layer(2, 3), layer(3, 1)]).map(|network| network.parameters()), Some(9));
    }
}
