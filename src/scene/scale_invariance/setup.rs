//! What does not change while the scene runs, and a point that descends.

use super::methods::METHODS;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape};
use crate::theory::scale_invariance::edge;
use std::sync::Arc;

/// Norms at which squares and fourth powers neither underflow nor overflow.
const MEASURABLE: std::ops::Range<f64> = 1e-70..1e70;
/// How far apart, relative, the neighbours start whose separation shows the chaos.
pub(super) const OFFSET: f64 = 1e-9;

/// The constants of a run.
pub(super) struct Setup {
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    pub(super) decay: f64,
    drawn: Vec<&'static str>,
}

impl Setup {
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let chosen = settings.choices("methods")?;
        Ok(Self {
            landscape: (landscape::find("scale-invariant")?.build)(settings)?,
            start: settings.point("start")?,
            step_size: settings.number("eta")?,
            decay: settings.number("lambda")?,
            drawn: METHODS.iter().map(|info| info.id).filter(|id| chosen.iter().any(|other| other == id)).collect(),
        })
    }

    /// Whether a method is drawn.
    pub(super) fn draws(&self, info: &MethodInfo) -> bool {
        self.drawn.contains(&info.id)
    }

    /// Whether the gradient is zero at the start: then nothing turns.
    pub(super) fn is_on_axis(&self) -> bool {
        self.start[0] == 0.0 || self.start[1] == 0.0
    }

    /// The squared norm below which the minimum repels.
    pub(super) fn edge(&self) -> f64 {
        edge(self.step_size, self.decay)
    }
}

/// A point that descends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weights {
    pub(super) at: [f64; 2],
    /// Whether the next step would leave the range of numbers.
    pub(super) stopped: bool,
}

impl Weights {
    pub(super) fn new(at: [f64; 2]) -> Self {
        Self { at, stopped: false }
    }

    /// w ← (1 − ηλ)w − η∇L(w).
    pub(super) fn step(&mut self, landscape: &dyn Landscape, step_size: f64, decay: f64) {
        if self.stopped {
            return;
        }
        let mut gradient = [0.0; 2];
        landscape.gradient(&self.at, &mut gradient);
        let keep = 1.0 - step_size * decay;
        let next = [0, 1].map(|i| keep * self.at[i] - step_size * gradient[i]);
        let size = libm::hypot(next[0], next[1]);
        if size == 0.0 || MEASURABLE.contains(&size) { self.at = next } else { self.stopped = true }
    }

    pub(super) fn squared_norm(&self) -> f64 {
        self.at[0] * self.at[0] + self.at[1] * self.at[1]
    }
}

/// The angle between two directions.
pub(super) fn angle(a: [f64; 2], b: [f64; 2]) -> f64 {
    libm::atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]).abs()
}
