//! What stands still behind the moving layers: the field as an image, isolines, arrows, axes.

use super::color_map::Table;
use super::contours;
use super::pen::{Lettering, Pen};
use super::stage::Stage;
use super::theme::Theme;
use super::ticks;
use super::tone::Tone;
use crate::error::Error;
use crate::frame::Backdrop;
use crate::geometry::Grid;
use crate::palette::{Color, ColorMap};
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

/// How much of the shade's colour a shaded place has.
const SHADE: f32 = 0.22;

/// A small image to be stretched: 4 bytes a pixel, row by row from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Pixels across.
    pub width: usize,
    /// Pixels down.
    pub height: usize,
    /// Red, green, blue, opacity of each.
    pub pixels: Vec<u8>,
}

/// The field and the shaded region as an image to lie under everything, if there is a field.
pub fn underlay(backdrop: &Backdrop, theme: Theme) -> Option<Image> {
    let (grid, map) = backdrop.field.as_ref()?;
    let (table, tone) = (Table::new(*map, theme), Tone::of(*map, &grid.values));
    let shade = theme.color(Color::Muted);
    let mut pixels = Vec::with_capacity(4 * grid.columns * grid.rows);
    for row in (0..grid.rows).rev() {
        for column in 0..grid.columns {
            let index = row * grid.columns + column;
            let value = grid.values.get(index).copied().unwrap_or(f32::NAN);
            let (red, green, blue) = table.at(tone.at(value));
            let shaded = SHADE * backdrop.shaded.as_ref().map_or(0.0, |shaded| cover(shaded, column, row));
            let mix = |below: u8, above: u8| (f32::from(below) * (1.0 - shaded) + f32::from(above) * shaded) as u8;
            pixels.extend([mix(red, shade.0), mix(green, shade.1), mix(blue, shade.2), u8::MAX]);
        }
    }
    Some(Image { width: grid.columns, height: grid.rows, pixels })
}

/// A moving field as an image to lie over the backdrop; where a density is low, the backdrop shows through.
pub fn overlay(grid: &Grid, map: ColorMap, theme: Theme) -> Image {
    let (table, tone) = (Table::new(map, theme), Tone::of(map, &grid.values));
    let mut pixels = Vec::with_capacity(4 * grid.columns * grid.rows);
    for row in grid.values.chunks_exact(grid.columns.max(1)).rev() {
        for value in row {
            let t = tone.at(*value);
            let (red, green, blue) = table.at(t);
            let opacity = if map == ColorMap::Density { (4.0 * t).clamp(0.0, 0.9) } else { 0.9 };
            pixels.extend([red, green, blue, (255.0 * opacity) as u8]);
        }
    }
    Image { width: grid.columns, height: grid.rows, pixels }
}

/// The part of a cell that lies where the grid is positive, from 0 to 1, by the grid's slope there.
fn cover(shaded: &Grid, column: usize, row: usize) -> f32 {
    let at = |column: usize, row: usize| {
        let index = row.min(shaded.rows - 1) * shaded.columns + column.min(shaded.columns - 1);
        shaded.values.get(index).copied().unwrap_or(f32::NAN)
    };
    let across = at(column + 1, row) - at(column.saturating_sub(1), row);
    let up = at(column, row + 1) - at(column, row.saturating_sub(1));
    let slope = 0.5 * across.abs().max(up.abs());
    (0.5 + at(column, row) / slope.max(f32::MIN_POSITIVE)).clamp(0.0, 1.0)
}

/// Draws what lies on the image: isolines, arrows, curves, and axes with ticks where they have names.
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn draw_backdrop<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    backdrop: &Backdrop,
    stage: &Stage,
    axes: Option<[&str; 2]>,
) -> Result<(), Error> {
    draw_isolines(pen, backdrop, stage)?;
    draw_signs(pen, backdrop, stage, axes)
}

/// Draws the field's isolines with their labels, and the outline of what is shaded.
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn draw_isolines<B: DrawingBackend>(pen: &mut Pen<'_, B>, backdrop: &Backdrop, stage: &Stage) -> Result<(), Error> {
    if let Some((grid, map)) = &backdrop.field {
        let tone = Tone::of(*map, &grid.values);
        let levels = tone.levels(backdrop.isolines);
        let paths = contours::draw(pen, grid, &levels, (0.34, 0.7), stage)?;
        // A density's values mean nothing before they are normalized, and among arrows there is no room for numbers.
        if *map != ColorMap::Density && backdrop.arrows.is_empty() {
            let table = Table::new(*map, pen.theme);
            contours::label(pen, (grid, &tone), &levels, &paths, stage, |tone| table.at(tone))?;
        }
    }
    if let Some(grid) = &backdrop.shaded {
        contours::draw(pen, grid, &[0.0], (0.5, 1.0), stage)?;
    }
    Ok(())
}

/// Draws arrows, curves, axes with ticks and names: all but [`draw_isolines`].
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn draw_signs<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    backdrop: &Backdrop,
    stage: &Stage,
    axes: Option<[&str; 2]>,
) -> Result<(), Error> {
    arrows(pen, &backdrop.arrows, stage)?;
    let muted = pen.color(Color::Muted);
    for curve in &backdrop.curves {
        pen.line(curve.iter().map(|point| stage.place(*point)), muted, 0.8, 1.2)?;
    }
    axes.map_or(Ok(()), |names| draw_axes(pen, stage, names))
}

