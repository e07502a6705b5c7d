//! Any landscape as a density of the plane: e^{−βf} within a rectangle, with soft walls about it.

use super::{Density, Extent, Planar};
use crate::error::Error;
use crate::geometry::{Grid, Rect};
use crate::problem::landscape::{Landscape, LandscapeInfo};
use nalgebra::DMatrix;
use std::sync::Arc;

/// The walls' width (the deviation of what is left beyond them) as a share of the rectangle.
const SOFTNESS: f64 = 0.04;
/// How far f may lie below the least value on the grid, in units of 1/β, before it is cut off.
const DEPTH: f64 = 3.0;
/// Nodes of that grid each way.
const NODES: usize = 96;
/// Cells each way of the grid on which wells are looked for.
const CELLS: usize = 80;
/// The most wells that are told apart.
const MODES: usize = 4;
/// β times the median of f above its least value is brought to this for named landscapes.
const CONTRAST: f64 = 8.0;

/// p ∝ e^{−U}, U(x) = max(βf(c), m) + ½Σ((xᵢ − cᵢ)/sᵢ)², c the point of the rectangle nearest to x and sᵢ its softness: outside of
/// the rectangle f goes on as at its edge, under a parabola. So whatever f is, p has a finite integral; the cut m stands below every
/// value of a function that has a least one. Where f is not a number there is no mass.
#[derive(Clone)]
pub struct Confined {
    landscape: Arc<dyn Landscape>,
    beta: f64,
    walls: Rect,
    floor: f64,
}

impl Confined {
    /// The density of a landscape within `walls`; with its least point on a grid, and the median of βf there above the least.
    /// None where f has no finite value on the grid.
    pub fn new(landscape: Arc<dyn Landscape>, beta: f64, walls: Rect) -> Option<(Self, [f64; 2], f64)> {
        let mut least = (f64::INFINITY, [0.0; 2]);
        let mut values = Vec::new();
        Grid::sample(walls, NODES, NODES, |x, y| {
            let value = beta * landscape.value(&[x, y]);
            if value.is_finite() {
                values.push(value);
                if value < least.0 {
                    least = (value, [x, y]);
                }
            }
            value
        });
        let middle = values.len() / 2;
        (!values.is_empty()).then(|| {
            let median = *values.select_nth_unstable_by(middle, f64::total_cmp).1;
            (Self { landscape, beta, walls, floor: least.0 - DEPTH }, least.1, median - least.0)
        })
    }

    fn softness(&self) -> [f64; 2] {
        [SOFTNESS * self.walls.width(), SOFTNESS * self.walls.height()]
    }

    /// c, and (x − c)/s².
    fn nearest(&self, x: &[f64]) -> ([f64; 2], [f64; 2]) {
        let inside = [x[0].clamp(self.walls.x[0], self.walls.x[1]), x[1].clamp(self.walls.y[0], self.walls.y[1])];
        let softness = self.softness();
        (inside, [0, 1].map(|i| (x[i] - inside[i]) / (softness[i] * softness[i])))
    }

    /// max(βf, m) at a point of the rectangle, and whether it is βf.
    fn level(&self, inside: &[f64; 2]) -> (f64, bool) {
        self.cut(self.beta * self.landscape.value(inside))
    }

    /// max(v, m) of a value v of βf, and whether it is v.
    fn cut(&self, value: f64) -> (f64, bool) {
        if value.is_nan() { (f64::INFINITY, true) } else { (value.max(self.floor), value >= self.floor) }
    }

    /// Whether f is cut off at a point.
    pub fn is_cut(&self, x: &[f64]) -> bool {
        !self.level(&self.nearest(x).0).1
    }
}

impl Density for Confined {
    fn dimension(&self) -> usize {
        2
    }

    fn potential(&self, x: &[f64]) -> f64 {
        let (inside, force) = self.nearest(x);
        self.level(&inside).0 + 0.5 * (force[0] * (x[0] - inside[0]) + force[1] * (x[1] - inside[1]))
    }

    fn gradient(&self, x: &[f64], gradient: &mut [f64]) {
        self.potential_and_gradient(x, gradient);
    }

