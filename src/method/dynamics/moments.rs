//! Adam's running moments of a field, shared by the adaptive dynamics and by scenes whose players are networks.

use crate::error::Error;
use crate::parameter::{Parameter, Settings};

/// m ← β₁m + (1−β₁)F, v ← β₂v + (1−β₂)F², direction m̂/(√v̂ + ε) with m̂ = m/(1−β₁ᵏ), v̂ = v/(1−β₂ᵏ)
/// (Kingma & Ba 2015, algorithm 1).
#[derive(Debug, Clone)]
pub struct Moments {
    beta1: f64,
    beta2: f64,
    epsilon: f64,
    count: u64,
    /// First moments, second moments, the last direction and the one before it, one after another.
    numbers: Vec<f64>,
}

impl Moments {
    /// Nothing seen yet; β₁ and β₂ in [0, 1), ε > 0.
    pub fn new(beta1: f64, beta2: f64, epsilon: f64) -> Self {
        Self { beta1, beta2, epsilon, count: 0, numbers: Vec::new() }
    }

    /// With the hyper-parameters that a method declares as [`Moments::parameters`].
    pub(super) fn of_method(method: &str, settings: &Settings) -> Result<Self, Error> {
        let number = |name: &str| settings.number(&format!("{method}.{name}"));
        Ok(Self::new(number("beta1")?, number("beta2")?, number("eps")?))
    }

    /// Their declarations. The defaults are those of the papers on adversarial training: β₁ = ½, β₂ = 0.9.
    pub(super) fn parameters() -> Vec<Parameter> {
        let memory = |id, symbol, default| Parameter::number(id, symbol, [0.0, 0.999], default);
        vec![
            memory("beta1", r"\beta_1", 0.5),
            memory("beta2", r"\beta_2", 0.9),
            Parameter::log_number("eps", r"\varepsilon", [1e-12, 1.0], 1e-8),
        ]
    }

    /// Takes the field at one more point; [`Moments::direction`] then is the new one.
    pub fn see(&mut self, field: &[f64]) {
        let n = field.len();
        self.numbers.resize(4 * n, 0.0);
        self.count += 1;
        let steps = self.count as f64;
        let first_correction = 1.0 - libm::pow(self.beta1, steps);
        let second_correction = 1.0 - libm::pow(self.beta2, steps);
        for (i, slope) in field.iter().enumerate() {
            let first = self.beta1 * self.numbers[i] + (1.0 - self.beta1) * slope;
            let second = self.beta2 * self.numbers[n + i] + (1.0 - self.beta2) * slope * slope;
            (self.numbers[i], self.numbers[n + i]) = (first, second);
            self.numbers[3 * n + i] = self.numbers[2 * n + i];
            let scale = (second / second_correction).sqrt() + self.epsilon;
            self.numbers[2 * n + i] = first / first_correction / scale;
        }
    }

    /// The direction after the last field seen.
    pub fn direction(&self) -> &[f64] {
        let n = self.numbers.len() / 4;
        &self.numbers[2 * n..3 * n]
    }

    /// The direction before that; zero at first.
    pub fn previous_direction(&self) -> &[f64] {
        &self.numbers[3 * (self.numbers.len() / 4)..]
    }

    /// Every number.
    pub fn numbers(&self) -> &[f64] {
        &self.numbers
    }
}
