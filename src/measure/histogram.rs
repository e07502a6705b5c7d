//! Histograms of points of the plane on the equal cells of a rectangle.

use crate::geometry::Rect;

/// Where a point falls: one of `cells` × `cells`, row by row from the bottom, or `cells`² outside.
pub fn cell(area: Rect, cells: usize, [x, y]: [f64; 2]) -> usize {
    let along = |value: f64, [from, to]: [f64; 2]| (cells as f64 * (value - from) / (to - from)).floor();
    let (column, row) = (along(x, area.x), along(y, area.y));
    let inside = |k: f64| (0.0..cells as f64).contains(&k);
    if inside(column) && inside(row) { row as usize * cells + column as usize } else { cells * cells }
}

/// The shares of points in the cells, the outside last.
pub fn shares(area: Rect, cells: usize, points: impl ExactSizeIterator<Item = [f64; 2]>) -> Vec<f64> {
    let each = 1.0 / points.len().max(1) as f64;
    let mut shares = vec![0.0; cells * cells + 1];
    points.for_each(|at| shares[cell(area, cells, at)] += each);
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_fall_into_their_cells() {
        let area = Rect::new([0.0, 2.0], [-1.0, 1.0]);
        assert_eq!(cell(area, 2, [0.5, -0.5]), 0);
        assert_eq!(cell(area, 2, [1.5, 0.5]), 3);
        for outside in [[2.0, 0.0], [-0.1, 0.0], [f64::NAN, 0.0], [1.0, f64::INFINITY]] {
            assert_eq!(cell(area, 2, outside), 4);
        }
        assert_eq!(
            shares(area, 2, [[0.5, -0.5], [0.6, -0.6], [9.0, 0.0], [1.5, 0.5]].into_iter()),
            [0.5, 0.0, 0.0, 0.25, 0.25]
        );
    }
}
