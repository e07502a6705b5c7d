//! What the best discriminator makes of two laws, and how it sees half of a collapsed generator move (Goodfellow et al. 2014).

/// V(p/(p + q)) = Σ p ln(p/(p + q)) + q ln(q/(p + q)) over the cells of two laws: the payoff of the best discriminator D = p/(p + q)
/// (Goodfellow et al. 2014, proposition 1). Cells without mass add nothing.
pub fn best_payoff(p: &[f64], q: &[f64]) -> f64 {
    p.iter().zip(q).map(|(p, q)| part(*p, p + q) + part(*q, p + q)).sum()
}

/// x ln(x/y), and 0 at x = 0.
fn part(x: f64, y: f64) -> f64 {
    if x > 0.0 { x * libm::log(x / y) } else { 0.0 }
}

/// The Jensen–Shannon divergence ½KL(p‖m) + ½KL(q‖m) with m = ½(p + q). The best payoff is twice that minus 2 ln 2 (theorem 1 there).
pub fn jensen_shannon(p: &[f64], q: &[f64]) -> f64 {
    let divergence = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| part(*a, 0.5 * (a + b))).sum::<f64>();
    0.5 * divergence(p, q) + 0.5 * divergence(q, p)
}

/// Σ(p + q)·KL(D*‖D) of a discriminator that says `judged` in each cell: how far its payoff lies below the best.
pub fn shortfall(p: &[f64], q: &[f64], judged: &[f64]) -> f64 {
    let cell = |((p, q), d): ((&f64, &f64), &f64)| {
        let sum = p + q;
        part(*p, sum * d) + part(*q, sum * (1.0 - d))
    };
    p.iter().zip(q).zip(judged).filter(|((p, q), _)| *p + *q > 0.0).map(cell).sum()
}

/// The best payoff while half of a generator that drew only mode A moves to its neighbour B, with four modes of weight ¼: at A, on the
/// way, and at B.
pub fn collapse_payoffs() -> [f64; 3] {
    let own = 0.25 * libm::log(0.2) + libm::log(0.8);
    let half = 0.25 * libm::log(1.0 / 3.0) + 0.5 * libm::log(2.0 / 3.0);
    [own, half, 2.0 * half]
}

/// The transport distance to the four modes (0, ±1), (±1, 0) meanwhile, with a part t of the way from A = (0, 1) to B = (1, 0) done.
pub fn collapse_transport(t: f64) -> f64 {
    let root = libm::sqrt(2.0);
    0.25 * (root + root * (1.0 - t) + libm::sqrt(t * t + (2.0 - t) * (2.0 - t)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_best_payoff_is_the_divergence_and_nothing_is_better() {
        let (p, q) = ([0.5, 0.3, 0.2, 0.0], [0.1, 0.3, 0.0, 0.6]);
        let best = best_payoff(&p, &q);
        assert_relative_eq!(best, 2.0 * jensen_shannon(&p, &q) - 4.0_f64.ln(), max_relative = 1e-14);
        let judged: [f64; 4] = [0.7, 0.4, 0.9, 0.2];
        let payoff: f64 = p.iter().zip(&q).zip(judged).map(|((p, q), d)| p * d.ln() + q * (1.0 - d).ln()).sum();
        assert_relative_eq!(best - payoff, shortfall(&p, &q, &judged), max_relative = 1e-13);
        assert_relative_eq!(best_payoff(&p, &p), -4.0_f64.ln(), max_relative = 1e-14);
    }

    #[test]
    fn a_moving_half_sees_a_step_up_and_then_down() {
        let modes = [0.25, 0.25, 0.25, 0.25, 0.0];
        let stages = [[1.0, 0.0, 0.0, 0.0, 0.0], [0.5, 0.0, 0.0, 0.0, 0.5], [0.5, 0.5, 0.0, 0.0, 0.0]];
        for (stage, payoff) in stages.iter().zip(collapse_payoffs()) {
            assert_relative_eq!(best_payoff(&modes, stage), payoff, max_relative = 1e-14);
        }
        let [at, way, end] = collapse_payoffs();
        assert!(way > at && end < at);
        assert_relative_eq!(collapse_transport(0.0), 0.25 * (2.0 + 2.0 * 2.0_f64.sqrt()), max_relative = 1e-14);
        assert_relative_eq!(collapse_transport(1.0), 0.5_f64.sqrt(), max_relative = 1e-14);
        assert!(
            (1..=20).all(|i| collapse_transport(f64::from(i) / 20.0) < collapse_transport(f64::from(i - 1) / 20.0))
        );
    }
}
