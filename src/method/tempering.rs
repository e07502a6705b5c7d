//! Simulated and parallel tempering on a ladder of inverse temperatures, with Metropolis-adjusted Langevin at each level.

use super::langevin::{Evaluated, Mala};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::source::Source;

/// How legends and settings know simulated tempering.
pub static SIMULATED: MethodInfo = MethodInfo {
    id: "simulated-tempering",
    color: Color::Blue,
    formula: r"(i, x) \to (i \pm 1, x)\ \text{with probability}\ \min\{1,\ p_{i\pm1}(x)/p_i(x)\}",
    source: Source {
        text: "Ge, Lee & Risteski (2018), Simulated tempering Langevin Monte Carlo; Marinari & Parisi (1992)",
        url: "https://arxiv.org/abs/1812.00793",
    },
    parameters: Vec::new,
};

/// How legends and settings know parallel tempering.
pub static PARALLEL: MethodInfo = MethodInfo {
    id: "parallel-tempering",
    color: Color::Green,
    formula: r"x_i \leftrightarrow x_j\ \text{with probability}\ \min\{1,\ e^{(\beta_i - \beta_j)(f(x_i) - f(x_j))}\}",
    source: Source {
        text: "Geyer (1991), Markov chain Monte Carlo maximum likelihood; Earl & Deem (2005), a review",
        url: "https://arxiv.org/abs/physics/0508111",
    },
    parameters: Vec::new,
};

/// Levels β₁ < … < β_L of the laws p_i ∝ e^{−β_i f}, with what moves along them and between them need.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    density: NormalPair,
    levels: Vec<Mala>,
    log_partition_functions: Vec<f64>,
    /// What simulated tempering takes for them.
    weights: Vec<f64>,
    /// The probability of an attempt in one step at rate λ, and at rate λ/2.
    attempt: f64,
    attempt_pair: f64,
}

impl Ladder {
    /// The ladder of the given inverse temperatures (increasing, the last 1) and their log ∫e^{−β_i f}, with steps of η,
    /// and attempts to change level at rate λ per unit time.
    pub fn new(density: NormalPair, betas: &[f64], log_partition_functions: Vec<f64>, eta: f64, rate: f64) -> Self {
        Self {
            density,
            levels: betas.iter().map(|beta| Mala::new(eta, *beta)).collect(),
            weights: log_partition_functions.clone(),
            log_partition_functions,
            attempt: -libm::expm1(-rate * eta),
            attempt_pair: -libm::expm1(-0.5 * rate * eta),
        }
    }

    /// The same with other weights ζ for simulated tempering than the exact log ∫e^{−β_i f}: level i then gets a share
    /// ∝ e^{−ζ_i}∫e^{−β_i f} of the time.
    pub fn with_weights(mut self, weights: Vec<f64>) -> Self {
        self.weights = weights;
        self
    }

    /// ζ, one for each level.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The levels' shares of the time under simulated tempering, e^{−ζ_i}∫e^{−β_i f} over their sum.
    pub fn shares(&self) -> Vec<f64> {
        let logs: Vec<f64> =
            self.log_partition_functions.iter().zip(&self.weights).map(|(log_z, zeta)| log_z - zeta).collect();
        let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = logs.iter().map(|log| libm::exp(log - top)).collect();
        let total: f64 = shares.iter().sum();
        shares.iter().map(|share| share / total).collect()
    }

    /// log ∫e^{−β_i f}, one for each level.
    pub fn log_partition_functions(&self) -> &[f64] {
        &self.log_partition_functions
    }

    /// Learns the weights from where walkers are: ζ_i grows by `gain` times the share of them at level i, so that what is visited too often
    /// is visited less (Wang & Landau 2001; Liang, Liu & Carroll 2007, with a gain that falls as 1/t). Only differences count; the
    /// mean stays.
    pub fn learn(&mut self, shares: &[f64], gain: f64) {
        let mean = gain / self.weights.len().max(1) as f64;
        self.weights.iter_mut().zip(shares).for_each(|(weight, share)| *weight += gain * share - mean);
    }

    /// The number of levels L.
    pub fn len(&self) -> usize {
        self.levels.len()
    }

