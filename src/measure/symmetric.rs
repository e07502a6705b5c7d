//! Eigenvalues and eigenvectors of symmetric matrices.

use crate::error::Error;
use crate::words::text;
use nalgebra::{DMatrix, SymmetricEigen};

/// The QR iteration's bound; small matrices need a few dozen rounds at most.
const MOST_ITERATIONS: usize = 10_000;

/// A symmetric matrix as VΛVᵀ.
#[derive(Debug, Clone, PartialEq)]
pub struct SymmetricSpectrum {
    /// The eigenvalues, the greatest first.
    pub values: Vec<f64>,
    /// The eigenvectors of length 1 in the columns, in the order of the values. The entry of greatest modulus is positive.
    pub vectors: DMatrix<f64>,
}

impl SymmetricSpectrum {
    /// Of a symmetric n × n matrix. Only the upper triangle is read.
    ///
    /// # Errors
    /// [`Error::Numerical`] when the matrix is not square, an entry is not finite or the iteration does not converge.
    pub fn new(matrix: &DMatrix<f64>) -> Result<Self, Error> {
        if !matrix.is_square() || matrix.iter().any(|entry| !entry.is_finite()) {
            return Err(Error::Numerical(text("number.no-spectrum")));
        }
        let n = matrix.nrows();
        let whole = DMatrix::from_fn(n, n, |i, j| matrix[(i.min(j), i.max(j))]);
        SymmetricEigen::try_new(whole, f64::EPSILON, MOST_ITERATIONS)
            .map(|eigen| Self::sorted(eigen.eigenvalues.as_slice(), &eigen.eigenvectors))
            .ok_or_else(|| Error::Numerical(text("number.no-eigenvalues")))
    }

    /// The least eigenvalue; infinite for the empty matrix.
    pub fn least(&self) -> f64 {
        self.values.last().copied().unwrap_or(f64::INFINITY)
    }

    /// The greatest eigenvalue; minus infinity for the empty matrix.
    pub fn greatest(&self) -> f64 {
        self.values.first().copied().unwrap_or(f64::NEG_INFINITY)
    }

    /// The coordinates vₖ·y of a vector of n numbers.
    pub fn coordinates(&self, y: &[f64]) -> Vec<f64> {
        self.vectors.column_iter().map(|vector| vector.iter().zip(y).map(|(v, y)| v * y).sum()).collect()
    }

    fn sorted(values: &[f64], v: &DMatrix<f64>) -> Self {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|i, j| values[*j].total_cmp(&values[*i]));
        let signs: Vec<f64> = order
            .iter()
            .map(|k| {
                let largest =
                    v.column(*k).iter().copied().fold(0.0_f64, |most, x| if x.abs() > most.abs() { x } else { most });
                if largest < 0.0 { -1.0 } else { 1.0 }
            })
            .collect();
        Self {
            values: order.iter().map(|k| values[*k]).collect(),
            vectors: DMatrix::from_fn(values.len(), values.len(), |i, k| signs[k] * v[(i, order[k])]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn the_parts_make_up_the_matrix() -> Result<(), Error> {
        let mut stream = Stream::new(3, "symmetric");
        for n in [1, 2, 5, 16] {
            let factor = DMatrix::from_fn(n, n, |_, _| stream.normal());
            let matrix = &factor + factor.transpose();
            let spectrum = SymmetricSpectrum::new(&matrix)?;
            let v = &spectrum.vectors;
            let diagonal = DMatrix::from_fn(n, n, |i, j| if i == j { spectrum.values[i] } else { 0.0 });
            assert_relative_eq!(v * diagonal * v.transpose(), matrix, epsilon = 1e-12);
            assert_relative_eq!(v.transpose() * v, DMatrix::identity(n, n), epsilon = 1e-13);
            assert!(spectrum.values.windows(2).all(|pair| pair[0] >= pair[1]));
        }
        Ok(())
    }

    #[test]
    fn the_second_difference_has_its_known_eigenvalues() -> Result<(), Error> {
        // 2 − 2cos(kπ/(n + 1)), k = 1…n.
        let n = 9;
        let matrix = DMatrix::from_fn(n, n, |i, j| match i.abs_diff(j) {
            0 => 2.0,
            1 => -1.0,
            _ => 0.0,
        });
        let spectrum = SymmetricSpectrum::new(&matrix)?;
        for (k, value) in spectrum.values.iter().rev().enumerate() {
            let angle = (k + 1) as f64 * std::f64::consts::PI / (n + 1) as f64;
            assert_relative_eq!(*value, 2.0 - 2.0 * libm::cos(angle), epsilon = 1e-14);
        }
        Ok(())
    }

    #[test]
    fn a_matrix_that_is_not_finite_or_not_square_is_an_error() {
        assert!(SymmetricSpectrum::new(&DMatrix::from_element(2, 2, f64::NAN)).is_err());
        assert!(SymmetricSpectrum::new(&DMatrix::zeros(2, 3)).is_err());
    }
}
