//! Online descent on slopes C, −1, −1, C, −1, −1, … over [−1, 1] (Reddi, Kale & Kumar 2018, section 3): what each rule does in the
//! long run, from the cycle of period 3 into which its moments settle.

/// The three displacements of a period, without walls, for the step size 1: from the slope C, from the first −1, from the second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Period(pub [f64; 3]);

/// The slopes of a period.
pub fn slopes(c: f64) -> [f64; 3] {
    [c, -1.0, -1.0]
}

/// The cycle of m ← βm + (1−β)uₚ driven by a period of u: mₚ = (1−β)(uₚ + βuₚ₋₁ + β²uₚ₋₂)/(1−β³).
fn averaged(u: [f64; 3], beta: f64) -> [f64; 3] {
    let scale = (1.0 - beta) / (1.0 - beta * beta * beta);
    [0, 1, 2].map(|p| scale * (u[p] + beta * (u[(p + 2) % 3] + beta * u[(p + 1) % 3])))
}

/// Adam: −mₚ/(√vₚ + ε), both moments on their cycles; the bias corrections have faded.
pub fn adam(c: f64, [beta1, beta2]: [f64; 2], epsilon: f64) -> Period {
    let (m, v) = (averaged(slopes(c), beta1), averaged(slopes(c).map(|g| g * g), beta2));
    Period([0, 1, 2].map(|p| -m[p] / (v[p].sqrt() + epsilon)))
}

/// AMSGrad: −mₚ/(√u + ε), u the largest v of the cycle.
pub fn amsgrad(c: f64, [beta1, beta2]: [f64; 2], epsilon: f64) -> Period {
    let (m, v) = (averaged(slopes(c), beta1), averaged(slopes(c).map(|g| g * g), beta2));
    let largest = v.into_iter().fold(0.0, f64::max);
    Period(m.map(|m| -m / (largest.sqrt() + epsilon)))
}

/// ADOPT: −mₚ, where m averages gₚ/max(√vₚ₋₁, ε): each slope is scaled by the past alone (Taniguchi et al. 2024). Clipping has
/// ended once (k−1)^¼ exceeds [`largest_adopt_ratio`].
pub fn adopt(c: f64, [beta1, beta2]: [f64; 2], epsilon: f64) -> Period {
    Period(averaged(adopt_ratios(c, beta2, epsilon), beta1).map(|m| -m))
}

fn adopt_ratios(c: f64, beta2: f64, epsilon: f64) -> [f64; 3] {
    let (g, v) = (slopes(c), averaged(slopes(c).map(|g| g * g), beta2));
    [0, 1, 2].map(|p| g[p] / v[(p + 2) % 3].sqrt().max(epsilon))
}

/// The largest |gₚ|/max(√vₚ₋₁, ε) on ADOPT's cycle.
pub fn largest_adopt_ratio(c: f64, beta2: f64, epsilon: f64) -> f64 {
    adopt_ratios(c, beta2, epsilon).into_iter().map(f64::abs).fold(0.0, f64::max)
}

/// Gradient descent: −gₚ.
pub fn gd(c: f64) -> Period {
    Period(slopes(c).map(|g| -g))
}

impl Period {
    /// How far a period moves, without walls: up where positive, although the average slope (C−2)/3 says down.
    pub fn drift(&self) -> f64 {
        self.0.iter().sum()
    }

    /// The wall at which the rule ends up: the sign of its drift.
    pub fn end(&self) -> f64 {
        if self.drift() > 0.0 { 1.0 } else { -1.0 }
    }

    /// The average regret per step against x = −1 for ever, (Σ gₚ(xₚ + 1))/3, xₚ the points before each step, once the rule with
    /// step size η has settled at its wall.
    pub fn regret(&self, c: f64, step_size: f64) -> f64 {
        let mut x = self.end();
        let mut regret = 0.0;
        // The first period lands on the cycle: it touches the wall, and whatever touches it is on it from there on.
        for _ in 0..3 {
            regret = 0.0;
            for (slope, step) in slopes(c).into_iter().zip(self.0) {
                regret += slope * (x + 1.0);
                x = (x + step_size * step).clamp(-1.0, 1.0);
            }
        }
        regret / 3.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn with_reddi_s_memory_adam_climbs_and_the_others_do_not() {
        for c in [2.1_f64, 3.0, 5.0, 10.0] {
            let betas = [0.0, 1.0 / (1.0 + c * c)];
            assert!(adam(c, betas, 0.0).drift() > 0.0, "C = {c}");
            for period in [amsgrad(c, betas, 0.0), adopt(c, betas, 0.0), gd(c)] {
                assert!(period.drift() < 0.0, "C = {c}");
            }
        }
        // A long memory makes all three scales alike: Adam descends.
        assert!(adam(3.0, [0.0, 0.99], 0.0).drift() < 0.0);
    }

    #[test]
    fn the_cycle_of_an_average_is_where_the_recurrence_ends() {
        let (u, beta) = ([3.0, -1.0, 0.5], 0.7);
        let mut m = 0.0;
        let mut cycle = [0.0; 3];
        for k in 0..300 {
            m = beta * m + (1.0 - beta) * u[k % 3];
            cycle[k % 3] = m;
        }
        for (seen, predicted) in cycle.into_iter().zip(averaged(u, beta)) {
            assert_relative_eq!(seen, predicted, max_relative = 1e-12);
        }
    }

    #[test]
    fn regret_at_the_lower_wall_is_that_of_two_small_steps_up() {
        // From −1: up a, up a, down to the wall: C·2a − 0 − a.
        let (c, eta) = (3.0, 0.02);
        assert_relative_eq!(gd(c).regret(c, eta), eta * (2.0 * c - 1.0) / 3.0, max_relative = 1e-12);
    }
}