fn arrows<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    arrows: &[([f64; 2], [f64; 2])],
    stage: &Stage,
) -> Result<(), Error> {
    const LENGTH: f64 = 13.0;
    let largest = arrows.iter().map(|(_, d)| libm::hypot(d[0], d[1])).filter(|d| d.is_finite()).fold(0.0, f64::max);
    let color = pen.color(Color::Muted);
    for (foot, direction) in arrows {
        let size = libm::hypot(direction[0], direction[1]);
        if !(size > 1e-9 * largest && size.is_finite()) {
            continue;
        }
        let from = stage.place(*foot);
        // The arrow's angle is that of the picture, where the axes' units may differ.
        let tip = stage.place([foot[0] + direction[0], foot[1] + direction[1]]);
        let length = libm::hypot(tip.0 - from.0, tip.1 - from.1);
        let (ux, uy) = ((tip.0 - from.0) / length, (tip.1 - from.1) / length);
        let to = (from.0 + LENGTH * ux, from.1 + LENGTH * uy);
        let opacity = 0.25 + 0.45 * (size / largest).sqrt();
        pen.line([from, to], color, opacity, 0.9)?;
        let barb = |side: f64| (to.0 - 4.0 * ux + side * 2.4 * uy, to.1 - 4.0 * uy - side * 2.4 * ux);
        pen.polygon([to, barb(1.0), barb(-1.0)], color, opacity)?;
    }
    Ok(())
}

/// Axes through zero where it is in view, else along the lower and left edge; numbers with rims beside them.
fn draw_axes<B: DrawingBackend>(pen: &mut Pen<'_, B>, stage: &Stage, names: [&str; 2]) -> Result<(), Error> {
    let (width, height) = stage.size;
    let (left, top) = stage.origin;
    let (ink, muted) = (pen.color(Color::Ink), pen.color(Color::Muted));
    let zero = stage.place([0.0, 0.0]);
    let axis_x = if (left + 24.0..=left + width - 30.0).contains(&zero.0) { Some(zero.0) } else { None };
    let axis_y = if (top + 24.0..=top + height - 24.0).contains(&zero.1) { Some(zero.1) } else { None };
    if let Some(x) = axis_x {
        pen.line([(x, top), (x, top + height)], muted, 0.45, 0.8)?;
    }
    if let Some(y) = axis_y {
        pen.line([(left, y), (left + width, y)], muted, 0.45, 0.8)?;
    }
    let number =
        |h: HPos, v: VPos| Lettering { size: 11.5, color: muted, anchor: (h, v), style: FontStyle::Normal, rim: true };
    let across = axis_y.map_or(top + height - 8.0, |y| y + 5.0);
    let vertical = if axis_y.is_some() { VPos::Top } else { VPos::Bottom };
    for tick in ticks::linear(stage.view.x[0], stage.view.x[1], (width / 95.0) as usize) {
        let (x, _) = stage.place([tick, 0.0]);
        let crowded = x < left + 14.0 || x > left + width - 34.0 || axis_x.is_some_and(|axis| (x - axis).abs() < 12.0);
        if !crowded {
            let written = pen.number(tick);
            pen.text(&written, (x, across), number(HPos::Center, vertical))?;
        }
    }
    let beside = axis_x.map_or(left + 6.0, |x| x - 6.0);
    let horizontal = if axis_x.is_some() { HPos::Right } else { HPos::Left };
    for tick in ticks::linear(stage.view.y[0], stage.view.y[1], (height / 75.0) as usize) {
        let (_, y) = stage.place([0.0, tick]);
        let crowded = y < top + 26.0 || y > top + height - 26.0 || axis_y.is_some_and(|axis| (y - axis).abs() < 10.0);
        if !crowded {
            let written = pen.number(tick);
            pen.text(&written, (beside, y), number(horizontal, VPos::Center))?;
        }
    }
    let name =
        |h: HPos, v: VPos| Lettering { size: 14.0, color: ink, anchor: (h, v), style: FontStyle::Italic, rim: true };
    let name_y = axis_y.map_or(top + height - 22.0, |y| y - 5.0);
    pen.text(&plain(names[0]), (left + width - 8.0, name_y), name(HPos::Right, VPos::Bottom))?;
    let name_x = axis_x.map_or(left + 8.0, |x| x + 7.0);
    pen.text(&plain(names[1]), (name_x, top + 6.0), name(HPos::Left, VPos::Top))
}

/// An axis' name in plain letters: `x_1` becomes x₁, `\text{level}` level, `\beta` β.
pub(super) fn plain(latex: &str) -> String {
    let text = latex.replace(r"\text", "").replace(r"\beta", "β").replace(r"\theta", "θ").replace(['{', '}'], "");
    let mut plain = String::new();
    let mut lowered = false;
    for c in text.chars() {
        match (lowered, c.to_digit(10)) {
            (false, _) if c == '_' => lowered = true,
            (true, Some(digit)) => plain.extend(char::from_u32(0x2080 + digit)),
            _ => {
                lowered = false;
                plain.push(c);
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    #[test]
    fn axis_names_become_letters() {
        assert_eq!(plain("x_1"), "x₁");
        assert_eq!(plain(r"\text{level}"), "level");
        assert_eq!(plain("y"), "y");
    }

    #[test]
    fn an_image_has_its_top_row_first() {
        let area = Rect::new([0.0, 1.0], [0.0, 1.0]);
        let field = Grid::sample(area, 2, 2, |_, y| if y > 0.5 { 1.0 } else { 0.0 });
        let backdrop = Backdrop { field: Some((field, ColorMap::Density)), ..Backdrop::default() };
        let image = underlay(&backdrop, Theme::Light).unwrap();
        assert_eq!(image.pixels.len(), 16);
        assert!(image.pixels[0] < image.pixels[8], "the top is the denser, darker row");
    }
}
