//! A pen on any plotters backend: CSS pixels with fractions, theme colours, errors of this library.

use super::theme::{Rgb, Theme};
use super::{FINE, ticks};
use crate::error::Error;
use crate::palette::Color;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBColor, ShapeStyle, TextStyle};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};

/// Draws on a backend that is [`FINE`] times as large as the picture in CSS pixels.
pub struct Pen<'a, B: DrawingBackend> {
    backend: &'a mut B,
    /// Light or dark.
    pub theme: Theme,
    font_factor: f64,
    decimal: char,
}

/// How a text stands.
#[derive(Clone, Copy)]
pub struct Lettering {
    /// Size in CSS pixels.
    pub size: f64,
    /// Its colour.
    pub color: Rgb,
    /// Where its anchor lies across and down.
    pub anchor: (HPos, VPos),
    /// Upright, slanted, bold.
    pub style: FontStyle,
    /// A rim of the paper's colour, so that it reads on lines.
    pub rim: bool,
}

impl<'a, B: DrawingBackend> Pen<'a, B> {
    /// A pen on a backend; `font_factor` is what the backend divides font sizes by (1 but for SVG).
    pub fn new(backend: &'a mut B, theme: Theme, font_factor: f64) -> Self {
        Self { backend, theme, font_factor, decimal: '.' }
    }

    /// The same pen with another decimal sign.
    pub fn with_decimal(self, decimal: char) -> Self {
        Self { decimal, ..self }
    }

    /// A number as axes write it.
    pub fn number(&self, value: f64) -> String {
        ticks::label(value).replace('.', &self.decimal.to_string())
    }

    /// The backend's size in CSS pixels.
    pub fn size(&self) -> (f64, f64) {
        let (width, height) = self.backend.get_size();
        (f64::from(width) / FINE, f64::from(height) / FINE)
    }

    /// A theme's colour.
    pub fn color(&self, color: Color) -> Rgb {
        self.theme.color(color)
    }

    fn stroke(color: Rgb, opacity: f64, width: f64, filled: bool) -> ShapeStyle {
        let color = RGBColor(color.0, color.1, color.2);
        let width = (width * FINE).round().max(1.0) as u32;
        ShapeStyle { color: plotters::style::Color::mix(&color, opacity), filled, stroke_width: width }
    }

