//! The greatest curvature of a landscape of many dimensions, by power iteration on products with its Hessian.

use crate::problem::landscape::Landscape;

/// A power iteration that goes on from step to step: the eigenvector moves little, so a few products keep up with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sharpness {
    /// The estimated eigenvector of the eigenvalue of greatest modulus, of length 1.
    pub direction: Vec<f64>,
    /// Its Rayleigh quotient at the last look.
    pub value: f64,
}

impl Sharpness {
    /// Begins with the given direction, which must not be zero.
    pub fn new(mut direction: Vec<f64>) -> Self {
        scale(&mut direction);
        Self { direction, value: f64::NAN }
    }

    /// Follows the eigenvector to x by `products` products with the Hessian there. Nothing changes where they are not finite.
    pub fn look(&mut self, landscape: &dyn Landscape, x: &[f64], products: usize) {
        let mut product = vec![0.0; x.len()];
        for _ in 0..products {
            landscape.hessian_product(x, &self.direction, &mut product);
            let quotient: f64 = self.direction.iter().zip(&product).map(|(v, p)| v * p).sum();
            if !quotient.is_finite() || product.iter().all(|entry| *entry == 0.0) {
                return;
            }
            self.value = quotient;
            self.direction.copy_from_slice(&product);
            scale(&mut self.direction);
        }
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.value);
        self.direction.iter().for_each(|entry| hash(*entry));
    }
}

fn scale(vector: &mut [f64]) {
    let length = libm::sqrt(vector.iter().map(|entry| entry * entry).sum());
    if length > 0.0 && length.is_finite() {
        vector.iter_mut().for_each(|entry| *entry /= length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::network::Regression;
    use crate::random::Stream;
    use approx::assert_relative_eq;
    use saddleback_network::{Activation, Network, Panel};

    #[test]
    fn it_finds_the_greatest_eigenvalue_of_the_whole_hessian() {
        let network = Network::through(&[1, 6, 6, 1], Activation::Tanh);
        let mut stream = Stream::new(4, "sharpness");
        let x = network.draw(1.5, || stream.normal());
        let inputs = Panel::from_fn(1, 9, |_, example| example as f64 / 4.0 - 1.0);
        let regression = Regression::new(network, inputs, vec![0.4; 9]);
        let greatest = regression.hessian(&x).symmetric_eigenvalues().max();
        let mut sharpness = Sharpness::new((0..x.len()).map(|_| stream.normal()).collect());
        sharpness.look(&regression, &x, 200);
        assert_relative_eq!(sharpness.value, greatest, max_relative = 1e-9);
        // Where nothing is finite it keeps what it knows.
        let known = sharpness.clone();
        sharpness.look(&regression, &vec![f64::NAN; x.len()], 3);
        assert_eq!(sharpness, known);
    }
}
