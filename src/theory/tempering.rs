//! What a ladder of tempered laws p_i ∝ e^{−β_i f} must do, by quadrature.

use super::absorbing::Absorbing;
use super::quadrature::{Rule, integrate_minimum, panels_for};
use crate::problem::density::NormalPair;

/// How far the law at inverse temperature β reaches: the integrals run over ±(r + 12/√β).
fn reach(density: &NormalPair, beta: f64) -> f64 {
    density.r() + 12.0 / libm::sqrt(beta)
}

fn rule(density: &NormalPair, beta: f64) -> Rule {
    let reach = reach(density, beta);
    Rule::panels(-reach, reach, panels_for(2.0 * reach))
}

/// log Z(β) = log ∫ e^{−βf}, the level's partition function.
pub fn log_partition_function(density: &NormalPair, beta: f64) -> f64 {
    libm::log(rule(density, beta).integrate(|x| libm::exp(-beta * density.potential(x))))
}

/// 1 − TV(p_i, p_j) = ∫ min(p_i, p_j): the acceptance of a move of simulated tempering from level i to level j in equilibrium,
/// E_{p_i} min(1, p_j/p_i), the same in both directions (Ge, Lee & Risteski 2018, arXiv:1812.00793, section 3).
pub fn simulated_acceptance(density: &NormalPair, beta_i: f64, beta_j: f64) -> f64 {
    let (log_i, log_j) = (log_partition_function(density, beta_i), log_partition_function(density, beta_j));
    let reach = reach(density, beta_i.min(beta_j));
    let p = |beta: f64, log_z: f64| move |x: f64| libm::exp(-beta * density.potential(x) - log_z);
    let difference = |x: f64| (beta_j - beta_i) * density.potential(x) + log_j - log_i;
    integrate_minimum(-reach, reach, p(beta_i, log_i), p(beta_j, log_j), difference)
}

/// The acceptance of moves between two levels whose shares of the time are in the ratio `shares`, both directions together:
/// 2∫min(s_i p_i, s_j p_j)/(s_i + s_j). With equal shares it is [`simulated_acceptance`].
pub fn weighted_acceptance(density: &NormalPair, betas: [f64; 2], shares: [f64; 2]) -> f64 {
    let total = shares[0] + shares[1];
    let reach = reach(density, betas[0].min(betas[1]));
    let log_shares =
        [0, 1].map(|level| libm::log(2.0 * shares[level] / total) - log_partition_function(density, betas[level]));
    let p = |level: usize| move |x: f64| libm::exp(log_shares[level] - betas[level] * density.potential(x));
    let difference = |x: f64| (betas[1] - betas[0]) * density.potential(x) + log_shares[0] - log_shares[1];
    integrate_minimum(-reach, reach, p(0), p(1), difference)
}

/// A ladder from β_min up to 1 on which all neighbours swap equally often: the rejections of a fine ladder add up to the communication
/// barrier Λ(β), which is then cut into equal parts (Syed, Bouchard-Côté, Deligiannidis & Doucet 2022, JRSS B 84, section 5.4), and
/// twice more with the rejections of the ladder so found.
pub fn equalized_ladder(density: &NormalPair, levels: usize, beta_min: f64) -> Vec<f64> {
    let last = levels.max(2) - 1;
    let geometric = |count: usize| -> Vec<f64> {
        (0..=count).map(|i| libm::pow(beta_min, (count - i) as f64 / count as f64)).collect()
    };
    let mut known = geometric(24);
    for _ in 0..4 {
        // Λ at each known β, and its inverse at equal parts by interpolation in log β.
        let mut barrier = vec![0.0];
        for pair in known.windows(2) {
            let rejection = 1.0 - parallel_acceptance(density, pair[0], pair[1]);
            barrier.push(barrier[barrier.len() - 1] + rejection.max(1e-12));
        }
        let total = barrier[barrier.len() - 1];
        let at = |wanted: f64| {
            let upper = barrier.partition_point(|b| *b < wanted).clamp(1, barrier.len() - 1);
            let part = (wanted - barrier[upper - 1]) / (barrier[upper] - barrier[upper - 1]);
            let (low, high) = (libm::log(known[upper - 1]), libm::log(known[upper]));
            libm::exp(low + part * (high - low))
        };
        let mut next: Vec<f64> = (0..=last).map(|i| at(total * i as f64 / last as f64)).collect();
        (next[0], next[last]) = (beta_min, 1.0);
        known = next;
    }
    known
}

