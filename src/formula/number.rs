//! What a tape computes with: a plain value, or a value with its derivatives along two directions.

use super::calculus::{self, Derivatives, Partials};
use super::function::Function;

/// Numbers on which every operation of a formula is defined.
pub(super) trait Number: Copy {
    /// A number that does not vary.
    fn constant(value: f64) -> Self;
    /// The plain value.
    fn value(&self) -> f64;
    /// a + b.
    fn plus(&self, other: &Self) -> Self;
    /// a − b.
    fn minus(&self, other: &Self) -> Self;
    /// a·b.
    fn times(&self, other: &Self) -> Self;
    /// a/b.
    fn over(&self, other: &Self) -> Self;
    /// a + c.
    fn shifted(&self, by: f64) -> Self;
    /// c·a.
    fn scaled(&self, by: f64) -> Self;
    /// f(a) for a named function.
    fn apply(&self, function: Function) -> Self;
    /// f(a) with f and its derivatives given at a's value.
    fn chain(&self, f: Derivatives) -> Self;
    /// f(a, b) with f and its derivatives given at both values.
    fn chain_two(&self, other: &Self, f: Partials) -> Self;
}

impl Number for f64 {
    fn constant(value: f64) -> Self {
        value
    }

    fn value(&self) -> f64 {
        *self
    }

    fn plus(&self, other: &Self) -> Self {
        self + other
    }

    fn minus(&self, other: &Self) -> Self {
        self - other
    }

    fn times(&self, other: &Self) -> Self {
        self * other
    }

    fn over(&self, other: &Self) -> Self {
        self / other
    }

    fn shifted(&self, by: f64) -> Self {
        self + by
    }

    fn scaled(&self, by: f64) -> Self {
        by * self
    }

    fn apply(&self, function: Function) -> Self {
        calculus::value(function, *self)
    }

    fn chain(&self, f: Derivatives) -> Self {
        f[0]
    }

    fn chain_two(&self, _: &Self, f: Partials) -> Self {
        f[0]
    }
}

/// A value with its slopes along two directions u and v.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slope {
    pub(super) value: f64,
    /// ∂ᵤ, ∂ᵥ.
    pub(super) first: [f64; 2],
}

/// A value with its slopes and curvatures along two directions u and v.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Jet {
    pub(super) value: f64,
    /// ∂ᵤ, ∂ᵥ.
    pub(super) first: [f64; 2],
    /// ∂ᵤᵤ, ∂ᵤᵥ, ∂ᵥᵥ.
    pub(super) second: [f64; 3],
}

/// A product in the chain rule: what does not vary contributes nothing, however steep the outer function is there.
fn product(outer: f64, inner: f64) -> f64 {
    if inner == 0.0 { 0.0 } else { outer * inner }
}

/// f of each pair of entries.
fn zip<const N: usize>(a: [f64; N], b: [f64; N], f: impl Fn(f64, f64) -> f64) -> [f64; N] {
    std::array::from_fn(|k| f(a[k], b[k]))
}

/// aᵤbᵤ, (aᵤbᵥ + aᵥbᵤ)/2, aᵥbᵥ: the symmetric product of two gradients.
fn symmetric(a: [f64; 2], b: [f64; 2]) -> [f64; 3] {
    [a[0] * b[0], 0.5 * (a[0] * b[1] + a[1] * b[0]), a[1] * b[1]]
}

impl Number for Slope {
    fn constant(value: f64) -> Self {
        Self { value, first: [0.0; 2] }
    }

    fn value(&self) -> f64 {
        self.value
    }

    fn plus(&self, other: &Self) -> Self {
        Self { value: self.value + other.value, first: zip(self.first, other.first, |a, b| a + b) }
    }

    fn minus(&self, other: &Self) -> Self {
        Self { value: self.value - other.value, first: zip(self.first, other.first, |a, b| a - b) }
    }

    fn times(&self, other: &Self) -> Self {
        let first = zip(self.first, other.first, |a, b| a * other.value + self.value * b);
        Self { value: self.value * other.value, first }
    }