    fn potential_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        let (inside, force) = self.nearest(x);
        let (level, follows) = self.cut(self.beta * self.landscape.value_and_gradient(&inside, gradient));
        for (i, slope) in gradient.iter_mut().enumerate().take(2) {
            let free = follows && inside[i] == x[i];
            *slope = force[i] + if free { self.beta * *slope } else { 0.0 };
        }
        level + 0.5 * (force[0] * (x[0] - inside[0]) + force[1] * (x[1] - inside[1]))
    }

    fn hessian(&self, x: &[f64]) -> DMatrix<f64> {
        let (inside, _) = self.nearest(x);
        let follows = self.level(&inside).1;
        let (own, softness) = (self.landscape.hessian(&inside), self.softness());
        let free = [0, 1].map(|i| inside[i] == x[i]);
        DMatrix::from_fn(2, 2, |i, j| {
            let wall = if i == j && !free[i] { 1.0 / (softness[i] * softness[i]) } else { 0.0 };
            wall + if follows && free[i] && free[j] { self.beta * own[(i, j)] } else { 0.0 }
        })
    }
}

/// The plane about a confined density.
fn planar(density: Confined, least: [f64; 2], start: [f64; 2]) -> Planar {
    let (walls, softness) = (density.walls, density.softness());
    let grown = |[low, high]: [f64; 2], by: f64| [low - by, high + by];
    Planar {
        view: Rect::new(grown(walls.x, 2.0 * softness[0]), grown(walls.y, 2.0 * softness[1])),
        extent: [Extent::Even(grown(walls.x, 7.0 * softness[0])), Extent::Even(grown(walls.y, 7.0 * softness[1]))],
        start: if density.potential(&start).is_finite() { start } else { least },
        modes: wells(&density, least),
        density: Arc::new(density),
    }
}

/// The middles of the cells whose potential is below that of all their neighbours, lowest first; `least` where there are none.
fn wells(density: &Confined, least: [f64; 2]) -> Vec<[f64; 2]> {
    let walls = density.walls;
    let mut values = Vec::with_capacity(CELLS * CELLS);
    Grid::sample(walls, CELLS, CELLS, |x, y| {
        let value = density.potential(&[x, y]);
        values.push(if value.is_finite() { value } else { f64::INFINITY });
        0.0
    });
    let middle = |cell: usize| {
        let place = |[low, high]: [f64; 2], index: usize| low + (high - low) * (index as f64 + 0.5) / CELLS as f64;
        [place(walls.x, cell % CELLS), place(walls.y, cell / CELLS)]
    };
    let lowest_near = |cell: &usize| {
        let (column, row) = (cell % CELLS, cell / CELLS);
        let near = |index: usize| index.saturating_sub(1)..(index + 2).min(CELLS);
        let around = near(row).flat_map(|row| near(column).map(move |column| row * CELLS + column));
        values[*cell].is_finite()
            && around.filter(|other| other != cell).all(|other| (values[*cell], *cell) < (values[other], other))
    };
    let mut cells: Vec<usize> = (0..values.len()).filter(lowest_near).collect();
    cells.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let modes: Vec<_> = cells.into_iter().take(MODES).map(middle).collect();
    if modes.is_empty() { vec![least] } else { modes }
}

/// A named landscape with its default parameters as the density e^{−f/T} in its view, and T: a power of ten, or two or five times one,
/// at which the median of f stands about 8T above its least value.
///
/// # Errors
/// When the landscape cannot be built.
pub fn of_landscape(info: &LandscapeInfo) -> Result<Option<(Planar, f64)>, Error> {
    let landscape = info.build_default()?;
    let Some((_, _, median)) = Confined::new(landscape.clone(), 1.0, info.view) else { return Ok(None) };
    let temperature = round(median / CONTRAST);
    let confined = Confined::new(landscape, 1.0 / temperature, info.view);
    Ok(confined.map(|(density, least, _)| (planar(density, least, info.start), temperature)))
}

/// A typed function f as the density e^{−f} in a view; none where it has no value there.
pub fn of_formula(landscape: Arc<dyn Landscape>, view: Rect, start: [f64; 2]) -> Option<Planar> {
    Confined::new(landscape, 1.0, view).map(|(density, least, _)| planar(density, least, start))
}

