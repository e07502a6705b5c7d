//! Where a landscape's gradient vanishes: listed where it is known in closed form, found on a grid elsewhere.

use super::Landscape;
use crate::geometry::Rect;

/// The minima and saddles of a landscape in its view, to machine precision.
#[derive(Debug, Clone, Default)]
pub struct Stationary {
    /// Isolated local minima.
    pub minima: Vec<[f64; 2]>,
    /// Saddles.
    pub saddles: Vec<[f64; 2]>,
    /// Where the minima form a curve: the point of that curve nearest to a given one.
    pub valley: Option<fn([f64; 2]) -> [f64; 2]>,
}

/// Cells along each side of the search's grid.
const CELLS: usize = 240;
/// Newton steps at most.
const STEPS: usize = 50;

impl Stationary {
    /// Those given.
    pub fn listed(minima: &[[f64; 2]], saddles: &[[f64; 2]]) -> Self {
        Self { minima: minima.to_vec(), saddles: saddles.to_vec(), valley: None }
    }

    /// All in the view that lie a cell or more apart: Newton's method from each cell of a grid at whose corners both slopes
    /// take both signs. Points where the Hessian is singular, or f not smooth, are passed over.
    pub fn search(landscape: &dyn Landscape, view: Rect) -> Self {
        Self::search_on(landscape, view, CELLS)
    }

    /// [`Stationary::search`] on a grid of `cells` × `cells`.
    fn search_on(landscape: &dyn Landscape, view: Rect, cells: usize) -> Self {
        let side = [view.width() / cells as f64, view.height() / cells as f64];
        let corner = |column: usize, row: usize| {
            let mut gradient = [0.0; 2];
            let at = [view.x[0] + side[0] * column as f64, view.y[0] + side[1] * row as f64];
            landscape.gradient(&at, &mut gradient);
            gradient
        };
        let mut found = Self::default();
        let mut below: Vec<[f64; 2]> = (0..=cells).map(|column| corner(column, 0)).collect();
        for row in 0..cells {
            let above: Vec<[f64; 2]> = (0..=cells).map(|column| corner(column, row + 1)).collect();
            for column in 0..cells {
                let corners = [below[column], below[column + 1], above[column], above[column + 1]];
                let both = |i: usize| corners.iter().any(|g| g[i] >= 0.0) && corners.iter().any(|g| g[i] <= 0.0);
                // Where all is level there is nothing to find.
                let level = corners.iter().all(|g| *g == [0.0; 2]);
                if both(0) && both(1) && !level {
                    let centre =
                        [view.x[0] + side[0] * (column as f64 + 0.5), view.y[0] + side[1] * (row as f64 + 0.5)];
                    found.refine(landscape, centre, side, view);
                }
            }
            below = above;
        }
        found
    }

    /// Newton's method from a cell's centre; what it finds within two cells, in the view and not yet known, is taken up.
    fn refine(&mut self, landscape: &dyn Landscape, centre: [f64; 2], side: [f64; 2], view: Rect) {
        // Where curvature changes within a cell its centre may be a bad start, and a point off it a good one.
        let starts = [[0.0, 0.0], [-0.25, -0.25], [0.25, -0.25], [-0.25, 0.25], [0.25, 0.25]]
            .map(|[x, y]| [centre[0] + x * side[0], centre[1] + y * side[1]]);
        let found = starts.into_iter().find_map(|start| newton(landscape, start, side));
        let Some((at, determinant, trace)) = found else { return };
        let inside = (view.x[0]..=view.x[1]).contains(&at[0]) && (view.y[0]..=view.y[1]).contains(&at[1]);
        let apart =
            |known: &[f64; 2]| (known[0] - at[0]).abs() > 1e-3 * side[0] || (known[1] - at[1]).abs() > 1e-3 * side[1];
        if !inside || !self.minima.iter().chain(&self.saddles).all(apart) {
            return;
        }
        if determinant < 0.0 {
            self.saddles.push(at);
        } else if trace > 0.0 {
            self.minima.push(at);
        }
    }

    /// The distance from a point to the nearest minimum; NaN where none is known.
    pub fn distance(&self, z: [f64; 2]) -> f64 {
        let to = |minimum: [f64; 2]| libm::hypot(z[0] - minimum[0], z[1] - minimum[1]);
        let isolated = self.minima.iter().map(|minimum| to(*minimum)).fold(f64::NAN, f64::min);
        self.valley.map_or(isolated, |nearest| to(nearest(z)).min(isolated))
    }

    /// The least value that f is known to have: at its minima, or on their curve nearest to a point; none where there are none.
    pub fn least(&self, landscape: &dyn Landscape, near: [f64; 2]) -> Option<f64> {
        let valley = self.valley.map(|nearest| nearest(near));
        let values = self.minima.iter().chain(&valley).map(|point| landscape.value(point));
        values.reduce(f64::min).filter(|value| value.is_finite())
    }

