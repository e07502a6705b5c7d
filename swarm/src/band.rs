//! Symmetric positive definite systems whose entries lie in a band about the diagonal: Cholesky's factor, and what solves with it.

use crate::vector::{add_multiple, dot};

/// A symmetric matrix A with A_ij = 0 for |i − j| > band, of which the lower half is stored; factored row by row, a few at a time
/// where that has to be spread.
#[derive(Debug, Clone, PartialEq)]
pub struct Band {
    band: usize,
    size: usize,
    /// Row i holds A_{i, i−band} … A_ii, once factored L_{i, i−band} … L_ii.
    rows: Vec<f64>,
    /// How many rows are factored.
    factored: usize,
}

impl Band {
    /// The matrix of zeros.
    pub fn new(size: usize, band: usize) -> Self {
        Self { band, size, rows: vec![0.0; size * (band + 1)], factored: 0 }
    }

    /// Adds to the entry in row i, `back` columns before the diagonal; what lies outside is left out.
    pub fn add(&mut self, i: usize, back: usize, value: f64) {
        if i < self.size && back <= self.band.min(i) {
            self.rows[i * (self.band + 1) + self.band - back] += value;
        }
    }

    /// Whether all rows are factored, so that [`Band::solve`] solves.
    pub fn is_factored(&self) -> bool {
        self.factored == self.size
    }

    /// Factors up to so many more rows: A = LLᵀ. What rounding leaves of a pivot that should be positive is kept positive.
    #[inline(never)]
    pub fn factor(&mut self, rows: usize) {
        let (band, width) = (self.band, self.band + 1);
        let last = self.size.min(self.factored.saturating_add(rows));
        for i in self.factored..last {
            let first = i.saturating_sub(band);
            let (above, row) = self.rows.split_at_mut(i * width);
            // Column j of row i stands at j + band − i.
            let shift = band - (i - first);
            for j in first..i {
                let from = first.max(j.saturating_sub(band));
                let start = j * width + band - (j - from);
                let other = &above[start..start + (j - from)];
                let known = dot(&row[shift + from - first..shift + j - first], other);
                row[shift + j - first] = (row[shift + j - first] - known) / above[j * width + band];
            }
            let known = dot(&row[shift..band], &row[shift..band]);
            row[band] = (row[band] - known).max(f64::MIN_POSITIVE).sqrt();
        }
        self.factored = last;
    }

    /// Replaces a right-hand side by its solution; as it is unless all rows are factored.
    #[inline(never)]
    pub fn solve(&self, vector: &mut [f64]) {
        if !self.is_factored() || vector.len() != self.size {
            return;
        }
        let (band, width) = (self.band, self.band + 1);
        let row = |i: usize, first: usize| &self.rows[i * width + band - (i - first)..=i * width + band];
        for i in 0..self.size {
            let first = i.saturating_sub(band);
            let row = row(i, first);
            vector[i] = (vector[i] - dot(&row[..i - first], &vector[first..i])) / row[i - first];
        }
        for i in (0..self.size).rev() {
            let first = i.saturating_sub(band);
            let row = row(i, first);
            vector[i] /= row[i - first];
            let value = vector[i];
            add_multiple(&mut vector[first..i], -value, &row[..i - first]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dominant diagonal with a band of 3 below it.
    fn matrix(i: usize, j: usize) -> f64 {
        match i.abs_diff(j) {
            0 => 4.0 + i as f64 * 0.1,
            1 => -1.0,
            3 => 0.5 + 0.01 * i.min(j) as f64,
            _ => 0.0,
        }
    }

    #[test]
    fn solutions_solve_however_the_work_is_divided() {
        let n = 37;
        let build = || {
            let mut band = Band::new(n, 3);
            for i in 0..n {
                for back in 0..=3.min(i) {
                    band.add(i, back, matrix(i, i - back));
                }
            }
            band
        };
        let (mut at_once, mut by_parts) = (build(), build());
        at_once.factor(usize::MAX);
        while !by_parts.is_factored() {
            by_parts.factor(5);
        }
        assert_eq!(at_once, by_parts);
        let wanted: Vec<f64> = (0..n).map(|k| (k as f64 * 0.7) % 3.0 - 1.0).collect();
        let mut vector: Vec<f64> = (0..n).map(|i| (0..n).map(|j| matrix(i, j) * wanted[j]).sum()).collect();
        at_once.solve(&mut vector);
        for (solved, wanted) in vector.iter().zip(&wanted) {
            assert!((solved - wanted).abs() < 1e-13, "{solved} {wanted}");
        }
    }

    #[test]
    fn what_is_not_factored_or_does_not_fit_is_left_alone() {
        let mut band = Band::new(3, 1);
        band.add(7, 0, 1.0);
        band.add(0, 1, 1.0);
        (0..3).for_each(|i| band.add(i, 0, 4.0));
        let mut vector = [1.0, 2.0, 3.0];
        band.solve(&mut vector);
        assert_eq!(vector, [1.0, 2.0, 3.0]);
        band.factor(3);
        band.solve(&mut vector[..2]);
        assert_eq!(vector, [1.0, 2.0, 3.0]);
        band.solve(&mut vector);
        assert_eq!(vector, [0.25, 0.5, 0.75]);
    }
}
