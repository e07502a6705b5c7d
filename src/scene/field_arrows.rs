//! A game of the plane as scenes show it: its payoff, its field's arrows on a lattice over a view.

use crate::frame::Backdrop;
use crate::geometry::{Grid, Rect};
use crate::palette::ColorMap;
use crate::problem::game::Game;
use crate::words::{Notation, Text, text};

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

/// The field F at a point.
pub fn field(game: &dyn Game, at: [f64; 2]) -> [f64; 2] {
    let mut field = [0.0; 2];
    game.field(&at, &mut field);
    field
}

/// The velocity −F of descent–ascent's flow at a point.
pub fn velocity(game: &dyn Game, at: [f64; 2]) -> [f64; 2] {
    field(game, at).map(|slope| -slope)
}

/// |F| at a point.
pub fn field_size(game: &dyn Game, at: [f64; 2]) -> f64 {
    let [x, y] = field(game, at);
    libm::hypot(x, y)
}

/// F at a point in words: `probe.field`.
pub fn field_line(game: &dyn Game, at: [f64; 2]) -> Text {
    let [x, y] = field(game, at);
    text("probe.field").number("x", x, Notation::Fixed(4)).number("y", y, Notation::Fixed(4))
}

/// The payoff by colour and isolines, the velocity −F by arrows.
pub fn payoff_backdrop(game: &dyn Game, view: Rect) -> Backdrop {
    let payoff = Grid::sample(view, 180, 120, |x, y| game.value(&[x, y]));
    let arrows = field_arrows(view, |foot| Some(velocity(game, foot)));
    Backdrop { field: Some((payoff, ColorMap::Diverging)), isolines: 9, arrows, ..Backdrop::default() }
}

/// The square about the origin that has at least this half-width and shows the start with a margin.
pub fn square_view(half_width: f64, start: &[f64]) -> Rect {
    let reach = start.iter().fold(0.0_f64, |reach, coordinate| reach.max(coordinate.abs()));
    let half = half_width.max(1.2 * reach);
    Rect::new([-half, half], [-half, half])
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
