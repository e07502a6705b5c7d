//! Ways from A to B, and the loss along them.

use super::data::Data;
use super::network::{Form, loss};
use saddleback_network::Panel;

/// Places along a way at which the loss is taken, both ends included.
pub(super) const PLACES: usize = 49;

/// A way between two networks.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Way {
    /// Weights in between.
    Straight([Vec<f64>; 2]),
    /// (1 − t)²A + 2t(1 − t)θ + t²B (Garipov et al. 2018, equation 2).
    Bent([Vec<f64>; 3]),
    /// A and B side by side in twice the width, with output weights (1 − t)a and ta: outputs in between.
    Doubled([Vec<f64>; 2]),
}

/// The part of place k of the way.
pub(super) fn part(k: usize) -> f64 {
    k as f64 / (PLACES - 1) as f64
}

fn mix(shares: &[f64], vectors: &[&Vec<f64>]) -> Vec<f64> {
    let entry = |k: usize| shares.iter().zip(vectors).map(|(share, vector)| share * vector[k]).sum();
    (0..vectors[0].len()).map(entry).collect()
}

impl Way {
    /// f at points, of the network at part t of the way.
    pub(super) fn outputs(&self, form: &Form, t: f64, inputs: &Panel) -> Vec<f64> {
        match self {
            Self::Straight([a, b]) => form.outputs(&mix(&[1.0 - t, t], &[a, b]), inputs),
            Self::Bent([a, middle, b]) => {
                let shares = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
                form.outputs(&mix(&shares, &[a, middle, b]), inputs)
            }
            Self::Doubled([a, b]) => {
                let [of_a, of_b] = [a, b].map(|weights| form.outputs(weights, inputs));
                of_a.iter().zip(&of_b).map(|(x, y)| (1.0 - t) * x + t * y).collect()
            }
        }
    }

    /// The loss at every place.
    pub(super) fn losses(&self, form: &Form, data: &Data) -> Vec<f64> {
        (0..PLACES).map(|k| loss(data, &self.outputs(form, part(k), &data.inputs))).collect()
    }
}

/// How far the losses rise above the chord between the ends at most.
pub(super) fn barrier(losses: &[f64]) -> f64 {
    let (Some(first), Some(last)) = (losses.first(), losses.last()) else { return f64::NAN };
    let above = |(k, loss): (usize, &f64)| loss - ((1.0 - part(k)) * first + part(k) * last);
    losses.iter().enumerate().map(above).fold(f64::NEG_INFINITY, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn a_barrier_is_what_rises_above_the_chord() {
        let mut losses: Vec<f64> = (0..PLACES).map(|k| 1.0 + 2.0 * part(k)).collect();
        assert_relative_eq!(barrier(&losses), 0.0, epsilon = 1e-15);
        losses[PLACES / 2] += 0.7;
        assert_relative_eq!(barrier(&losses), 0.7, epsilon = 1e-12);
    }

    #[test]
    fn a_bent_way_ends_at_both_networks() {
        let mixed = |t: f64| {
            mix(&[(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t], &[&vec![1.0], &vec![9.0], &vec![3.0]])[0]
        };
        assert_eq!([mixed(0.0), mixed(1.0), mixed(0.5)], [1.0, 3.0, 5.5]);
    }
}
