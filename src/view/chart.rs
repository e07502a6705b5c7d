//! A chart: thin axes, few numbers, measured marks solid, theory dashed.

use super::color_map::Table;
use super::pen::{Lettering, Pen, width_of};
use super::stage::Stage;
use super::ticks;
use super::tone::Tone;
use crate::error::Error;
use crate::frame::{Axis, Chart, Mark};
use crate::geometry::{Grid, Rect};
use crate::palette::{Color, ColorMap};
use plotters::style::FontStyle;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::DrawingBackend;

/// Letters of numbers and names, in CSS pixels.
const LETTERS: f64 = 11.0;

/// Draws a chart on the whole of the pen's backend moved by `origin`, in `size` CSS pixels; the title is the caller's.
///
/// [`Mark::Series`] draws nothing: whoever has the history resolves it into [`Mark::Line`] before.
///
/// # Errors
/// [`Error::Drawing`] when the backend fails.
pub fn draw_chart<B: DrawingBackend>(
    pen: &mut Pen<'_, B>,
    chart: &Chart,
    origin: (f64, f64),
    size: (f64, f64),
) -> Result<(), Error> {
    let (mut x, mut y) = (Scale::of(&chart.x, chart, 0), Scale::of(&chart.y, chart, 1));
    let y_ticks = y.ticks((size.1 / 42.0) as usize);
    let widest = y_ticks.iter().map(|tick| width_of(&pen.number(*tick), LETTERS)).fold(16.0, f64::max);
    let (left, right, top, bottom) = (widest + 12.0, 14.0, 20.0, 34.0);
    let place = Stage {
        view: Rect::new(x.range, y.range),
        origin: (origin.0 + left, origin.1 + top),
        size: ((size.0 - left - right).max(10.0), (size.1 - top - bottom).max(10.0)),
    };
    let mut stage = place;
    if chart.square {
        stage.view = place.view.with_equal_units(place.size);
        (x.range, y.range) = (stage.view.x, stage.view.y);
    }
    let y_ticks = if chart.square { y.ticks((size.1 / 42.0) as usize) } else { y_ticks };
    let x_ticks = x.ticks((stage.size.0 / 80.0) as usize);
    let axes = Axes { x, y, stage };
    axes.draw_grid(pen, chart, &x_ticks, &y_ticks)?;
    for mark in &chart.marks {
        axes.draw_mark(pen, mark)?;
    }
    Ok(())
}

/// An axis' range in drawn units: the value, or its decimal logarithm.
#[derive(Debug, Clone, Copy)]
struct Scale {
    log: bool,
    range: [f64; 2],
}

impl Scale {
    /// The axis' own range, or what the marks span with some air.
    fn of(axis: &Axis, chart: &Chart, index: usize) -> Self {
        let log = axis.log;
        let drawn = |value: f64| if log { libm::log10(value) } else { value };
        if let Some([min, max]) = axis.range {
            return Self { log, range: widened([drawn(min), drawn(max)]) };
        }
        let mut range = [f64::INFINITY, f64::NEG_INFINITY];
        let mut see = |value: f64| {
            let value = drawn(value);
            if value.is_finite() {
                range = [range[0].min(value), range[1].max(value)];
            }
        };
        let (mut over_time, mut bars, mut filled) = (false, false, false);
        for mark in &chart.marks {
            match mark {
                Mark::Series { .. } => {}
                Mark::Field { grid, .. } => {
                    // Its area is given as drawn already.
                    let ends = if index == 0 { grid.area.x } else { grid.area.y };
                    ends.iter().for_each(|end| see(if log { libm::pow(10.0, *end) } else { *end }));
                    filled = true;
                }
                Mark::Line { points, .. } | Mark::Dots { points, .. } | Mark::Region { points, .. } => {
                    over_time |= matches!(mark, Mark::Line { .. });
                    points.iter().for_each(|point| see(point[index]));
                    if let (Mark::Dots { errors, .. }, 1) = (mark, index) {
                        for (point, error) in points.iter().zip(errors) {
                            see(point[1] - error);
                            see(point[1] + error);
                        }
                    }
                }
                Mark::Bars { edges, heights, .. } => {
                    bars = true;
                    if index == 0 {
                        edges.iter().for_each(|edge| see(*edge));
                    } else {
                        heights.iter().for_each(|height| see(*height));
                        if !log {
                            see(0.0);
                        }
                    }
                }
                Mark::Rule { at, vertical, .. } => {
                    if (index == 0) == *vertical {
                        see(*at);
                    }
                }
            }
        }
        let flush = filled || (index == 0 && (over_time || bars) && !chart.square);
        if flush && range[0] == range[1] {
            return Self { log, range: [range[0], range[0] + 1.0] };
        }
        let [min, max] = widened(range);
        // Time starts at the edge and bars stand on theirs; other quantities get air on both sides.
        let air = 0.06 * (max - min);
        let below = if flush || (bars && !log && min == 0.0) { 0.0 } else { air };
        let above = if flush { 0.0 } else { air };
        Self { log, range: [min - below, max + above] }
    }

