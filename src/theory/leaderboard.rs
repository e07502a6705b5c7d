//! What coin flips score on one test set when they are put to the vote, and how little a short description can overfit
//! (Blum & Hardt 2015; Dwork et al. 2015; Arora & Zhang 2021).
//!
//! A test set has N points with fair labels. A submission guesses each by a coin, so its score a is binomial, and d = a − ½. At one
//! point the votes of different submissions are independent. So the expected accuracy of a vote is exact.

use crate::normal::distribution;

/// The binomial law of n trials with probability p: n + 1 probabilities.
pub fn binomial(n: usize, p: f64) -> Vec<f64> {
    let whole = libm::lgamma(n as f64 + 1.0);
    let (log_p, log_q) = (libm::log(p), libm::log1p(-p));
    let probability = |k: usize| {
        let rest = (n - k) as f64;
        let choose = whole - libm::lgamma(k as f64 + 1.0) - libm::lgamma(rest + 1.0);
        // 0·ln 0 = 0.
        let power = |count: f64, log: f64| if count > 0.0 { count * log } else { 0.0 };
        libm::exp(choose + power(k as f64, log_p) + power(rest, log_q))
    };
    (0..=n).map(probability).collect()
}

/// P(Bin(t, p) > t/2) + ½P(Bin(t, p) = t/2): how often a majority of t votes is right, where a tie is half right.
pub fn vote(t: usize, p: f64) -> f64 {
    let right = |(k, probability): (usize, f64)| match (2 * k).cmp(&t) {
        std::cmp::Ordering::Greater => probability,
        std::cmp::Ordering::Equal => 0.5 * probability,
        std::cmp::Ordering::Less => 0.0,
    };
    binomial(t, p).into_iter().enumerate().map(right).sum()
}

/// Σ over scores of their probability times `f(d)`.
fn mean_over_scores(points: usize, f: impl Fn(f64) -> f64) -> f64 {
    let n = points as f64;
    binomial(points, 0.5).iter().enumerate().map(|(k, p)| p * f(k as f64 / n - 0.5)).sum()
}

/// The accuracy of the majority of t submissions, each flipped with the sign that the board shows; `response(d)` is the mean of that sign
/// given d. At one point a flipped submission is right with probability ½ + E d·response(d).
pub fn majority(points: usize, t: usize, response: impl Fn(f64) -> f64) -> f64 {
    vote(t, 0.5 + mean_over_scores(points, |d| d * response(d)))
}

/// The accuracy of the sum of submissions weighted by d: at one point it is t + S > 0 with a sum S of t(N − 1) signs. The normal law
/// stands for S, with an error of order 1/(tN).
pub fn weighted(points: usize, t: usize) -> f64 {
    distribution(t as f64 / libm::sqrt(t as f64 * (points as f64 - 1.0)))
}

/// The accuracy of the majority of those submissions that score above ½: over their number K ~ Bin(t, (1 − P₀)/2), with
/// p = ½ + E|d|/(1 − P₀) and P₀ = P(d = 0). No such submission is a coin.
pub fn keep_lucky(points: usize, t: usize) -> f64 {
    let tie = mean_over_scores(points, |d| f64::from(u8::from(d == 0.0)));
    let p = 0.5 + mean_over_scores(points, f64::abs) / (1.0 - tie);
    let numbers = binomial(t, 0.5 * (1.0 - tie));
    // Numbers that hardly ever occur would cost as much as the others.
    let seen = numbers.iter().enumerate().filter(|(_, probability)| **probability > 1e-14);
    seen.map(|(k, probability)| probability * vote(k, p)).sum()
}

/// The mean of the best of t scores, Σₖ(1 − F(k)ᵗ)/N with the binomial distribution function F.
pub fn best_of(points: usize, t: usize) -> f64 {
    let mut below = 0.0;
    let law = binomial(points, 0.5);
    let above = law[..points].iter().map(|probability| {
        below = f64::min(below + probability, 1.0);
        1.0 - libm::pow(below, t as f64)
    });
    above.sum::<f64>() / points as f64
}

/// ½ + t/2N: each of t ≤ N labels is flipped by itself, and the score tells whether that was right.
pub fn one_by_one(points: usize, t: usize) -> f64 {
    0.5 + 0.5 * t.min(points) as f64 / points as f64
}

/// The level of a score on a ladder with rungs η apart, and whether it climbs from a level: it must beat it by η
/// (Blum & Hardt 2015, algorithm 1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ladder {
    /// η.
    pub rung: f64,
}

impl Ladder {
    /// The level of ½, from which all start.
    pub fn start(self) -> usize {
        libm::round(0.5 / self.rung) as usize
    }

    /// The level after a submission with that score.
    pub fn after(self, level: usize, score: f64) -> usize {
        if score > self.score(level) + self.rung { libm::round(score / self.rung) as usize } else { level }
    }

    /// The score that a level shows.
    pub fn score(self, level: usize) -> f64 {
        level as f64 * self.rung
    }
}

