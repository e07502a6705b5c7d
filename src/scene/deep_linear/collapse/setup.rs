//! Free features below a deep linear classifier: the loss, a step, and what is measured of the geometry.

use crate::error::Error;
use crate::measure::symmetric::SymmetricSpectrum;
use crate::parameter::Settings;
use crate::problem::linear_network::{LinearNetwork, multiply};
use crate::random::Stream;
use nalgebra::{DMatrix, DVector};

/// Classes.
pub(super) const CLASSES: usize = 3;
/// Examples of each class.
pub(super) const IN_CLASS: usize = 12;
/// All examples.
pub(super) const EXAMPLES: usize = CLASSES * IN_CLASS;
/// The width of features and layers.
const WIDTH: usize = 2;
/// The deviation of features at the start; that of weights is over √2.
const SPREAD: f64 = 0.5;
/// The step size.
pub(super) const RATE: f64 = 0.5;

/// What does not change.
pub(super) struct Setup {
    /// λ.
    pub(super) decay: f64,
    /// L.
    pub(super) layers: usize,
}

/// The features as the first factor, the layers after it, and the bias.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) factors: LinearNetwork,
    pub(super) bias: DVector<f64>,
}

/// The class of an example.
pub(super) fn class(example: usize) -> usize {
    example / IN_CLASS
}

impl Setup {
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        Ok(Self { decay: settings.number("lambda")?, layers: settings.count("layers")? })
    }

    /// Random features and weights, no bias.
    pub(super) fn start(&self, stream: &mut Stream) -> Result<State, Error> {
        let mut matrices = vec![DMatrix::from_fn(WIDTH, EXAMPLES, |_, _| SPREAD * stream.normal())];
        for layer in 1..=self.layers {
            let rows = if layer == self.layers { CLASSES } else { WIDTH };
            matrices.push(DMatrix::from_fn(rows, WIDTH, |_, _| SPREAD * stream.normal() / libm::sqrt(2.0)));
        }
        Ok(State { factors: LinearNetwork::new(matrices)?, bias: DVector::zeros(CLASSES) })
    }
}

impl State {
    /// The features, one column for each example.
    pub(super) fn features(&self) -> &DMatrix<f64> {
        // A network has at least one factor.
        &self.factors.layers()[0]
    }

    /// W_L⋯W₁ without the features.
    pub(super) fn weights(&self) -> DMatrix<f64> {
        let rest = &self.factors.layers()[1..];
        rest.iter().fold(DMatrix::identity(WIDTH, WIDTH), |below, layer| multiply(layer, &below))
    }

    /// W̄H + b − Y.
    fn errors(&self) -> DMatrix<f64> {
        let product = self.factors.product();
        DMatrix::from_fn(CLASSES, EXAMPLES, |row, example| {
            product[(row, example)] + self.bias[row] - if class(example) == row { 1.0 } else { 0.0 }
        })
    }

    /// (1/2N)‖W̄H + b − Y‖² + (λ/2)(‖H‖² + Σ‖W_j‖²).
    pub(super) fn loss(&self, setup: &Setup) -> f64 {
        self.errors().norm_squared() / (2 * EXAMPLES) as f64 + 0.5 * setup.decay * self.factors.squared_norm()
    }

    /// One step of gradient descent; gives the slopes without weight decay.
    pub(super) fn step(&mut self, setup: &Setup) -> Vec<DMatrix<f64>> {
        let slope = self.errors() / EXAMPLES as f64;
        let slopes = self.factors.slopes(&slope);
        self.factors.step(&slopes, RATE, 1.0 - RATE * setup.decay);
        for row in 0..CLASSES {
            self.bias[row] -= RATE * slope.row(row).iter().fold(0.0, |sum, entry| sum + entry);
        }
        slopes
    }

    /// The mean feature of each class, from which the mean of all is taken.
    pub(super) fn class_means(&self) -> Vec<[f64; WIDTH]> {
        let h = self.features();
        let mean = |examples: std::ops::Range<usize>, row: usize| {
            let count = examples.len() as f64;
            examples.fold(0.0, |sum, example| sum + h[(row, example)]) / count
        };
        let centre = |row: usize| mean(0..EXAMPLES, row);
        let of_class = |k: usize| [0, 1].map(|row| mean(k * IN_CLASS..(k + 1) * IN_CLASS, row) - centre(row));
        (0..CLASSES).map(of_class).collect()
    }

    /// The cosines between the classes' means.
    pub(super) fn cosines(&self) -> [f64; 3] {
        let means = self.class_means();
        let size = |[x, y]: [f64; 2]| libm::hypot(x, y);
        [(0, 1), (1, 2), (2, 0)].map(|(i, j)| {
            let ([a, b], [c, d]) = (means[i], means[j]);
            (a * c + b * d) / (size(means[i]) * size(means[j]))
        })
    }

    /// Σ of the squared distances of features from their class's mean.
    pub(super) fn within(&self) -> f64 {
        let (h, means) = (self.features(), self.class_means());
        let centre = [0, 1].map(|row| h.row(row).iter().fold(0.0, |sum, entry| sum + entry) / EXAMPLES as f64);
        (0..EXAMPLES).fold(0.0, |sum, example| {
            let off = [0, 1].map(|row| h[(row, example)] - centre[row] - means[class(example)][row]);
            sum + off[0] * off[0] + off[1] * off[1]
        })
    }

    /// Both singular values of the product W̄H, from which the mean over the examples is taken; the greater first.
    pub(super) fn singular_values(&self) -> [f64; 2] {
        let product = self.factors.product();
        let mean = |row: usize| product.row(row).iter().fold(0.0, |sum, entry| sum + entry) / EXAMPLES as f64;
        let means: Vec<f64> = (0..CLASSES).map(mean).collect();
        let centred = DMatrix::from_fn(CLASSES, EXAMPLES, |row, example| product[(row, example)] - means[row]);
        let squares = SymmetricSpectrum::new(&multiply(&centred, &centred.transpose()));
        let value = |k: usize| squares.as_ref().map_or(f64::NAN, |spectrum| libm::sqrt(spectrum.values[k].max(0.0)));
        [value(0), value(1)]
    }
}