    fn over(&self, other: &Self) -> Self {
        let value = self.value / other.value;
        Self { value, first: zip(self.first, other.first, |a, b| (a - value * b) / other.value) }
    }

    fn shifted(&self, by: f64) -> Self {
        Self { value: self.value + by, ..*self }
    }

    fn scaled(&self, by: f64) -> Self {
        Self { value: by * self.value, first: self.first.map(|slope| by * slope) }
    }

    fn apply(&self, function: Function) -> Self {
        self.chain(calculus::derivatives(function, self.value))
    }

    fn chain(&self, [f, slope, _]: Derivatives) -> Self {
        Self { value: f, first: self.first.map(|inner| product(slope, inner)) }
    }

    fn chain_two(&self, other: &Self, [f, by_a, by_b, ..]: Partials) -> Self {
        Self { value: f, first: zip(self.first, other.first, |a, b| product(by_a, a) + product(by_b, b)) }
    }
}

impl Number for Jet {
    fn constant(value: f64) -> Self {
        Self { value, first: [0.0; 2], second: [0.0; 3] }
    }

    fn value(&self) -> f64 {
        self.value
    }

    fn plus(&self, other: &Self) -> Self {
        Self {
            value: self.value + other.value,
            first: zip(self.first, other.first, |a, b| a + b),
            second: zip(self.second, other.second, |a, b| a + b),
        }
    }

    fn minus(&self, other: &Self) -> Self {
        Self {
            value: self.value - other.value,
            first: zip(self.first, other.first, |a, b| a - b),
            second: zip(self.second, other.second, |a, b| a - b),
        }
    }

    fn times(&self, other: &Self) -> Self {
        let cross = symmetric(self.first, other.first);
        let second = zip(self.second, other.second, |a, b| a * other.value + self.value * b);
        Self {
            value: self.value * other.value,
            first: zip(self.first, other.first, |a, b| a * other.value + self.value * b),
            second: zip(second, cross, |outer, cross| outer + 2.0 * cross),
        }
    }

    fn over(&self, other: &Self) -> Self {
        let value = self.value / other.value;
        let first = zip(self.first, other.first, |a, b| (a - value * b) / other.value);
        // From the second derivative of a = (a/b)·b.
        let cross = symmetric(first, other.first);
        let second = zip(self.second, other.second, |a, b| a - value * b);
        Self { value, first, second: zip(second, cross, |outer, cross| (outer - 2.0 * cross) / other.value) }
    }

    fn shifted(&self, by: f64) -> Self {
        Self { value: self.value + by, ..*self }
    }

    fn scaled(&self, by: f64) -> Self {
        let scale = |derivative: f64| by * derivative;
        Self { value: by * self.value, first: self.first.map(scale), second: self.second.map(scale) }
    }

    fn apply(&self, function: Function) -> Self {
        self.chain(calculus::derivatives(function, self.value))
    }

    fn chain(&self, [f, slope, curvature]: Derivatives) -> Self {
        let square = symmetric(self.first, self.first);
        Self {
            value: f,
            first: self.first.map(|inner| product(slope, inner)),
            second: zip(self.second, square, |inner, square| product(slope, inner) + product(curvature, square)),
        }
    }

    fn chain_two(&self, other: &Self, [f, by_a, by_b, by_aa, by_ab, by_bb]: Partials) -> Self {
        let outer = zip(symmetric(self.first, self.first), symmetric(other.first, other.first), |a, b| {
            product(by_aa, a) + product(by_bb, b)
        });
        let inner = zip(self.second, other.second, |a, b| product(by_a, a) + product(by_b, b));
        let cross = symmetric(self.first, other.first).map(|cross| 2.0 * product(by_ab, cross));
        Self {
            value: f,
            first: zip(self.first, other.first, |a, b| product(by_a, a) + product(by_b, b)),
            second: zip(zip(outer, inner, |a, b| a + b), cross, |a, b| a + b),
        }
    }
}
