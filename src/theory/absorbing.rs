//! Absorbing Markov chains with banded transitions, solved without a subtraction.

/// The system sᵢmᵢ = bᵢ + Σ_{j≠i} aᵢⱼmⱼ with sᵢ = Σ_{j≠i} aᵢⱼ + eᵢ, all of a, b, e nonnegative: what a chain collects
/// (bᵢ on each visit to i) before it is absorbed (with probability eᵢ from i). aᵢⱼ = 0 for |i−j| > band.
///
/// The diagonal is never stored but summed from what leaves, and elimination only adds: every entry of the solution has a small
/// relative error however long absorption takes (Grassmann, Taksar & Heyman 1985; O'Cinneide 1993).
#[derive(Debug, Clone, PartialEq)]
pub struct Absorbing {
    band: usize,
    /// Row i at offset i·(2·band+1); its column j at j − i + band.
    rows: Vec<f64>,
    exits: Vec<f64>,
    rewards: Vec<f64>,
}

impl Absorbing {
    /// A system of `exits.len()` states with the given exit probabilities and rewards; transitions are still zero.
    pub fn new(band: usize, exits: Vec<f64>, rewards: Vec<f64>) -> Self {
        Self { band, rows: vec![0.0; exits.len() * (2 * band + 1)], exits, rewards }
    }

    /// Sets aᵢⱼ; what lies outside the band or on the diagonal is left out.
    pub fn set(&mut self, i: usize, j: usize, probability: f64) {
        if i != j && i.abs_diff(j) <= self.band {
            let index = self.index(i, j);
            self.rows[index] = probability;
        }
    }

    fn index(&self, i: usize, j: usize) -> usize {
        i * (2 * self.band + 1) + j + self.band - i
    }

    /// m, by eliminating the states in order and substituting back.
    pub fn solve(mut self) -> Vec<f64> {
        let n = self.exits.len();
        let mut leaves = Vec::with_capacity(n);
        for k in 0..n {
            let last = (k + self.band).min(n - 1);
            let (from, to) = (self.index(k, k) + 1, self.index(k, last));
            let leaving = self.rows[from..=to.max(from - 1)].iter().sum::<f64>() + self.exits[k];
            leaves.push(leaving);
            for i in k + 1..=last {
                let share = self.rows[self.index(i, k)] / leaving;
                if share > 0.0 {
                    // The diagonal is added to as well and never read.
                    let (target, source) = (self.index(i, k + 1), self.index(k, k + 1));
                    let (above, below) = self.rows.split_at_mut(target);
                    let pairs = below.iter_mut().zip(&above[source..]).take(last - k);
                    pairs.for_each(|(entry, source)| *entry += share * source);
                    self.exits[i] += share * self.exits[k];
                    self.rewards[i] += share * self.rewards[k];
                }
            }
        }
        let mut m = self.rewards.clone();
        for k in (0..n).rev() {
            let last = (k + self.band).min(n - 1);
            let sum: f64 = (k + 1..=last).map(|j| self.rows[self.index(k, j)] * m[j]).sum();
            m[k] = (m[k] + sum) / leaves[k];
        }
        m
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn a_walk_on_a_segment_takes_its_closed_form_time() {
        // ±1 with probability ½, absorbed at 0 and n+1: from i it takes i(n+1−i) steps.
        let n = 40;
        let exits = (0..n).map(|i| if i == 0 || i == n - 1 { 0.5 } else { 0.0 }).collect();
        let mut chain = Absorbing::new(1, exits, vec![1.0; n]);
        for i in 0..n - 1 {
            chain.set(i, i + 1, 0.5);
            chain.set(i + 1, i, 0.5);
        }
        for (i, m) in chain.solve().into_iter().enumerate() {
            assert_relative_eq!(m, ((i + 1) * (n - i)) as f64, max_relative = 1e-13);
        }
    }

    #[test]
    fn rare_exits_keep_their_digits() {
        // Two states that swap, with exit probability 10⁻¹⁸ from the second: subtraction would lose it.
        let mut chain = Absorbing::new(1, vec![0.0, 1e-18], vec![1.0, 1.0]);
        chain.set(0, 1, 0.5);
        chain.set(1, 0, 0.5);
        let m = chain.solve();
        assert_relative_eq!(m[1], 2e18, max_relative = 1e-14);
        assert_relative_eq!(m[0], 2e18, max_relative = 1e-14);
    }
}
