//! Eigenvalues of small real matrices.

use crate::error::Error;
use nalgebra::{Complex, DMatrix, Schur};

/// The QR iteration's bound; small matrices need a few dozen rounds at most.
const MOST_ITERATIONS: usize = 10_000;

/// The complex eigenvalues of a square matrix, by its real Schur form.
///
/// # Errors
/// [`Error::Numerical`] when an entry is not finite or the iteration does not converge.
pub fn eigenvalues(matrix: &DMatrix<f64>) -> Result<Vec<Complex<f64>>, Error> {
    if matrix.iter().any(|entry| !entry.is_finite()) {
        return Err(Error::Numerical("a matrix with entries that are not finite has no spectrum".to_string()));
    }
    Schur::try_new(matrix.clone(), f64::EPSILON, MOST_ITERATIONS)
        .map(|schur| schur.complex_eigenvalues().iter().copied().collect())
        .ok_or_else(|| Error::Numerical("the eigenvalues did not converge".to_string()))
}

/// The spectral radius of a square matrix: the greatest modulus of its eigenvalues.
///
/// # Errors
/// Those of [`eigenvalues`].
pub fn spectral_radius(matrix: &DMatrix<f64>) -> Result<f64, Error> {
    Ok(eigenvalues(matrix)?.iter().map(|value| libm::hypot(value.re, value.im)).fold(0.0, f64::max))
}

/// The eigenvalues of a symmetric 2 × 2 matrix, the least first, in closed form.
pub fn symmetric_eigenvalues(matrix: &DMatrix<f64>) -> [f64; 2] {
    let (xx, xy, yy) = (matrix[(0, 0)], matrix[(0, 1)], matrix[(1, 1)]);
    let (mean, spread) = (0.5 * (xx + yy), libm::hypot(0.5 * (xx - yy), xy));
    [mean - spread, mean + spread]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rotation_has_its_angle() {
        let rotation = DMatrix::from_row_slice(2, 2, &[0.6, -0.8, 0.8, 0.6]);
        let values = eigenvalues(&rotation).unwrap();
        assert_eq!(values.len(), 2);
        for value in values {
            assert!((value.re - 0.6).abs() < 1e-14 && (value.im.abs() - 0.8).abs() < 1e-14);
        }
    }

    #[test]
    fn a_symmetric_matrix_has_its_known_eigenvalues() {
        // Trace 6, determinant 4.
        let [least, greatest] = symmetric_eigenvalues(&DMatrix::from_row_slice(2, 2, &[1.0, 1.0, 1.0, 5.0]));
        assert!((least - (3.0 - 5.0_f64.sqrt())).abs() < 1e-14 && (greatest - (3.0 + 5.0_f64.sqrt())).abs() < 1e-14);
    }

    #[test]
    fn what_is_not_finite_is_refused() {
        assert!(eigenvalues(&DMatrix::from_element(2, 2, f64::NAN)).is_err());
    }
}
