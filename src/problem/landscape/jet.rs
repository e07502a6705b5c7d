//! A function of the plane with all its derivatives to second order, carried through arithmetic by the chain rule.

use super::Landscape;
use nalgebra::DMatrix;
use std::ops::{Add, Mul, Neg, Sub};

/// f, ∇f and ∇²f at one point: second-order forward differentiation (Griewank & Walther 2008, chapter 13), exact but for rounding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Jet {
    /// f.
    pub value: f64,
    /// ∂f/∂x and ∂f/∂y.
    pub slope: [f64; 2],
    /// ∂²f/∂x², ∂²f/∂x∂y and ∂²f/∂y².
    pub curvature: [f64; 3],
}

impl Jet {
    /// The coordinates x and y themselves, at a point.
    pub fn coordinates(z: &[f64]) -> [Self; 2] {
        let along = |value, slope| Self { value, slope, curvature: [0.0; 3] };
        [along(z[0], [1.0, 0.0]), along(z[1], [0.0, 1.0])]
    }

    /// g(f), from g, g′ and g″ at f.
    pub fn chain(self, [value, first, second]: [f64; 3]) -> Self {
        let ([x, y], [xx, xy, yy]) = (self.slope, self.curvature);
        Self {
            value,
            slope: [first * x, first * y],
            curvature: [second * x * x + first * xx, second * x * y + first * xy, second * y * y + first * yy],
        }
    }

    /// f².
    pub fn square(self) -> Self {
        self.chain([self.value * self.value, 2.0 * self.value, 2.0])
    }

    /// sin f.
    pub fn sin(self) -> Self {
        let (sine, cosine) = libm::sincos(self.value);
        self.chain([sine, cosine, -sine])
    }

    /// cos f.
    pub fn cos(self) -> Self {
        let (sine, cosine) = libm::sincos(self.value);
        self.chain([cosine, -sine, -cosine])
    }

    /// eᶠ.
    pub fn exp(self) -> Self {
        let value = libm::exp(self.value);
        self.chain([value; 3])
    }

    /// tanh f.
    pub fn tanh(self) -> Self {
        let value = libm::tanh(self.value);
        let first = 1.0 - value * value;
        self.chain([value, first, -2.0 * value * first])
    }

    /// √|f|; at f = 0, where it has no slope, its derivatives are taken to be 0.
    pub fn root(self) -> Self {
        let value = self.value.abs().sqrt();
        if value == 0.0 {
            return self.chain([0.0; 3]);
        }
        let first = 0.5 * self.value.signum() / value;
        self.chain([value, first, -0.25 / (value * value * value)])
    }

    /// 1/f.
    pub fn recip(self) -> Self {
        let value = 1.0 / self.value;
        self.chain([value, -value * value, 2.0 * value * value * value])
    }
}

impl Neg for Jet {
    type Output = Self;

    fn neg(self) -> Self {
        -1.0 * self
    }
}

impl Add for Jet {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let ([x, y], [xx, xy, yy]) = (self.slope, self.curvature);
        Self {
            value: self.value + other.value,
            slope: [x + other.slope[0], y + other.slope[1]],
            curvature: [xx + other.curvature[0], xy + other.curvature[1], yy + other.curvature[2]],
        }
    }
}

impl Sub for Jet {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for Jet {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let (f, [fx, fy], [fxx, fxy, fyy]) = (self.value, self.slope, self.curvature);
        let (g, [gx, gy], [gxx, gxy, gyy]) = (other.value, other.slope, other.curvature);
        Self {
            value: f * g,
            slope: [fx * g + f * gx, fy * g + f * gy],
            curvature: [
                fxx * g + 2.0 * fx * gx + f * gxx,
                fxy * g + fx * gy + fy * gx + f * gxy,
                fyy * g + 2.0 * fy * gy + f * gyy,
            ],
        }
    }
}

impl Add<f64> for Jet {
    type Output = Self;

    fn add(self, constant: f64) -> Self {
        Self { value: self.value + constant, ..self }
    }
}

impl Sub<f64> for Jet {
    type Output = Self;

    fn sub(self, constant: f64) -> Self {
        self + -constant
    }
}

impl Mul<Jet> for f64 {
    type Output = Jet;

    fn mul(self, jet: Jet) -> Jet {
        Jet {
            value: self * jet.value,
            slope: jet.slope.map(|entry| self * entry),
            curvature: jet.curvature.map(|entry| self * entry),
        }
    }
}

/// The landscape that a formula in jets of x and y describes.
#[derive(Debug, Clone, Copy)]
pub struct Planar(pub fn(Jet, Jet) -> Jet);

impl Planar {
    fn at(&self, z: &[f64]) -> Jet {
        let [x, y] = Jet::coordinates(z);
        (self.0)(x, y)
    }
}

impl Landscape for Planar {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, z: &[f64]) -> f64 {
        self.at(z).value
    }

    fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
        gradient.copy_from_slice(&self.at(z).slope);
    }

    fn value_and_gradient(&self, z: &[f64], gradient: &mut [f64]) -> f64 {
        let jet = self.at(z);
        gradient.copy_from_slice(&jet.slope);
        jet.value
    }

    fn hessian(&self, z: &[f64]) -> DMatrix<f64> {
        let [xx, xy, yy] = self.at(z).curvature;
        DMatrix::from_row_slice(2, 2, &[xx, xy, xy, yy])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn chain_and_product_rules_give_known_derivatives() {
        let [x, y] = Jet::coordinates(&[0.7, -0.4]);
        // f = e^{xy} sin x, by hand.
        let f = (x * y).exp() * x.sin();
        let (e, s, c) = (libm::exp(0.7 * -0.4), libm::sin(0.7), libm::cos(0.7));
        assert_relative_eq!(f.value, e * s, max_relative = 1e-15);
        assert_relative_eq!(f.slope[0], e * (-0.4 * s + c), max_relative = 1e-14);
        assert_relative_eq!(f.slope[1], e * 0.7 * s, max_relative = 1e-14);
        assert_relative_eq!(f.curvature[0], e * (0.16 * s - 0.8 * c - s), max_relative = 1e-14);
        assert_relative_eq!(f.curvature[1], e * (0.7 * (-0.4 * s + c) + s), max_relative = 1e-14);
        assert_relative_eq!(f.curvature[2], e * 0.49 * s, max_relative = 1e-14);
    }

    #[test]
    fn every_function_agrees_with_its_inverse_or_its_rule() {
        let [x, _] = Jet::coordinates(&[0.3, 0.0]);
        let same = |left: Jet, right: Jet| {
            let entries = |jet: Jet| [jet.value, jet.slope[0], jet.curvature[0]];
            for (l, r) in entries(left).into_iter().zip(entries(right)) {
                assert_relative_eq!(l, r, epsilon = 1e-14);
            }
        };
        same(x.square().root(), x);
        same((-x.square()).root(), x);
        same(x.recip().recip(), x);
        same(x.sin().square() + x.cos().square(), 0.0 * x + 1.0);
        // tanh x = (e²ˣ − 1)/(e²ˣ + 1).
        let twice = (2.0 * x).exp();
        same(x.tanh(), (twice - 1.0) * (twice + 1.0).recip());
    }
}
