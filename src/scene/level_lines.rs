//! The lines on which a field sampled on a grid is zero.

use crate::frame::Rect;
use contour::ContourBuilder;

/// The pieces of {f = 0} in `area`; `values` at cell centres, row by row from the bottom. Nothing where a value is not finite.
pub fn zero_lines(area: Rect, [columns, rows]: [usize; 2], values: &[f64]) -> Vec<Vec<[f64; 2]>> {
    if values.iter().any(|value| !value.is_finite()) {
        return Vec::new();
    }
    let cell = [area.width() / columns as f64, area.height() / rows as f64];
    let builder = ContourBuilder::new(columns, rows, true).x_origin(area.x[0]).y_origin(area.y[0]);
    let Ok(lines) = builder.x_step(cell[0]).y_step(cell[1]).lines(values, &[0.0]) else { return Vec::new() };
    // Where a line leaves the grid, the crate closes it along the grid's edge: those pieces are none.
    let inside = |at: &[f64; 2]| {
        let within =
            |value: f64, [low, high]: [f64; 2], cell: f64| value > low + 0.51 * cell && value < high - 0.51 * cell;
        within(at[0], area.x, cell[0]) && within(at[1], area.y, cell[1])
    };
    let mut pieces = Vec::new();
    for line in lines.iter().flat_map(|line| &line.geometry().0) {
        let points: Vec<[f64; 2]> = line.coords().map(|at| [at.x, at.y]).collect();
        pieces.extend(points.split(|at| !inside(at)).filter(|piece| piece.len() > 1).map(<[_]>::to_vec));
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Grid;

    #[test]
    fn a_circle_is_found_and_a_cut_line_does_not_follow_the_edge() {
        let area = Rect::new([-1.0, 1.0], [-1.0, 1.0]);
        let sample = |f: fn(f64, f64) -> f64| -> Vec<f64> {
            Grid::sample(area, 60, 40, f).values.iter().map(|value| f64::from(*value)).collect()
        };
        let circle = zero_lines(area, [60, 40], &sample(|x, y| 0.49 - x * x - y * y));
        assert_eq!(circle.len(), 1);
        assert!(circle[0].iter().all(|[x, y]| (x.hypot(*y) - 0.7).abs() < 2e-3));
        for piece in zero_lines(area, [60, 40], &sample(|x, y| x - 0.3 * y)) {
            assert!(piece.iter().all(|[x, y]| (x - 0.3 * y).abs() < 1e-3));
        }
    }
}
