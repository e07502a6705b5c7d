//! Schedules: how the learning rate falls with the steps, the same for every optimizer.

use crate::error::Error;
use crate::parameter::{Choice, Parameter, Settings};

/// A factor on the learning rate for each step; 1 at the first.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Schedule {
    /// 1.
    Constant,
    /// 1/√k at step k.
    InverseRoot,
    /// ½(1 + cos(πt/T)) after t < T steps, then 0 (Loshchilov & Hutter 2017, without restarts; PyTorch's
    /// `CosineAnnealingLR` within its first T steps).
    Cosine {
        /// T ≥ 1.
        horizon: f64,
    },
    /// γᵗ after t steps (PyTorch's `ExponentialLR`).
    Exponential {
        /// γ in (0, 1].
        decay: f64,
    },
}

impl Schedule {
    /// The factor at step `count`, 1 for the first.
    pub fn factor(self, count: u64) -> f64 {
        let (count, before) = (count.max(1) as f64, count.saturating_sub(1) as f64);
        match self {
            Self::Constant => 1.0,
            Self::InverseRoot => 1.0 / count.sqrt(),
            Self::Cosine { horizon } => {
                0.5 * (1.0 + libm::cos(core::f64::consts::PI * (before / horizon).clamp(0.0, 1.0)))
            }
            Self::Exponential { decay } => libm::pow(decay, before),
        }
    }

    /// The parameters that choose a schedule.
    pub fn parameters() -> Vec<Parameter> {
        let options = ["constant", "inverse-root", "cosine", "exponential"].map(Choice::option).to_vec();
        vec![
            Parameter::choice("schedule", options, "constant"),
            Parameter::integer("horizon", "T", [1, 100_000], 1000).when("schedule", "cosine"),
            Parameter::number("decay", r"\gamma", [0.9, 1.0], 0.998).when("schedule", "exponential"),
        ]
    }

    /// The schedule that the settings choose.
    ///
    /// # Errors
    /// When the scene does not declare [`Schedule::parameters`].
    pub fn of(settings: &Settings) -> Result<Self, Error> {
        Ok(match settings.choice("schedule")? {
            "inverse-root" => Self::InverseRoot,
            "cosine" => Self::Cosine { horizon: settings.number("horizon")? },
            "exponential" => Self::Exponential { decay: settings.number("decay")? },
            _ => Self::Constant,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn schedules_begin_at_one_and_have_their_closed_forms() {
        let (cosine, exponential) = (Schedule::Cosine { horizon: 100.0 }, Schedule::Exponential { decay: 0.99 });
        for schedule in [Schedule::Constant, Schedule::InverseRoot, cosine, exponential] {
            assert_eq!(schedule.factor(1), 1.0, "{schedule:?}");
        }
        assert_eq!(Schedule::InverseRoot.factor(25), 0.2);
        assert_relative_eq!(cosine.factor(51), 0.5, max_relative = 1e-15);
        assert_relative_eq!(
            cosine.factor(34),
            0.5 * (1.0 + (0.33 * core::f64::consts::PI).cos()),
            max_relative = 1e-14
        );
        assert_eq!([cosine.factor(101), cosine.factor(5000)], [0.0; 2]);
        assert_relative_eq!(exponential.factor(4), 0.970_299, max_relative = 1e-15);
    }

    #[test]
    fn settings_choose_it() {
        let mut settings = Settings::new(Schedule::parameters());
        assert_eq!(Schedule::of(&settings).unwrap(), Schedule::Constant);
        settings.set("schedule", "cosine").unwrap();
        settings.set("horizon", "250").unwrap();
        assert_eq!(Schedule::of(&settings).unwrap(), Schedule::Cosine { horizon: 250.0 });
    }
}
