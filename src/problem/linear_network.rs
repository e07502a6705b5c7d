//! Deep linear networks: a product of matrices, and the slopes of a function of the product along each of them.

use crate::error::Error;
use crate::random::Stream;
use crate::words::text;
use nalgebra::DMatrix;

/// Matrices W₁, …, W_L, of which only the product W_L⋯W₁ counts.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearNetwork {
    layers: Vec<DMatrix<f64>>,
}

/// AB, summed in a fixed order: the library's own product chooses its instructions by the machine, and so its rounding.
/// The columns of A and the rows of B must be equally many.
pub fn multiply(a: &DMatrix<f64>, b: &DMatrix<f64>) -> DMatrix<f64> {
    let inner = a.ncols().min(b.nrows());
    DMatrix::from_fn(a.nrows(), b.ncols(), |i, j| (0..inner).fold(0.0, |sum, k| sum + a[(i, k)] * b[(k, j)]))
}

impl LinearNetwork {
    /// Of at least one matrix; the first acts first.
    ///
    /// # Errors
    /// [`Error::Numerical`] when there is none, or when the shapes of two neighbours do not fit.
    pub fn new(layers: Vec<DMatrix<f64>>) -> Result<Self, Error> {
        let fit = layers.windows(2).all(|pair| pair[0].nrows() == pair[1].ncols());
        if layers.is_empty() || !fit {
            return Err(Error::Numerical(text("number.no-product")));
        }
        Ok(Self { layers })
    }

    /// Matrices between layers of these widths, with normal entries of mean 0 and the given deviation.
    ///
    /// # Errors
    /// [`Error::Numerical`] when there are fewer than two widths.
    pub fn draw(widths: &[usize], deviation: f64, stream: &mut Stream) -> Result<Self, Error> {
        let layer = |pair: &[usize]| DMatrix::from_fn(pair[1], pair[0], |_, _| deviation * stream.normal());
        Self::new(widths.windows(2).map(layer).collect())
    }

    /// The matrices, the first acts first.
    pub fn layers(&self) -> &[DMatrix<f64>] {
        &self.layers
    }

    /// W_j⋯W₁ for j = 1, …, L.
    fn partial_products(&self) -> Vec<DMatrix<f64>> {
        let mut products: Vec<DMatrix<f64>> = Vec::with_capacity(self.layers.len());
        for layer in &self.layers {
            let next = products.last().map_or_else(|| layer.clone(), |below| multiply(layer, below));
            products.push(next);
        }
        products
    }

    /// W_L⋯W₁.
    pub fn product(&self) -> DMatrix<f64> {
        self.partial_products().pop().unwrap_or_else(|| DMatrix::zeros(0, 0))
    }

    /// The slopes G_j = (W_L⋯W_{j+1})ᵀ G (W_{j−1}⋯W₁)ᵀ along each matrix, of a function whose slope along the product is G.
    pub fn slopes(&self, slope: &DMatrix<f64>) -> Vec<DMatrix<f64>> {
        let below = self.partial_products();
        let mut back = slope.clone();
        let mut slopes = Vec::with_capacity(self.layers.len());
        for (j, layer) in self.layers.iter().enumerate().rev() {
            let own = if j == 0 { back.clone() } else { multiply(&back, &below[j - 1].transpose()) };
            slopes.push(own);
            back = multiply(&layer.transpose(), &back);
        }
        slopes.reverse();
        slopes
    }

    /// W_j ← keep·W_j − η G_j with the slopes of [`LinearNetwork::slopes`]; weight decay λ makes keep = 1 − ηλ.
    pub fn step(&mut self, slopes: &[DMatrix<f64>], rate: f64, keep: f64) {
        for (layer, slope) in self.layers.iter_mut().zip(slopes) {
            layer.iter_mut().zip(slope).for_each(|(weight, slope)| *weight = keep * *weight - rate * slope);
        }
    }

    /// How far neighbours are from balance: W_{j+1}ᵀW_{j+1} − W_jW_jᵀ.
    pub fn imbalances(&self) -> Vec<DMatrix<f64>> {
        imbalances(&self.layers)
    }

    /// Σ‖W_j‖².
    pub fn squared_norm(&self) -> f64 {
        self.layers.iter().flatten().fold(0.0, |sum, weight| sum + weight * weight)
    }

    /// Whether all entries are finite and no larger than a bound.
    pub fn is_within(&self, bound: f64) -> bool {
        self.layers.iter().flatten().all(|weight| weight.abs() <= bound)
    }
}

/// A_{j+1}ᵀA_{j+1} − A_jA_jᵀ of neighbours in a row of matrices: of weights their imbalance, of slopes (times η²) what a step
/// adds to it (Arora, Cohen & Hazan 2018, proof of theorem 1, with the term of second order that the flow does not have).
pub fn imbalances(matrices: &[DMatrix<f64>]) -> Vec<DMatrix<f64>> {
    let between =
        |pair: &[DMatrix<f64>]| multiply(&pair[1].transpose(), &pair[1]) - multiply(&pair[0], &pair[0].transpose());
    matrices.windows(2).map(between).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn network() -> Result<LinearNetwork, Error> {
        LinearNetwork::draw(&[3, 4, 2, 5], 0.7, &mut Stream::new(2, "linear network"))
    }

    /// A function of the product with all entries in play.
    fn value(product: &DMatrix<f64>) -> f64 {
        product.iter().enumerate().map(|(k, w)| libm::sin(k as f64) * w + 0.5 * w * w).sum()
    }

    #[test]
    fn slopes_are_those_of_finite_differences() -> Result<(), Error> {
        let network = network()?;
        let product = network.product();
        let slope = DMatrix::from_fn(5, 3, |i, j| libm::sin((5 * j + i) as f64) + product[(i, j)]);
        let slopes = network.slopes(&slope);
        let width = 1e-5;
        for (layer, own) in slopes.iter().enumerate() {
            for entry in 0..own.len() {
                let at = |shift: f64| {
                    let mut moved = network.clone();
                    moved.layers[layer][entry] += shift;
                    value(&moved.product())
                };
                assert_relative_eq!(own[entry], (at(width) - at(-width)) / (2.0 * width), epsilon = 1e-8);
            }
        }
        Ok(())
    }

    #[test]
    fn a_step_adds_the_slopes_imbalance() -> Result<(), Error> {
        let mut network = network()?;
        let slopes = network.slopes(&DMatrix::from_fn(5, 3, |i, j| libm::cos((i + 2 * j) as f64)));
        let (before, rate, keep) = (network.imbalances(), 0.1, 0.97);
        network.step(&slopes, rate, keep);
        for ((before, after), gain) in before.iter().zip(network.imbalances()).zip(imbalances(&slopes)) {
            assert_relative_eq!(after, before * (keep * keep) + gain * (rate * rate), epsilon = 1e-12);
        }
        Ok(())
    }

    #[test]
    fn shapes_that_do_not_fit_are_an_error() {
        assert!(LinearNetwork::new(Vec::new()).is_err());
        assert!(LinearNetwork::new(vec![DMatrix::zeros(2, 3), DMatrix::zeros(2, 3)]).is_err());
        assert!(LinearNetwork::draw(&[3], 1.0, &mut Stream::new(0, "")).is_err());
    }
}
