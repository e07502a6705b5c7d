//! A Markov chain on a grid that moves to neighbouring cells: one step of its law.

/// Probabilities of moving right, left, up and down from each cell, row by row from the bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Stencil {
    columns: usize,
    /// Of moving away from each cell, with a row of zeros before the first and after the last.
    moves: [Vec<f64>; 4],
    stay: Vec<f64>,
}

impl Stencil {
    /// The chain on cells in rows of `columns`, given each cell's probabilities; those that lead off the grid must be 0.
    pub fn new(columns: usize, moves: &[[f64; 4]]) -> Self {
        let columns = columns.max(1);
        let padded = |values: &mut dyn Iterator<Item = f64>| {
            let rim = || core::iter::repeat_n(0.0, columns);
            rim().chain(values).chain(rim()).collect::<Vec<_>>()
        };
        Self {
            columns,
            moves: core::array::from_fn(|way| padded(&mut moves.iter().map(|cell| cell[way]))),
            stay: padded(&mut moves.iter().map(|cell| 1.0 - cell.iter().sum::<f64>())),
        }
    }

    /// A law with room around it, as [`Stencil::step`] takes it.
    pub fn padded(&self, law: &[f64]) -> Vec<f64> {
        let mut padded = vec![0.0; self.stay.len()];
        padded[self.columns..].iter_mut().zip(law).for_each(|(to, from)| *to = *from);
        padded
    }

    /// The law after one step, both padded, of the same length as the stencil's.
    pub fn step(&self, from: &[f64], to: &mut [f64]) {
        let (c, n) = (self.columns, self.stay.len() - 2 * self.columns);
        let [right, left, up, down] = &self.moves;
        let (centre, west, east) = (&from[c..c + n], &from[c - 1..c - 1 + n], &from[c + 1..c + 1 + n]);
        let (south, north) = (&from[..n], &from[2 * c..2 * c + n]);
        let (stay, right, left) = (&self.stay[c..c + n], &right[c - 1..c - 1 + n], &left[c + 1..c + 1 + n]);
        let (up, down) = (&up[..n], &down[2 * c..2 * c + n]);
        for (i, to) in to[c..c + n].iter_mut().enumerate() {
            *to = centre[i] * stay[i]
                + (west[i] * right[i] + east[i] * left[i])
                + (south[i] * up[i] + north[i] * down[i]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mass_moves_to_the_neighbours_and_stays_in_all() {
        let inner = |cell: usize| {
            let (column, row) = (cell % 3, cell / 3);
            [
                0.1 * f64::from(u8::from(column < 2)),
                0.2 * f64::from(u8::from(column > 0)),
                0.05 * f64::from(u8::from(row < 1)),
                0.3 * f64::from(u8::from(row > 0)),
            ]
        };
        let moves: Vec<[f64; 4]> = (0..6).map(inner).collect();
        let stencil = Stencil::new(3, &moves);
        let from = stencil.padded(&[0.0, 1.0, 0.0, 0.0, 0.0, 0.0]);
        let mut to = from.clone();
        stencil.step(&from, &mut to);
        assert_eq!(to[3..9], [0.2, 1.0 - 0.1 - 0.2 - 0.05, 0.1, 0.0, 0.05, 0.0]);
        assert_eq!(to[..3], [0.0; 3]);
    }
}
