//! What the scene predicts by quadrature and measures on its hidden ensembles.

use super::ensembles::{ParallelEnsemble, PlainEnsemble, SimulatedEnsemble};
use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Estimate;
use crate::method::tempering::Ladder;
use crate::normal;
use crate::problem::density::NormalPair;
use crate::source::Source;
use crate::theory::passage::{boundary_shift, chain_crossing_rate, crossing_rate, mode_relaxation_rate};
use crate::theory::tempering::{
    log_partition_function, parallel_acceptance, relative_variance_of_end_level, simulated_acceptance,
    time_before_forgetting,
};

/// Crossings of all plain chains together that are waited for: their number's standard error is then about 1.5 %.
const CROSSINGS: f64 = 5000.0;

/// The relative standard error for which the tempering ensembles' times are planned.
const PLANNED: f64 = 0.015;

const TEMPERING: Source = Source {
    text: "Ge, Lee & Risteski (2018), section 3; Off the convex path (2021), Beyond log-concave sampling, part 2",
    url: "https://arxiv.org/abs/1812.00793",
};
const SWAPS: Source =
    Source { text: "Geyer (1991); Earl & Deem (2005), equation 3", url: "https://arxiv.org/abs/physics/0508111" };
const CROSSING: Source = Source {
    text: "Bovier, Eckhoff, Gayrard & Klein (2004); barrier: Broadie, Glasserman & Kou (1997), theorem 1",
    url: "https://doi.org/10.1111/1467-9965.00035",
};

/// What does not change: the predictions.
#[derive(Debug, Clone)]
pub(super) struct Predictions {
    /// The left mode's weight.
    pub(super) weight: f64,
    /// 1 − TV of each pair of neighbouring levels.
    pub(super) simulated: Vec<f64>,
    /// The acceptance of swaps of each pair.
    pub(super) parallel: Vec<f64>,
    /// The plain chain's crossings per unit time, for the diffusion with moved cores and for the chain.
    pub(super) crossing_rate: f64,
    chain_crossing_rate: f64,
}

/// For how long the ensembles run, in units of time: fixed before they start, so that standard errors come out near 1.5 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plan {
    /// To learn the weights, where they are not exact, and attempts per unit time.
    pub(super) learning: f64,
    pub(super) rate: f64,
    /// To measure time at levels and acceptance.
    pub(super) moves: f64,
    /// To measure the modes' shares by simulated tempering.
    pub(super) simulated_modes: f64,
    /// To measure the modes' shares by parallel tempering.
    pub(super) parallel_modes: f64,
    /// To count the plain chains' crossings.
    pub(super) plain: f64,
}

impl Predictions {
    pub(super) fn new(density: &NormalPair, betas: &[f64], eta: f64) -> Self {
        let pairs =
            |f: fn(&NormalPair, f64, f64) -> f64| betas.windows(2).map(|pair| f(density, pair[0], pair[1])).collect();
        Self {
            weight: density.left_weight(),
            simulated: pairs(simulated_acceptance),
            parallel: pairs(parallel_acceptance),
            crossing_rate: crossing_rate(density, density.r() + boundary_shift(eta, 1.0)),
            chain_crossing_rate: chain_crossing_rate(density, eta, density.r()),
        }
    }

    /// The ensembles' times, given the betas of the ladder, the step and the rate λ of attempts.
    pub(super) fn plan(&self, density: &NormalPair, betas: &[f64], eta: f64, rate: f64) -> Plan {
        // At most one attempt is made in a step.
        let rate = -libm::expm1(-rate * eta) / eta;
        let samples = |relative_variance: f64, chains: usize| relative_variance / (chains as f64 * PLANNED * PLANNED);
        let least = self.simulated.iter().copied().fold(1.0, f64::min);
        let ends = relative_variance_of_end_level(betas.len(), rate, least);
        let relaxation: Vec<f64> = betas
            .iter()
            .map(|beta| mode_relaxation_rate(density, *beta, log_partition_function(density, *beta), density.r()))
            .collect();
        let odds = (1.0 - self.weight) / self.weight;
        // Σ over lags of the autocovariance of the mode at the last level, relative to w².
        let modes = |acceptances: &[f64]| 2.0 * odds * time_before_forgetting(rate, acceptances, &relaxation);
        // A walker of simulated tempering is at the last level one L-th of its time.
        let levels = betas.len() as f64;
        Plan {
            // Time to visit all levels many times.
            learning: (30.0 * levels / rate).clamp(40.0, 1500.0),
            rate,
            moves: samples(ends, SimulatedEnsemble::WALKERS),
            simulated_modes: samples(levels * modes(&self.simulated), SimulatedEnsemble::WALKERS),
            parallel_modes: samples(modes(&self.parallel), ParallelEnsemble::GROUPS),
            plain: CROSSINGS / PlainEnsemble::CHAINS as f64 / self.crossing_rate,
        }
    }
}

