//! What does not change while the scene runs.

use crate::error::Error;
use crate::geometry::{Grid, Rect};
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape, Turn, Turned};
use crate::scene::terrain;
use std::sync::Arc;

/// The constants of a run.
pub(super) struct Setup {
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) turned: Turned,
    pub(super) turn: Turn,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    /// The picture's view.
    pub(super) view: Rect,
    /// The turned landscape, sampled for its chart.
    pub(super) relief: Grid,
}

impl Setup {
    pub(super) fn new(settings: &Settings) -> Result<Self, Error> {
        let info = landscape::find(settings.choice("landscape")?)?;
        let landscape = (info.build)(settings)?;
        let start = settings.point("start")?;
        let view = info.view.holding(start);
        let centre = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
        let turn = Turn::by_degrees(settings.number("angle")?, centre);
        let turned = Turned::new(Arc::clone(&landscape), turn);
        let relief = terrain::relief_of(&turned, around(view), [44, 44]);
        Ok(Self { landscape, turned, turn, start, step_size: settings.number("eta")?, view, relief })
    }

    /// The landscape as it is, and turned.
    pub(super) fn worlds(&self) -> [&dyn Landscape; 2] {
        [self.landscape.as_ref(), &self.turned]
    }
}

/// The square that holds a view however it is turned, except for its corners.
fn around(view: Rect) -> Rect {
    let half = 0.55 * view.width().max(view.height());
    let centre = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
    Rect::new([centre[0] - half, centre[0] + half], [centre[1] - half, centre[1] + half])
}
