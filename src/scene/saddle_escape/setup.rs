//! All that does not change while the scene runs: the landscape, its saddle, the start.

use super::pass::{Pass, Seen};
use crate::problem::landscape::{Landscape, LandscapeInfo};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Step sizes and radii for which the two model saddles' closed forms are claimed.
const STEP_SIZES: RangeInclusive<f64> = 0.002..=0.5;
pub(super) const RADII: RangeInclusive<f64> = 0.05..=0.9;

/// All that does not change while the scene runs.
pub(super) struct Setup {
    pub(super) info: &'static LandscapeInfo,
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) pass: Pass,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    pub(super) radius: f64,
    /// Perturbed SGD's σ.
    pub(super) sigma: f64,
    /// ε and γ of the strict saddle condition.
    pub(super) condition: [f64; 2],
}

impl Setup {
    /// How far a point has come from the saddle.
    pub(super) fn departure(&self, z: [f64; 2]) -> f64 {
        self.pass.departure(z)
    }

    /// The landscape as seen from its saddle, in units of the view's width.
    pub(super) fn seen(&self) -> Seen {
        Seen::new(Arc::clone(&self.landscape), self.pass, self.info.view.width())
    }

    /// Whether this is the landscape whose escape theory computes in closed form.
    pub(super) fn is_model(&self) -> bool {
        self.info.id == "saddle"
    }

    /// Whether the claims' closed forms are measured here: they hold while the quartic is small, and take the time that a
    /// scene has.
    pub(super) fn is_measured(&self) -> bool {
        STEP_SIZES.contains(&self.step_size) && RADII.contains(&self.radius)
    }
}
