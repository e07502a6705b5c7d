//! A landscape as scenes show it: its relief, and what lies under the cursor.

use crate::geometry::{Grid, Rect};
use crate::measure::spectrum::symmetric_eigenvalues;
use crate::problem::landscape::Landscape;
use crate::words::{Notation, Text, text};

/// Cells of a relief across and up.
pub const CELLS: [usize; 2] = [180, 120];

/// f on a grid of the view.
pub fn relief(landscape: &dyn Landscape, view: Rect) -> Grid {
    relief_of(landscape, view, CELLS)
}

/// [`relief`] with so many cells across and up.
pub fn relief_of(landscape: &dyn Landscape, view: Rect, [columns, rows]: [usize; 2]) -> Grid {
    Grid::sample(view, columns, rows, |x, y| landscape.value(&[x, y]))
}

/// A view that grows, with a margin, to hold points outside of it.
pub fn view_with(view: Rect, points: impl IntoIterator<Item = [f64; 2]>) -> Rect {
    let margins = [0.08 * view.width(), 0.08 * view.height()];
    points.into_iter().fold(view, |Rect { x, y }, [across, up]| {
        let wide = |[low, high]: [f64; 2], place: f64, margin: f64| {
            if place < low || place > high { [low.min(place - margin), high.max(place + margin)] } else { [low, high] }
        };
        Rect::new(wide(x, across, margins[0]), wide(y, up, margins[1]))
    })
}

/// The slope and the curvatures of a landscape of the plane at a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Local {
    /// ∇f.
    pub gradient: [f64; 2],
    /// |∇f|.
    pub steepness: f64,
    /// The Hessian's eigenvalues, the lesser first.
    pub curvatures: [f64; 2],
}

/// What a landscape is like at a point.
pub fn local(landscape: &dyn Landscape, at: [f64; 2]) -> Local {
    let mut gradient = [0.0; 2];
    landscape.gradient(&at, &mut gradient);
    let hessian = landscape.hessian(&at);
    let curvatures = symmetric_eigenvalues(&hessian);
    Local { gradient, steepness: libm::hypot(gradient[0], gradient[1]), curvatures }
}

/// f, ∇f and the curvatures under the cursor, in words.
pub fn lines(landscape: &dyn Landscape, at: [f64; 2]) -> Vec<Text> {
    let Local { gradient, curvatures: [least, greatest], .. } = local(landscape, at);
    let fixed = |text: Text, name, value, digits| text.number(name, value, Notation::Fixed(digits));
    let slope = fixed(text("probe.gradient"), "x", gradient[0], 4);
    let curvatures = fixed(text("probe.curvatures"), "least", least, 3);
    vec![
        fixed(text("probe.value"), "value", landscape.value(&at), 4),
        fixed(slope, "y", gradient[1], 4),
        fixed(curvatures, "greatest", greatest, 3),
    ]
}

/// How a place is curved.
pub fn shape([least, greatest]: [f64; 2]) -> Text {
    text(if least > 0.0 {
        "probe.convex"
    } else if greatest < 0.0 {
        "probe.concave"
    } else if least < 0.0 && greatest > 0.0 {
        "probe.saddle-shaped"
    } else {
        "probe.flat"
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::{Rosenbrock, Saddle};

    #[test]
    fn a_relief_has_the_values_that_its_isolines_name() {
        let grid = relief(&Rosenbrock, Rect::new([-2.0, 2.0], [-1.0, 3.0]));
        // The first cell's middle.
        let value = Rosenbrock.value(&[-2.0 + 2.0 / 180.0, -1.0 + 2.0 / 120.0]) as f32;
        assert!((grid.values[0] - value).abs() <= 1e-6 * value);
    }

    #[test]
    fn curvatures_are_the_eigenvalues() {
        let here = local(&Rosenbrock, [0.3, -0.2]);
        let eigenvalues = Rosenbrock.hessian(&[0.3, -0.2]).symmetric_eigenvalues();
        assert!((here.curvatures[0] - eigenvalues.min()).abs() < 1e-10);
        assert!((here.curvatures[1] - eigenvalues.max()).abs() < 1e-10);
        assert_eq!(shape(local(&Saddle, [0.0, 0.0]).curvatures), text("probe.saddle-shaped"));
    }
}
