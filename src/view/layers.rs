//! The moving layers: trails that fade into the past, clouds, markers with labels that keep apart.

use super::pen::{Lettering, Pen, width_of};
use super::stage::Stage;
use super::theme::Theme;
use crate::error::Error;
use crate::frame::Layer;
use crate::palette::Color;
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

/// A trail is drawn in this many pieces, each more opaque than the one before.
const FADES: usize = 8;
/// Letters of labels, in CSS pixels.
const LABEL: f64 = 12.5;
/// How much wider bold letters are: as much as those of DejaVu Sans, the widest of usual fonts.
const BOLD: f64 = 1.12;
/// A marker's radius in CSS pixels.
const MARKER: f64 = 4.6;

/// Draws the layers back to front. With `clouds` off, clouds are left to [`stamp_clouds`].
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn draw_layers<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    layers: &[Layer],
    stage: &Stage,
    clouds: bool,
) -> Result<(), Error> {
    let mut labels = Labels::new(stage);
    for layer in layers {
        if let Layer::Marker { at, .. } = layer {
            labels.avoid(stage.place(*at));
        }
    }
    for layer in layers {
        match layer {
            Layer::Trail { points, color } => trail(pen, points, *color, stage)?,
            Layer::Cloud { points, color, radius, opacity } => {
                if clouds {
                    let color = pen.color(*color);
                    for at in points.iter().map(|point| stage.place(*point)).filter(|at| stage.holds(*at, *radius)) {
                        pen.disc(at, *radius, color, *opacity)?;
                    }
                }
            }
            Layer::Marker { at, color, label, filled } => {
                let (at, color) = (stage.place(*at), pen.color(*color));
                if !stage.holds(at, MARKER) {
                    continue;
                }
                let paper = pen.theme.paper();
                pen.disc(at, MARKER + 1.3, paper, 0.9)?;
                if *filled {
                    pen.disc(at, MARKER, color, 1.0)?;
                } else {
                    pen.ring(at, MARKER - 0.8, color, 1.6)?;
                }
                let weight = if *filled { BOLD } else { 1.0 };
                if let Some((place, h, v)) = labels.place(at, label.said(), weight) {
                    let style = if *filled { FontStyle::Bold } else { FontStyle::Normal };
                    pen.text(label.said(), place, Lettering { size: LABEL, color, anchor: (h, v), style, rim: true })?;
                }
            }
            Layer::Curve { points, color, width, dashed } => {
                let color = pen.color(*color);
                let places = points.iter().map(|point| stage.place(*point));
                if *dashed {
                    pen.dashes(&places.collect::<Vec<_>>(), color, 0.95, *width)?;
                } else {
                    pen.line(places, color, 0.95, *width)?;
                }
            }
            Layer::Area { points, base, color, opacity } => {
                let color = pen.color(*color);
                let (Some(first), Some(last)) = (points.first(), points.last()) else { continue };
                let ends = [stage.place([last[0], *base]), stage.place([first[0], *base])];
                pen.polygon(points.iter().map(|point| stage.place(*point)).chain(ends), color, *opacity)?;
            }
            Layer::Arrow { from, to, color, label, dashed } => {
                let (from, to, color) = (stage.place(*from), stage.place(*to), pen.color(*color));
                if !(stage.holds(from, 0.0) || stage.holds(to, 0.0)) {
                    continue;
                }
                pen.arrow(from, to, color, *dashed)?;
                if let Some((place, h, v)) = labels.place(to, label.said(), 1.0) {
                    let style = FontStyle::Italic;
                    pen.text(label.said(), place, Lettering { size: LABEL, color, anchor: (h, v), style, rim: true })?;
                }
            }
            // An image, which the doors lay under what is drawn here.
            Layer::Field { .. } => {}
            Layer::Text { at, text, color } => {
                let ((x, y), color) = (stage.place(*at), pen.color(*color));
                let anchor = (HPos::Left, VPos::Center);
                // Where it would run out of a narrow picture, it stands further left.
                let left = stage.origin.0;
                let x = if x < left + stage.size.0 {
                    x.min((left + stage.size.0 - width_of(text.said(), LABEL) - 4.0).max(left))
                } else {
                    x
                };
                pen.text(
                    text.said(),
                    (x, y),
                    Lettering { size: LABEL, color, anchor, style: FontStyle::Normal, rim: true },
                )?;
            }
        }
    }
    Ok(())
}

fn trail<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    points: &[[f64; 2]],
    color: Color,
    stage: &Stage,
) -> Result<(), Error> {
    let color = pen.color(color);
    // The recent past is what is read: its last 240 steps fade, what is older stays faint.
    let recent = points.len().saturating_sub(240);
    pen.line(points[..(recent + 1).min(points.len())].iter().map(|point| stage.place(*point)), color, 0.3, 1.3)?;
    let fresh = &points[recent..];
    for piece in 0..FADES {
        let bound = |k: usize| k * fresh.len().saturating_sub(1) / FADES;
        let (from, to) = (bound(piece), bound(piece + 1));
        if from < to {
            let opacity = 0.35 + 0.65 * (piece + 1) as f64 / FADES as f64;
            pen.line(fresh[from..=to].iter().map(|point| stage.place(*point)), color, opacity, 2.0)?;
        }
    }
    Ok(())
}

/// Keeps labels off one another, off other markers and inside the picture.
struct Labels<'a> {
    stage: &'a Stage,
    taken: Vec<[f64; 4]>,
}

impl<'a> Labels<'a> {
    fn new(stage: &'a Stage) -> Self {
        Self { stage, taken: Vec::new() }
    }

