//! The matrix to be learnt, with its modes, and the factors at the start.

use crate::error::Error;
use crate::parameter::Settings;
use crate::problem::linear_network::{LinearNetwork, multiply};
use crate::random::Stream;
use crate::theory::deep_linear::{half_learning_time, half_time_errors, mode_strength};
use nalgebra::{DMatrix, DVector};

/// Rows and columns of the matrix.
pub(super) const SIZE: usize = 6;
/// The strengths of its modes.
pub(super) const STRENGTHS: [f64; 4] = [4.0, 2.5, 1.5, 0.8];

/// What does not change.
pub(super) struct Setup {
    /// M = Σ s_k u_k v_kᵀ.
    pub(super) target: DMatrix<f64>,
    /// Orthogonal; the first columns are u_k.
    pub(super) left: DMatrix<f64>,
    /// Orthogonal; the first columns are v_k.
    pub(super) right: DMatrix<f64>,
    pub(super) rate: f64,
    pub(super) alpha: f64,
    pub(super) layers: usize,
    /// Of each mode: what theory starts from, a₀ for two layers and the strength in the product for one.
    pub(super) first: Vec<f64>,
    /// For two layers, how far each half-learning time may be off, where that is known.
    pub(super) tolerances: Vec<Option<f64>>,
    /// h.
    pub(super) hidden: usize,
}

/// Columns of a Gaussian matrix, each made orthogonal to those before it: a uniformly random orthogonal matrix.
pub(super) fn orthogonal(size: usize, stream: &mut Stream) -> DMatrix<f64> {
    let mut columns: Vec<DVector<f64>> = Vec::new();
    for _ in 0..size {
        let drawn = DVector::from_fn(size, |_, _| stream.normal());
        // Twice, so that rounding leaves nothing along the columns before.
        let left = without(&without(&drawn, &columns), &columns);
        columns.push(&left / libm::sqrt(dot(&left, &left)));
    }
    DMatrix::from_fn(size, size, |i, j| columns[j][i])
}

fn dot(a: &DVector<f64>, b: &DVector<f64>) -> f64 {
    a.iter().zip(b).fold(0.0, |sum, (a, b)| sum + a * b)
}

/// A vector without its parts along orthonormal ones.
fn without(vector: &DVector<f64>, others: &[DVector<f64>]) -> DVector<f64> {
    others.iter().fold(vector.clone(), |rest, other| &rest - other * dot(other, &rest))
}

/// u_kᵀ W v_k for each mode.
pub(super) fn strengths(product: &DMatrix<f64>, left: &DMatrix<f64>, right: &DMatrix<f64>) -> Vec<f64> {
    let turned = multiply(&left.transpose(), &multiply(product, right));
    (0..STRENGTHS.len()).map(|k| turned[(k, k)]).collect()
}

/// For two layers, of each mode k: ‖p_k‖² with p_k = (W₁v_k + W₂ᵀu_k)/2, the part that grows; and a₀, the same without its parts along
/// stronger modes', which are taken from it before it shows.
fn growing_parts(network: &LinearNetwork, left: &DMatrix<f64>, right: &DMatrix<f64>) -> [Vec<f64>; 2] {
    let mut parts = [Vec::new(), Vec::new()];
    let (Some(first), Some(second)) = (network.layers().first(), network.layers().get(1)) else { return parts };
    let sum = (multiply(first, right) + multiply(&second.transpose(), left)) * 0.5;
    let mut taken: Vec<DVector<f64>> = Vec::new();
    for k in 0..STRENGTHS.len() {
        let whole = sum.column(k).into_owned();
        let rest = without(&whole, &taken);
        let size = dot(&rest, &rest);
        parts[0].push(dot(&whole, &whole));
        parts[1].push(size);
        taken.push(&rest / libm::sqrt(size.max(f64::MIN_POSITIVE)));
    }
    parts
}

impl Setup {
    /// With the factors at the start: entries of deviation α/√h, with h hidden units.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<(Self, LinearNetwork), Error> {
        let mut stream = Stream::new(seed, "modes");
        let (left, right) = (orthogonal(SIZE, &mut stream), orthogonal(SIZE, &mut stream));
        let strength =
            DMatrix::from_fn(SIZE, SIZE, |i, j| if i == j { STRENGTHS.get(i).copied().unwrap_or(0.0) } else { 0.0 });
        let target = multiply(&left, &multiply(&strength, &right.transpose()));
        let (alpha, hidden, layers) = (settings.number("alpha")?, settings.count("hidden")?, settings.count("layers")?);
        let mut widths = vec![hidden; layers + 1];
        (widths[0], widths[layers]) = (SIZE, SIZE);
        let network = LinearNetwork::draw(&widths, alpha / libm::sqrt(hidden as f64), &mut stream)?;
        let rate = settings.number("eta")?;
        let (first, tolerances) = match layers {
            1 => (strengths(&network.product(), &left, &right), Vec::new()),
            2 => {
                let [whole, rest] = growing_parts(&network, &left, &right);
                let off = half_time_errors(&whole, &rest, &STRENGTHS)
                    .into_iter()
                    .map(|error| error.map(|error| 0.5 * rate + error));
                (rest, off.collect())
            }
            _ => (Vec::new(), Vec::new()),
        };
        Ok((Self { target, left, right, rate, alpha, layers, first, tolerances, hidden }, network))
    }

    /// The strength of a mode that theory predicts after so many steps, for one and two layers.
    pub(super) fn predicted(&self, mode: usize, steps: f64) -> Option<f64> {
        let (strength, first) = (STRENGTHS[mode], *self.first.get(mode)?);
        Some(match self.layers {
            1 => strength + (first - strength) * libm::exp(steps * libm::log1p(-self.rate)),
            _ => mode_strength(first, strength, self.rate, steps),
        })
    }

    /// When theory has a mode half learnt, for two layers.
    pub(super) fn half_time(&self, mode: usize) -> Option<f64> {
        let first = *self.first.get(mode)?;
        (self.layers == 2 && first < STRENGTHS[mode]).then(|| half_learning_time(first, STRENGTHS[mode], self.rate))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn orthogonal_matrices_are() {
        let turn = orthogonal(SIZE, &mut Stream::new(4, "turn"));
        assert_relative_eq!(turn.transpose() * &turn, DMatrix::identity(SIZE, SIZE), epsilon = 1e-14);
    }
}