    fn drawn(&self, value: f64) -> f64 {
        if self.log { libm::log10(value) } else { value }
    }

    fn ticks(&self, count: usize) -> Vec<f64> {
        let [min, max] = self.range;
        if self.log {
            ticks::log(libm::pow(10.0, min), libm::pow(10.0, max), count)
        } else {
            ticks::linear(min, max, count)
        }
    }
}

/// A range with a positive length.
fn widened([min, max]: [f64; 2]) -> [f64; 2] {
    if !(min.is_finite() && max.is_finite()) {
        return [0.0, 1.0];
    }
    // Rounding noise about a constant is not worth a scale of its own.
    let least = 1e-6 * min.abs().max(max.abs()).max(1e-6);
    if max - min < least { [min - 0.5 * min.abs().max(1e-3), max + 0.5 * max.abs().max(1e-3)] } else { [min, max] }
}

/// A chart's scales on their place.
struct Axes {
    x: Scale,
    y: Scale,
    stage: Stage,
}

impl Axes {
    fn place(&self, [x, y]: [f64; 2]) -> (f64, f64) {
        self.stage.place([self.x.drawn(x), self.y.drawn(y)])
    }

    /// A place moved into the chart, so that no mark runs over its neighbours.
    fn clipped(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (left, top) = self.stage.origin;
        if x.is_finite() && y.is_finite() {
            (x.clamp(left, left + self.stage.size.0), y.clamp(top, top + self.stage.size.1))
        } else {
            (x, y)
        }
    }

