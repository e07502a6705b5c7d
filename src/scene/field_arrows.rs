//! A vector field's arrows on a lattice over a view, as they stand in a backdrop.

use crate::geometry::Rect;
use crate::problem::game::Game;

/// Arrows across the shorter side of the view.
const ACROSS: f64 = 9.0;

/// Feet and directions, where there is a direction.
pub fn field_arrows(view: Rect, direction: impl Fn([f64; 2]) -> Option<[f64; 2]>) -> Vec<([f64; 2], [f64; 2])> {
    let spacing = view.width().min(view.height()) / ACROSS;
    let count = |length: f64| (length / spacing).round() as usize;
    let (columns, rows) = (count(view.width()), count(view.height()));
    let along =
        |[low, high]: [f64; 2], index: usize, count: usize| low + (high - low) * (index as f64 + 0.5) / count as f64;
    let feet = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
    let feet = feet.map(|(column, row)| [along(view.x, column, columns), along(view.y, row, rows)]);
    feet.filter_map(|foot| Some((foot, direction(foot)?))).collect()
}

/// Descent–ascent's direction −F in a game of the plane.
pub fn descent_ascent(game: &dyn Game, at: [f64; 2]) -> [f64; 2] {
    let mut slope = [0.0; 2];
    game.field(&at, &mut slope);
    slope.map(|slope| -slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_stand_evenly_inside_and_only_where_there_is_a_direction() {
        let view = Rect::new([-2.0, 2.0], [0.0, 2.0]);
        let all = field_arrows(view, Some);
        assert_eq!(all.len(), 18 * 9);
        assert!(all.iter().all(|(foot, _)| view.is_near(*foot, 0.0)));
        let right = field_arrows(view, |at| (at[0] > 0.0).then_some(at));
        assert_eq!(right.len(), all.len() / 2);
    }
}
