//! Deep linear networks: the flow of the product, the work round a ring, when a mode is learnt, and how far features collapse.

/// Halvings of an interval, more than a double has bits.
const HALVINGS: usize = 100;

/// The velocity −F(w) of the product w ∈ ℝ² of `depth` balanced factors under the gradient flow of a loss with slope g:
/// F = ‖w‖^{2−2/N}(g + (N − 1)ŵŵᵀg) (Arora, Cohen & Hazan 2018, claim 2). At w = 0 it is −g for N = 1, else 0.
pub fn end_to_end_velocity(w: [f64; 2], slope: [f64; 2], depth: usize) -> [f64; 2] {
    let (n, norm) = (depth as f64, libm::hypot(w[0], w[1]));
    if depth <= 1 {
        return slope.map(|g| -g);
    }
    if norm == 0.0 {
        return [0.0; 2];
    }
    let along = (w[0] * slope[0] + w[1] * slope[1]) / (norm * norm);
    let size = libm::pow(norm, 2.0 - 2.0 / n);
    core::array::from_fn(|i| -size * (slope[i] + (n - 1.0) * along * w[i]))
}

/// A sector of a ring about 0: from the inner radius out at the first angle, along the outer arc to the second, and back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ring {
    /// The inner and the outer radius, 0 < r < R.
    pub radii: [f64; 2],
    /// The first and the second angle.
    pub angles: [f64; 2],
}

/// The work of the velocity of [`end_to_end_velocity`] round a ring, for the loss ½wᵀAw − b·w with diagonal A:
/// Δq(R^{4−2/N} − r^{4−2/N})(N − 1)²/(4N − 2) − b·Δŵ(R^{3−2/N} − r^{3−2/N})(N − 1)(N − 2)/(3N − 2), with q = ŵᵀAŵ and differences
/// between the two angles. A flow down a loss would do none. (Arora, Cohen & Hazan 2018, theorem 2, has the case Δq = 0. The general
/// case follows from the radial part N·ρ^{2−2/N}(ρq − b·ŵ) and the part along the arc ρ^{2−2/N}(½ρ dq/dφ − b·dŵ/dφ) of F.)
pub fn work_round_ring(ring: &Ring, curvatures: [f64; 2], b: [f64; 2], depth: usize) -> f64 {
    let n = depth as f64;
    let [first, second] = ring.angles.map(|angle| [libm::cos(angle), libm::sin(angle)]);
    let q = |[x, y]: [f64; 2]| curvatures[0] * x * x + curvatures[1] * y * y;
    let linear = b[0] * (second[0] - first[0]) + b[1] * (second[1] - first[1]);
    let powers = |power: f64| libm::pow(ring.radii[1], power) - libm::pow(ring.radii[0], power);
    (q(second) - q(first)) * powers(4.0 - 2.0 / n) * (n - 1.0) * (n - 1.0) / (4.0 * n - 2.0)
        - linear * powers(3.0 - 2.0 / n) * (n - 1.0) * (n - 2.0) / (3.0 * n - 2.0)
}

/// b after a step of gradient descent of size η on ½(s − b^L)², with b the equal share of L factors in one mode of strength s:
/// b + η b^{L−1}(s − b^L) (Saxe, McClelland & Ganguli 2014, equation 12 for L = 2).
pub fn mode_step(share: f64, strength: f64, depth: usize, rate: f64) -> f64 {
    let below = (1..depth).fold(1.0, |product, _| product * share);
    share + rate * below * (strength - below * share)
}

/// A mode's strength after `steps` steps for L = 2: s/(1 + (s/a₀ − 1)(1 + ηs)^{−2k−1}). It is the solution of Saxe et al. (2014), equation
/// 9, with the growth (1 + ηs)² of each step while the mode is small. Half a step is added because the first factor of growth
/// acts at once. `first` = a₀ lies in (0, s).
pub fn mode_strength(first: f64, strength: f64, rate: f64, steps: f64) -> f64 {
    let decay = libm::exp(-(2.0 * steps + 1.0) * libm::log1p(rate * strength));
    strength / (1.0 + (strength / first - 1.0) * decay)
}

/// The time ηk at which a mode is half learnt for L = 2: η ln(s/a₀ − 1)/(2 ln(1 + ηs)) − η/2, with a₀ in (0, s).
pub fn half_learning_time(first: f64, strength: f64, rate: f64) -> f64 {
    rate * libm::log(strength / first - 1.0) / (2.0 * libm::log1p(rate * strength)) - 0.5 * rate
}