    /// Whether there are no levels.
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
    }

    /// The density p = e^{−f} of the last level.
    pub fn density(&self) -> &NormalPair {
        &self.density
    }

    /// β_i, levels counted from 0.
    pub fn beta(&self, level: usize) -> f64 {
        self.levels[level].beta()
    }

    /// log p_i(x), normalized.
    pub fn log_density(&self, level: usize, x: f64) -> f64 {
        -self.beta(level) * self.density.potential(x) - self.log_partition_functions[level]
    }

    /// An exact draw from the level's law.
    pub fn draw(&self, level: usize, stream: &mut Stream) -> Evaluated {
        Evaluated::at(&self.density, self.density.sample_tempered(self.beta(level), stream))
    }

    /// min(1, p_to(x)/p_from(x)), from f(x).
    fn acceptance(&self, from: usize, to: usize, potential: f64) -> f64 {
        let log_ratio = (self.beta(from) - self.beta(to)) * potential + self.weights[from] - self.weights[to];
        libm::exp(log_ratio.min(0.0))
    }
}

/// A geometric ladder β_i = β_min^{(L−i)/(L−1)}, i = 1…L: from β_min up to 1 in equal ratios (L ≥ 2, 0 < β_min < 1).
pub fn geometric_ladder(levels: usize, beta_min: f64) -> Vec<f64> {
    let last = levels.max(2) - 1;
    (0..=last).map(|i| libm::pow(beta_min, (last - i) as f64 / last as f64)).collect()
}

/// An attempt to move between the neighbouring levels `lower` and `lower` + 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Attempt {
    /// The lower of the two levels, from 0.
    pub lower: usize,
    /// The Metropolis acceptance probability.
    pub probability: f64,
    /// Whether it was accepted.
    pub accepted: bool,
}

/// Simulated tempering (Marinari & Parisi 1992; Ge, Lee & Risteski 2018): one walker (i, x) that moves at its level and, at rate λ, attempts
/// i → i ± 1 (each with probability ½; off the ladder's ends nothing happens), accepted with probability min(1, p_{i'}(x)/p_i(x)).
/// In equilibrium i is uniform and x given i has the law p_i.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulated {
    /// The level, from 0.
    pub level: usize,
    /// The point.
    pub state: Evaluated,
}

impl Simulated {
    /// A walker in equilibrium, whatever the ladder's weights are.
    pub fn in_equilibrium(ladder: &Ladder, stream: &mut Stream) -> Self {
        let mut left = stream.uniform();
        let chosen = ladder.shares().iter().position(|share| {
            left -= share;
            left < 0.0
        });
        let level = chosen.unwrap_or(ladder.len() - 1);
        Self { level, state: ladder.draw(level, stream) }
    }

    /// A move at the level, then perhaps an attempt to change it.
    pub fn step(&mut self, ladder: &Ladder, stream: &mut Stream) -> Option<Attempt> {
        self.state = ladder.levels[self.level].step(&ladder.density, self.state, stream);
        if stream.uniform() >= ladder.attempt {
            return None;
        }
        let to = if stream.uniform() < 0.5 { self.level.checked_sub(1)? } else { self.level + 1 };
        if to >= ladder.len() {
            return None;
        }
        let probability = ladder.acceptance(self.level, to, self.state.potential);
        let accepted = stream.uniform() < probability;
        let lower = self.level.min(to);
        if accepted {
            self.level = to;
        }
        Some(Attempt { lower, probability, accepted })
    }
}

/// Parallel tempering (Geyer 1991): L replicas, one at each level; each pair of neighbours attempts at rate λ/2 to exchange their points,
/// accepted with probability min(1, e^{(β_i−β_j)(f(x_i)−f(x_j))}). In equilibrium the points are independent, x_i ~ p_i.
#[derive(Debug, Clone, PartialEq)]
pub struct Parallel {
    /// The point at each level.
    pub states: Vec<Evaluated>,
    /// Which replica stands at each level.
    pub replicas: Vec<usize>,
}

impl Parallel {
    /// Replicas in equilibrium, replica i at level i.
    pub fn in_equilibrium(ladder: &Ladder, stream: &mut Stream) -> Self {
        let states = (0..ladder.len()).map(|level| ladder.draw(level, stream)).collect();
        Self { states, replicas: (0..ladder.len()).collect() }
    }

    /// The level of a replica.
    pub fn level(&self, replica: usize) -> Option<usize> {
        self.replicas.iter().position(|r| *r == replica)
    }