/// The mean time of a round trip between the ends of the ladder, Σ 2L/(λa_i) by the commute-time identity, for a walk between levels at
/// rates λa_i/2. A reduced model: it takes equilibrium within the levels for granted.
pub fn round_trip_time(rate: f64, acceptances: &[f64]) -> f64 {
    let levels = (acceptances.len() + 1) as f64;
    acceptances.iter().map(|acceptance| 2.0 * levels / (rate * acceptance)).sum()
}

/// E[min(1, e^{(β_i−β_j)(f(x_i)−f(x_j))})] with x_i ~ p_i and x_j ~ p_j independent: the acceptance of a swap of parallel tempering in
/// equilibrium (Geyer 1991; Earl & Deem 2005, Physical Chemistry Chemical Physics 7, equation 3).
///
/// Where the hot x has f(x) ≤ f(y) the swap is sure; elsewhere the factor turns p_low(x)p_high(y) into p_high(x)p_low(y), which
/// integrates to the same. So the acceptance is 2·P(f(x) ≤ f(y)), a sum over nodes ordered by f, to about 10⁻⁴.
pub fn parallel_acceptance(density: &NormalPair, beta_i: f64, beta_j: f64) -> f64 {
    let (low, high) = (beta_i.min(beta_j), beta_i.max(beta_j));
    let reach = reach(density, low);
    let rule = Rule::panels(-reach, reach, 2 * panels_for(2.0 * reach));
    let (log_low, log_high) = (log_partition_function(density, low), log_partition_function(density, high));
    let mut nodes: Vec<(f64, f64)> =
        rule.nodes.iter().zip(&rule.weights).map(|(x, w)| (density.potential(*x), *w)).collect();
    nodes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut sure, mut hot_below, mut cold_below) = (0.0, 0.0, 0.0);
    for (f, w) in nodes {
        let hot = w * libm::exp(-low * f - log_low);
        let cold = w * libm::exp(-high * f - log_high);
        // A node meets itself half on either side of the diagonal.
        sure += cold * (hot_below + 0.5 * hot);
        hot_below += hot;
        cold_below += cold;
    }
    2.0 * sure / (hot_below * cold_below)
}

/// T·var of the share of time T that simulated tempering spends at an end of a ladder of L levels, relative to 1/L²:
/// (2/λa)·Σ_k cot²(πk/2L) = 2(L−1)(2L−1)/(3λa), for a walk that moves up and down at rates λa/2 (attempts at rate λ, accepted with
/// probability a). Other levels' shares vary less.
pub fn relative_variance_of_end_level(levels: usize, rate: f64, acceptance: f64) -> f64 {
    let l = levels as f64;
    2.0 * (l - 1.0) * (2.0 * l - 1.0) / (3.0 * rate * acceptance)
}

