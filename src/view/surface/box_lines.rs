//! What is drawn with lines on a surface that stands still: isolines, and the axes along the edges in front.

use super::Time;
use super::camera::Projection;
use super::lift::{flat, lift};
use super::raster::{BASE, Raster};
use super::relief::Relief;
use crate::error::Error;
use crate::frame::{Backdrop, Layer};
use crate::isolines::isolines;
use crate::palette::{Color, ColorMap};
use crate::view::backdrop::plain;
use crate::view::pen::{Lettering, Pen};
use crate::view::stage::Stage;
use crate::view::ticks;
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

/// Letters of numbers, in CSS pixels.
const LETTERS: f64 = 11.0;
/// From an edge to its numbers, in CSS pixels.
const OFF: f64 = 11.0;

/// Draws isolines, reference curves and axes on a surface in a picture whose upper left corner is `origin`.
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn draw<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    backdrop: &Backdrop,
    (relief, projection, raster): (&Relief, &Projection, &Raster),
    axes: [&str; 2],
    (origin, size): ((f64, f64), (f64, f64)),
    time: Time,
) -> Result<(), Error> {
    let levels = relief.tone.levels(backdrop.isolines);
    let mut lines = Vec::new();
    let stride = if time == Time::Little { 3 } else { 1 };
    for level in levels.iter().skip(stride / 2).step_by(stride) {
        lines.extend(isolines(&relief.field, *level).into_iter().map(|points| (points, 0.32, 0.7)));
    }
    if let Some(grid) = &backdrop.shaded {
        lines.extend(isolines(grid, 0.0).into_iter().map(|points| (points, 0.6, 1.1)));
    }
    lines.extend(backdrop.curves.iter().map(|points| (points.clone(), 0.8, 1.2)));
    let stage = Stage { view: flat(size), origin, size };
    let muted = pen.color(Color::Muted);
    for (points, opacity, width) in lines {
        let line = Layer::Trail { points, color: Color::Muted };
        for layer in lift(&[line], relief, projection, raster, size.1) {
            if let Layer::Trail { points, .. } = layer {
                pen.line(points.into_iter().map(|point| stage.place(point)), muted, opacity, width)?;
            }
        }
    }
    Rim { relief, projection, origin }.draw(pen, axes, &levels)
}

struct Rim<'a> {
    relief: &'a Relief,
    projection: &'a Projection,
    origin: (f64, f64),
}

impl Rim<'_> {
    fn place(&self, ground: [f64; 2], height: f64) -> (f64, f64) {
        let ((x, y), _) = self.projection.place(ground, height);
        (self.origin.0 + x, self.origin.1 + y)
    }

    /// The coordinate of the edge in front, among the two that run along axis `k`.
    fn front(&self, k: usize) -> f64 {
        let across = 1 - k;
        let depth = |sign: f64| {
            let mut ground = [0.0; 2];
            ground[across] = sign * self.relief.half[across];
            self.projection.place(ground, 0.0).1
        };
        let sign = if depth(-1.0) < depth(1.0) { -1.0 } else { 1.0 };
        sign * self.relief.half[across]
    }

    fn draw<B: DrawingBackend>(&self, pen: &mut Pen<'_, B>, names: [&str; 2], levels: &[f64]) -> Result<(), Error> {
        let (ink, muted) = (pen.color(Color::Ink), pen.color(Color::Muted));
        let text = |color, anchor, style| Lettering { size: LETTERS, color, anchor, style, rim: true };
        let area = self.relief.area;
        for (k, [low, high]) in [area.x, area.y].into_iter().enumerate() {
            let (half, front) = (self.relief.half, self.front(k));
            let on_edge = |along: f64| if k == 0 { [along, front] } else { [front, along] };
            let (from, to) = (self.place(on_edge(-half[k]), BASE), self.place(on_edge(half[k]), BASE));
            pen.line([from, to], muted, 0.7, 0.9)?;
            let length = libm::hypot(to.0 - from.0, to.1 - from.1);
            // Seen from its end an axis is a point, and has no room for numbers.
            if length < 60.0 {
                continue;
            }
            // Numbers stand below the edge, to the side on which it falls away.
            let lean = (to.1 - from.1) / (to.0 - from.0);
            let aside = if lean.abs() < 0.12 {
                HPos::Center
            } else if lean > 0.0 {
                HPos::Right
            } else {
                HPos::Left
            };
            let off = |(x, y): (f64, f64), far: f64| {
                let shift = match aside {
                    HPos::Right => -0.5 * far,
                    HPos::Left => 0.5 * far,
                    HPos::Center => 0.0,
                };
                (x + shift, y + far)
            };
            for tick in ticks::linear(low, high, (length / 80.0) as usize) {
                let along = half[k] * (2.0 * (tick - low) / (high - low) - 1.0);
                let at = self.place(on_edge(along), BASE);
                pen.line([at, off(at, 4.0)], muted, 0.7, 0.9)?;
                let middle = 0.5 * (from.0 + to.0);
                let near_name = (at.0 - middle).abs() < 0.08 * (to.0 - from.0).abs();
                if !near_name {
                    let number = pen.number(tick);
                    pen.text(&number, off(at, OFF), text(muted, (aside, VPos::Center), FontStyle::Normal))?;
                }
            }
            let middle = off(self.place(on_edge(0.0), BASE), 1.5 * OFF);
            let name = Lettering { size: 13.5, ..text(ink, (aside, VPos::Center), FontStyle::Italic) };
            pen.text(&plain(names[k]), middle, name)?;
        }
        // A density's values mean nothing before they are normalized.
        if self.relief.map == ColorMap::Density { Ok(()) } else { self.upright(pen, levels) }
    }

    /// Heights, at the corner of the ground that is furthest to the left.
    fn upright<B: DrawingBackend>(&self, pen: &mut Pen<'_, B>, levels: &[f64]) -> Result<(), Error> {
        let [a, b] = self.relief.half;
        let corner = [[-a, -b], [a, -b], [a, b], [-a, b]]
            .into_iter()
            .min_by(|p, q| self.place(*p, 0.0).0.total_cmp(&self.place(*q, 0.0).0))
            .unwrap_or_default();
        let muted = pen.color(Color::Muted);
        let (foot, top) = (self.place(corner, BASE), self.place(corner, 1.0));
        pen.line([foot, top], muted, 0.7, 0.9)?;
        let anchor = (HPos::Right, VPos::Center);
        let lettering = Lettering { size: LETTERS, color: muted, anchor, style: FontStyle::Normal, rim: true };
        let mut last = f64::INFINITY;
        for level in levels {
            let at = self.place(corner, self.relief.tone.at(*level as f32));
            if last - at.1 > 1.6 * LETTERS {
                pen.line([at, (at.0 - 4.0, at.1)], muted, 0.7, 0.9)?;
                let number = pen.number(*level);
                pen.text(&number, (at.0 - 7.0, at.1), lettering)?;
                last = at.1;
            }
        }
        Ok(())
    }
}
