//! The running moments of gradients that Adam and its relatives share.

use crate::error::Error;
use crate::parameter::{Parameter, Settings};

/// m ← β₁m + (1−β₁)g and v ← β₂v + (1−β₂)g², coordinate by coordinate, from 0, with the floor ε under √v.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// β₁ in [0, 1).
    pub beta1: f64,
    /// β₂ in [0, 1).
    pub beta2: f64,
    /// ε > 0.
    pub epsilon: f64,
}

impl Moments {
    /// β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸, Kingma and Ba's.
    pub const USUAL: Self = Self { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

    /// The gradient's first moment takes the gradient.
    pub(super) fn first(&self, moment: f64, slope: f64) -> f64 {
        self.beta1 * moment + (1.0 - self.beta1) * slope
    }

    /// The second moment takes the gradient.
    pub(super) fn second(&self, moment: f64, slope: f64) -> f64 {
        self.beta2 * moment + (1.0 - self.beta2) * slope * slope
    }

    /// 1 − β₁ᵏ and 1 − β₂ᵏ: what m and v lack of their means after k steps from 0.
    pub(super) fn corrections(&self, count: u64) -> [f64; 2] {
        [self.beta1, self.beta2].map(|beta| 1.0 - libm::pow(beta, count as f64))
    }

    /// Their parameters, with these as defaults.
    pub(super) fn parameters(self) -> Vec<Parameter> {
        vec![
            Parameter::number("beta1", r"\beta_1", [0.0, 0.999], self.beta1),
            Parameter::number("beta2", r"\beta_2", [0.0, 0.9999], self.beta2),
            floor(self.epsilon),
        ]
    }

    /// Those that the settings give to a method.
    pub(super) fn of_method(method: &str, settings: &Settings) -> Result<Self, Error> {
        let number = |name: &str| settings.number(&format!("{method}.{name}"));
        Ok(Self { beta1: number("beta1")?, beta2: number("beta2")?, epsilon: number("eps")? })
    }
}

/// The parameter ε.
pub(super) fn floor(default: f64) -> Parameter {
    Parameter::log_number("eps", r"\varepsilon", [1e-12, 1.0], default)
}
