//! Lines along which a grid has a given value: marching squares (Lorensen and Cline 1987, in the plane), joined into paths.

use crate::geometry::Grid;

/// The edges of a cell, and which of its corners they join: bottom, right, top, left; corners counted from the bottom left.
const EDGES: [[usize; 2]; 4] = [[0, 1], [1, 2], [3, 2], [0, 3]];

/// No edge.
const NONE: u32 = u32::MAX;

/// The level's isolines in the grid's units: open paths end where the grid's outermost centres lie, closed ones end where
/// they begin. Where the grid is not finite there are none.
pub fn isolines(grid: &Grid, level: f64) -> Vec<Vec<[f64; 2]>> {
    let mut links = Links::new(grid);
    for row in 1..grid.rows {
        for column in 1..grid.columns {
            cross(grid, [column - 1, row - 1], level, &mut links);
        }
    }
    links.paths(|edge| crossing(grid, edge, level))
}

fn value(grid: &Grid, [column, row]: [usize; 2]) -> f64 {
    grid.values.get(row * grid.columns + column).copied().map_or(f64::NAN, f64::from)
}

/// Notes the pieces of isolines in the cell whose lower left corner is given.
fn cross(grid: &Grid, [column, row]: [usize; 2], level: f64, links: &mut Links) {
    let corners = [[column, row], [column + 1, row], [column + 1, row + 1], [column, row + 1]];
    let values = corners.map(|corner| value(grid, corner));
    let above = values.map(|value| value >= level);
    // The greater part of a picture is crossed by no line.
    if above == [above[0]; 4] || values.iter().any(|value| !value.is_finite()) {
        return;
    }
    let name = |edge: usize| {
        let node = |[column, row]: [usize; 2]| (row * grid.columns + column) as u32;
        match edge {
            0 => 2 * node(corners[0]),
            1 => 2 * node(corners[1]) + 1,
            2 => 2 * node(corners[3]),
            _ => 2 * node(corners[0]) + 1,
        }
    };
    let mut crossed = [0; 4];
    let mut count = 0;
    for (edge, [from, to]) in EDGES.iter().enumerate() {
        if above[*from] != above[*to] {
            crossed[count] = edge;
            count += 1;
        }
    }
    if count == 2 {
        links.join(name(crossed[0]), name(crossed[1]));
        return;
    }
    // A saddle: the middle's value says which corners hang together.
    let middle = 0.25 * values.iter().sum::<f64>() >= level;
    let pairs = if middle == above[0] { [[0, 1], [2, 3]] } else { [[0, 3], [1, 2]] };
    for [a, b] in pairs {
        links.join(name(a), name(b));
    }
}

/// Where the level lies on a grid's edge, counted twice per node: first the one to the right, then the one upward.
fn crossing(grid: &Grid, edge: u32, level: f64) -> [f64; 2] {
    let (node, upward) = (edge as usize / 2, edge % 2 == 1);
    let from = [node % grid.columns, node / grid.columns];
    let to = if upward { [from[0], from[1] + 1] } else { [from[0] + 1, from[1]] };
    let (a, b) = (value(grid, from), value(grid, to));
    let part = ((level - a) / (b - a)).clamp(0.0, 1.0);
    let place = |from: usize, to: usize, [low, high]: [f64; 2], count: usize| {
        low + (high - low) * (from as f64 + 0.5 + part * (to as f64 - from as f64)) / count as f64
    };
    [place(from[0], to[0], grid.area.x, grid.columns), place(from[1], to[1], grid.area.y, grid.rows)]
}

/// What each crossed edge is joined to: at most one piece in each of the two cells beside it.
struct Links {
    of: Vec<[u32; 2]>,
    used: Vec<u32>,
}

impl Links {
    fn new(grid: &Grid) -> Self {
        Self { of: vec![[NONE; 2]; 2 * grid.columns * grid.rows], used: Vec::new() }
    }

    fn join(&mut self, a: u32, b: u32) {
        for (from, to) in [(a, b), (b, a)] {
            let Some(links) = self.of.get_mut(from as usize) else { continue };
            if links[0] == NONE {
                links[0] = to;
                self.used.push(from);
            } else {
                links[1] = to;
            }
        }
    }

