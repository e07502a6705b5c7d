//! All that does not change while the scene runs: the landscape, where it is level, the start.

use super::racer::Ground;
use crate::error::Error;
use crate::method::optimizer::Schedule;
use crate::parameter::Settings;
use crate::problem::landscape::{self, LandscapeInfo, Stationary};
use crate::words::{Text, signs, text};

/// Heights below this, relative, are rounding.
const ROUNDING: f64 = 1e-16;
/// A racer has left the picture so many view widths away.
const FAR: f64 = 20.0;
/// A trail's points are at least this part of the view's width apart.
const GRAIN: f64 = 1.0 / 800.0;

/// All that does not change while the scene runs.
pub(super) struct Setup {
    pub(super) info: &'static LandscapeInfo,
    pub(super) ground: Ground,
    pub(super) stationary: Stationary,
    pub(super) start: [f64; 2],
    /// The least known value of f.
    pub(super) least: Option<f64>,
    /// A method has arrived where f is at most this above that.
    pub(super) tolerance: f64,
    /// Whether the last step is taken apart.
    pub(super) anatomy: bool,
}

impl Setup {
    /// f − least f where that is known, else f.
    pub(super) fn height(&self, value: f64) -> f64 {
        value - self.least.unwrap_or(0.0)
    }

    /// The same for a logarithmic chart, which shows nothing below rounding.
    pub(super) fn charted(&self, value: f64) -> f64 {
        self.least.map_or(value, |least| (value - least).max(ROUNDING * (1.0 + least.abs())))
    }

    /// The name of that height.
    pub(super) fn loss(&self) -> Text {
        if self.least.is_some() { text("axis.above-least") } else { signs("f") }
    }

    /// |∇f| at a point.
    pub(super) fn steepness(&self, at: [f64; 2]) -> f64 {
        let mut gradient = [0.0; 2];
        self.ground.landscape.gradient(&at, &mut gradient);
        libm::hypot(gradient[0], gradient[1])
    }

    /// Whether a point is far out of the picture.
    pub(super) fn is_far(&self, at: [f64; 2]) -> bool {
        let view = self.info.view;
        let middle = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
        libm::hypot(at[0] - middle[0], at[1] - middle[1]) > FAR * view.width()
    }
}

/// The ground that the settings describe, and where it is level.
pub(super) fn ground(settings: &Settings) -> Result<(Ground, Stationary), Error> {
    let info = landscape_of(settings)?;
    let landscape = (info.build)(settings)?;
    let stationary = (info.stationary)(landscape.as_ref(), info.view);
    let (schedule, sigma) = (Schedule::of(settings)?, settings.number("sigma")?);
    Ok((Ground { landscape, schedule, sigma, grain: GRAIN * info.view.width() }, stationary))
}

/// The landscape that the settings name.
pub(super) fn landscape_of(settings: &Settings) -> Result<&'static LandscapeInfo, Error> {
    landscape::find(settings.choice("landscape")?)
}
