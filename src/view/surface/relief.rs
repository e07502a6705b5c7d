//! The ground of a surface: heights that are the field's tones, and the colours of slopes in the light.

use crate::frame::Backdrop;
use crate::geometry::{Grid, Rect};
use crate::palette::ColorMap;
use crate::view::color_map::Table;
use crate::view::theme::{Rgb, Theme};
use crate::view::tone::Tone;

/// Samples for each of the field's, each way: colours are laid on without blending, and must be fine.
const FINENESS: usize = 2;
/// The light comes from the left and a little from the front of the ground as it first stands, halfway up.
const LIGHT: [f64; 3] = [-0.35, -0.6, 0.72];
/// The shorter side of the ground is at least this part of the longer one.
const SLIMMEST: f64 = 0.5;

/// A field as ground to look at.
#[derive(Debug, Clone)]
pub struct Relief {
    /// What of the plane it covers.
    pub area: Rect,
    /// Half the sides of the ground, the longer one 1.
    pub half: [f64; 2],
    /// How values became heights.
    pub tone: Tone,
    /// The field.
    pub field: Grid,
    /// The field's colour map.
    pub map: ColorMap,
    /// The colour of the faces along which it is cut out, darker than anything in the light.
    pub(super) cut: Rgb,
    columns: usize,
    rows: usize,
    heights: Vec<f32>,
    colors: Vec<Rgb>,
}

impl Relief {
    /// The ground of a backdrop's field; none where it has none. With `equal` axes a unit is as long on both.
    pub fn new(backdrop: &Backdrop, equal: bool, theme: Theme) -> Option<Self> {
        let (field, map) = backdrop.field.as_ref()?;
        if field.columns < 2 || field.rows < 2 || field.values.len() < field.columns * field.rows {
            return None;
        }
        let (width, height) = (field.area.width(), field.area.height());
        let longest = width.max(height);
        let half = if equal && longest > 0.0 && longest.is_finite() {
            [(width / longest).max(SLIMMEST), (height / longest).max(SLIMMEST)]
        } else {
            [1.0, 0.8]
        };
        let tone = Tone::of(*map, &field.values);
        let tones: Vec<f32> =
            field.values.iter().map(|value| if value.is_nan() { f32::NAN } else { tone.at(*value) as f32 }).collect();
        let (columns, rows) = (FINENESS * field.columns, FINENESS * field.rows);
        let heights: Vec<f32> = (0..rows)
            .flat_map(|row| (0..columns).map(move |column| (column, row)))
            .map(|(column, row)| {
                let center = |at: usize| (at as f64 + 0.5) / FINENESS as f64 - 0.5;
                bilinear(&tones, (field.columns, field.rows), center(column), center(row)) as f32
            })
            .collect();
        let cut = if theme == Theme::Light { (188, 182, 168) } else { (36, 38, 40) };
        let mut relief = Self {
            cut,
            area: field.area,
            half,
            tone,
            field: field.clone(),
            map: *map,
            columns,
            rows,
            heights,
            colors: Vec::new(),
        };
        relief.colors = relief.lit(&Table::new(*map, theme), theme);
        Some(relief)
    }

    /// The colours of all samples in the light.
    fn lit(&self, table: &Table, theme: Theme) -> Vec<Rgb> {
        let size = libm::sqrt(LIGHT.iter().map(|c| c * c).sum());
        let level = LIGHT[2] / size;
        let unit = [
            self.columns as f64 / (2.0 * self.half[0]) * super::camera::HEIGHT,
            self.rows as f64 / (2.0 * self.half[1]) * super::camera::HEIGHT,
        ];
        // Dark paper takes less shade and more light.
        let (shade, gleam) = if theme == Theme::Light { (0.75, 0.35) } else { (0.6, 0.9) };
        let mut colors = Vec::with_capacity(self.heights.len());
        for row in 0..self.rows {
            for column in 0..self.columns {
                let at = |dc: isize, dr: isize| {
                    let column = column.saturating_add_signed(dc).min(self.columns - 1);
                    let row = row.saturating_add_signed(dr).min(self.rows - 1);
                    f64::from(self.heights[row * self.columns + column])
                };
                let across = (at(2, 0) - at(-2, 0)) * 0.25 * unit[0];
                let up = (at(0, 2) - at(0, -2)) * 0.25 * unit[1];
                let facing = (LIGHT[2] - across * LIGHT[0] - up * LIGHT[1])
                    / (size * libm::sqrt(1.0 + across * across + up * up));
                let light = if facing.is_finite() { facing.max(0.0) - level } else { 0.0 };
                let color = table.at(at(0, 0));
                let mixed = |channel: u8| {
                    let channel = f64::from(channel);
                    let mixed = if light < 0.0 {
                        channel * (1.0 + shade * light)
                    } else {
                        channel + gleam * light * (255.0 - channel) * channel / 255.0
                    };
                    mixed as u8
                };
                colors.push((mixed(color.0), mixed(color.1), mixed(color.2)));
            }
        }
        colors
    }