    /// The isolated minimum nearest to a point.
    pub fn nearest_minimum(&self, z: [f64; 2]) -> Option<[f64; 2]> {
        let distance = |minimum: &[f64; 2]| libm::hypot(z[0] - minimum[0], z[1] - minimum[1]);
        self.minima.iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b)))
    }
}

/// The zero of ∇f that Newton's method reaches from `start` without straying more than two cells, with the Hessian's
/// determinant and trace there; iterated until it no longer moves.
fn newton(landscape: &dyn Landscape, start: [f64; 2], side: [f64; 2]) -> Option<([f64; 2], f64, f64)> {
    let (mut at, mut gradient) = (start, [0.0; 2]);
    let mut last = f64::INFINITY;
    for _ in 0..STEPS {
        landscape.gradient(&at, &mut gradient);
        let h = landscape.hessian(&at);
        let (xx, xy, yy) = (h[(0, 0)], h[(0, 1)], h[(1, 1)]);
        let determinant = xx * yy - xy * xy;
        let size = xx.abs().max(yy.abs()).max(xy.abs());
        if determinant.abs().is_nan() || determinant.abs() <= 1e-12 * size * size {
            return None;
        }
        let step =
            [(yy * gradient[0] - xy * gradient[1]) / determinant, (xx * gradient[1] - xy * gradient[0]) / determinant];
        let length = (step[0] / side[0]).abs().max((step[1] / side[1]).abs());
        // Converged, and rounding no longer lets the step shrink.
        if length < 1e-9 && length >= 0.5 * last {
            return Some((at, determinant, xx + yy));
        }
        at = [at[0] - step[0], at[1] - step[1]];
        last = length;
        let strayed = (at[0] - start[0]).abs() > 2.0 * side[0] || (at[1] - start[1]).abs() > 2.0 * side[1];
        if strayed || length == 0.0 {
            return (!strayed).then_some((at, determinant, xx + yy));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::LANDSCAPES;
    use super::*;
    use crate::parameter::Settings;

    #[test]
    fn a_grid_thrice_as_fine_finds_no_more() {
        for info in LANDSCAPES {
            let landscape = (info.build)(&Settings::new((info.parameters)())).unwrap();
            let known = (info.stationary)(landscape.as_ref(), info.view);
            // Minima that form a curve are no business of the search.
            if known.valley.is_some() {
                continue;
            }
            let fine = Stationary::search_on(landscape.as_ref(), info.view, 3 * CELLS + 1);
            for (kind, points, all) in
                [("minimum", &fine.minima, &known.minima), ("saddle", &fine.saddles, &known.saddles)]
            {
                // Along the eggholder's cusps pockets become smaller than any cell.
                let smooth = |[x, y]: &&[f64; 2]| {
                    info.id != "eggholder" || (x - y - 47.0).abs().min((0.5 * x + y + 47.0).abs()) > 6.0
                };
                for point in points.iter().filter(smooth) {
                    let near =
                        |other: &[f64; 2]| (point[0] - other[0]).hypot(point[1] - other[1]) < 1e-7 * info.view.width();
                    assert!(all.iter().any(near), "{}: {kind} at {point:?} is not known", info.id);
                }
            }
        }
    }

    #[test]
    fn regular_landscapes_have_as_many_as_their_formula_says() {
        let count = |id: &str| {
            let info = super::super::find(id).unwrap();
            let landscape = (info.build)(&Settings::new((info.parameters)())).unwrap();
            let found = (info.stationary)(landscape.as_ref(), info.view);
            (found.minima.len(), found.saddles.len())
        };
        // Nine critical points: four wells, one hill, four passes (Himmelblau), and likewise (Styblinski & Tang).
        assert_eq!(count("himmelblau"), (4, 4));
        assert_eq!(count("styblinski-tang"), (4, 4));
        // Wells at products of 11 and 9 one-dimensional wells; 10 and 8 humps lie between them, 2 or 0 beyond.
        assert_eq!(count("rastrigin").0, 99);
        assert_eq!(count("three-hump-camel"), (3, 2));
        assert_eq!(count("six-hump-camel").0, 6);
    }

    #[test]
    fn the_nearest_point_of_the_product_net_s_valley_is_nearest() {
        let valley = super::super::find("product-net").unwrap();
        let landscape = (valley.build)(&Settings::new(Vec::new())).unwrap();
        let known = (valley.stationary)(landscape.as_ref(), valley.view);
        for z in [[3.0, 0.1], [0.2, 0.3], [-2.0, -1.0], [4.0, -1.0]] {
            let brute = (1..200_000).map(|k| f64::from(k) * 1e-4).flat_map(|t| [t, -t]);
            let least = brute.map(|t| (t - z[0]).hypot(1.0 / t - z[1])).fold(f64::INFINITY, f64::min);
            assert!((known.distance(z) - least).abs() < 1e-4, "{z:?}: {} against {least}", known.distance(z));
        }
    }
}