/// How far the half-learning times of random small factors may be off, to first order in the modes' overlap. Modes are listed by
/// falling strength, each with ‖p‖² (`whole`) and a₀ (`rest`). When a stronger mode j is half learnt, a weaker one k has grown to
/// ‖p_k‖²(s_j/a_j)^{s_k/s_j}, which is the share r = ‖p_k‖²(s_j/a_j)^{s_k/s_j}/s_j of it. Each may be changed by this share of what it is:
/// the stronger mode by r, the weaker one by r‖p_k‖²/a_k, since it keeps only a_k of its part. A mode of strength s that lacks the share ρ
/// needs the time −ln(1 − ρ)/(2s) more. None where the shares sum to more than ½: the first order says nothing there. (From the linear
/// growth e^{2st} of Saxe et al. 2014; r is of the order α^{2(1 − s_k/s_j)} for entries of size α.)
pub fn half_time_errors(whole: &[f64], rest: &[f64], strengths: &[f64]) -> Vec<Option<f64>> {
    let mut shares = vec![0.0; strengths.len()];
    for weak in 0..strengths.len() {
        for strong in 0..weak {
            let growth = libm::pow(strengths[strong] / rest[strong], strengths[weak] / strengths[strong]);
            let share = whole[weak] * growth / strengths[strong];
            shares[strong] += share;
            shares[weak] += share * whole[weak] / rest[weak];
        }
    }
    let error = |(share, strength): (f64, &f64)| (share <= 0.5).then(|| -libm::log1p(-share) / (2.0 * strength));
    shares.into_iter().zip(strengths).map(error).collect()
}