/// The nearest of 1, 2, 5 times a power of ten; 1 where there is none.
fn round(value: f64) -> f64 {
    if !(value.is_finite() && value > 0.0) {
        return 1.0;
    }
    let decade = libm::pow(10.0, libm::log10(value).floor());
    let distance = |step: &f64| (libm::log(value / (step * decade))).abs();
    let steps = [1.0, 2.0, 5.0, 10.0];
    steps.into_iter().min_by(|a, b| distance(a).total_cmp(&distance(b))).map_or(1.0, |step| step * decade)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::Formula;
    use crate::problem::landscape::{FormulaLandscape, LANDSCAPES};
    use crate::random::Stream;
    use crate::theory::law::Law;

    #[test]
    fn gradients_and_hessians_agree_with_differences_on_both_sides_of_the_walls() {
        let mut stream = Stream::new(0, "confined");
        for info in LANDSCAPES {
            let (planar, _) = of_landscape(info).unwrap().unwrap();
            let (density, view) = (&planar.density, planar.view);
            for _ in 0..200 {
                let x = [view.x[0] + view.width() * stream.uniform(), view.y[0] + view.height() * stream.uniform()];
                let (mut gradient, mut ahead, mut behind) = ([0.0; 2], [0.0; 2], [0.0; 2]);
                let potential = density.potential_and_gradient(&x, &mut gradient);
                assert_eq!(potential, density.potential(&x), "{}", info.id);
                let hessian = density.hessian(&x);
                for i in 0..2 {
                    let h = 1e-6 * [view.width(), view.height()][i];
                    let (mut forward, mut backward) = (x, x);
                    forward[i] += h;
                    backward[i] -= h;
                    let (high, low) = (density.potential(&forward), density.potential(&backward));
                    let scale = (high.abs() + low.abs()) * 1e-9 / h + gradient[i].abs() + h * hessian.amax();
                    let slope = (high - low) / (2.0 * h);
                    assert!((slope - gradient[i]).abs() < 1e-4 * scale, "{} at {x:?}: {slope} {gradient:?}", info.id);
                    density.gradient(&forward, &mut ahead);
                    density.gradient(&backward, &mut behind);
                    let curvature = (ahead[i] - behind[i]) / (2.0 * h);
                    let scale = hessian.amax() + 1e-6 * (ahead[i].abs() + behind[i].abs()) / h;
                    assert!((curvature - hessian[(i, i)]).abs() < 1e-3 * scale, "{} at {x:?}", info.id);
                }
            }
        }
    }

    #[test]
    fn every_landscape_has_a_law() {
        for info in LANDSCAPES {
            let (planar, temperature) = of_landscape(info).unwrap().unwrap();
            let law = Law::new(&planar);
            // Finer than the quadrature, which says so: the egg holder's cusps, and directions where they meet.
            let allowed = if ["eggholder", "scale-invariant"].contains(&info.id) { 1e-2 } else { 1e-3 };
            let error = law.error;
            assert!(law.log_normalizer.is_finite() && error < allowed, "{}: {error:.1e} at T = {temperature}", info.id);
        }
    }

    #[test]
    fn formulas_without_bounds_or_values_are_densities_too() {
        let view = Rect::new([-3.0, 3.0], [-3.0, 3.0]);
        let of = |text: &str| {
            let formula = Formula::parse(text, &["x", "y"]).unwrap();
            of_formula(Arc::new(FormulaLandscape(formula)), view, [-1.0, 1.0])
        };
        for text in ["x^3 - 3x y^2", "1/(x y)", "ln(x) + sqrt(y)", "0", "e^(x^2) sin(9y)"] {
            let planar = of(text).unwrap();
            assert!(planar.density.potential(&planar.start).is_finite(), "{text}");
            assert!(Law::new(&planar).log_normalizer.is_finite(), "{text}");
        }
        assert!(of("sqrt(-1 - x^2)").is_none());
        let pole = Arc::new(FormulaLandscape(Formula::parse("1/(x y)", &["x", "y"]).unwrap()));
        let (density, _, _) = Confined::new(pole, 1.0, view).unwrap();
        assert!(density.is_cut(&[-1e-3, 1e-3]) && !density.is_cut(&[1.0, 1.0]));
    }
}
