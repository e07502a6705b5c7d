//! Scalar networks: the loss ½(w₁w₂⋯w_D − 1)² of D weights in a row, and diagonal networks of two weights a coordinate.

/// Halvings of an interval, more than a double has bits.
const HALVINGS: usize = 100;

/// The s with ∏(wᵢ² + s) = 1: the gradient flow from positive weights keeps each wᵢ² − wⱼ² and ends at √(wᵢ² + s) (Kreisler, Nacson,
/// Soudry & Carmon 2023). None where a weight is not positive, or so large that the product overflows.
pub fn flow_shift(weights: &[f64]) -> Option<f64> {
    // f64::min passes over NaN, so each weight is asked by itself.
    if weights.is_empty() || !weights.iter().all(|w| *w > 0.0 && w.is_finite()) {
        return None;
    }
    let least = weights.iter().copied().fold(f64::INFINITY, f64::min);
    let product = |shift: f64| weights.iter().map(|w| w * w + shift).product::<f64>();
    // At −least² the product is 0, and at 1 it is above 1.
    let (mut low, mut high) = (-least * least, 1.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if product(middle) < 1.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(0.5 * (low + high))
}

/// The greatest curvature Σ 1/(wᵢ² + s) of the loss where the gradient flow ends, the sharpness of the flow's solution.
pub fn flow_sharpness(weights: &[f64]) -> Option<f64> {
    let shift = flow_shift(weights)?;
    let sharpness = weights.iter().map(|w| 1.0 / (w * w + shift)).sum::<f64>();
    sharpness.is_finite().then_some(sharpness)
}

/// By what a step of gradient descent of size η multiplies wᵢ² − wⱼ²: 1 − η²(p − 1)²p²/(wᵢwⱼ)², with p the product of all weights.
pub fn balance_factor(step_size: f64, product: f64, [w, v]: [f64; 2]) -> f64 {
    let share = step_size * (product - 1.0) * product / (w * v);
    1.0 - share * share
}

/// By what a step of size η multiplies u² − v² of one coordinate of a diagonal network w = u⊙v, with slope g of the loss along w:
/// 1 − η²g².
pub fn diagonal_balance_factor(step_size: f64, slope: f64) -> f64 {
    1.0 - step_size * step_size * slope * slope
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn the_flow_ends_where_a_fine_integration_does() -> Result<(), String> {
        let mut stream = Stream::new(1, "flow");
        for depth in 2..=6 {
            let start: Vec<f64> = (0..depth).map(|_| 0.5 + stream.uniform()).collect();
            let mut weights = start.clone();
            for _ in 0..400_000 {
                let product: f64 = weights.iter().product();
                weights.iter_mut().for_each(|w| *w -= 1e-4 * (product - 1.0) * product / *w);
            }
            let sharpness: f64 = weights.iter().map(|w| 1.0 / (w * w)).sum();
            let predicted = flow_sharpness(&start).ok_or("no end")?;
            assert_relative_eq!(sharpness, predicted, max_relative = 1e-3);
        }
        Ok(())
    }

    #[test]
    fn two_weights_have_a_closed_form() {
        // s² + (x² + y²)s + x²y² = 1.
        let (x, y): (f64, f64) = (1.7, 0.4);
        let (b, c) = (x * x + y * y, x * x * y * y - 1.0);
        let closed = 0.5 * (-b + (b * b - 4.0 * c).sqrt());
        assert_relative_eq!(flow_shift(&[x, y]).unwrap_or(f64::NAN), closed, max_relative = 1e-13);
        assert_eq!(flow_shift(&[1.0, 0.0]), None);
        assert_eq!(flow_shift(&[1.0, f64::NAN]), None);
        assert_eq!(flow_shift(&[1.0, -2.0]), None);
    }

    #[test]
    fn one_step_changes_the_imbalance_by_the_factor() {
        let (w, v, step_size): (f64, f64, f64) = (1.2, 0.5, 0.3);
        // Three weights w and one v.
        let product = w * w * w * v;
        let step = |weight: f64| weight - step_size * (product - 1.0) * product / weight;
        let ratio = (step(w) * step(w) - step(v) * step(v)) / (w * w - v * v);
        assert_relative_eq!(ratio, balance_factor(step_size, product, [w, v]), max_relative = 1e-13);
        let (u, v, slope): (f64, f64, f64) = (0.3, -0.7, 1.9);
        let (next_u, next_v) = (u - step_size * slope * v, v - step_size * slope * u);
        let ratio = (next_u * next_u - next_v * next_v) / (u * u - v * v);
        assert_relative_eq!(ratio, diagonal_balance_factor(step_size, slope), max_relative = 1e-13);
    }
}