    /// A point of the plane on the ground.
    pub fn ground(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.half[0] * (2.0 * (x - self.area.x[0]) / self.area.width() - 1.0),
            self.half[1] * (2.0 * (y - self.area.y[0]) / self.area.height() - 1.0),
        ]
    }

    /// The point of the plane at a place on the ground.
    pub fn plane(&self, [a, b]: [f64; 2]) -> [f64; 2] {
        [
            self.area.x[0] + self.area.width() * 0.5 * (a / self.half[0] + 1.0),
            self.area.y[0] + self.area.height() * 0.5 * (b / self.half[1] + 1.0),
        ]
    }

    /// How samples lie on the ground: a place's column and row with fractions, sample centres at whole numbers.
    fn sample(&self, [a, b]: [f64; 2]) -> (f64, f64) {
        (
            0.5 * (a / self.half[0] + 1.0) * self.columns as f64 - 0.5,
            0.5 * (b / self.half[1] + 1.0) * self.rows as f64 - 0.5,
        )
    }

    /// The height in [0, 1] at a place on the ground, NaN off it and where the field has no value.
    pub fn height(&self, [a, b]: [f64; 2]) -> f64 {
        if !(a.abs() <= self.half[0] * (1.0 + 1e-9) && b.abs() <= self.half[1] * (1.0 + 1e-9)) {
            return f64::NAN;
        }
        let (column, row) = self.sample([a, b]);
        bilinear(&self.heights, (self.columns, self.rows), column, row)
    }

    /// The height and colour at a place that is on the ground, for [`super::Raster`].
    pub(super) fn look(&self, ground: [f64; 2]) -> (f64, Rgb) {
        let (column, row) = self.sample(ground);
        let nearest = |at: f64, count: usize| ((at + 0.5).max(0.0) as usize).min(count - 1);
        let at = nearest(row, self.rows) * self.columns + nearest(column, self.columns);
        (bilinear(&self.heights, (self.columns, self.rows), column, row), self.colors[at])
    }

    /// Samples along the longer side.
    pub(super) fn fineness(&self) -> usize {
        self.columns.max(self.rows)
    }
}

/// The value between samples, the outermost going on outward.
fn bilinear(values: &[f32], (columns, rows): (usize, usize), column: f64, row: f64) -> f64 {
    let (x, y) = (column.clamp(0.0, (columns - 1) as f64), row.clamp(0.0, (rows - 1) as f64));
    let (left, below) = ((x as usize).min(columns - 2), (y as usize).min(rows - 2));
    let (s, t) = (x - left as f64, y - below as f64);
    let at = below * columns + left;
    let value = |at: usize| f64::from(values[at]);
    let lower = value(at) + s * (value(at + 1) - value(at));
    let upper = value(at + columns) + s * (value(at + columns + 1) - value(at + columns));
    lower + t * (upper - lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slope() -> Relief {
        let area = Rect::new([0.0, 4.0], [0.0, 2.0]);
        let field = Grid::sample(area, 40, 20, |x, _| x);
        let backdrop = Backdrop { field: Some((field, ColorMap::Relief)), ..Backdrop::default() };
        Relief::new(&backdrop, true, Theme::Light).unwrap()
    }

    #[test]
    fn heights_follow_the_field() {
        let relief = slope();
        let heights: Vec<f64> = [0.5, 2.0, 3.5].iter().map(|x| relief.height(relief.ground([*x, 1.0]))).collect();
        assert!((heights[1] - 0.5).abs() < 0.03, "{heights:?}");
        assert!((heights[1] - heights[0] - (heights[2] - heights[1])).abs() < 1e-3, "{heights:?}");
        assert!(relief.height(relief.ground([5.0, 1.0])).is_nan());
    }

    #[test]
    fn places_on_the_ground_and_the_plane_are_the_same() {
        let relief = slope();
        assert_eq!(relief.half, [1.0, 0.5]);
        let back = relief.plane(relief.ground([3.0, 0.25]));
        assert!((back[0] - 3.0).abs() < 1e-12 && (back[1] - 0.25).abs() < 1e-12);
    }

    #[test]
    fn without_a_field_there_is_no_ground() {
        assert!(Relief::new(&Backdrop::default(), true, Theme::Dark).is_none());
    }
}
