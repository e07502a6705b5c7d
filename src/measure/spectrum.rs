//! Eigenvalues of small real matrices.

use crate::error::Error;
use crate::words::text;
use nalgebra::{Complex, DMatrix, Schur};

/// The QR iteration's bound; small matrices need a few dozen rounds at most.
const MOST_ITERATIONS: usize = 10_000;

/// The complex eigenvalues of a square matrix, by its real Schur form.
///
/// # Errors
/// [`Error::Numerical`] when an entry is not finite or the iteration does not converge.
pub fn eigenvalues(matrix: &DMatrix<f64>) -> Result<Vec<Complex<f64>>, Error> {
    if matrix.iter().any(|entry| !entry.is_finite()) {
        return Err(Error::Numerical(text("number.no-spectrum")));
    }
    Schur::try_new(matrix.clone(), f64::EPSILON, MOST_ITERATIONS)
        .map(|schur| schur.complex_eigenvalues().iter().copied().collect())
        .ok_or_else(|| Error::Numerical(text("number.no-eigenvalues")))
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

/// The spectral radius of a small real matrix, fast: exact for 2 × 2, where the eigenvalues have a closed form; otherwise by
/// Gelfand's formula ‖Mⁿ‖^{1/n} with n = 4096, off by a relative ln(κ)/n where κ measures how far M is from normal.
/// Infinite when an entry is not finite.
pub fn growth(matrix: &DMatrix<f64>) -> f64 {
    if matrix.iter().any(|entry| !entry.is_finite()) {
        return f64::INFINITY;
    }
    if matrix.shape() == (2, 2) {
        let half_trace = 0.5 * (matrix[(0, 0)] + matrix[(1, 1)]);
        let half_gap = 0.5 * (matrix[(0, 0)] - matrix[(1, 1)]);
        let square = half_gap * half_gap + matrix[(0, 1)] * matrix[(1, 0)];
        return if square < 0.0 { libm::hypot(half_trace, (-square).sqrt()) } else { half_trace.abs() + square.sqrt() };
    }
    // Plain arrays: this is called for thousands of small matrices, whose own allocations would take most of the time.
    let n = matrix.nrows();
    let mut power: Vec<f64> = matrix.iter().copied().collect();
    let mut square = vec![0.0; n * n];
    let (mut log_size, mut exponent) = (0.0, 1.0);
    for _ in 0..12 {
        let size = power.iter().fold(0.0_f64, |size, entry| size.max(entry.abs()));
        if size == 0.0 {
            return 0.0;
        }
        power.iter_mut().for_each(|entry| *entry /= size);
        log_size += libm::log(size) / exponent;
        for (column, squared) in power.chunks_exact(n).zip(square.chunks_exact_mut(n)) {
            squared.fill(0.0);
            for (factor, left) in column.iter().zip(power.chunks_exact(n)) {
                squared.iter_mut().zip(left).for_each(|(sum, entry)| *sum += factor * entry);
            }
        }
        std::mem::swap(&mut power, &mut square);
        exponent *= 2.0;
    }
    let size = power.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
    if size == 0.0 { 0.0 } else { libm::exp(log_size + libm::log(size) / exponent) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fast_radius_is_the_spectral_radius() {
        let mut stream = crate::random::Stream::new(0, "spectrum");
        for size in [2, 2, 2, 4, 4, 4, 4] {
            for _ in 0..50 {
                let matrix = DMatrix::from_fn(size, size, |_, _| 4.0 * stream.uniform() - 2.0);
                let exact = spectral_radius(&matrix).unwrap();
                let tolerance = if size == 2 { 1e-12 } else { 3e-3 };
                assert!((growth(&matrix) / exact - 1.0).abs() < tolerance, "{matrix}");
            }
        }
        assert_eq!(growth(&DMatrix::zeros(4, 4)), 0.0);
        assert_eq!(growth(&DMatrix::from_element(2, 2, f64::NAN)), f64::INFINITY);
        let nilpotent = DMatrix::from_fn(4, 4, |i, j| if j == i + 1 { 1.0 } else { 0.0 });
        assert_eq!(growth(&nilpotent), 0.0);
    }

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
