//! A generator and a discriminator with cubic activation on data of two modes (Jelassi, Dobre, Mensch, Li & Gidel 2022): how fast
//! both start, when the first neuron takes off, and where a lone neuron points.

/// What a start is drawn from: wᵢ ~ N(0, σ_w²I) and vⱼ ~ N(0, σ_v²I) in d dimensions, and modes with inner product γ.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Start {
    /// d.
    pub dimension: usize,
    /// The number of neurons m_D.
    pub neurons: usize,
    /// The number of columns m_G.
    pub columns: usize,
    /// γ = ⟨u₁, u₂⟩.
    pub overlap: f64,
    /// σ_w.
    pub neuron_scale: f64,
    /// σ_v.
    pub column_scale: f64,
}

impl Start {
    /// [E‖g_W‖², E‖g_V‖²] over starts, with D = ½ everywhere. With x = ⟨w, u₁⟩ and y = ⟨w, u₂⟩ the data's part of a neuron's gradient
    /// is ¾(x²u₁ + y²u₂), of mean square (9/16)σ_w⁴(6 + 2γ(1 + 2γ²)). The generated part is −(3/2m_G)Σⱼ⟨w, vⱼ⟩²vⱼ. Its terms
    /// are odd in vⱼ, so only their squares remain: (27/4m_G)σ_w⁴σ_v⁶d(d + 2)(d + 4). A column's gradient (3/2m_G)Σᵢ⟨wᵢ, v⟩²wᵢ has
    /// (9/4)(m_D/m_G²)σ_w⁶(3d + 12)σ_v⁴d(d + 2) by the moments of Gaussian vectors.
    pub fn squared_gradients(self) -> [f64; 2] {
        let power = |x: f64, n: u32| (0..n).fold(1.0, |product, _| product * x);
        let (d, m_d, m_g) = (self.dimension as f64, self.neurons as f64, self.columns as f64);
        let (w, v, gamma) = (self.neuron_scale, self.column_scale, self.overlap);
        let data = 9.0 / 16.0 * (6.0 + 2.0 * gamma * (1.0 + 2.0 * gamma * gamma));
        let generated = 27.0 / (4.0 * m_g) * power(v, 6) * d * (d + 2.0) * (d + 4.0);
        let columns = 9.0 / 4.0 * m_d / m_g * power(w, 6) * (3.0 * d + 12.0) * power(v, 4) * d * (d + 2.0);
        [m_d * power(w, 4) * (data + generated), columns]
    }

    /// The generator's influence on the first neuron, as a share of the data's: about dσ_v³/√m_G.
    pub fn influence(self) -> f64 {
        let v = self.column_scale;
        self.dimension as f64 * v * v * v / libm::sqrt(self.columns as f64)
    }
}

/// The logistic function.
fn sigmoid(t: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-t))
}

/// The velocity f of all projections (x, y) = (⟨w, u₁⟩, ⟨w, u₂⟩), or rather f − (η/2)f′f: Euler's steps of size η follow that flow
/// to second order (Hairer, Lubich & Wanner 2006, *Geometric Numerical Integration*, chapter IX).
/// f is (3/2)(Ax² + γBy²) and its mirror image, with A = s(−Σx³) and B = s(−Σy³): the discriminator's error on each mode.
fn velocity(projections: &[[f64; 2]], overlap: f64, step_size: f64) -> Vec<[f64; 2]> {
    let error = |k: usize| sigmoid(-projections.iter().map(|p| p[k] * p[k] * p[k]).sum::<f64>());
    let errors = [error(0), error(1)];
    let field = |own: [f64; 2]| [1.5 * (own[0] + overlap * own[1]), 1.5 * (own[1] + overlap * own[0])];
    let f: Vec<[f64; 2]> =
        projections.iter().map(|p| field([errors[0] * p[0] * p[0], errors[1] * p[1] * p[1]])).collect();
    // Along f, A changes by −A(1 − A)·Σ3x²ẋ, and x² by 2xẋ.
    let change = |k: usize| {
        let sum: f64 = projections.iter().zip(&f).map(|(p, f)| 3.0 * p[k] * p[k] * f[k]).sum();
        -errors[k] * (1.0 - errors[k]) * sum
    };
    let changes = [change(0), change(1)];
    let turned = |(p, f): (&[f64; 2], &[f64; 2])| {
        let part = |k: usize| changes[k] * p[k] * p[k] + 2.0 * errors[k] * p[k] * f[k];
        let second = field([part(0), part(1)]);
        [f[0] - 0.5 * step_size * second[0], f[1] - 0.5 * step_size * second[1]]
    };
    projections.iter().zip(&f).map(turned).collect()
}

/// The greatest projection on either mode.
pub fn greatest(projections: &[[f64; 2]]) -> f64 {
    projections.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max)
}