/// The number of standard errors that the farthest of `count` estimates exceeds with the probability 10⁻⁴ that one exceeds
/// [`STANDARD_ERRORS`] (Bonferroni), when the standard error itself is estimated from `chains` chains (Student).
fn standard_errors(count: usize, chains: usize) -> f64 {
    let one_sided = 1.0 - normal::distribution(STANDARD_ERRORS);
    normal::student(-normal::quantile(one_sided / count.max(1) as f64), chains as f64 - 1.0)
}

/// The estimate farthest from its prediction, in standard errors: its index with the prediction and the estimate.
fn farthest(pairs: impl Iterator<Item = (f64, Option<Estimate>)>) -> Option<(usize, f64, Estimate)> {
    let distance = |predicted: f64, e: Estimate| (e.value - predicted).abs() / e.standard_error;
    pairs
        .enumerate()
        .filter_map(|(index, (predicted, estimate))| estimate.map(|estimate| (index, predicted, estimate)))
        .max_by(|a, b| distance(a.1, a.2).total_cmp(&distance(b.1, b.2)))
}

/// A claim about the mean over independent chains.
struct Statement {
    id: &'static str,
    statement: String,
    predicted: f64,
    estimate: Option<Estimate>,
    standard_errors: f64,
    /// Absolute, beyond statistics.
    allowance: f64,
    origin: String,
    progress: f64,
    source: Source,
}

impl Statement {
    fn claim(self) -> Claim {
        // Before the measurement the tolerance is what the sample's size is planned for.
        let error = self.estimate.map_or(0.016 * self.predicted, |e| e.standard_error);
        Claim {
            id: self.id.into(),
            statement: self.statement.into(),
            predicted: self.predicted,
            measured: self.estimate.map(|e| e.value),
            tolerance: self.standard_errors * error + self.allowance,
            tolerance_origin: self.origin.into(),
            relation: Relation::Equal,
            progress: self.progress,
            source: self.source,
        }
    }
}

/// An estimate once its ensemble is done.
fn when_done<T>(progress: f64, estimate: Option<T>) -> Option<T> {
    if progress >= 1.0 { estimate } else { None }
}

/// The predicted acceptance of each pair of neighbours, with the ensemble's weights.
pub(super) fn simulated_acceptances(predictions: &Predictions, ensemble: &SimulatedEnsemble) -> Vec<f64> {
    ensemble.predicted_acceptances().map_or_else(|| predictions.simulated.clone(), <[f64]>::to_vec)
}

/// The claims of simulated tempering.
pub(super) fn simulated(ladder: &Ladder, predictions: &Predictions, ensemble: &SimulatedEnsemble) -> Vec<Claim> {
    let levels = ladder.len();
    let progress = ensemble.progress_of_moves();
    let learnt = ensemble.learnt();
    let shares = learnt.map_or_else(|| vec![1.0 / levels as f64; levels], Ladder::shares);
    let level = when_done(progress, farthest((0..levels).map(|i| (shares[i], ensemble.share_of_level(i)))));
    let which = level.map_or(String::new(), |(i, ..)| format!(" (here level {}, the farthest off)", i + 1));
    let rule = if learnt.is_some() {
        r"With weights $\zeta$ that were learnt and then held, the walker of simulated tempering spends the share $Z_ie^{-\zeta_i}/\sum_j Z_je^{-\zeta_j}$ of its time at level $i$, about $1/L$"
    } else {
        r"The walker of simulated tempering spends the share $1/L$ of its time at each level"
    };
    let time = Statement {
        id: "level-time",
        statement: format!("{rule}{which}"),
        predicted: level.map_or(shares[0], |(_, predicted, _)| predicted),
        estimate: level.map(|(.., estimate)| estimate),
        standard_errors: standard_errors(levels, SimulatedEnsemble::WALKERS),
        allowance: 0.0,
        origin: origin("walkers", SimulatedEnsemble::WALKERS, levels),
        progress,
        source: TEMPERING,
    };
    let accepted = simulated_acceptances(predictions, ensemble);
    let pairs = accepted.iter().enumerate();
    let pair = when_done(progress, farthest(pairs.map(|(i, p)| (*p, ensemble.acceptance(i)))));
    let acceptance = Statement {
        id: "simulated-acceptance",
        statement: format!(
            r"A move between neighbouring levels is accepted with probability $1 - \mathrm{{TV}}(p_i, p_{{i+1}})${}{}",
            if learnt.is_some() { ", by quadrature for the learnt weights" } else { "" },
            which_pair(pair.map(|(i, ..)| i))
        ),
        predicted: pair.map_or_else(|| accepted[0], |(_, predicted, _)| predicted),
        estimate: pair.map(|(.., estimate)| estimate),
        standard_errors: standard_errors(levels - 1, SimulatedEnsemble::WALKERS),
        allowance: 0.0,
        origin: origin("walkers", SimulatedEnsemble::WALKERS, levels - 1),
        progress,
        source: TEMPERING,
    };
    let left = Statement {
        id: "simulated-share",
        statement: r"At level $L$ simulated tempering gives the left mode its weight: the mean of $P(\text{left} \mid x)$ is $w$".to_string(),
        predicted: predictions.weight,
        estimate: when_done(ensemble.progress_of_modes(), ensemble.share_of_left()),
        standard_errors: standard_errors(1, SimulatedEnsemble::WALKERS),
        allowance: 0.0,
        origin: origin("walkers", SimulatedEnsemble::WALKERS, 1),
        progress: ensemble.progress_of_modes(),
        source: TEMPERING,
    };
    [time, acceptance, left].map(Statement::claim).to_vec()
}

