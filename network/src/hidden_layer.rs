//! One wide hidden layer of rectified units on points of the plane, of which only the first layer is trained.

use crate::{Lanes, WIDTH};

/// f(x) = m^{−1/2} Σ aᵣ max(wᵣ·x, 0) with m units, weights wᵣ in ℝ² and fixed signs aᵣ.
///
/// With frozen patterns a unit stays active where it was at the start: f(x) = m^{−1/2} Σ aᵣ 1[wᵣ(0)·x ≥ 0] wᵣ·x, which is linear in w.
#[derive(Debug, Clone, PartialEq)]
pub struct HiddenLayer {
    width: usize,
    weights: [Vec<Lanes>; 2],
    signs: Vec<Lanes>,
    frozen: Option<[Vec<Lanes>; 2]>,
}

/// The lanes of `numbers`, filled up with zeros.
fn lanes(numbers: impl ExactSizeIterator<Item = f64>) -> Vec<Lanes> {
    let mut vectors = vec![[0.0; WIDTH]; numbers.len().div_ceil(WIDTH)];
    for (index, number) in numbers.enumerate() {
        vectors[index / WIDTH][index % WIDTH] = number;
    }
    vectors.into_iter().map(Lanes::new).collect()
}

fn sum(lanes: Lanes) -> f64 {
    let [a, b, c, d] = *lanes.as_array();
    (a + b) + (c + d)
}

/// 1 where z ≥ 0, else 0.
fn active(z: Lanes) -> Lanes {
    Lanes::new(z.as_array().map(|z| if z >= 0.0 { 1.0 } else { 0.0 }))
}

impl HiddenLayer {
    /// With these weights and signs ±1, as many of each.
    pub fn new(weights: &[[f64; 2]], signs: &[f64]) -> Self {
        let part = |axis: usize| lanes(weights.iter().map(|w| w[axis]));
        // Units that only fill up a vector have sign 0: they count for nothing and never move.
        Self { width: weights.len(), weights: [part(0), part(1)], signs: lanes(signs.iter().copied()), frozen: None }
    }

    /// The same layer with its patterns frozen as they are now.
    pub fn frozen(&self) -> Self {
        Self { frozen: Some(self.weights.clone()), ..self.clone() }
    }

    /// m.
    pub fn width(&self) -> usize {
        self.width
    }

    /// The weights of a unit.
    pub fn weight(&self, unit: usize) -> [f64; 2] {
        [0, 1].map(|axis| self.weights[axis][unit / WIDTH].as_array()[unit % WIDTH])
    }

    /// The sign of a unit.
    pub fn sign(&self, unit: usize) -> f64 {
        self.signs[unit / WIDTH].as_array()[unit % WIDTH]
    }

    /// The weights that decide where units are active.
    fn gates(&self) -> &[Vec<Lanes>; 2] {
        self.frozen.as_ref().unwrap_or(&self.weights)
    }

    /// Whether a unit is active at x.
    pub fn is_active(&self, unit: usize, [x, y]: [f64; 2]) -> bool {
        let [v, w] = self.gates();
        let (v, w) = (v[unit / WIDTH].as_array()[unit % WIDTH], w[unit / WIDTH].as_array()[unit % WIDTH]);
        v * x + w * y >= 0.0
    }

    /// f(x).
    pub fn value(&self, [x, y]: [f64; 2]) -> f64 {
        let (x, y) = (Lanes::splat(x), Lanes::splat(y));
        let (gates, mut total) = (self.gates(), Lanes::ZERO);
        for (index, sign) in self.signs.iter().enumerate() {
            let z = self.weights[0][index] * x + self.weights[1][index] * y;
            let gate = gates[0][index] * x + gates[1][index] * y;
            total += *sign * (active(gate) * z);
        }
        sum(total) / libm::sqrt(self.width as f64)
    }

