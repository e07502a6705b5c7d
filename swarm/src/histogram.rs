//! How many particles are in each cell of a grid.

use crate::WIDTH;
use crate::lanes::{Lanes, clamped};
use crate::particles::{Particles, Walls};

/// Counts on a grid over a rectangle; row 0 is the bottom. Particles outside are counted nowhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    area: Walls,
    columns: usize,
    rows: usize,
    /// With a rim one cell wide, into which falls what lies outside.
    counts: Vec<u32>,
}

impl Histogram {
    /// The particles counted on a grid of the given size, at least one cell each way and at most 4096.
    pub fn of(particles: &Particles, area: Walls, columns: usize, rows: usize) -> Self {
        let (columns, rows) = (columns.clamp(1, 4096), rows.clamp(1, 4096));
        let stride = columns + 2;
        let mut counts = vec![0_u32; stride * (rows + 2)];
        let place = |[low, high]: [f32; 2], cells: usize| {
            let scale = cells as f32 / (high - low);
            // Cell 0 is the rim below; one cell is added so that truncation rounds down.
            (Lanes::splat(low), Lanes::splat(scale), cells as f32 + 1.0)
        };
        let ((left, per_x, last_x), (bottom, per_y, last_y)) = (place(area.x, columns), place(area.y, rows));
        let (x, y) = particles.coordinates();
        let mut remaining = particles.len();
        for (x, y) in x.iter().zip(y) {
            let column = clamped((*x - left) * per_x + Lanes::splat(1.0), 0.0, last_x).fast_trunc_int().to_array();
            let row = clamped((*y - bottom) * per_y + Lanes::splat(1.0), 0.0, last_y).fast_trunc_int().to_array();
            for lane in 0..WIDTH.min(remaining) {
                let index = row[lane] as usize * stride + column[lane] as usize;
                if let Some(count) = counts.get_mut(index) {
                    *count += 1;
                }
            }
            remaining = remaining.saturating_sub(WIDTH);
        }
        Self { area, columns, rows, counts }
    }

    /// The rectangle.
    pub fn area(&self) -> Walls {
        self.area
    }

    /// Columns and rows.
    pub fn size(&self) -> (usize, usize) {
        (self.columns, self.rows)
    }

    /// The counts, row by row from the bottom.
    pub fn counts(&self) -> impl Iterator<Item = u32> + '_ {
        let stride = self.columns + 2;
        let rows = self.counts.chunks_exact(stride).skip(1).take(self.rows);
        rows.flat_map(move |row| row[1..stride - 1].iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_counted_where_they_are_and_nowhere_outside() {
        let places = [[0.5, 0.5], [0.5, 1.5], [1.5, 1.5], [1.5, 1.5], [-0.5, 0.5], [5.0, 0.5], [0.5, -9.0], [2.0, 1.0]];
        let mut next = places.iter().cycle().skip(8);
        let mut place = || *next.next().unwrap();
        // Seven of them: the last lane is none.
        let particles = Particles::new(7, &mut place, || 1);
        let area = Walls { x: [0.0, 2.0], y: [0.0, 2.0] };
        let histogram = Histogram::of(&particles, area, 2, 2);
        assert_eq!(histogram.counts().collect::<Vec<_>>(), [1, 0, 1, 2]);
        assert_eq!(histogram.size(), (2, 2));
        let all = Particles::new(8, place, || 1);
        // The right edge belongs to the cell beyond.
        assert_eq!(Histogram::of(&all, area, 2, 2).counts().sum::<u32>(), 4);
    }
}