    fn draw_grid<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        chart: &Chart,
        x_ticks: &[f64],
        y_ticks: &[f64],
    ) -> Result<(), Error> {
        let muted = pen.color(Color::Muted);
        let (left, top) = self.stage.origin;
        let (right, bottom) = (left + self.stage.size.0, top + self.stage.size.1);
        let lettering = |h: HPos, v: VPos| Lettering {
            size: LETTERS,
            color: muted,
            anchor: (h, v),
            style: FontStyle::Normal,
            rim: false,
        };
        for tick in y_ticks {
            let y = self.stage.place([0.0, self.y.drawn(*tick)]).1;
            pen.line([(left, y), (right, y)], muted, 0.22, 0.8)?;
            let number = pen.number(*tick);
            pen.text(&number, (left - 6.0, y), lettering(HPos::Right, VPos::Center))?;
        }
        for tick in x_ticks {
            let x = self.stage.place([self.x.drawn(*tick), 0.0]).0;
            pen.line([(x, bottom), (x, bottom + 4.0)], muted, 0.6, 0.8)?;
            let half = 0.5 * width_of(&pen.number(*tick), LETTERS);
            let number = pen.number(*tick);
            pen.text(&number, (x.min(right + 10.0 - half), bottom + 7.0), lettering(HPos::Center, VPos::Top))?;
        }
        pen.line([(left, bottom), (right, bottom)], muted, 0.6, 0.8)?;
        pen.text(chart.y.label.said(), (left, top - 6.0), lettering(HPos::Left, VPos::Bottom))?;
        pen.text(chart.x.label.said(), (right, bottom + 20.0), lettering(HPos::Right, VPos::Top))
    }

    /// Cells of one colour in a row are one rectangle; each reaches under its neighbours, so that no seam shows.
    fn draw_field<B: DrawingBackend>(&self, pen: &mut Pen<'_, B>, grid: &Grid, map: ColorMap) -> Result<(), Error> {
        let (table, tone) = (Table::new(map, pen.theme), Tone::of(map, &grid.values));
        let cell = [grid.area.width() / grid.columns as f64, grid.area.height() / grid.rows as f64];
        for (row, values) in grid.values.chunks_exact(grid.columns.max(1)).enumerate() {
            let bottom = grid.area.y[0] + row as f64 * cell[1];
            let mut from = 0;
            while from < values.len() {
                let color = table.at(tone.at(values[from]));
                let same = values[from..].iter().take_while(|value| table.at(tone.at(**value)) == color).count();
                let [left, right] = [from, from + same].map(|column| grid.area.x[0] + column as f64 * cell[0]);
                let (x0, y0) = self.clipped(self.stage.place([left, bottom + cell[1]]));
                let (x1, y1) = self.clipped(self.stage.place([right, bottom]));
                pen.polygon([(x0, y0), (x1 + 0.6, y0), (x1 + 0.6, y1), (x0, y1)], color, 1.0)?;
                from += same;
            }
        }
        Ok(())
    }

    fn draw_mark<B: DrawingBackend>(&self, pen: &mut Pen<'_, B>, mark: &Mark) -> Result<(), Error> {
        match mark {
            Mark::Series { .. } => Ok(()),
            Mark::Line { points, color, dashed } => {
                let color = pen.color(*color);
                let places = points.iter().map(|point| self.clipped(self.place(*point)));
                if *dashed {
                    pen.dashes(&places.collect::<Vec<_>>(), color, 0.95, 1.5)
                } else {
                    pen.line(places, color, 0.95, 1.6)
                }
            }
            Mark::Bars { edges, heights, color } => {
                let color = pen.color(*color);
                let base = self.stage.origin.1 + self.stage.size.1;
                for (edge, height) in edges.windows(2).zip(heights).filter(|(_, height)| **height != 0.0) {
                    let ((x0, y), (x1, _)) = (self.place([edge[0], *height]), self.place([edge[1], *height]));
                    let gap = if x1 - x0 > 4.0 { 0.5 } else { 0.0 };
                    let corners = [(x0 + gap, base), (x0 + gap, y), (x1 - gap, y), (x1 - gap, base)];
                    pen.polygon(corners.map(|corner| self.clipped(corner)), color, 0.5)?;
                }
                Ok(())
            }
            Mark::Dots { points, errors, color } => {
                let color = pen.color(*color);
                for (index, point) in points.iter().enumerate() {
                    let at = self.place(*point);
                    if !self.stage.holds(at, 4.0) {
                        continue;
                    }
                    if let Some(error) = errors.get(index) {
                        let low = self.clipped(self.place([point[0], point[1] - error]));
                        let high = self.clipped(self.place([point[0], point[1] + error]));
                        pen.line([low, high], color, 0.8, 1.4)?;
                    }
                    pen.disc(at, 3.4, color, 0.9)?;
                }
                Ok(())
            }
            Mark::Field { grid, map } => self.draw_field(pen, grid, *map),
            Mark::Region { points, color } => {
                let color = pen.color(*color);
                let places: Vec<_> = points.iter().map(|point| self.clipped(self.place(*point))).collect();
                pen.polygon(places.iter().copied(), color, 0.12)?;
                pen.line(places.iter().chain(places.first()).copied(), color, 0.7, 1.2)
            }
            Mark::Rule { at, vertical, label } => {
                let (left, top) = self.stage.origin;
                let (right, bottom) = (left + self.stage.size.0, top + self.stage.size.1);
                let ink = pen.color(Color::Ink);
                let (x, y) = self.place([*at, *at]);
                let (from, to) = if *vertical { ((x, top), (x, bottom)) } else { ((left, y), (right, y)) };
                if !self.stage.holds(from, 1.0) {
                    return Ok(());
                }
                pen.dashes(&[from, to], ink, 0.8, 1.2)?;
                // A rule's label stands on the side that has room.
                let width = width_of(label.said(), LETTERS);
                let (place, h, v) = if *vertical {
                    let fits = x + 5.0 + width < right + 10.0;
                    let place = if fits { (x + 5.0, top + 2.0) } else { (x - 5.0, top + 2.0) };
                    (place, if fits { HPos::Left } else { HPos::Right }, VPos::Top)
                } else {
                    let above = y - 16.0 > top;
                    let place = if above { (right, y - 3.0) } else { (right, y + 3.0) };
                    (place, HPos::Right, if above { VPos::Bottom } else { VPos::Top })
                };
                let lettering =
                    Lettering { size: LETTERS, color: ink, anchor: (h, v), style: FontStyle::Normal, rim: true };
                pen.text(label.said(), place, lettering)
            }
        }
    }
}
