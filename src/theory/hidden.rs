//! Hidden games: how V = ½|F − F*|² + ½|G − G*|² moves under the natural-gradient flow and under descent–ascent's.

/// e^{−2λt}: the factor by which the natural-gradient flow shrinks V in the time t when L = uᵀMv + ½λ(|u|² − |v|²) in the
/// deviations u, v of the strategies: V̇ = −⟨∂L/∂F, u⟩ + ⟨∂L/∂G, v⟩ = −2λV (Gidel's proof, Mladenovic et al. 2022).
pub fn natural_factor(lambda: f64, time: f64) -> f64 {
    libm::exp(-2.0 * lambda * time)
}

/// 1/f(1−f) + 1/g(1−g) for the probabilities f = σ(θ), g = σ(φ): what descent–ascent's flow conserves on matching pennies.
///
/// From θ̇ = −4f′v, φ̇ = 4g′u with u = f − ½, v = g − ½ and f′ = f(1−f): ∫u/f′² df is ½/f(1−f), and likewise for g, so that
/// their sum has derivative uθ̇/f′ + vφ̇/g′ = 0 (the invariant of Vlatakis-Gkaragkounis, Flokas & Piliouras 2019).
pub fn pennies_constant(probabilities: [f64; 2]) -> f64 {
    probabilities.iter().map(|p| 1.0 / (p * (1.0 - p))).sum()
}

/// How far V rises and falls along a level set of [`pennies_constant`] = H > 8: it is least, ½(¼ − 1/(H − 4)), where one
/// player is at ½, and greatest, ¼ − 2/H, where both are equally far from it.
pub fn pennies_swing(constant: f64) -> f64 {
    (0.25 - 2.0 / constant) - 0.5 * (0.25 - 1.0 / (constant - 4.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_swing_is_that_of_the_level_set() {
        let constant: f64 = 11.0;
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for step in 0..=100_000 {
            // f(1 − f) from H − 4 (g at ½) to the diagonal and beyond.
            let share = 4.0 + (constant - 8.0) * f64::from(step) / 100_000.0;
            let squared = |reciprocal: f64| 0.25 - 1.0 / reciprocal;
            let value = 0.5 * (squared(share) + squared(constant - share));
            (least, most) = (least.min(value), most.max(value));
        }
        assert!((most - least - pennies_swing(constant)).abs() < 1e-9);
    }
}