/// The mean time that a walker at the last level spends there before it forgets its mode, when it moves between neighbours i, i+1 at
/// rate λaᵢ/2 and forgets at rate κᵢ at level i. A reduced model: within a level and a mode it takes equilibrium for granted.
pub fn time_before_forgetting(rate: f64, acceptances: &[f64], relaxation_rates: &[f64]) -> f64 {
    let levels = relaxation_rates.len();
    let rewards = (0..levels).map(|level| f64::from(u8::from(level + 1 == levels))).collect();
    let mut chain = Absorbing::new(1, relaxation_rates.to_vec(), rewards);
    for (lower, acceptance) in acceptances.iter().enumerate() {
        chain.set(lower, lower + 1, 0.5 * rate * acceptance);
        chain.set(lower + 1, lower, 0.5 * rate * acceptance);
    }
    chain.solve().last().copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn gaussian_partition_functions_and_overlaps_are_their_closed_forms() {
        let gaussian = NormalPair::new(0.0, 0.5);
        for beta in [0.02_f64, 0.3, 1.0] {
            // ∫ (2π)^{−β/2} e^{−βx²/2} = (2π)^{(1−β)/2}/√β.
            let exact = 0.5 * (1.0 - beta) * (2.0 * std::f64::consts::PI).ln() - 0.5 * beta.ln();
            assert_relative_eq!(log_partition_function(&gaussian, beta), exact, epsilon = 1e-12);
        }
        // Two centred normal laws of precisions a < b meet at x² = ln(b/a)/(b−a).
        let (a, b) = (0.3_f64, 1.0_f64);
        let x = ((b / a).ln() / (b - a)).sqrt();
        let phi = crate::normal::distribution;
        let exact = 2.0 * (phi(x * a.sqrt()) - 0.5) + 2.0 * (1.0 - phi(x * b.sqrt()));
        assert_relative_eq!(simulated_acceptance(&gaussian, a, b), exact, epsilon = 1e-10);
        assert_relative_eq!(simulated_acceptance(&gaussian, b, a), exact, epsilon = 1e-10);
        // f(x) ≤ f(y) iff |x| ≤ |y|: twice the probability, which is (2/π)·atan of the ratio of deviations.
        let exact = 4.0 / std::f64::consts::PI * (a / b).sqrt().atan();
        assert_relative_eq!(parallel_acceptance(&gaussian, a, b), exact, epsilon = 1e-4);
    }

    #[test]
    fn equal_shares_are_the_plain_acceptance() {
        let pair = NormalPair::new(3.0, 0.3);
        assert_relative_eq!(
            weighted_acceptance(&pair, [0.3, 0.7], [0.25, 0.25]),
            simulated_acceptance(&pair, 0.3, 0.7),
            max_relative = 1e-12
        );
        // Where one level has hardly any of the time, what enters it leaves it: 2·(its share) over the sum.
        let rare = weighted_acceptance(&pair, [0.3, 0.7], [1e-6, 1.0]);
        assert_relative_eq!(rare, 2e-6, max_relative = 1e-3);
    }

    #[test]
    fn an_equalized_ladder_swaps_equally_often() {
        for (r, levels, beta_min) in [(4.0, 4, 0.08), (2.5, 6, 0.02), (5.0, 2, 0.3)] {
            let pair = NormalPair::new(r, 0.3);
            let betas = equalized_ladder(&pair, levels, beta_min);
            assert_eq!((betas.len(), betas[0], betas[levels - 1]), (levels, beta_min, 1.0));
            let acceptances: Vec<f64> = betas.windows(2).map(|b| parallel_acceptance(&pair, b[0], b[1])).collect();
            let (least, most) = acceptances.iter().fold((1.0_f64, 0.0_f64), |(l, m), a| (l.min(*a), m.max(*a)));
            assert!(most - least < 0.02, "{acceptances:?}");
        }
    }

    #[test]
    fn a_round_trip_on_two_levels_is_two_waits() {
        // Each way at rate λa/2.
        assert_relative_eq!(round_trip_time(2.0, &[0.5]), 4.0);
    }

    #[test]
    fn the_end_level_s_variance_is_the_walk_s() {
        // Two levels that exchange at rate λa/2: the share's T·var is 2·¼/(λa), relative to ¼ it is 2/(λa).
        assert_relative_eq!(relative_variance_of_end_level(2, 3.0, 0.5), 2.0 / 1.5, max_relative = 1e-12);
        let cotangents: f64 = (1..5).map(|k| (std::f64::consts::PI * f64::from(k) / 10.0).tan().powi(-2)).sum();
        assert_relative_eq!(relative_variance_of_end_level(5, 2.0, 1.0), cotangents, max_relative = 1e-12);
    }

    #[test]
    fn forgetting_at_one_level_takes_its_turn() {
        // Two levels, exchange at rate 1, forgetting at rate κ at the first alone: 1 + 1/κ visits of mean length 1 … each.
        let kappa = 0.25;
        assert_relative_eq!(
            time_before_forgetting(2.0, &[1.0], &[kappa, 0.0]),
            1.0 + 1.0 / kappa,
            max_relative = 1e-12
        );
    }

    #[test]
    fn acceptances_are_those_of_exact_draws() {
        let pair = NormalPair::new(3.0, 0.3);
        let (low, high, n) = (0.4, 1.0, 100_000);
        let mut stream = Stream::new(2, "acceptance");
        let (log_low, log_high) = (log_partition_function(&pair, low), log_partition_function(&pair, high));
        let (mut single, mut double) = (0.0, 0.0);
        for _ in 0..n {
            let (x, y) = (pair.sample_tempered(low, &mut stream), pair.sample_tempered(high, &mut stream));
            single += ((low - high) * pair.potential(x) + log_low - log_high).exp().min(1.0);
            double += ((low - high) * (pair.potential(x) - pair.potential(y))).exp().min(1.0);
        }
        // Each term lies in [0, 1]: a standard error is at most ½/√n.
        let error = 3.89 * 0.5 / f64::from(n).sqrt();
        assert_relative_eq!(single / f64::from(n), simulated_acceptance(&pair, low, high), epsilon = error);
        assert_relative_eq!(double / f64::from(n), parallel_acceptance(&pair, low, high), epsilon = error);
    }
}