    /// A move at every level, then attempts from the lowest pair to the highest, each reported to `attempted`.
    pub fn step(&mut self, ladder: &Ladder, stream: &mut Stream, mut attempted: impl FnMut(Attempt)) {
        for (level, state) in ladder.levels.iter().zip(&mut self.states) {
            *state = level.step(&ladder.density, *state, stream);
        }
        for lower in 0..ladder.len().saturating_sub(1) {
            if stream.uniform() < ladder.attempt_pair {
                let difference = self.states[lower].potential - self.states[lower + 1].potential;
                let log_ratio = (ladder.beta(lower) - ladder.beta(lower + 1)) * difference;
                let probability = libm::exp(log_ratio.min(0.0));
                let accepted = stream.uniform() < probability;
                if accepted {
                    self.states.swap(lower, lower + 1);
                    self.replicas.swap(lower, lower + 1);
                }
                attempted(Attempt { lower, probability, accepted });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theory::tempering::{log_partition_function, parallel_acceptance, simulated_acceptance};
    use approx::assert_relative_eq;

    fn ladder(levels: usize) -> Ladder {
        let density = NormalPair::new(3.0, 0.3);
        let betas = geometric_ladder(levels, 0.1);
        let partition = betas.iter().map(|beta| log_partition_function(&density, *beta)).collect();
        Ladder::new(density, &betas, partition, 0.1, 2.0)
    }

    #[test]
    fn the_ladder_rises_in_equal_ratios_to_one() {
        let betas = geometric_ladder(4, 0.008);
        assert_eq!(betas[3], 1.0);
        for pair in betas.windows(2) {
            assert_relative_eq!(pair[1] / pair[0], 5.0, max_relative = 1e-12);
        }
    }

    #[test]
    fn shares_follow_the_weights_and_learning_evens_them() {
        let exact = ladder(3);
        exact.shares().iter().for_each(|share| assert_relative_eq!(*share, 1.0 / 3.0, max_relative = 1e-12));
        let mut weights = exact.weights().to_vec();
        weights[2] -= 2.0_f64.ln();
        assert_relative_eq!(exact.clone().with_weights(weights).shares()[2], 0.5, max_relative = 1e-12);
        let mut learner = exact.clone().with_weights(vec![0.0; 3]);
        for _ in 0..2000 {
            let shares = learner.shares();
            learner.learn(&shares, 0.05);
        }
        learner.shares().iter().for_each(|share| assert_relative_eq!(*share, 1.0 / 3.0, max_relative = 1e-6));
    }

    #[test]
    fn acceptance_is_the_ratio_of_densities() {
        let ladder = ladder(3);
        for x in [-4.0, 0.3, 2.0] {
            let ratio = (ladder.log_density(2, x) - ladder.log_density(1, x)).exp().min(1.0);
            let potential = ladder.density().potential(x);
            assert_relative_eq!(ladder.acceptance(1, 2, potential), ratio, max_relative = 1e-12);
        }
    }

    #[test]
    fn both_kinds_keep_their_equilibrium_and_accept_as_predicted() {
        let ladder = ladder(3);
        let mut stream = Stream::new(9, "tempering");
        let n = 20_000;
        let (mut at_last, mut left) = (0.0, 0.0);
        let (mut tries, mut chances, mut pair_tries, mut pair_chances) = (0.0, 0.0, 0.0, 0.0);
        for _ in 0..n {
            let mut walker = Simulated::in_equilibrium(&ladder, &mut stream);
            let mut replicas = Parallel::in_equilibrium(&ladder, &mut stream);
            for _ in 0..20 {
                if let Some(attempt) = walker.step(&ladder, &mut stream).filter(|a| a.lower == 1) {
                    tries += 1.0;
                    chances += attempt.probability;
                }
                replicas.step(&ladder, &mut stream, |attempt| {
                    if attempt.lower == 1 {
                        pair_tries += 1.0;
                        pair_chances += attempt.probability;
                    }
                });
            }
            at_last += f64::from(u8::from(walker.level == 2));
            left += ladder.density().share_of_left(replicas.states[2].x);
            let mut order = replicas.replicas.clone();
            order.sort_unstable();
            assert_eq!(order, [0, 1, 2]);
        }
        let n = f64::from(n);
        assert!((at_last / n - 1.0 / 3.0).abs() < 3.89 * (2.0 / 9.0 / n).sqrt());
        assert!((left / n - 0.3).abs() < 3.89 * (0.21 / n).sqrt());
        let (low, high) = (ladder.beta(1), ladder.beta(2));
        // Attempts of one walker within its 20 steps hang together: at worst n of them are independent.
        assert_relative_eq!(
            chances / tries,
            simulated_acceptance(ladder.density(), low, high),
            epsilon = 3.89 * 0.5 / n.sqrt()
        );
        let predicted = parallel_acceptance(ladder.density(), low, high);
        assert_relative_eq!(pair_chances / pair_tries, predicted, epsilon = 3.89 * 0.5 / n.sqrt());
    }
}
