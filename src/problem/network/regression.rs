//! Least squares: a network that fits numbers.

use crate::problem::landscape::Landscape;
use nalgebra::DMatrix;
use saddleback_network::{Network, Panel, Tangents, Trace};

/// L(θ) = (1/2n) Σᵢ (f(xᵢ; θ) − yᵢ)² over n examples, for a network with one output.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    network: Network,
    inputs: Panel,
    labels: Vec<f64>,
}

impl Regression {
    /// With one column of `inputs` for each label.
    pub fn new(network: Network, inputs: Panel, labels: Vec<f64>) -> Self {
        Self { network, inputs, labels }
    }

    /// The same network on some of the examples, in this order and as often as they are named: a minibatch.
    pub fn on(&self, examples: &[usize]) -> Self {
        let inputs =
            Panel::from_fn(self.inputs.units(), examples.len(), |unit, place| self.inputs.at(unit, examples[place]));
        let labels = examples.iter().map(|example| self.labels[*example]).collect();
        Self { network: self.network.clone(), inputs, labels }
    }

    /// The network.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// n.
    pub fn examples(&self) -> usize {
        self.labels.len()
    }

    /// f(x; θ) at other inputs.
    pub fn predictions(&self, parameters: &[f64], inputs: &Panel) -> Vec<f64> {
        self.network.outputs_at(parameters, inputs).unit(0)
    }

    fn trace(&self, parameters: &[f64]) -> Trace {
        let mut trace = Trace::new(&self.network, self.examples());
        trace.forward(&self.network, parameters, &self.inputs);
        trace
    }

    /// The residuals f(xᵢ) − yᵢ of a forward pass, each times `factor`.
    fn residuals(&self, trace: &Trace, factor: f64) -> Panel {
        let outputs = trace.outputs();
        Panel::from_fn(1, self.examples(), |_, example| {
            outputs.map_or(f64::NAN, |outputs| factor * (outputs.at(0, example) - self.labels[example]))
        })
    }

    fn loss(&self, residuals: &Panel) -> f64 {
        0.5 * Panel::dot(residuals.row(0), residuals.row(0), self.examples()) / self.examples() as f64
    }
}

impl Landscape for Regression {
    fn dimension(&self) -> usize {
        self.network.parameters()
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.loss(&self.residuals(&self.trace(x), 1.0))
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        let trace = self.trace(x);
        let slope = self.residuals(&trace, 1.0 / self.examples() as f64);
        trace.backward(&self.network, x, &self.inputs, &slope, gradient);
    }

    fn value_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let trace = self.trace(x);
        let slope = self.residuals(&trace, 1.0 / self.examples() as f64);
        trace.backward(&self.network, x, &self.inputs, &slope, gradient);
        self.loss(&self.residuals(&trace, 1.0))
    }

    /// By one product for each parameter.
    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let d = self.dimension();
        let mut hessian = DMatrix::zeros(d, d);
        let (mut direction, mut product) = (vec![0.0; d], vec![0.0; d]);
        for column in 0..d {
            direction[column] = 1.0;
            self.hessian_product(x, &direction, &mut product);
            direction[column] = 0.0;
            hessian.column_mut(column).copy_from_slice(&product);
        }
        hessian
    }

    fn hessian_product(&self, x: &[f64], direction: &[f64], product: &mut [f64]) {
        let trace = self.trace(x);
        let share = 1.0 / self.examples() as f64;
        let slope = self.residuals(&trace, share);
        let mut tangents = Tangents::new(&self.network, self.examples());
        tangents.forward(&self.network, x, direction, &self.inputs, &trace);
        let moved = Panel::from_fn(1, self.examples(), |_, example| {
            tangents.outputs().map_or(f64::NAN, |outputs| share * outputs.at(0, example))
        });
        tangents.backward(&self.network, x, direction, &self.inputs, &trace, &slope, &moved, product);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::optimizer::{OPTIMIZERS, Step};
    use crate::parameter::Settings;
    use crate::random::Stream;
    use approx::assert_relative_eq;
    use saddleback_network::Activation;

    fn regression() -> (Regression, Vec<f64>) {
        let network = Network::through(&[1, 4, 3, 1], Activation::Tanh);
        let inputs = Panel::from_fn(1, 7, |_, example| example as f64 / 3.0 - 1.0);
        let labels = (0..7).map(|example| libm::sin(2.0 * (example as f64 / 3.0 - 1.0))).collect();
        let mut stream = Stream::new(0, "regression");
        let parameters = network.draw(1.5, || stream.normal());
        (Regression::new(network, inputs, labels), parameters)
    }

    #[test]
    fn gradient_and_hessian_are_those_of_the_loss() {
        let (regression, x) = regression();
        let d = regression.dimension();
        let mut gradient = vec![0.0; d];
        let value = regression.value_and_gradient(&x, &mut gradient);
        assert_eq!(value, regression.value(&x));
        let hessian = regression.hessian(&x);
        assert_relative_eq!(hessian, hessian.transpose(), epsilon = 1e-14);
        let step = 1e-5;
        for i in 0..d {
            let at = |sign: f64| {
                let mut moved = x.clone();
                moved[i] += sign * step;
                let mut slope = vec![0.0; d];
                (regression.value_and_gradient(&moved, &mut slope), slope)
            };
            let ((up, rising), (down, falling)) = (at(1.0), at(-1.0));
            assert_relative_eq!(gradient[i], (up - down) / (2.0 * step), epsilon = 1e-9);
            for j in 0..d {
                assert_relative_eq!(hessian[(j, i)], (rising[j] - falling[j]) / (2.0 * step), epsilon = 1e-8);
            }
        }
    }

    #[test]
    fn every_optimizer_trains_a_network() {
        let (regression, start) = regression();
        let settings = Settings::new(OPTIMIZERS.iter().flat_map(|rule| rule.info.hyper_parameters()).collect());
        for entry in OPTIMIZERS {
            // Both of Newton's rules run to the saddles of a network or stop there.
            if ["newton", "lbfgs"].contains(&entry.info.id) {
                continue;
            }
            let Ok(rule) = (entry.build)(1e-3, &settings) else { continue };
            let (mut x, mut noise) = (start.clone(), Stream::new(0, "train"));
            let mut memory = vec![0.0; rule.memory(x.len())];
            for count in 1..=100 {
                rule.step(&mut Step::new(&regression, count, &mut noise), &mut x, &mut memory);
            }
            assert!(regression.value(&x) < regression.value(&start), "{}", entry.info.id);
        }
    }

    #[test]
    fn minibatches_make_up_the_whole() {
        let (regression, x) = regression();
        let d = regression.dimension();
        let of = |examples: &[usize]| {
            let mut gradient = vec![0.0; d];
            regression.on(examples).gradient(&x, &mut gradient);
            gradient
        };
        let (first, second, mut whole) = (of(&[0, 2, 4, 6]), of(&[1, 3, 5]), vec![0.0; d]);
        regression.gradient(&x, &mut whole);
        for ((first, second), whole) in first.iter().zip(second).zip(whole) {
            assert_relative_eq!((4.0 * first + 3.0 * second) / 7.0, whole, epsilon = 1e-14);
        }
    }
}
