//! Rectangles of the plane and grids on them.

use serde::{Deserialize, Serialize};

/// A rectangle of the plane in data units.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// Left and right.
    pub x: [f64; 2],
    /// Bottom and top.
    pub y: [f64; 2],
}

impl Rect {
    /// The rectangle [x₀, x₁] × [y₀, y₁].
    pub const fn new(x: [f64; 2], y: [f64; 2]) -> Self {
        Self { x, y }
    }

    /// Width in data units.
    pub fn width(&self) -> f64 {
        self.x[1] - self.x[0]
    }

    /// The rectangle, widened on the sides where a point lies outside, with a margin.
    pub fn holding(&self, point: [f64; 2]) -> Self {
        let hold = |[low, high]: [f64; 2], at: f64| {
            let margin = 0.06 * (high.max(at) - low.min(at));
            [if at < low { at - margin } else { low }, if at > high { at + margin } else { high }]
        };
        Self { x: hold(self.x, point[0]), y: hold(self.y, point[1]) }
    }

    /// Height in data units.
    pub fn height(&self) -> f64 {
        self.y[1] - self.y[0]
    }

    /// The rectangle, widened in one direction so that a unit is as long on both axes of a picture of some width and height.
    pub fn with_equal_units(self, size: (f64, f64)) -> Self {
        let (unit_x, unit_y) = (self.width() / size.0, self.height() / size.1);
        let unit = unit_x.max(unit_y);
        let widen = |[low, high]: [f64; 2], length: f64| {
            let (middle, half) = (0.5 * (low + high), 0.5 * unit * length);
            [middle - half, middle + half]
        };
        if unit.is_finite() && unit > 0.0 { Self::new(widen(self.x, size.0), widen(self.y, size.1)) } else { self }
    }

    /// Whether a point is inside, or no further outside than `times` the width and height.
    pub fn is_near(&self, at: [f64; 2], times: f64) -> bool {
        let within = |value: f64, [low, high]: [f64; 2]| {
            let reach = times * (high - low);
            (low - reach..=high + reach).contains(&value)
        };
        within(at[0], self.x) && within(at[1], self.y)
    }
}

/// Values on a regular grid covering a rectangle; row 0 is the bottom, `values[row * columns + column]` at cell centres.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The rectangle.
    pub area: Rect,
    /// Number of columns.
    pub columns: usize,
    /// Number of rows.
    pub rows: usize,
    /// The values, row by row from the bottom.
    pub values: Vec<f32>,
}

impl Grid {
    /// Samples `f` at the cell centres of `area`.
    pub fn sample(area: Rect, columns: usize, rows: usize, mut f: impl FnMut(f64, f64) -> f64) -> Self {
        let mut values = Vec::with_capacity(columns * rows);
        for row in 0..rows {
            let y = area.y[0] + area.height() * (row as f64 + 0.5) / rows as f64;
            for column in 0..columns {
                let x = area.x[0] + area.width() * (column as f64 + 0.5) / columns as f64;
                values.push(f(x, y) as f32);
            }
        }
        Self { area, columns, rows, values }
    }
}
