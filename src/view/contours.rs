//! A field's isolines with their values beside them, where there is room for a number.

use super::pen::{Lettering, Pen, width_of};
use super::stage::Stage;
use super::tone::Tone;
use crate::error::Error;
use crate::geometry::Grid;
use crate::isolines::isolines;
use crate::palette::Color;
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

/// Letters of labels, in CSS pixels.
const LETTERS: f64 = 10.5;
/// The shortest isoline, in CSS pixels, that gets a label.
const SHORTEST: f64 = 60.0;
/// Labels keep so far apart, in CSS pixels.
const APART: f64 = 34.0;
/// Isolines closer than this, in CSS pixels, would be covered by their neighbours' labels.
const CROWDED: f64 = 8.0;
/// About so many CSS pixels square of the picture for each label.
const ROOM: f64 = 210.0;

/// A level's isolines in CSS pixels.
pub type Paths = Vec<Vec<(f64, f64)>>;

/// Draws the isolines of some levels.
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn draw<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    grid: &Grid,
    levels: &[f64],
    (opacity, width): (f64, f64),
    stage: &Stage,
) -> Result<Vec<Paths>, Error> {
    let color = pen.color(Color::Muted);
    let mut drawn = Vec::new();
    for level in levels {
        let paths: Paths = isolines(grid, *level)
            .into_iter()
            .map(|path| path.into_iter().map(|point| stage.place(point)).collect())
            .collect();
        for path in &paths {
            pen.line(path.iter().copied(), color, opacity, width)?;
        }
        drawn.push(paths);
    }
    Ok(drawn)
}

/// Writes the levels beside their isolines (for each level its paths in CSS pixels), off one another and off `taken`
/// rectangles; `ground` gives the colour under a place.
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn label<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    (grid, tone): (&Grid, &Tone),
    levels: &[f64],
    paths: &[Paths],
    stage: &Stage,
    ground: impl Fn(f64) -> super::theme::Rgb,
) -> Result<(), Error> {
    let mut labels = Places { stage, taken: Vec::new() };
    let most = (stage.size.0 * stage.size.1 / (ROOM * ROOM)).ceil() as usize;
    // Where labels are few, they are of levels far apart.
    let stride = levels.len().div_ceil(most.max(1)).max(1);
    for (level, paths) in levels.iter().zip(paths).skip(stride / 2).step_by(stride) {
        let text = pen.number(*level);
        let spacing = |at| gap(grid, tone, stage, at, levels.len());
        let Some(at) = labels.best(paths, width_of(&text, LETTERS), spacing) else { continue };
        let color = pen.color(Color::Muted);
        let anchor = (HPos::Center, VPos::Center);
        let lettering = Lettering { size: LETTERS, color, anchor, style: FontStyle::Normal, rim: false };
        pen.text_rimmed(&text, at, lettering, ground(tone.at(*level as f32)))?;
    }
    Ok(())
}

/// About how far apart neighbouring levels lie at a place, in CSS pixels.
fn gap(grid: &Grid, tone: &Tone, stage: &Stage, (x, y): (f64, f64), levels: usize) -> f64 {
    let cell = (stage.size.0 / grid.columns as f64, stage.size.1 / grid.rows as f64);
    let column = ((x - stage.origin.0) / cell.0).clamp(1.0, grid.columns.saturating_sub(2) as f64) as usize;
    let row = ((stage.origin.1 + stage.size.1 - y) / cell.1).clamp(1.0, grid.rows.saturating_sub(2) as f64) as usize;
    let at = |column: usize, row: usize| {
        grid.values.get(row * grid.columns + column).map_or(f64::NAN, |value| tone.at(*value))
    };
    let across = (at(column + 1, row) - at(column - 1, row)) / (2.0 * cell.0);
    let up = (at(column, row + 1) - at(column, row - 1)) / (2.0 * cell.1);
    1.0 / (levels as f64 + 1.0) / libm::hypot(across, up).max(f64::MIN_POSITIVE)
}

struct Places<'a> {
    stage: &'a Stage,
    taken: Vec<[f64; 4]>,
}

