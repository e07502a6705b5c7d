//! The spectral gap of two modes on the line, and how it hangs together with the time to the barrier between them.

use super::absorbing::Absorbing;
use super::passage::mean_passage_time;
use crate::problem::density::NormalPair;

/// Cells of the half line on the coarse grid; the fine one has twice as many.
const CELLS: usize = 160;
/// How far beyond its mean a normal component is followed.
const REACH: f64 = 8.5;

/// The slowest relaxation of dX = −f′dt + √2 dB on ½N(−m, 1) + ½N(m, 1): its eigenfunction is odd, so that its rate λ₂ is the
/// least at which the left half is left through the barrier at 0.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoModeGap {
    /// λ₂, with the grid's leading error taken off (Richardson).
    pub rate: f64,
    /// The mean passage time from −m to the barrier.
    pub passage: f64,
    /// A bound of |λ₂·passage − 1|, apart from rounding and grid: from the quasi-stationary law ν ∝ φ₂p on the left half the barrier is
    /// reached after 1/λ₂ on average, exactly (Collet, Martínez & San Martín 2013, *Quasi-Stationary Distributions*, section 2.1), and a
    /// start at −m differs from one under ν by no more than λ₂ times the larger of ν's mean time up to −m and −m's mean time up to ν.
    pub bound: f64,
}

impl TwoModeGap {
    /// For modes at ±m, 0.8 ≤ m ≤ 8.
    pub fn new(m: f64) -> Self {
        let pair = NormalPair::new(m, 0.5);
        let (coarse, _) = half_line(&pair, CELLS);
        let (fine, law) = half_line(&pair, 2 * CELLS);
        let rate = fine + (fine - coarse) / 3.0;
        let passage = mean_passage_time(&pair, 1.0, -m, 0.0);
        // The time from far out up to each centre, ∫e^f∫e^{−f}, and its means under ν from below −m up to it and from −m up.
        let width = (m + REACH) / law.len() as f64;
        let (mut below, mut time) = (0.0, 0.0);
        let times: Vec<f64> = law
            .iter()
            .map(|(x, _)| {
                let height = pair.potential(*x);
                below += width * libm::exp(-height);
                time += width * below * libm::exp(height);
                time
            })
            .collect();
        let to_mean = law.iter().zip(&times).take_while(|((x, _), _)| *x < -m).last().map_or(0.0, |(_, time)| *time);
        let (mut up, mut ahead, mut total) = (0.0, 0.0, 0.0);
        for ((_, mass), time) in law.iter().zip(&times) {
            up += mass * (to_mean - time).max(0.0);
            ahead += mass * (time - to_mean).max(0.0);
            total += mass;
        }
        Self { rate, passage, bound: rate * up.max(ahead) / total }
    }

    /// λ₂ times the mean passage time to the barrier.
    pub fn product(&self) -> f64 {
        self.rate * self.passage
    }
}

/// The least rate on (−∞, 0] with reflection far out and absorption at 0, on `cells` finite volumes, and the quasi-stationary law
/// at their centres: by inverse iteration with sums of nonnegative terms alone, so that rates as small as 10⁻¹⁴ keep their digits.
fn half_line(pair: &NormalPair, cells: usize) -> (f64, Vec<(f64, f64)>) {
    let width = (pair.r() + REACH) / cells as f64;
    let centre = |cell: usize| -width * (cells as f64 - cell as f64 - 0.5);
    // Heights against the lowest, so that nothing underflows.
    let lowest = pair.potential(-pair.r());
    let weights: Vec<f64> = (0..cells).map(|cell| libm::exp(lowest - pair.potential(centre(cell)))).collect();
    let conductance = |edge: f64| libm::exp(lowest - pair.potential(edge)) / (width * width);
    let mut values = vec![1.0; cells];
    let mut rate = 0.0;
    for _ in 0..60 {
        let mut exits = vec![0.0; cells];
        // The wall is half a cell from the last centre.
        exits[cells - 1] = 2.0 * conductance(0.0);
        let rewards = weights.iter().zip(&values).map(|(w, v)| w * v).collect();
        let mut chain = Absorbing::new(1, exits, rewards);
        for cell in 0..cells - 1 {
            let between = conductance(centre(cell) + 0.5 * width);
            chain.set(cell, cell + 1, between);
            chain.set(cell + 1, cell, between);
        }
        let next = chain.solve();
        let product = |a: &[f64], b: &[f64]| -> f64 { weights.iter().zip(a).zip(b).map(|((w, a), b)| w * a * b).sum() };
        let quotient = product(&values, &next) / product(&next, &next);
        let top = next.iter().copied().fold(f64::MIN_POSITIVE, f64::max);
        values = next.iter().map(|v| v / top).collect();
        let settled = (quotient - rate).abs() <= 1e-13 * quotient;
        rate = quotient;
        if settled {
            break;
        }
    }
    let law = (0..cells).map(|cell| (centre(cell), weights[cell] * values[cell])).collect();
    (rate, law)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn one_mode_has_the_gap_of_its_precision() {
        // With m = 0 the odd eigenfunction of the Ornstein–Uhlenbeck process is x itself, of rate 1.
        let (rate, _) = half_line(&NormalPair::new(0.0, 0.5), CELLS);
        assert_relative_eq!(rate, 1.0, epsilon = 1e-6);
    }

    #[test]
    fn the_grid_s_error_is_of_second_order() {
        let pair = NormalPair::new(2.0, 0.5);
        let [coarse, fine, finest] = [1, 2, 4].map(|times| half_line(&pair, times * CELLS).0);
        assert_relative_eq!((coarse - fine) / (fine - finest), 4.0, max_relative = 0.02);
    }

    #[test]
    fn the_product_tends_to_one_within_its_bound() {
        let mut last = f64::INFINITY;
        for m in [2.5, 3.0, 3.5, 4.0, 5.0, 6.0] {
            let gap = TwoModeGap::new(m);
            let off = (gap.product() - 1.0).abs();
            assert!(off < gap.bound + 1e-6 && off < last, "{m}: {gap:?}");
            last = off;
        }
        assert!(last < 1e-6 && TwoModeGap::new(2.0).product() > 1.005);
    }
}