    /// Reserves a marker's own place.
    fn avoid(&mut self, (x, y): (f64, f64)) {
        self.taken.push([x - MARKER, y - MARKER, x + MARKER, y + MARKER]);
    }

    /// Where a label may stand: right, left, above or below its marker, or not at all.
    /// `weight` says how much wider than usual its letters are.
    fn place(&mut self, (x, y): (f64, f64), label: &str, weight: f64) -> Option<((f64, f64), HPos, VPos)> {
        if label.is_empty() {
            return None;
        }
        let (width, height, gap) = (weight * width_of(label, LABEL), 1.25 * LABEL, MARKER + 5.0);
        let candidates = [
            ((x + gap, y), HPos::Left, VPos::Center, [x + gap, y - height / 2.0]),
            ((x - gap, y), HPos::Right, VPos::Center, [x - gap - width, y - height / 2.0]),
            ((x, y - gap), HPos::Center, VPos::Bottom, [x - width / 2.0, y - gap - height]),
            ((x, y + gap), HPos::Center, VPos::Top, [x - width / 2.0, y + gap]),
        ];
        for (anchor, h, v, [left, top]) in candidates {
            let frame = [left, top, left + width, top + height];
            let inside = self.stage.holds((frame[0], frame[1]), 0.0) && self.stage.holds((frame[2], frame[3]), 0.0);
            let own = |other: &[f64; 4]| other[0] <= x && x <= other[2] && other[1] <= y && y <= other[3];
            let free = |other: &[f64; 4]| {
                other[2] < frame[0] || other[0] > frame[2] || other[3] < frame[1] || other[1] > frame[3]
            };
            if inside && self.taken.iter().all(|other| own(other) || free(other)) {
                self.taken.push(frame);
                return Some((anchor, h, v));
            }
        }
        None
    }
}

/// Blends the layers' clouds into an RGBA image of `width` × `height` device pixels that covers the stage;
/// thousands of dots cost no more than their pixels. `scale` is device pixels per CSS pixel.
pub fn stamp_clouds(
    image: &mut [u8],
    (width, height): (usize, usize),
    layers: &[Layer],
    stage: &Stage,
    scale: f64,
    theme: Theme,
) {
    if image.len() < 4 * width * height {
        return;
    }
    for layer in layers {
        let Layer::Cloud { points, color, radius, opacity } = layer else { continue };
        let color = theme.color(*color);
        let color = [color.0, color.1, color.2];
        let radius = (radius * scale).max(0.6);
        let reach = radius + 0.5;
        for point in points {
            let (x, y) = stage.place(*point);
            let (x, y) = (x * scale, y * scale);
            if !(x > -reach && y > -reach && x < width as f64 + reach && y < height as f64 + reach) {
                continue;
            }
            let range = |middle: f64, size: usize| {
                let low = (middle - reach).floor().max(0.0) as usize;
                let high = ((middle + reach).ceil().max(0.0) as usize).min(size);
                low..high
            };
            for row in range(y, height) {
                for column in range(x, width) {
                    let (dx, dy) = (column as f64 + 0.5 - x, row as f64 + 0.5 - y);
                    // Coverage of the disc's edge, one pixel wide.
                    let cover = (reach - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0) * opacity;
                    if cover > 0.0 {
                        let at = 4 * (row * width + column);
                        for k in 0..3 {
                            let below = f64::from(image[at + k]);
                            image[at + k] = (below + cover * (f64::from(color[k]) - below)).round() as u8;
                        }
                        image[at + 3] = 255;
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    #[test]
    fn a_stamped_dot_covers_its_area() {
        let stage = Stage::new(Rect::new([0.0, 20.0], [0.0, 20.0]), (20.0, 20.0));
        let mut image = vec![0; 4 * 20 * 20];
        let layer = Layer::Cloud { points: vec![[10.0, 10.0]], color: Color::Ink, radius: 4.0, opacity: 1.0 };
        stamp_clouds(&mut image, (20, 20), &[layer], &stage, 1.0, Theme::Dark);
        let covered: f64 = image.chunks(4).map(|pixel| f64::from(pixel[0])).sum::<f64>() / 232.0;
        assert!((covered - core::f64::consts::PI * 16.0).abs() < 1.5, "covered {covered} pixels");
    }

    #[test]
    fn dots_outside_and_dots_nowhere_leave_the_image_alone() {
        let stage = Stage::new(Rect::new([0.0, 20.0], [0.0, 20.0]), (20.0, 20.0));
        let mut image = vec![7; 4 * 20 * 20];
        let points = vec![[-50.0, 3.0], [f64::NAN, 1.0], [f64::INFINITY, f64::NEG_INFINITY], [1e300, -1e300]];
        let layer = Layer::Cloud { points, color: Color::Blue, radius: 2.0, opacity: 0.5 };
        stamp_clouds(&mut image, (20, 20), &[layer], &stage, 2.0, Theme::Light);
        assert!(image.iter().all(|byte| *byte == 7));
    }

    #[test]
    fn labels_of_markers_in_one_place_do_not_cover_each_other() {
        let stage = Stage::new(Rect::new([0.0, 400.0], [0.0, 400.0]), (400.0, 400.0));
        let mut labels = Labels::new(&stage);
        labels.avoid((200.0, 200.0));
        let (first, ..) = labels.place((200.0, 200.0), "gradient", 1.0).unwrap();
        let (second, ..) = labels.place((201.0, 200.0), "momentum", 1.0).unwrap();
        assert!(first.0 > 200.0 && second.0 < 201.0, "one right, one left");
    }
}
