//! Gradient descent with weight decay on L = x²/(x² + y²), in closed form.
//!
//! w′ = (1 − ηλ)w − η∇L(w). With φ the angle from the minimum x = 0 and s = |w|²/η, sin² φ = L, everything depends on η and λ
//! through ηλ alone, the *intrinsic learning rate* (Li, Lyu & Arora 2020). What has no other source here follows from
//! x′ = x(q − 2ηy²/|w|⁴), y′ = y(q + 2ηx²/|w|⁴), q = 1 − ηλ, by elementary algebra.

/// η/(1 − ηλ): the squared norm below which the minimum x = 0 repels.
///
/// Near x = 0 a step multiplies tan φ by 1 − 2a, a = η/((1 − ηλ)|w|²), and |1 − 2a| < 1 exactly when a < 1.
pub fn edge(step_size: f64, decay: f64) -> f64 {
    step_size / (1.0 - step_size * decay)
}

/// η(1 − ηλ)^(−2t−1): the learning rate of step t (from 0) with which descent without decay takes the directions that descent
/// with decay λ and constant η takes (Li & Arora 2019, An exponential learning rate schedule for deep learning).
pub fn equivalent_rate(step_size: f64, decay: f64, step: u64) -> f64 {
    step_size * libm::pow(1.0 - step_size * decay, -2.0 * step as f64 - 1.0)
}

/// L(w) − L(w′) = a g²(1 − a cos 2φ)/(1 + a²g²) with g = sin 2φ: how far the loss falls in a step.
///
/// It falls exactly when |w|²(1 − ηλ) > η(1 − 2L), for cos 2φ = 1 − 2L.
pub fn fall(step_size: f64, decay: f64, [x, y]: [f64; 2]) -> f64 {
    let square = x * x + y * y;
    let a = edge(step_size, decay) / square;
    // sin 2φ and cos 2φ.
    let (sine, cosine) = (2.0 * x * y / square, (y * y - x * x) / square);
    a * sine * sine * (1.0 - a * cosine) / (1.0 + a * a * sine * sine)
}

/// The cycle of period 2 in the first quadrant: L = ηλ/2 and |w|² = η, for ever; x changes its sign at each step.
pub fn two_cycle(step_size: f64, decay: f64) -> [f64; 2] {
    let loss = 0.5 * step_size * decay;
    [libm::sqrt(step_size * loss), libm::sqrt(step_size * (1.0 - loss))]
}

/// 2(1 − ηλ)² − 1 = cos ω, where ω is the angle by which a step turns paths about the cycle of period 2.
///
/// In (ln|x|, ln|y|) a step preserves area, for every λ; its linearization about the cycle (x ↦ −x undone) has determinant 1 and
/// trace 2 cos ω, so that the cycle neither attracts nor repels: cos(ω/2) = 1 − ηλ.
pub fn cosine_of_winding(step_size: f64, decay: f64) -> f64 {
    let keep = 1.0 - step_size * decay;
    2.0 * keep * keep - 1.0
}

/// det ∂(ln|x′|, ln|y′|)/∂(ln|x|, ln|y|), from the Hessian's entries at w: 1 in theory.
pub fn log_area_factor(step_size: f64, decay: f64, [xx, xy, yy]: [f64; 3], before: [f64; 2], after: [f64; 2]) -> f64 {
    let keep = 1.0 - step_size * decay;
    let determinant = (keep - step_size * xx) * (keep - step_size * yy) - step_size * step_size * xy * xy;
    determinant * (before[0] / after[0]) * (before[1] / after[1])
}

