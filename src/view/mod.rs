//! Draws a frame on any plotters backend: the picture with its backdrop, the charts, whole figures as SVG.
//!
//! Lengths here are CSS pixels. Backends count whole pixels only, too coarse for a slow trail, so every drawing goes
//! to a backend [`FINE`] times as large, which the doors scale back.

mod backdrop;
mod chart;
mod color_map;
mod contours;
mod figure;
mod layers;
mod pair;
mod pen;
#[cfg(feature = "cli")]
pub mod raster;
mod stage;
mod surface;
mod theme;
mod ticks;
mod tone;

pub use backdrop::{Image, draw_isolines, draw_signs, overlay, underlay};
pub use chart::draw_chart;
pub use figure::{Figure, chart_svg, svg};
pub use layers::{draw_layers, stamp_clouds};
pub use pair::Pair;
pub use pen::Pen;
pub use stage::Stage;
pub use surface::{Camera, Relief, Surface, Time};
pub use theme::{Rgb, Theme, hex};

/// Backend pixels per CSS pixel.
pub const FINE: f64 = 8.0;