/// The greater solution p of (p − √n)/N + λp^{2/(L+1)−1} = 0: both singular values of the features' product with L layers at a collapsed
/// minimum of (1/2N)‖WH + b − Y‖² + (λ/2)(‖H‖² + Σ‖W_j‖²), with n examples in each class, N in all (Dang et al. 2023, theorem 3.1). None
/// where weight decay leaves only 0.
pub fn collapsed_singular_value(in_class: usize, classes: usize, decay: f64, layers: usize) -> Option<f64> {
    let (all, top) = ((in_class * classes) as f64, libm::sqrt(in_class as f64));
    let power = (layers as f64 - 1.0) / (layers as f64 + 1.0);
    let slope = |p: f64| (p - top) / all + decay * libm::pow(p, -power);
    // Above this point the slope rises; it is the least slope of all.
    let mut low = libm::pow(decay * power * all, 1.0 / (1.0 + power));
    let mut high = top;
    if layers == 0 || low >= top || slope(low.max(f64::MIN_POSITIVE)) >= 0.0 {
        return None;
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if slope(middle) < 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use std::f64::consts::PI;

    const A: [f64; 2] = [1.0, 0.1];
    const B: [f64; 2] = [1.0, 0.1];

    fn slope(w: [f64; 2]) -> [f64; 2] {
        [A[0] * w[0] - B[0], A[1] * w[1] - B[1]]
    }

    #[test]
    fn short_steps_of_balanced_factors_follow_the_velocity() {
        for depth in 1..=4 {
            let w: [f64; 2] = [0.6, -0.3];
            let norm = libm::hypot(w[0], w[1]);
            let size = libm::pow(norm, 1.0 / depth as f64);
            let (mut v, mut factor, rate) = ([size * w[0] / norm, size * w[1] / norm], size, 1e-7);
            let scale = |factor: f64, count: usize| (0..count).fold(1.0, |product, _| product * factor);
            let (g, others) = (slope(w), depth - 1);
            let along = g[0] * v[0] + g[1] * v[1];
            let pull = scale(factor, others);
            if others > 0 {
                factor -= rate * scale(factor, others - 1) * along;
            }
            v = [v[0] - rate * pull * g[0], v[1] - rate * pull * g[1]];
            let after = v.map(|part| scale(factor, others) * part);
            let velocity = end_to_end_velocity(w, g, depth);
            for i in 0..2 {
                assert_relative_eq!((after[i] - w[i]) / rate, velocity[i], max_relative = 1e-5);
            }
        }
        assert_eq!(end_to_end_velocity([0.0, 0.0], [1.0, 2.0], 3), [0.0, 0.0]);
        assert_eq!(end_to_end_velocity([0.0, 0.0], [1.0, 2.0], 1), [-1.0, -2.0]);
    }

    #[test]
    fn the_work_is_the_sum_along_the_ring() {
        let angle = libm::atan2(B[1], B[0]);
        for (angles, depth) in [([angle - PI, angle], 3), ([0.0, 0.5 * PI], 2), ([0.3, 1.9], 4), ([0.2, 2.0], 1)] {
            let ring = Ring { radii: [0.3, 1.4], angles };
            let at = |radius: f64, angle: f64| [radius * libm::cos(angle), radius * libm::sin(angle)];
            let pieces = 20_000;
            let mut work = 0.0;
            let path = |place: f64| match place as usize {
                0 => at(0.3 + 1.1 * place, angles[0]),
                1 => at(1.4, angles[0] + (angles[1] - angles[0]) * (place - 1.0)),
                2 => at(1.4 - 1.1 * (place - 2.0), angles[1]),
                _ => at(0.3, angles[1] + (angles[0] - angles[1]) * (place - 3.0)),
            };
            for piece in 0..4 * pieces {
                let place = |part: f64| path((f64::from(piece) + part) / f64::from(pieces));
                let (from, to, middle) = (place(0.0), place(1.0), place(0.5));
                let velocity = end_to_end_velocity(middle, slope(middle), depth);
                work += velocity[0] * (to[0] - from[0]) + velocity[1] * (to[1] - from[1]);
            }
            assert_relative_eq!(work, work_round_ring(&ring, A, B, depth), epsilon = 1e-7);
        }
    }

    #[test]
    fn a_half_ring_and_a_quarter() {
        let angle = libm::atan2(B[1], B[0]);
        let half = Ring { radii: [0.3, 1.4], angles: [angle - PI, angle] };
        assert_relative_eq!(work_round_ring(&half, A, B, 3), -1.2246, epsilon = 5e-5);
        assert_relative_eq!(work_round_ring(&half, A, B, 2), 0.0, epsilon = 1e-12);
        let quarter = Ring { radii: [0.3, 1.4], angles: [0.0, 0.5 * PI] };
        assert_relative_eq!(work_round_ring(&quarter, A, B, 2), -0.4075, epsilon = 5e-5);
    }

    #[test]
    fn a_mode_is_half_learnt_at_its_time() {
        let (first, strength, rate) = (1e-4, 2.5, 0.01);
        let time = half_learning_time(first, strength, rate);
        assert_relative_eq!(mode_strength(first, strength, rate, time / rate), 0.5 * strength, max_relative = 1e-12);
        // Two equal factors of one number: b² crosses s/2 at that time up to half a step.
        let (mut share, mut steps) = (libm::sqrt(first), 0.0);
        while share * share < 0.5 * strength {
            share = mode_step(share, strength, 2, rate);
            steps += 1.0;
        }
        assert!((steps * rate - time).abs() < rate, "{} {time}", steps * rate);
        assert_relative_eq!(mode_step(0.5, 2.0, 1, 0.1), 0.65);
    }

    #[test]
    fn times_of_modes_far_apart_err_by_the_powers_of_their_start() {
        let (start, strengths) = (1e-6, [4.0, 1.0]);
        let errors = |rest: f64| half_time_errors(&[start; 2], &[start, rest], &strengths);
        let share = start * libm::pow(4.0 / start, 0.25) / 4.0;
        assert_eq!(errors(start), [-libm::log1p(-share) / 8.0, -libm::log1p(-share) / 2.0].map(Some));
        // With a part that is mostly taken by the stronger mode it is larger, and then unknown.
        let [_, Some(less)] = errors(0.1 * start)[..] else { unreachable!() };
        assert_relative_eq!(less, -libm::log1p(-10.0 * share) / 2.0, max_relative = 1e-12);
        assert_eq!(errors(1e-5 * start)[1], None);
        assert_eq!(half_time_errors(&[1e-3], &[1e-3], &[2.0]), [Some(0.0)]);
    }

    #[test]
    fn collapsed_features_solve_their_equation() {
        let one = collapsed_singular_value(12, 3, 0.004, 1).unwrap_or(f64::NAN);
        assert_relative_eq!(one, libm::sqrt(12.0) - 0.004 * 36.0, max_relative = 1e-14);
        for layers in 2..=4 {
            let p = collapsed_singular_value(12, 3, 0.004, layers).unwrap_or(f64::NAN);
            let power = 2.0 / (layers as f64 + 1.0) - 1.0;
            assert!(((p - libm::sqrt(12.0)) / 36.0 + 0.004 * libm::pow(p, power)).abs() < 1e-15);
        }
        assert_eq!(collapsed_singular_value(12, 3, 1.0, 2), None);
        assert_eq!(collapsed_singular_value(12, 3, 1.0, 1), None);
        assert_eq!(collapsed_singular_value(12, 3, 0.01, 0), None);
    }
}
