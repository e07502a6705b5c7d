//! Step sizes learnt in a warm-up, by dual averaging.

use super::Start;
use crate::error::Error;
use crate::parameter::Parameter;

/// How strongly the step is pulled to μ.
const GAMMA: f64 = 0.05;
/// How slowly the first steps count.
const DELAY: f64 = 10.0;
/// How fast earlier steps are forgotten in the average.
const FORGETTING: f64 = 0.75;

/// Nesterov's (2009) dual averaging of log ε, so that the mean acceptance becomes δ: with H̄ the running mean of δ − αₜ,
/// log ε_{t+1} = μ − √t/γ·H̄ₜ, μ = log 10ε₀, and log ε̄ the mean of log ε with weights t^{−κ}
/// (Hoffman & Gelman 2014, Journal of Machine Learning Research 15, equation 6; γ = 0.05, t₀ = 10, κ = 0.75).
#[derive(Debug, Clone, Copy, PartialEq)]
struct DualAveraging {
    target: f64,
    center: f64,
    error: f64,
    log_average: f64,
    count: f64,
}

/// A step size, fixed or being learnt.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StepSize {
    value: f64,
    learning: Option<DualAveraging>,
}

impl StepSize {
    /// A step size that stays.
    pub fn fixed(value: f64) -> Self {
        Self { value, learning: None }
    }

    /// A step size that is learnt for the mean acceptance `target` in (0, 1).
    pub fn learnt(value: f64, target: f64) -> Self {
        let center = libm::log(10.0 * value);
        let learning = DualAveraging { target, center, error: 0.0, log_average: 0.0, count: 0.0 };
        Self { value, learning: Some(learning) }
    }

    /// What a method's `step` and `target` say: learnt where the start is to adapt, otherwise fixed.
    ///
    /// # Errors
    /// When the method declares no such parameters.
    pub(super) fn of_method(method: &str, start: &Start<'_>) -> Result<Self, Error> {
        let number = |name: &str| start.settings.number(&format!("{method}.{name}"));
        let (value, target) = (number("step")?, number("target")?);
        Ok(if start.adapt { Self::learnt(value, target) } else { Self::fixed(value) })
    }

    /// The declaration of the acceptance δ, at most `most`, to which a method's step size is adapted.
    pub(super) fn target(most: f64, default: f64) -> Parameter {
        Parameter::number("target", r"\delta", [0.05, most], default)
    }

    /// The step size now.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Takes a step's acceptance probability.
    pub fn learn(&mut self, acceptance: f64) {
        let Some(state) = &mut self.learning else { return };
        state.count += 1.0;
        let weight = 1.0 / (state.count + DELAY);
        state.error += weight * (state.target - acceptance - state.error);
        // Far beyond any use the step is held, so that a chain that accepts everything (or nothing) does not overflow.
        let log_step = (state.center - libm::sqrt(state.count) / GAMMA * state.error).clamp(-30.0, 30.0);
        let share = libm::pow(state.count, -FORGETTING);
        state.log_average += share * (log_step - state.log_average);
        self.value = libm::exp(log_step);
    }

    /// Ends the learning with the averaged step size.
    pub fn freeze(&mut self) {
        if let Some(state) = self.learning.take().filter(|state| state.count > 0.0) {
            self.value = libm::exp(state.log_average);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_step_is_found_whose_acceptance_is_asked_for() {
        // Acceptance e^{−ε}: the answer is −log δ. From a start off by a factor of a hundred either way.
        for start in [1e-3, 30.0] {
            let mut step = StepSize::learnt(start, 0.8);
            for _ in 0..3000 {
                step.learn(libm::exp(-step.value()));
            }
            step.freeze();
            assert_relative_eq!(step.value(), -0.8_f64.ln(), max_relative = 0.02);
            let frozen = step;
            step.learn(0.0);
            assert_eq!(step, frozen);
        }
    }

    #[test]
    fn the_first_updates_are_the_paper_s() {
        let mut step = StepSize::learnt(0.5, 0.65);
        step.learn(0.2);
        let error: f64 = (0.65 - 0.2) / 11.0;
        assert_relative_eq!(step.value(), (5.0_f64.ln() - error / 0.05).exp(), max_relative = 1e-14);
        step.learn(0.9);
        let error = (1.0 - 1.0 / 12.0) * error + (0.65 - 0.9) / 12.0;
        assert_relative_eq!(step.value(), (5.0_f64.ln() - 2.0_f64.sqrt() / 0.05 * error).exp(), max_relative = 1e-14);
    }

    #[test]
    fn nothing_learnt_is_nothing_changed() {
        let mut step = StepSize::learnt(0.3, 0.8);
        step.freeze();
        assert_eq!(step.value(), 0.3);
        let mut step = StepSize::learnt(0.3, 0.8);
        (0..10_000).for_each(|_| step.learn(1.0));
        assert!(step.value().is_finite());
    }
}