impl Places<'_> {
    /// The place on one of some paths where a label of the given width reads best: where the line is level and has room.
    fn best(
        &mut self,
        paths: &[Vec<(f64, f64)>],
        width: f64,
        spacing: impl Fn((f64, f64)) -> f64,
    ) -> Option<(f64, f64)> {
        const REACH: usize = 4;
        let mut best: Option<(f64, (f64, f64))> = None;
        for path in paths.iter().filter(|path| length(path) > SHORTEST) {
            for at in (REACH..path.len().saturating_sub(REACH)).step_by(2) {
                let (before, here, after) = (path[at - REACH], path[at], path[at + REACH]);
                let (dx, dy) = (after.0 - before.0, after.1 - before.1);
                let steep = dy.abs() / libm::hypot(dx, dy).max(1e-9);
                let cost = steep + CROWDED / spacing(here).max(1e-9);
                if cost < 1.6 && best.is_none_or(|(least, _)| cost < least) && self.is_free(here, width) {
                    best = Some((cost, here));
                }
            }
        }
        let (_, (x, y)) = best?;
        self.taken.push([x - 0.5 * width, y - 0.6 * LETTERS, x + 0.5 * width, y + 0.6 * LETTERS]);
        Some((x, y))
    }

    /// Whether a label is inside the picture, off the axes' numbers and off other labels.
    fn is_free(&self, (x, y): (f64, f64), width: f64) -> bool {
        let stage = self.stage;
        let half = 0.5 * width;
        let zero = stage.place([0.0, 0.0]);
        stage.holds((x, y), -14.0)
            && stage.holds((x - half, y), -6.0)
            && stage.holds((x + half, y), -6.0)
            // Numbers stand left of the upright axis and below the level one.
            && (x + half < zero.0 - 36.0 || x - half > zero.0 + 10.0 || !stage.holds((zero.0, y), 0.0))
            && (y < zero.1 - 12.0 || y > zero.1 + 26.0 || !stage.holds((x, zero.1), 0.0))
            && self.taken.iter().all(|[left, top, right, bottom]| {
                x + half + APART < *left || x - half - APART > *right || y + APART < *top || y - APART > *bottom
            })
    }
}

fn length(path: &[(f64, f64)]) -> f64 {
    path.windows(2).map(|pair| libm::hypot(pair[1].0 - pair[0].0, pair[1].1 - pair[0].1)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;

    #[test]
    fn labels_keep_apart_and_off_the_axes() {
        let stage = Stage::new(Rect::new([-3.0, 3.0], [-2.0, 2.0]), (900.0, 600.0));
        let circle = |r: f64| -> Vec<Vec<(f64, f64)>> {
            let angles = (0..=200).map(|k| f64::from(k) * core::f64::consts::TAU / 200.0);
            vec![angles.map(|a| stage.place([r * libm::cos(a), r * libm::sin(a)])).collect()]
        };
        let mut places = Places { stage: &stage, taken: Vec::new() };
        let set: Vec<_> = (1..=9).filter_map(|k| places.best(&circle(0.2 * f64::from(k)), 20.0, |_| 40.0)).collect();
        assert!(set.len() >= 4, "only {} labels found a place", set.len());
        for (index, a) in set.iter().enumerate() {
            assert!((a.0 - 450.0).abs() > 18.0, "on the upright axis: {a:?}");
            for b in &set[..index] {
                assert!((a.0 - b.0).abs() > 20.0 || (a.1 - b.1).abs() > 12.0, "{a:?} on {b:?}");
            }
        }
    }

    #[test]
    fn crowded_lines_have_no_labels() {
        let stage = Stage::new(Rect::new([0.0, 1.0], [0.0, 1.0]), (400.0, 400.0));
        let path = vec![(0..100).map(|k| (100.0 + 2.0 * f64::from(k), 200.0)).collect()];
        let mut places = Places { stage: &stage, taken: Vec::new() };
        assert_eq!(places.best(&path, 20.0, |_| 2.0), None);
        assert!(places.best(&path, 20.0, |_| 30.0).is_some());
    }
}
