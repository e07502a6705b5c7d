//! Integrals by composite Gauss–Legendre quadrature.

use std::sync::LazyLock;

/// Nodes per panel.
const ORDER: usize = 16;

/// A composite rule: nodes with their weights, in increasing order.
#[derive(Debug, Clone, PartialEq)]
pub struct Rule {
    /// The nodes.
    pub nodes: Vec<f64>,
    /// The weights.
    pub weights: Vec<f64>,
}

impl Rule {
    /// `panels` equal panels on [a, b], each with 16 Gauss–Legendre nodes (exact to degree 31 on each).
    pub fn panels(a: f64, b: f64, panels: usize) -> Self {
        let (base, base_weights) = &*GAUSS_LEGENDRE;
        let count = panels.max(1);
        let half = 0.5 * (b - a) / count as f64;
        let mut rule = Self { nodes: Vec::with_capacity(count * ORDER), weights: Vec::with_capacity(count * ORDER) };
        for panel in 0..count {
            let centre = a + half * (2 * panel + 1) as f64;
            rule.nodes.extend(base.iter().map(|t| centre + half * t));
            rule.weights.extend(base_weights.iter().map(|w| half * w));
        }
        rule
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// ∫g.
    pub fn integrate(&self, mut g: impl FnMut(f64) -> f64) -> f64 {
        self.nodes.iter().zip(&self.weights).map(|(x, w)| w * g(*x)).sum()
    }
}

/// The panels that a smooth function with features of width 1 wants on an interval.
pub fn panels_for(width: f64) -> usize {
    (width.abs() as usize).clamp(1, 400) + 1
}

/// ∫ₐᵇ g for g with features of width about 1, signed (a may exceed b).
pub fn integrate(a: f64, b: f64, g: impl FnMut(f64) -> f64) -> f64 {
    Rule::panels(a, b, panels_for(b - a)).integrate(g)
}

/// ∫ₐᵇ min(g, h), split where the two cross so that each piece is smooth; `difference` has the sign of g − h.
/// Crossings nearer to each other than (b−a)/2000 may be missed.
pub fn integrate_minimum(
    a: f64,
    b: f64,
    g: impl Fn(f64) -> f64,
    h: impl Fn(f64) -> f64,
    difference: impl Fn(f64) -> f64,
) -> f64 {
    const CELLS: usize = 2000;
    let at = |cell: usize| a + (b - a) * cell as f64 / CELLS as f64;
    let mut total = 0.0;
    let mut from = a;
    let mut left = difference(a);
    for cell in 0..CELLS {
        let right = difference(at(cell + 1));
        if (left < 0.0) != (right < 0.0) {
            let (mut low, mut high) = (at(cell), at(cell + 1));
            for _ in 0..60 {
                let middle = 0.5 * (low + high);
                if (difference(middle) < 0.0) == (left < 0.0) { low = middle } else { high = middle }
            }
            total += integrate_lesser(from, low, &g, &h, &difference);
            from = low;
        }
        left = right;
    }
    total + integrate_lesser(from, b, &g, &h, &difference)
}

/// ∫ₐᵇ min(g, h) where the two do not cross.
fn integrate_lesser(
    a: f64,
    b: f64,
    g: &impl Fn(f64) -> f64,
    h: &impl Fn(f64) -> f64,
    difference: &impl Fn(f64) -> f64,
) -> f64 {
    if difference(0.5 * (a + b)) < 0.0 { integrate(a, b, g) } else { integrate(a, b, h) }
}

/// Asked for once: whoever integrates, integrates often.
static GAUSS_LEGENDRE: LazyLock<([f64; ORDER], [f64; ORDER])> = LazyLock::new(gauss_legendre);

/// Nodes and weights on [−1, 1], by Newton's method on the Legendre polynomial (Abramowitz & Stegun 1964, 25.4.29).
fn gauss_legendre() -> ([f64; ORDER], [f64; ORDER]) {
    let (mut nodes, mut weights) = ([0.0; ORDER], [0.0; ORDER]);
    let n = ORDER as f64;
    for index in 0..ORDER / 2 {
        let mut t = libm::cos(core::f64::consts::PI * (index as f64 + 0.75) / (n + 0.5));
        let mut derivative = 1.0;
        for _ in 0..8 {
            let (mut previous, mut value) = (1.0, t);
            for k in 2..=ORDER {
                let k = k as f64;
                (previous, value) = (value, ((2.0 * k - 1.0) * t * value - (k - 1.0) * previous) / k);
            }
            derivative = n * (t * value - previous) / (t * t - 1.0);
            t -= value / derivative;
        }
        let weight = 2.0 / ((1.0 - t * t) * derivative * derivative);
        nodes[index] = -t;
        nodes[ORDER - 1 - index] = t;
        weights[index] = weight;
        weights[ORDER - 1 - index] = weight;
    }
    (nodes, weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn polynomials_to_degree_31_and_gaussians_are_exact() {
        for degree in [0, 2, 10, 30] {
            let exact = 2.0 / f64::from(degree + 1);
            assert_relative_eq!(Rule::panels(-1.0, 1.0, 1).integrate(|x| x.powi(degree)), exact, max_relative = 1e-13);
        }
        assert_relative_eq!(Rule::panels(-1.0, 1.0, 1).integrate(|x| x.powi(31) + x), 0.0, epsilon = 1e-15);
        let mass = integrate(-12.0, 12.0, |x| (-x * x / 2.0).exp());
        assert_relative_eq!(mass, (2.0 * std::f64::consts::PI).sqrt(), max_relative = 1e-13);
        assert_relative_eq!(integrate(1.0, 0.0, |x| x), -0.5, max_relative = 1e-14);
    }

    #[test]
    fn a_minimum_is_split_at_its_kinks() {
        // ∫ of min(cos, ½) on [−π/2, π/2]: ½·2π/3 + 2(1 − sin π/3).
        let half_pi = std::f64::consts::FRAC_PI_2;
        let exact = std::f64::consts::PI / 3.0 + 2.0 * (1.0 - (std::f64::consts::PI / 3.0).sin());
        assert_relative_eq!(
            integrate_minimum(-half_pi, half_pi, f64::cos, |_| 0.5, |x| f64::cos(x) - 0.5),
            exact,
            max_relative = 1e-13
        );
    }
}
