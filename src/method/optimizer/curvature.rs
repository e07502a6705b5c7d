//! A symmetric matrix by its axes: what second-order steps ask of a Hessian.

use nalgebra::linalg::SymmetricEigen;
use nalgebra::{DMatrix, DVector};

/// Eigenvalues λᵢ, in no order of meaning, and the coordinates gᵢ of a vector along the unit eigenvectors qᵢ.
pub(super) struct Axes {
    pub(super) eigenvalues: DVector<f64>,
    pub(super) eigenvectors: DMatrix<f64>,
    pub(super) along: DVector<f64>,
}

/// Sweeps after which the iteration is given up.
const SWEEPS: usize = 1000;

impl Axes {
    /// The axes of a matrix with a vector along them; none where they cannot be computed (an entry is not finite).
    pub(super) fn new(matrix: DMatrix<f64>, vector: &[f64]) -> Option<Self> {
        if !matrix.iter().chain(vector).all(|entry| entry.is_finite()) {
            return None;
        }
        let eigen = SymmetricEigen::try_new(matrix, f64::EPSILON, SWEEPS)?;
        let along = eigen.eigenvectors.tr_mul(&DVector::from_column_slice(vector));
        Some(Self { eigenvalues: eigen.eigenvalues, eigenvectors: eigen.eigenvectors, along })
    }

    /// The vector whose coordinates along the axes are given.
    pub(super) fn vector(&self, coordinates: &DVector<f64>) -> DVector<f64> {
        &self.eigenvectors * coordinates
    }

    /// The index of the least eigenvalue.
    pub(super) fn least(&self) -> usize {
        self.eigenvalues.imin()
    }
}