/// The claims of parallel tempering.
pub(super) fn parallel(ladder: &Ladder, predictions: &Predictions, ensemble: &ParallelEnsemble) -> Vec<Claim> {
    let progress = ensemble.progress_of_moves();
    let pairs = predictions.parallel.iter().enumerate();
    let pair = when_done(progress, farthest(pairs.map(|(i, p)| (*p, ensemble.acceptance(i)))));
    let acceptance = Statement {
        id: "parallel-acceptance",
        statement: format!(
            r"Replicas at neighbouring levels swap with probability $\mathbb E\min\{{1, e^{{(\beta_i - \beta_j)(f(x_i) - f(x_j))}}\}}${}",
            which_pair(pair.map(|(i, ..)| i))
        ),
        predicted: pair.map_or_else(|| predictions.parallel[0], |(_, predicted, _)| predicted),
        estimate: pair.map(|(.., estimate)| estimate),
        standard_errors: standard_errors(ladder.len() - 1, ParallelEnsemble::GROUPS),
        allowance: 0.0,
        origin: origin("groups of replicas", ParallelEnsemble::GROUPS, ladder.len() - 1),
        progress,
        source: SWAPS,
    };
    let left = Statement {
        id: "parallel-share",
        statement: r"At level $L$ parallel tempering gives the left mode its weight: the mean of $P(\text{left} \mid x)$ is $w$".to_string(),
        predicted: predictions.weight,
        estimate: when_done(ensemble.progress_of_modes(), ensemble.share_of_left()),
        standard_errors: standard_errors(1, ParallelEnsemble::GROUPS),
        allowance: 0.0,
        origin: origin("groups of replicas", ParallelEnsemble::GROUPS, 1),
        progress: ensemble.progress_of_modes(),
        source: SWAPS,
    };
    [acceptance, left].map(Statement::claim).to_vec()
}

/// The plain chain's claim.
pub(super) fn plain(predictions: &Predictions, ensemble: &PlainEnsemble) -> Claim {
    let time = ensemble.time();
    let progress = ensemble.progress();
    let allowance = time * (predictions.chain_crossing_rate - predictions.crossing_rate).abs();
    let share = 100.0 * allowance / (time * predictions.crossing_rate);
    let errors = standard_errors(1, PlainEnsemble::CHAINS);
    Statement {
        id: "plain-crossings",
        statement: format!(
            r"In the time {time:.0} a plain Langevin chain crosses from mode to mode $T/\tau$ times, $\tau = \frac12\int_{{-c}}^{{c}} 1/p$ the mean of its passage times both ways, with $c = r + 0.5826\sqrt{{2\eta}}$"
        ),
        predicted: time * predictions.crossing_rate,
        estimate: when_done(progress, ensemble.crossings()),
        standard_errors: errors,
        allowance,
        origin: format!(
            "{errors:.2} standard errors over {} independent chains, and {share:.2} % for the step size, known from the chain's own integral equation",
            PlainEnsemble::CHAINS
        ),
        progress,
        source: CROSSING,
    }
    .claim()
}

fn which_pair(lower: Option<usize>) -> String {
    lower.map_or(String::new(), |i| format!(" (here levels {} and {}, the farthest off)", i + 1, i + 2))
}

fn origin(what: &str, chains: usize, among: usize) -> String {
    let standard_errors = standard_errors(among, chains);
    let of_all = if among > 1 { format!(", for the farthest of {among}") } else { String::new() };
    format!("{standard_errors:.2} standard errors over {chains} independent {what} in equilibrium{of_all}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_farthest_of_many_may_lie_farther_off() {
        let many = 1_000_000_000;
        assert_relative_eq!(standard_errors(1, many), STANDARD_ERRORS, max_relative = 1e-6);
        let of_four = standard_errors(4, many);
        let each = 1.0 - normal::distribution(of_four);
        assert_relative_eq!(4.0 * each, 1.0 - normal::distribution(STANDARD_ERRORS), max_relative = 1e-4);
        assert!(standard_errors(4, 100) > of_four + 0.1);
    }
}
