//! What is kept of running chains in the plane, in bounded memory, and what it says of them at any time.

use super::effective_size::{mean_error, tail_effective_size};
use super::estimate::Mean;
use super::rank::slices;
use super::split_r_hat::rank_split_r_hat;

/// Entries for each chain at most; when full, two become one and the next come half as often.
const CAPACITY: usize = 256;
/// Fewer entries for each chain say nothing.
const LEAST: usize = 8;

/// Every draw of a few chains as a mean of its batch, and every so often one as it is.
///
/// Batches are as long as the distance between the draws that are kept, so that their means hold all that the draws in between know of
/// the mean: its error follows from the batches' own autocorrelations (Geyer 1992, section 3.2, with the sequence estimator on top).
#[derive(Debug, Clone, PartialEq)]
pub struct ChainRecord {
    stride: u64,
    filled: u64,
    sums: Vec<[f64; 2]>,
    draws: Vec<Vec<[f64; 2]>>,
    means: Vec<Vec<[f64; 2]>>,
    /// Over all draws of all chains, by coordinate.
    all: [Mean; 2],
}

/// Diagnostics of chains: of the two coordinates the one that fares worse.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Diagnostics {
    /// Rank-normalized split-R̂ of the draws that are kept.
    pub r_hat: f64,
    /// The effective sample size for the mean, s²/MCSE², over all draws.
    pub effective_size: f64,
    /// The tails' effective size among the draws that are kept, as a share of them.
    pub tail_share: f64,
    /// The integrated autocorrelation time in steps: draws over effective size.
    pub autocorrelation_time: f64,
    /// The Monte Carlo standard error of the mean.
    pub mean_error: f64,
}

impl ChainRecord {
    /// Nothing recorded of `chains` chains.
    pub fn new(chains: usize) -> Self {
        Self {
            stride: 1,
            filled: 0,
            sums: vec![[0.0; 2]; chains],
            draws: vec![Vec::new(); chains],
            means: vec![Vec::new(); chains],
            all: [Mean::default(); 2],
        }
    }

    /// Takes the next draw of every chain.
    pub fn add(&mut self, points: impl Iterator<Item = [f64; 2]>) {
        self.filled += 1;
        let due = self.filled == self.stride;
        for (chain, at) in points.take(self.sums.len()).enumerate() {
            for (i, value) in at.into_iter().enumerate() {
                self.sums[chain][i] += value;
                self.all[i].add(value);
            }
            if due {
                self.draws[chain].push(at);
                self.means[chain].push(self.sums[chain].map(|sum| sum / self.stride as f64));
                self.sums[chain] = [0.0; 2];
            }
        }
        if due {
            self.filled = 0;
            if self.draws.first().is_some_and(|chain| chain.len() == CAPACITY) {
                self.halve();
            }
        }
    }

    fn halve(&mut self) {
        for chain in &mut self.draws {
            *chain = chain.iter().skip(1).step_by(2).copied().collect();
        }
        for chain in &mut self.means {
            *chain = chain.chunks_exact(2).map(|pair| [0, 1].map(|i| 0.5 * (pair[0][i] + pair[1][i]))).collect();
        }
        self.stride *= 2;
    }

    /// How many draws of all chains were taken.
    pub fn len(&self) -> u64 {
        self.all[0].count
    }

    /// Whether none was.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The draws that are kept, chain by chain.
    pub fn draws(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        self.draws.iter().flatten().copied()
    }

    /// Bytes that it takes at most.
    pub fn bytes(&self) -> usize {
        self.sums.len() * 32 * CAPACITY
    }

    /// What the record says; none while it is too short.
    pub fn diagnostics(&self) -> Option<Diagnostics> {
        if self.draws.first().is_none_or(|chain| chain.len() < LEAST) {
            return None;
        }
        let column = |chains: &[Vec<[f64; 2]>], i: usize| -> Vec<Vec<f64>> {
            chains.iter().map(|chain| chain.iter().map(|at| at[i]).collect()).collect()
        };
        let of = |i: usize| {
            let (draws, means) = (column(&self.draws, i), column(&self.means, i));
            let (draws, means) = (slices(&draws), slices(&means));
            let error = mean_error(&means);
            let n = self.all[i].count as f64;
            // s² = n·(s/√n)².
            let variance = self.all[i].estimate().map_or(f64::NAN, |e| n * e.standard_error * e.standard_error);
            let size = variance / (error * error);
            let kept = draws.iter().map(|chain| chain.len()).sum::<usize>() as f64;
            Diagnostics {
                r_hat: rank_split_r_hat(&draws),
                effective_size: size,
                tail_share: tail_effective_size(&draws) / kept,
                autocorrelation_time: n / size,
                mean_error: error,
            }
        };
        let (first, second) = (of(0), of(1));
        let worse = if second.effective_size < first.effective_size { second } else { first };
        Some(Diagnostics { r_hat: first.r_hat.max(second.r_hat), ..worse })
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.stride as f64);
        hash(self.filled as f64);
        self.draws.iter().chain(&self.means).flatten().chain(&self.sums).flatten().for_each(|value| hash(*value));
        self.all.iter().for_each(|mean| mean.digest(hash));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    /// A record of four chains x ← φx + √(1−φ²)ξ.
    fn record(phi: [f64; 2], draws: usize) -> ChainRecord {
        let mut stream = Stream::new(4, "record");
        let mut record = ChainRecord::new(4);
        let mut at = [[0.0; 2]; 4];
        for _ in 0..draws {
            for x in &mut at {
                *x = [0, 1].map(|i| phi[i] * x[i] + (1.0 - phi[i] * phi[i]).sqrt() * stream.normal());
            }
            record.add(at.iter().copied());
        }
        record
    }

    #[test]
    fn times_and_errors_are_right_whether_longer_or_shorter_than_a_batch() {
        for (slow, draws) in [(0.0, 100_000), (-0.5, 100_000), (0.9, 200), (0.9, 5000), (0.9, 100_000)] {
            let said = record([slow, -0.6], draws).diagnostics().unwrap();
            let time = (1.0 + slow) / (1.0 - slow);
            // About 1000 batches say the variance of their mean to 5 % or so; few draws less.
            let tolerance = if draws < 1000 { 0.5 } else { 0.25 };
            assert_relative_eq!(said.autocorrelation_time, time, max_relative = tolerance);
            let error = (time / (4 * draws) as f64).sqrt();
            assert_relative_eq!(said.mean_error, error, max_relative = tolerance);
        }
    }

    #[test]
    fn memory_is_bounded_and_what_is_kept_is_evenly_spread() {
        let record = record([0.0; 2], 10_000);
        assert!(record.draws().count() < 4 * CAPACITY && record.len() == 40_000);
        assert!(record.diagnostics().unwrap().r_hat < 1.02);
        assert!(ChainRecord::new(4).diagnostics().is_none());
    }
}
