//! Eigenvalues and eigenvectors of symmetric matrices.

use crate::error::Error;
use crate::words::text;
use nalgebra::DMatrix;

/// Rounds of rotations; each one squares what is left off the diagonal, so ten are ample.
const MOST_ROUNDS: usize = 60;

/// A symmetric matrix as VΛVᵀ.
#[derive(Debug, Clone, PartialEq)]
pub struct SymmetricSpectrum {
    /// The eigenvalues, the greatest first.
    pub values: Vec<f64>,
    /// The eigenvectors of length 1 in the columns, in the order of the values. The entry of greatest modulus is positive.
    pub vectors: DMatrix<f64>,
}

impl SymmetricSpectrum {
    /// Of a symmetric n × n matrix, by Jacobi's cyclic rotations (Golub & Van Loan 2013, *Matrix Computations*, section 8.5). It uses
    /// sums, products, quotients and square roots alone, so every build computes the same bits. Only the upper triangle is read.
    ///
    /// # Errors
    /// [`Error::Numerical`] when the matrix is not square, an entry is not finite or the rotations do not converge.
    pub fn new(matrix: &DMatrix<f64>) -> Result<Self, Error> {
        if !matrix.is_square() || matrix.iter().any(|entry| !entry.is_finite()) {
            return Err(Error::Numerical(text("number.no-spectrum")));
        }
        let n = matrix.nrows();
        let mut a = DMatrix::from_fn(n, n, |i, j| matrix[(i.min(j), i.max(j))]);
        let mut v = DMatrix::identity(n, n);
        let size: f64 = a.iter().map(|entry| entry * entry).sum();
        for _ in 0..MOST_ROUNDS {
            let mut off = 0.0;
            for p in 0..n {
                for q in p + 1..n {
                    off += a[(p, q)] * a[(p, q)];
                    rotate(&mut a, &mut v, p, q);
                }
            }
            if off <= f64::EPSILON * f64::EPSILON * size {
                return Ok(Self::sorted(&a, &v));
            }
        }
        Err(Error::Numerical(text("number.no-eigenvalues")))
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

    fn sorted(a: &DMatrix<f64>, v: &DMatrix<f64>) -> Self {
        let n = a.nrows();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by(|i, j| a[(*j, *j)].total_cmp(&a[(*i, *i)]));
        let signs: Vec<f64> = order
            .iter()
            .map(|k| {
                let largest =
                    v.column(*k).iter().copied().fold(0.0_f64, |most, x| if x.abs() > most.abs() { x } else { most });
                if largest < 0.0 { -1.0 } else { 1.0 }
            })
            .collect();
        Self {
            values: order.iter().map(|k| a[(*k, *k)]).collect(),
            vectors: DMatrix::from_fn(n, n, |i, k| signs[k] * v[(i, order[k])]),
        }
    }
}

/// Turns the plane of p and q so that the entry between them vanishes.
fn rotate(a: &mut DMatrix<f64>, v: &mut DMatrix<f64>, p: usize, q: usize) {
    let between = a[(p, q)];
    if between == 0.0 {
        return;
    }
    let slope = (a[(q, q)] - a[(p, p)]) / (2.0 * between);
    let tangent = 1.0_f64.copysign(slope) / (slope.abs() + libm::sqrt(1.0 + slope * slope));
    let cosine = 1.0 / libm::sqrt(1.0 + tangent * tangent);
    let sine = tangent * cosine;
    let turn = |x: f64, y: f64| (cosine * x - sine * y, sine * x + cosine * y);
    for k in 0..a.nrows() {
        (a[(k, p)], a[(k, q)]) = turn(a[(k, p)], a[(k, q)]);
    }
    for k in 0..a.nrows() {
        (a[(p, k)], a[(q, k)]) = turn(a[(p, k)], a[(q, k)]);
        (v[(k, p)], v[(k, q)]) = turn(v[(k, p)], v[(k, q)]);
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