    /// Follows the pieces: first from loose ends, then around what is closed.
    fn paths(mut self, place: impl Fn(u32) -> [f64; 2]) -> Vec<Vec<[f64; 2]>> {
        let mut paths = Vec::new();
        let used = std::mem::take(&mut self.used);
        let loose = |links: &Self, edge: u32| links.of[edge as usize][1] == NONE;
        for closed in [false, true] {
            for start in &used {
                if self.of[*start as usize] == [NONE; 2] || (!closed && !loose(&self, *start)) {
                    continue;
                }
                let mut path = vec![place(*start)];
                let mut here = *start;
                while let Some(next) = self.leave(here) {
                    path.push(place(next));
                    here = next;
                }
                paths.push(path);
            }
        }
        paths
    }

    /// Goes on from an edge by a piece not yet taken, which is taken now.
    fn leave(&mut self, edge: u32) -> Option<u32> {
        let links = &mut self.of[edge as usize];
        let [next, other] = *links;
        *links = [other, NONE];
        if next == NONE {
            return None;
        }
        let back = &mut self.of[next as usize];
        if back[0] == edge {
            back[0] = back[1];
        }
        back[1] = NONE;
        Some(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use proptest::prelude::*;

    const AREA: Rect = Rect::new([-2.0, 2.0], [-1.5, 1.5]);

    #[test]
    fn a_bowl_has_closed_circles() {
        let grid = Grid::sample(AREA, 80, 60, |x, y| x * x + y * y);
        let lines = isolines(&grid, 1.0);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        for [x, y] in &lines[0] {
            assert!((x * x + y * y - 1.0).abs() < 1e-3, "({x}, {y})");
        }
        let length: f64 = lines[0].windows(2).map(|p| libm::hypot(p[1][0] - p[0][0], p[1][1] - p[0][1])).sum();
        assert!((length - core::f64::consts::TAU).abs() < 0.01, "length {length}");
    }

    #[test]
    fn a_saddle_has_two_open_branches_that_end_at_the_edge() {
        let grid = Grid::sample(AREA, 81, 61, |x, y| x * y);
        let lines = isolines(&grid, 0.3);
        assert_eq!(lines.len(), 2);
        for line in &lines {
            for [x, y] in [line[0], line[line.len() - 1]] {
                assert!((x.abs() - 2.0).abs() < 0.03 || (y.abs() - 1.5).abs() < 0.03, "({x}, {y})");
            }
        }
    }

    #[test]
    fn holes_have_no_lines() {
        let grid = Grid::sample(AREA, 40, 30, |x, y| if x > 0.0 { f64::NAN } else { y });
        let lines = isolines(&grid, 0.2);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].iter().all(|[x, y]| *x < 0.0 && (y - 0.2).abs() < 1e-6));
        assert!(isolines(&Grid { values: vec![f32::INFINITY; 1200], ..grid }, 0.0).is_empty());
    }

    proptest! {
        /// Every crossed edge is on exactly one path, however wild the values.
        #[test]
        fn paths_pass_every_crossing_once(values in prop::collection::vec(-1.0_f32..1.0, 63)) {
            // A line through a node itself would pass two edges in one place.
            let values = values.into_iter().map(|v| if v.abs() < 1e-3 { 0.5 } else { v }).collect();
            let grid = Grid { area: Rect::new([0.0, 9.0], [0.0, 7.0]), columns: 9, rows: 7, values };
            let above = |column, row| value(&grid, [column, row]) >= 0.0;
            let mut crossings = 0;
            for row in 0..7 {
                for column in 0..9 {
                    crossings += usize::from(column < 8 && above(column, row) != above(column + 1, row));
                    crossings += usize::from(row < 6 && above(column, row) != above(column, row + 1));
                }
            }
            let lines = isolines(&grid, 0.0);
            let passed: usize = lines.iter().map(|line| line.len() - usize::from(line.first() == line.last())).sum();
            prop_assert_eq!(passed, crossings);
        }
    }
}
