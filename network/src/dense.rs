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

    /// Parameters drawn layer by layer: weights `gain` times a random matrix with orthonormal rows, or columns where there are fewer of
    /// these, and biases 0 (Saxe, McClelland & Ganguli 2014). `normal` gives standard normal numbers.
    ///
    /// By Gram and Schmidt's method rather than a library's: the order of its sums is fixed on every target.
    pub fn draw_orthogonal(&self, gain: f64, mut normal: impl FnMut() -> f64) -> Vec<f64> {
        let mut parameters = Vec::with_capacity(self.parameters());
        for layer in &self.layers {
            let (rows, columns) = (layer.outputs, layer.inputs);
            let (count, length) = (rows.min(columns), rows.max(columns));
            let mut vectors: Vec<Vec<f64>> = Vec::with_capacity(count);
            while vectors.len() < count {
                let mut vector: Vec<f64> = (0..length).map(|_| normal()).collect();
                // Twice, for what rounding leaves of the first time.
                for before in vectors.iter().chain(&vectors) {
                    let along: f64 = before.iter().zip(&vector).map(|(b, v)| b * v).sum();
                    vector.iter_mut().zip(before).for_each(|(v, b)| *v -= along * b);
                }
                let size = libm::sqrt(vector.iter().map(|v| v * v).sum());
                vector.iter_mut().for_each(|v| *v /= size);
                vectors.push(vector);
            }
            let entry =
                |row: usize, column: usize| if rows <= columns { vectors[row][column] } else { vectors[column][row] };
            parameters.extend((0..rows * columns).map(|place| gain * entry(place / columns, place % columns)));
            parameters.extend((0..rows * usize::from(layer.bias)).map(|_| 0.0));
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
    use approx::assert_relative_eq;

    #[test]
    fn orthogonal_weights_are_orthogonal() {
        let mut count = 0.0;
        let network = Network::through(&[2, 5, 5, 3], Activation::Relu);
        let parameters = network.draw_orthogonal(0.8, || {
            count += 1.0;
            libm::sin(12.9898 * count)
        });
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
        // The middle layer has orthonormal rows, the last one too; the first has orthonormal columns.
        let middle = &parameters[15..40];
        for (i, a) in middle.chunks(5).enumerate() {
            for (j, b) in middle.chunks(5).enumerate() {
                assert_relative_eq!(dot(a, b), if i == j { 0.64 } else { 0.0 }, epsilon = 1e-14);
            }
        }
        let column = |k: usize| parameters[..10].iter().skip(k).step_by(2).copied().collect::<Vec<_>>();
        assert_relative_eq!(dot(&column(0), &column(1)), 0.0, epsilon = 1e-14);
        assert_relative_eq!(dot(&column(1), &column(1)), 0.64, epsilon = 1e-14);
        assert!(parameters[10..15].iter().all(|bias| *bias == 0.0));
    }

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