    /// A line through points; it breaks where a point is not finite.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn line(
        &mut self,
        points: impl IntoIterator<Item = (f64, f64)>,
        color: Rgb,
        opacity: f64,
        width: f64,
    ) -> Result<(), Error> {
        let style = Self::stroke(color, opacity, width, false);
        let mut piece: Vec<BackendCoord> = Vec::new();
        for point in points {
            match fine(point) {
                Some(at) => {
                    if piece.last() != Some(&at) {
                        piece.push(at);
                    }
                }
                None => self.flush(&mut piece, &style)?,
            }
        }
        self.flush(&mut piece, &style)
    }

    fn flush(&mut self, piece: &mut Vec<BackendCoord>, style: &ShapeStyle) -> Result<(), Error> {
        if piece.len() > 1 {
            drawn(self.backend.draw_path(piece.iter().copied(), style))?;
        }
        piece.clear();
        Ok(())
    }

    /// An arrow with a filled head at `to`; the shaft may be dashed.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn arrow(&mut self, from: (f64, f64), to: (f64, f64), color: Rgb, dashed: bool) -> Result<(), Error> {
        let length = libm::hypot(to.0 - from.0, to.1 - from.1);
        if !(length > 0.0 && length.is_finite()) {
            return Ok(());
        }
        let (ux, uy) = ((to.0 - from.0) / length, (to.1 - from.1) / length);
        // A short arrow has a small head, not a head alone.
        let head = (0.5 * length).min(9.0);
        let neck = (to.0 - head * ux, to.1 - head * uy);
        if dashed {
            self.dashes(&[from, neck], color, 0.95, 2.0)?;
        } else {
            self.line([from, neck], color, 0.95, 2.0)?;
        }
        let barb = |side: f64| (neck.0 + side * 0.45 * head * uy, neck.1 - side * 0.45 * head * ux);
        self.polygon([to, barb(1.0), barb(-1.0)], color, 0.95)
    }

    /// A dashed line: 6 pixels drawn, 4 left out.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn dashes(&mut self, points: &[(f64, f64)], color: Rgb, opacity: f64, width: f64) -> Result<(), Error> {
        let (on, off) = (6.0, 4.0);
        let mut along = 0.0;
        for pair in points.windows(2) {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            let length = libm::hypot(x1 - x0, y1 - y0);
            // Infinite or absurdly long pieces would dash for ever.
            if !(length > 0.0 && length < 1e5) {
                continue;
            }
            let at = |s: f64| (x0 + (x1 - x0) * s / length, y0 + (y1 - y0) * s / length);
            let mut s = 0.0;
            while s < length {
                let phase: f64 = (along + s) % (on + off);
                let rest = if phase < on { on - phase } else { on + off - phase }.max(1e-3);
                let end = (s + rest).min(length);
                if phase < on {
                    self.line([at(s), at(end)], color, opacity, width)?;
                }
                s = end;
            }
            along += length;
        }
        Ok(())
    }

    /// A filled polygon.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn polygon(
        &mut self,
        points: impl IntoIterator<Item = (f64, f64)>,
        color: Rgb,
        opacity: f64,
    ) -> Result<(), Error> {
        let corners: Vec<BackendCoord> = points.into_iter().filter_map(fine).collect();
        if corners.len() < 3 {
            return Ok(());
        }
        drawn(self.backend.fill_polygon(corners, &Self::stroke(color, opacity, 1.0, true)))
    }

    /// A filled disc.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn disc(&mut self, at: (f64, f64), radius: f64, color: Rgb, opacity: f64) -> Result<(), Error> {
        let Some(at) = fine(at) else { return Ok(()) };
        drawn(self.backend.draw_circle(
            at,
            (radius * FINE).round().max(1.0) as u32,
            &Self::stroke(color, opacity, 1.0, true),
            true,
        ))
    }

    /// A circle's line.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn ring(&mut self, at: (f64, f64), radius: f64, color: Rgb, width: f64) -> Result<(), Error> {
        let Some(at) = fine(at) else { return Ok(()) };
        drawn(self.backend.draw_circle(
            at,
            (radius * FINE).round() as u32,
            &Self::stroke(color, 1.0, width, false),
            false,
        ))
    }

    /// A text.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn text(&mut self, text: &str, at: (f64, f64), lettering: Lettering) -> Result<(), Error> {
        if lettering.rim {
            self.text_rimmed(text, at, lettering, self.theme.paper())
        } else {
            self.letters(text, at, lettering)
        }
    }

    /// A text with a rim of a given colour, such as that of the ground it stands on.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn text_rimmed(&mut self, text: &str, at: (f64, f64), lettering: Lettering, rim: Rgb) -> Result<(), Error> {
        for (dx, dy) in [(-1.2, 0.0), (1.2, 0.0), (0.0, -1.2), (0.0, 1.2)] {
            self.letters(text, (at.0 + dx, at.1 + dy), Lettering { color: rim, ..lettering })?;
        }
        self.letters(text, at, lettering)
    }

    fn letters(&mut self, text: &str, at: (f64, f64), lettering: Lettering) -> Result<(), Error> {
        let Some(at) = fine(at) else { return Ok(()) };
        let font = FontDesc::new(FontFamily::SansSerif, lettering.size * FINE * self.font_factor, lettering.style);
        let color = RGBColor(lettering.color.0, lettering.color.1, lettering.color.2);
        let style = TextStyle {
            font,
            color: plotters_backend::BackendColor { alpha: 1.0, rgb: (color.0, color.1, color.2) },
            pos: Pos { h_pos: lettering.anchor.0, v_pos: lettering.anchor.1 },
        };
        drawn(self.backend.draw_text(text, &style, at))
    }
}

/// About how wide a text is, in CSS pixels, in a wide sans serif: enough to keep labels apart.
pub fn width_of(text: &str, size: f64) -> f64 {
    let width = |letter| match letter {
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '(' | ')' => 0.4,
        'm' | 'w' | 'M' | 'W' | '%' | '→' => 1.0,
        'A'..='Z' => 0.76,
        _ => 0.64,
    };
    size * text.chars().map(width).sum::<f64>()
}

/// A place in the backend's pixels; none where it is not finite, far places moved to where backends still count.
fn fine((x, y): (f64, f64)) -> Option<BackendCoord> {
    const FAR: f64 = 1e6;
    (x.is_finite() && y.is_finite())
        .then(|| ((x * FINE).clamp(-FAR, FAR).round() as i32, (y * FINE).clamp(-FAR, FAR).round() as i32))
}

fn drawn<T, E: std::error::Error + Send + Sync>(result: Result<T, DrawingErrorKind<E>>) -> Result<T, Error> {
    result.map_err(|error| Error::Drawing(error.to_string()))
}