    /// w ← w − ηm^{−1/2}aᵣ Σᵢ rᵢ 1[active at xᵢ] xᵢ for the residuals rᵢ = f(xᵢ) − yᵢ.
    pub fn descend(&mut self, points: &[[f64; 2]], residuals: &[f64], rate: f64) {
        let share = rate / libm::sqrt(self.width as f64);
        for index in 0..self.signs.len() {
            let gate = self.gates();
            let (v, w) = (gate[0][index], gate[1][index]);
            let (mut along, mut across) = (Lanes::ZERO, Lanes::ZERO);
            for ([x, y], residual) in points.iter().zip(residuals) {
                let active = active(v * Lanes::splat(*x) + w * Lanes::splat(*y));
                along += active * Lanes::splat(residual * x);
                across += active * Lanes::splat(residual * y);
            }
            let step = self.signs[index] * Lanes::splat(share);
            self.weights[0][index] -= step * along;
            self.weights[1][index] -= step * across;
        }
    }

    /// One bit for each unit: whether it is active at x.
    pub fn pattern(&self, [x, y]: [f64; 2]) -> Vec<u64> {
        let mut bits = vec![0; self.width.div_ceil(64)];
        let (x, y) = (Lanes::splat(x), Lanes::splat(y));
        let [v, w] = self.gates();
        for (index, (v, w)) in v.iter().zip(w).enumerate() {
            for (lane, z) in (*v * x + *w * y).as_array().iter().enumerate() {
                let unit = index * WIDTH + lane;
                if unit < self.width && *z >= 0.0 {
                    bits[unit / 64] |= 1 << (unit % 64);
                }
            }
        }
        bits
    }

    /// The squared distance of all weights from those of another layer of the same width.
    pub fn squared_distance(&self, other: &Self) -> f64 {
        let mut total = Lanes::ZERO;
        for axis in 0..2 {
            for (here, there) in self.weights[axis].iter().zip(&other.weights[axis]) {
                total += (*here - *there) * (*here - *there);
            }
        }
        sum(total)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    fn layer() -> HiddenLayer {
        let weights: Vec<[f64; 2]> = (0..7).map(|r| [libm::sin(1.3 * r as f64), libm::cos(2.1 * r as f64)]).collect();
        let signs: Vec<f64> = (0..7).map(|r| if r % 2 == 0 { 1.0 } else { -1.0 }).collect();
        HiddenLayer::new(&weights, &signs)
    }

    /// Points of the half circle.
    fn points() -> Vec<[f64; 2]> {
        [-1.1, -0.4, 0.2, 0.9].map(|angle| [libm::cos(angle), libm::sin(angle)]).to_vec()
    }

    #[test]
    fn the_value_is_the_sum_over_the_units() {
        let layer = layer();
        for at in points() {
            let unit = |r: usize| {
                let [v, w] = layer.weight(r);
                let z = v * at[0] + w * at[1];
                assert_eq!(layer.is_active(r, at), z >= 0.0);
                assert_eq!(layer.pattern(at)[0] >> r & 1 == 1, z >= 0.0);
                layer.sign(r) * z.max(0.0)
            };
            let expected = (0..7).map(unit).sum::<f64>() / 7.0_f64.sqrt();
            assert_relative_eq!(layer.value(at), expected, epsilon = 1e-15);
            assert_relative_eq!(layer.frozen().value(at), expected, epsilon = 1e-15);
        }
    }

    #[test]
    fn a_step_follows_the_gradient() {
        let (start, labels) = (layer(), [0.3, -0.5, 0.1, 0.8]);
        for start in [start.clone(), start.frozen()] {
            let loss = |layer: &HiddenLayer| -> f64 {
                points().iter().zip(labels).map(|(x, y)| 0.5 * (layer.value(*x) - y) * (layer.value(*x) - y)).sum()
            };
            let residuals: Vec<f64> = points().iter().zip(labels).map(|(x, y)| start.value(*x) - y).collect();
            let rate = 1e-7;
            let mut moved = start.clone();
            moved.descend(&points(), &residuals, rate);
            // L falls by η|∇L|², and the weights move by η|∇L|.
            let slope = moved.squared_distance(&start) / (rate * rate);
            assert_relative_eq!((loss(&start) - loss(&moved)) / rate, slope, max_relative = 1e-5);
            assert!(slope > 0.01);
        }
    }
}