/// Mean and variance of what a ladder shows after t independent submissions: a Markov chain over its levels.
pub fn ladder(points: usize, t: usize, rung: f64) -> [f64; 2] {
    let ladder = Ladder { rung };
    let law = binomial(points, 0.5);
    let score = |k: usize| k as f64 / points as f64;
    let levels = ladder.start().max(libm::round(1.0 / rung) as usize) + 1;
    let mut now = vec![0.0; levels];
    now[ladder.start()] = 1.0;
    for _ in 0..t {
        // A score climbs from every level that is low enough; all these levels lie below some level.
        let mut sums = vec![0.0; levels + 1];
        (0..levels).for_each(|level| sums[level + 1] = sums[level] + now[level]);
        let mut next = vec![0.0; levels];
        let mut left = vec![0.0; levels];
        for (k, probability) in law.iter().enumerate().filter(|(_, probability)| **probability > 0.0) {
            let goal = libm::round(score(k) / rung) as usize;
            let mut end = ((score(k) / rung) as usize).min(levels);
            while end > 0 && ladder.after(end - 1, score(k)) == end - 1 {
                end -= 1;
            }
            next[goal.min(levels - 1)] += probability * sums[end];
            if end > 0 {
                left[end - 1] += probability;
            }
        }
        // What climbs from a level: all scores whose end lies above it.
        let mut climbs = 0.0;
        for level in (0..levels).rev() {
            climbs += left[level];
            next[level] += now[level] * (1.0 - climbs);
        }
        now = next;
    }
    let moment = |f: &dyn Fn(f64) -> f64| -> f64 {
        now.iter().enumerate().map(|(level, probability)| probability * f(ladder.score(level))).sum()
    };
    let mean = moment(&|score| score);
    [mean, moment(&|score| (score - mean) * (score - mean))]
}

/// kl(a‖b) = a ln(a/b) + (1 − a) ln((1 − a)/(1 − b)), for a in [0, 1] and b in (0, 1).
pub fn binary_divergence(a: f64, b: f64) -> f64 {
    let part = |x: f64, y: f64| if x > 0.0 { x * libm::log(x / y) } else { 0.0 };
    part(a, b) + part(1.0 - a, 1.0 - b)
}

/// The q ≥ error with kl(error‖q) = budget: the true error may be that large (Arora & Zhang 2021). By halving an interval.
pub fn worst_error(error: f64, budget: f64) -> f64 {
    let (mut low, mut high) = (error, 1.0);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if middle < 1.0 && binary_divergence(error, middle) < budget {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_figures_at_1001_points_and_301_submissions() {
        let close = |value: f64, figure: f64| assert_relative_eq!(value, figure, epsilon = 6e-6);
        close(majority(1001, 301, f64::signum), 0.66933);
        close(weighted(1001, 301), 0.70837);
        close(keep_lucky(1001, 301), 0.62148);
        close(best_of(1001, 301), 0.54547);
        let own = 0.5 / 1001.0_f64.sqrt();
        close(majority(1001, 301, |d| 2.0 * distribution(d / own) - 1.0), 0.62160);
        close(ladder(1001, 301, 0.01)[0], 0.54288);
        close(one_by_one(1001, 301), 0.65035);
    }

    #[test]
    fn two_points_can_be_counted_by_hand() {
        // Scores 0, ½, 1 with probabilities ¼, ½, ¼; one submission, flipped: right at each point with ½ + ¼.
        assert_relative_eq!(majority(2, 1, |d| if d == 0.0 { 0.0 } else { d.signum() }), 0.75, max_relative = 1e-13);
        assert_relative_eq!(best_of(2, 2), (0.5 * (1.0 - 0.75 * 0.75) + 0.5 * (1.0 - 0.0625)), max_relative = 1e-13);
        // Alone and only if it scores 1: right then, else a coin.
        assert_relative_eq!(keep_lucky(2, 1), 0.25 + 0.75 * 0.5, max_relative = 1e-13);
        assert_relative_eq!(vote(2, 0.8), 0.8, max_relative = 1e-13);
        assert_relative_eq!(binomial(40, 0.3).iter().sum::<f64>(), 1.0, max_relative = 1e-12);
    }

    #[test]
    fn a_ladder_with_wide_rungs_is_counted_by_hand() {
        // Four points, rungs of ¼, from ½: only the score 1 beats ½ by more than ¼.
        let climbed = 1.0 - (15.0_f64 / 16.0).powi(3);
        let [mean, variance] = ladder(4, 3, 0.25);
        assert_relative_eq!(mean, 0.5 + 0.5 * climbed, max_relative = 1e-12);
        assert_relative_eq!(variance, 0.25 * climbed * (1.0 - climbed), max_relative = 1e-12);
    }

    #[test]
    fn the_razor_of_the_paper() {
        let worst = worst_error(0.0449, 1032.0 * std::f64::consts::LN_2 / 50_000.0);
        assert_relative_eq!(worst - 0.0449, 0.0439, epsilon = 5e-5);
        assert_relative_eq!(
            binary_divergence(0.0449, worst),
            1032.0 * std::f64::consts::LN_2 / 50_000.0,
            max_relative = 1e-12
        );
        assert_eq!(binary_divergence(0.0, 0.5), std::f64::consts::LN_2);
    }
}
