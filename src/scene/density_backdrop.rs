//! A density of the plane behind the moving layers, by colour and isolines.

use crate::frame::Backdrop;
use crate::geometry::{Grid, Rect};
use crate::palette::ColorMap;
use crate::problem::density::Planar;

/// The density over its greatest value at a mode.
pub(super) fn density_backdrop(planar: &Planar, view: Rect) -> Backdrop {
    let lowest = planar.modes.iter().map(|mode| planar.density.potential(mode)).fold(f64::INFINITY, f64::min);
    let field = Grid::sample(view, 180, 150, |x, y| {
        let p = libm::exp(lowest - planar.density.potential(&[x, y]));
        if p.is_finite() { p } else { 0.0 }
    });
    Backdrop { field: Some((field, ColorMap::Density)), isolines: 7, ..Backdrop::default() }
}