/// ∂(ln|x′|, ln|y′|)/∂(ln|x|, ln|y|) of a step, row by row: what it makes of small relative errors of the weights.
pub fn log_derivative(step_size: f64, decay: f64, [x, y]: [f64; 2]) -> [[f64; 2]; 2] {
    let square = x * x + y * y;
    let (loss, rest, pull) = (x * x / square, y * y / square, 2.0 * step_size / square);
    // x′ = x·across and y′ = y·up.
    let keep = 1.0 - step_size * decay;
    let (across, up) = (keep - pull * rest, keep + pull * loss);
    let (twist, lean) = (4.0 * pull * loss * rest, 2.0 * pull * (rest - loss));
    [[1.0 + twist / across, lean * rest / across], [lean * loss / up, 1.0 - twist / up]]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Settings;
    use crate::problem::landscape;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    fn step(step_size: f64, decay: f64, [x, y]: [f64; 2]) -> [f64; 2] {
        let (keep, pull) = (1.0 - step_size * decay, 2.0 * step_size / (x * x + y * y).powi(2));
        [x * (keep - pull * y * y), y * (keep + pull * x * x)]
    }

    fn loss([x, y]: [f64; 2]) -> f64 {
        x * x / (x * x + y * y)
    }

    #[test]
    fn the_loss_falls_by_the_formula_and_log_area_is_preserved() {
        let landscape = landscape::find("scale-invariant").unwrap();
        let landscape = (landscape.build)(&Settings::new(Vec::new())).unwrap();
        let mut stream = Stream::new(1, "scale invariance");
        for _ in 0..1000 {
            let (eta, lambda) = (0.01 + 0.5 * stream.uniform(), stream.uniform());
            let w = [stream.normal(), stream.normal()];
            let next = step(eta, lambda, w);
            let size = loss(w).max(loss(next));
            assert_relative_eq!(loss(w) - loss(next), fall(eta, lambda, w), epsilon = 1e-12 * size);
            let h = landscape.hessian(&w);
            let factor = log_area_factor(eta, lambda, [h[(0, 0)], h[(0, 1)], h[(1, 1)]], w, next);
            // The determinant is a difference of products of this size.
            let scale = (eta * h.amax()).powi(2).max(1.0) * ((w[0] / next[0]) * (w[1] / next[1])).abs();
            assert_relative_eq!(factor, 1.0, epsilon = 1e-13 * scale.max(1.0));
        }
    }

    #[test]
    fn the_derivative_in_logarithms_is_that_of_a_step_and_has_determinant_one() {
        let mut stream = Stream::new(2, "scale invariance");
        for _ in 0..1000 {
            let (eta, lambda) = (0.01 + 0.5 * stream.uniform(), stream.uniform());
            let w = [stream.normal(), stream.normal()];
            let (derivative, next) = (log_derivative(eta, lambda, w), step(eta, lambda, w));
            let [[a, b], [c, d]] = derivative;
            assert_relative_eq!(a * d - b * c, 1.0, epsilon = 1e-12 * (1.0 + (a * d).abs() + (b * c).abs()));
            for j in 0..2 {
                let h = 1e-6;
                let moved = |h: f64| {
                    let mut beside = w;
                    beside[j] *= 1.0 + h;
                    step(eta, lambda, beside)
                };
                let (ahead, behind) = (moved(h), moved(-h));
                for i in 0..2 {
                    let by_difference = (ahead[i] - behind[i]) / (2.0 * h * next[i]);
                    // Of what is cancelled in x′, differences lose as much.
                    let size = derivative[i][j].abs() + (w[i] / next[i]).abs();
                    assert_relative_eq!(by_difference, derivative[i][j], epsilon = 1e-6 * size * size.max(1.0));
                }
            }
        }
    }

    #[test]
    fn the_cycle_has_period_two_and_its_neighbours_turn_about_it() {
        for (eta, lambda) in [(0.1, 0.1), (0.3, 0.6), (0.5, 0.02)] {
            let cycle = two_cycle(eta, lambda);
            let next = step(eta, lambda, cycle);
            assert_relative_eq!(next[0], -cycle[0], max_relative = 1e-12);
            assert_relative_eq!(next[1], cycle[1], max_relative = 1e-12);
            // The trace of the linearization by central differences, in logarithms.
            let h = 1e-6;
            let moved = |i: usize, h: f64| {
                let mut w = cycle;
                w[i] *= h.exp();
                step(eta, lambda, w)[i].abs().ln()
            };
            let trace: f64 = (0..2).map(|i| (moved(i, h) - moved(i, -h)) / (2.0 * h)).sum();
            assert_relative_eq!(trace, 2.0 * cosine_of_winding(eta, lambda), max_relative = 1e-8);
        }
    }

    #[test]
    fn an_exponential_rate_takes_the_directions_of_decay() {
        let (eta, lambda) = (0.05, 0.2);
        let (mut decayed, mut free) = ([0.9, 0.7], [0.9, 0.7]);
        for t in 0..100 {
            decayed = step(eta, lambda, decayed);
            free = step(equivalent_rate(eta, lambda, t), 0.0, free);
        }
        assert_relative_eq!(decayed[0] / decayed[1], free[0] / free[1], max_relative = 1e-9);
        assert_relative_eq!(edge(eta, lambda), eta / 0.99, max_relative = 1e-15);
    }
}
