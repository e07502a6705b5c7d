//! The functions between layers, each with two derivatives.

use crate::Lanes;

/// A function of one number that a layer applies to each of its sums.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Activation {
    /// z.
    Identity,
    /// tanh z.
    Tanh,
    /// max(z, 0), with slope 1 at 0.
    Relu,
    /// z for z ≥ 0 and `slope`·z below.
    LeakyRelu(f64),
    /// ½ ln(1 + e²ᶻ), a smooth max(z, 0).
    Softplus,
    /// 1/(1 + e⁻ᶻ).
    Sigmoid,
}

/// `f` of each lane.
fn each(z: Lanes, f: impl Fn(f64) -> f64) -> Lanes {
    Lanes::new((*z.as_array()).map(f))
}

/// ½ ln(1 + e²ᶻ) without overflow: max(z, 0) + ½ ln(1 + e^{−2|z|}).
fn softplus(z: f64) -> f64 {
    z.max(0.0) + 0.5 * libm::log1p(libm::exp(-2.0 * z.abs()))
}

fn sigmoid(z: f64) -> f64 {
    if z >= 0.0 {
        1.0 / (1.0 + libm::exp(-z))
    } else {
        let power = libm::exp(z);
        power / (1.0 + power)
    }
}

impl Activation {
    /// σ(z).
    pub fn value(self, z: Lanes) -> Lanes {
        match self {
            Self::Identity => z,
            Self::Tanh => each(z, libm::tanh),
            Self::Relu => each(z, |z| if z >= 0.0 { z } else { 0.0 }),
            Self::LeakyRelu(slope) => each(z, |z| if z >= 0.0 { z } else { slope * z }),
            Self::Softplus => each(z, softplus),
            Self::Sigmoid => each(z, sigmoid),
        }
    }

    /// σ′(z), from z and h = σ(z).
    pub fn slope(self, z: Lanes, h: Lanes) -> Lanes {
        match self {
            Self::Identity => Lanes::ONE,
            Self::Tanh => Lanes::ONE - h * h,
            Self::Relu => each(z, |z| if z >= 0.0 { 1.0 } else { 0.0 }),
            Self::LeakyRelu(slope) => each(z, |z| if z >= 0.0 { 1.0 } else { slope }),
            Self::Softplus => each(z, |z| sigmoid(2.0 * z)),
            Self::Sigmoid => h * (Lanes::ONE - h),
        }
    }

    /// σ″(z), from z and h = σ(z). At a kink it is 0.
    pub fn curvature(self, z: Lanes, h: Lanes) -> Lanes {
        match self {
            Self::Identity | Self::Relu | Self::LeakyRelu(_) => Lanes::ZERO,
            Self::Tanh => Lanes::splat(-2.0) * h * (Lanes::ONE - h * h),
            Self::Softplus => each(z, |z| {
                let rising = sigmoid(2.0 * z);
                2.0 * rising * (1.0 - rising)
            }),
            Self::Sigmoid => h * (Lanes::ONE - h) * (Lanes::ONE - h - h),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// Every activation.
    pub(crate) const ALL: [Activation; 6] = [
        Activation::Identity,
        Activation::Tanh,
        Activation::Relu,
        Activation::LeakyRelu(0.2),
        Activation::Softplus,
        Activation::Sigmoid,
    ];

    #[test]
    fn the_derivatives_are_those_of_the_value() {
        let at = |activation: Activation, z: f64| activation.value(Lanes::splat(z)).as_array()[0];
        let slope = |activation: Activation, z: f64| {
            let z = Lanes::splat(z);
            activation.slope(z, activation.value(z)).as_array()[0]
        };
        let step = 1e-5;
        for activation in ALL {
            for z in [-3.0, -0.7, -0.02, 0.3, 1.4, 5.0] {
                let quotient = (at(activation, z + step) - at(activation, z - step)) / (2.0 * step);
                assert_relative_eq!(slope(activation, z), quotient, epsilon = 1e-9);
                let quotient = (slope(activation, z + step) - slope(activation, z - step)) / (2.0 * step);
                let lanes = Lanes::splat(z);
                let curvature = activation.curvature(lanes, activation.value(lanes)).as_array()[0];
                assert_relative_eq!(curvature, quotient, epsilon = 1e-9);
            }
        }
    }

    #[test]
    fn large_arguments_do_not_overflow() {
        for activation in ALL {
            for z in [-1e3, -50.0, 50.0, 1e3] {
                let lanes = Lanes::splat(z);
                let h = activation.value(lanes);
                let all = [h, activation.slope(lanes, h), activation.curvature(lanes, h)];
                assert!(all.iter().all(|lanes| lanes.as_array()[0].is_finite()), "{activation:?} at {z}");
            }
        }
    }
}