/// Where a line from `before` at step t − 1 to `after` at step t reaches a height between them.
pub fn crossing(step: u64, before: f64, after: f64, height: f64) -> f64 {
    (step - 1) as f64 + (height - before) / (after - before)
}

/// The step, interpolated, at which gradient steps of size η bring the first projection of a neuron to `height`, from the projections
/// at the start and without a generator. None within `limit` steps.
///
/// One step of the classical Runge–Kutta method for each step of size η.
pub fn take_off(start: &[[f64; 2]], overlap: f64, step_size: f64, height: f64, limit: u64) -> Option<f64> {
    let mut at = start.to_vec();
    let moved = |at: &[[f64; 2]], by: f64, slope: &[[f64; 2]]| -> Vec<[f64; 2]> {
        at.iter().zip(slope).map(|(p, s)| [p[0] + by * s[0], p[1] + by * s[1]]).collect()
    };
    for step in 1..=limit {
        let before = greatest(&at);
        let a = velocity(&at, overlap, step_size);
        let b = velocity(&moved(&at, 0.5 * step_size, &a), overlap, step_size);
        let c = velocity(&moved(&at, 0.5 * step_size, &b), overlap, step_size);
        let d = velocity(&moved(&at, step_size, &c), overlap, step_size);
        for (i, p) in at.iter_mut().enumerate() {
            for k in 0..2 {
                p[k] += step_size / 6.0 * (a[i][k] + 2.0 * b[i][k] + 2.0 * c[i][k] + d[i][k]);
            }
        }
        let after = greatest(&at);
        if after >= height {
            return (before < height).then(|| crossing(step, before, after, height));
        }
    }
    None
}

/// γ beyond which a lone neuron ends between the modes.
pub const MERGING_OVERLAP: f64 = 1.0 / 3.0;

/// The ratio ⟨w, u₂⟩/⟨w, u₁⟩ to which w ← Σ⟨w, uₖ⟩²uₖ tends from a ratio in (0, 1): the smaller root of γr² − (1 − γ)r + γ = 0, and 1
/// where γ > ⅓.
pub fn lone_ratio(overlap: f64) -> f64 {
    if overlap > MERGING_OVERLAP {
        return 1.0;
    }
    let gap = 1.0 - overlap;
    // This form does not divide by 0 at γ = 0.
    2.0 * overlap / (gap + libm::sqrt(gap * gap - 4.0 * overlap * overlap).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_ratio_is_a_fixed_point() {
        for overlap in [0.0, 0.05, 0.2, 0.3, 1.0 / 3.0] {
            let r = lone_ratio(overlap);
            // w = u₁ + …: ⟨w⁺, u₂⟩/⟨w⁺, u₁⟩ = (γ + r²)/(1 + γr²).
            assert_relative_eq!((overlap + r * r) / (1.0 + overlap * r * r), r, epsilon = 1e-12);
        }
        assert_relative_eq!(lone_ratio(0.2), 2.0 - 3.0_f64.sqrt(), max_relative = 1e-12);
        assert_eq!(lone_ratio(0.5), 1.0);
    }

    #[test]
    fn a_lone_neuron_on_separate_modes_has_a_closed_form() {
        // γ = 0 and a small x: A stays ½, so dx/dt = ¾x² and 1/x falls by ¾t.
        let (start, height, step_size) = (0.001, 0.01, 1e-4);
        let predicted = (1.0 / start - 1.0 / height) / 0.75 / step_size;
        let measured = take_off(&[[start, -0.5]], 0.0, step_size, height, 20_000_000).unwrap_or(f64::NAN);
        assert_relative_eq!(measured, predicted, max_relative = 1e-6);
    }

    #[test]
    fn euler_s_own_steps_agree_to_the_next_order() {
        let start = [[0.03, -0.01], [0.01, 0.02], [-0.02, 0.025]];
        let off = |step_size: f64| {
            let mut at = start.to_vec();
            for step in 1.. {
                let before = greatest(&at);
                let f = velocity(&at, 0.2, 0.0);
                at.iter_mut().zip(&f).for_each(|(p, f)| *p = [p[0] + step_size * f[0], p[1] + step_size * f[1]]);
                if greatest(&at) >= 0.5 {
                    let own = crossing(step, before, greatest(&at), 0.5);
                    return (own - take_off(&start, 0.2, step_size, 0.5, 100_000).unwrap_or(f64::NAN)).abs();
                }
            }
            f64::NAN
        };
        assert!(off(0.05) < 0.05 && off(0.2) < 0.2, "{} {}", off(0.05), off(0.2));
        assert_eq!(take_off(&[[-0.1, -0.1]], 0.2, 0.05, 0.5, 1000), None);
    }
}
