//! The exact law of a density of the plane on a grid: normalizer, marginals, moments and masses of cells, by quadrature with its error.

use super::quadrature::Rule;
use crate::geometry::Rect;
use crate::problem::density::{Extent, Planar};

/// Intervals in each direction; even, so that the middle of a stretched extent is a node and every second node makes a grid of its own.
const INTERVALS: usize = 320;
/// Parts into which a cell is divided across, and Gauss nodes in each of them.
const PARTS: usize = 3;
const NODES: usize = 3;

/// Where log p is below this, relative to the highest mode for sums and as it is in cells, p counts as 0: 10⁻³⁹, and most of
/// an extent, in less time.
const NOTHING: f64 = -90.0;

/// A density on an interval, known with its slope at increasing nodes; cubic between them (Hermite), 0 outside.
#[derive(Debug, Clone, PartialEq)]
pub struct Marginal {
    /// The nodes.
    pub nodes: Vec<f64>,
    /// The density there.
    pub density: Vec<f64>,
    slopes: Vec<f64>,
    /// The integral up to each node, scaled to end at 1.
    cumulative: Vec<f64>,
    /// What the integral was before it was scaled.
    mass: f64,
}

impl Marginal {
    fn new(nodes: Vec<f64>, mut density: Vec<f64>, mut slopes: Vec<f64>) -> Self {
        let mut cumulative = vec![0.0];
        let mut mass = 0.0;
        for i in 1..nodes.len() {
            // The trapezium with Euler and Maclaurin's correction: exact for cubics.
            let width = nodes[i] - nodes[i - 1];
            mass += 0.5 * width * (density[i - 1] + density[i]) + width * width / 12.0 * (slopes[i - 1] - slopes[i]);
            cumulative.push(mass);
        }
        if mass > 0.0 {
            density.iter_mut().chain(&mut slopes).chain(&mut cumulative).for_each(|value| *value /= mass);
        }
        Self { nodes, density, slopes, cumulative, mass }
    }

    /// The interval that holds x, with the place in it from 0 to 1; none outside.
    fn place(&self, x: f64) -> Option<(usize, f64)> {
        let after = self.nodes.partition_point(|node| *node <= x).min(self.nodes.len() - 1);
        let (from, to) = (self.nodes[after.checked_sub(1)?], self.nodes[after]);
        (x <= to).then(|| (after - 1, (x - from) / (to - from)))
    }

    /// p(x).
    pub fn density(&self, x: f64) -> f64 {
        let Some((i, t)) = self.place(x) else { return 0.0 };
        let width = self.nodes[i + 1] - self.nodes[i];
        let (s, t2) = (1.0 - t, t * t);
        let (a, b) = ((1.0 + 2.0 * t) * s * s, t2 * (3.0 - 2.0 * t));
        let (c, d) = (t * s * s * width, -t2 * s * width);
        a * self.density[i] + b * self.density[i + 1] + c * self.slopes[i] + d * self.slopes[i + 1]
    }

    /// The density as a curve through `points` + 1 even places of an interval; without those where it is not finite.
    pub fn curve(&self, [low, high]: [f64; 2], points: usize) -> Vec<[f64; 2]> {
        let places = (0..=points).map(|k| low + (high - low) * k as f64 / points as f64);
        places.map(|x| [x, self.density(x).max(0.0)]).filter(|point| point[1].is_finite()).collect()
    }

    /// P(X ≤ x).
    pub fn distribution(&self, x: f64) -> f64 {
        let Some((i, t)) = self.place(x) else { return f64::from(u8::from(x >= self.nodes[0])) };
        let width = self.nodes[i + 1] - self.nodes[i];
        // The integrals of the four cubics above from 0 to t.
        let (t2, t3, t4) = (t * t, t * t * t, t * t * t * t);
        let (a, b) = (t - t3 + 0.5 * t4, t3 - 0.5 * t4);
        let (c, d) = (0.5 * t2 - 2.0 / 3.0 * t3 + 0.25 * t4, 0.25 * t4 - t3 / 3.0);
        let own = a * self.density[i] + b * self.density[i + 1] + width * (c * self.slopes[i] + d * self.slopes[i + 1]);
        (self.cumulative[i] + width * own).clamp(0.0, 1.0)
    }
}

/// What is known of a density of the plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Law {
    /// log ∫e^{−f}.
    pub log_normalizer: f64,
    /// The relative error of the normalizer: how far the grid of half the nodes is from the whole one (the trapezoidal rule converges
    /// geometrically for smooth densities, so that this bounds the whole grid's error), or, where it is known in closed form, how far
    /// the quadrature is from that if this is more.
    pub error: f64,
    /// The law of each coordinate.
    pub marginals: [Marginal; 2],
    /// The mean.
    pub mean: [f64; 2],
    /// The covariance.
    pub covariance: [[f64; 2]; 2],
}

/// The trapezoidal rule on an extent, in the coordinate in which it is divided evenly.
fn trapezoid(extent: Extent) -> Rule {
    let steps = (0..=INTERVALS).map(|k| k as f64 / INTERVALS as f64);
    let (nodes, mut weights): (Vec<f64>, Vec<f64>) = match extent {
        Extent::Even([from, to]) => {
            let width = (to - from) / INTERVALS as f64;
            steps.map(|t| (from + (to - from) * t, width)).unzip()
        }
        Extent::Stretched { scale, reach } => {
            let end = libm::asinh(reach / scale);
            let width = 2.0 * end / INTERVALS as f64;
            steps
                .map(|t| 2.0 * t - 1.0)
                .map(|t| (scale * libm::sinh(end * t), scale * libm::cosh(end * t) * width))
                .unzip()
        }
    };
    weights[0] *= 0.5;
    weights[INTERVALS] *= 0.5;
    Rule { nodes, weights }
}

/// The sum over every second node, which has twice the weight (so that an end, with its half weight, keeps half of it).
fn coarse(weight: f64, index: usize) -> f64 {
    if index.is_multiple_of(2) { 2.0 * weight } else { 0.0 }
}

impl Law {
    /// The law of a density.
    pub fn new(planar: &Planar) -> Self {
        let [columns, rows] = planar.extent.map(trapezoid);
        let offset = offset(planar);
        let size = INTERVALS + 1;
        let mut values = [vec![0.0; size], vec![0.0; size]];
        let mut slopes = values.clone();
        let (mut total, mut rough, mut cross) = (0.0, 0.0, 0.0);
        let mut gradient = [0.0; 2];
        for (i, (x, across)) in columns.nodes.iter().zip(&columns.weights).enumerate() {
            for (j, (y, along)) in rows.nodes.iter().zip(&rows.weights).enumerate() {
                let log = offset - planar.density.potential_and_gradient(&[*x, *y], &mut gradient);
                if log > NOTHING {
                    let p = libm::exp(log);
                    values[0][i] += along * p;
                    values[1][j] += across * p;
                    slopes[0][i] -= along * p * gradient[0];
                    slopes[1][j] -= across * p * gradient[1];
                    total += along * across * p;
                    rough += coarse(*along, j) * coarse(*across, i) * p;
                    cross += along * across * p * x * y;
                }
            }
        }
        let moment = |rule: &Rule, values: &[f64], power: i32| -> f64 {
            let terms = rule.nodes.iter().zip(&rule.weights).zip(values);
            terms.map(|((x, w), v)| if power == 1 { w * v * x } else { w * v * x * x }).sum::<f64>() / total
        };
        let mean = [moment(&columns, &values[0], 1), moment(&rows, &values[1], 1)];
        let square = [moment(&columns, &values[0], 2), moment(&rows, &values[1], 2)];
        let mixed = cross / total - mean[0] * mean[1];
        let covariance = [[square[0] - mean[0] * mean[0], mixed], [mixed, square[1] - mean[1] * mean[1]]];
        let log_normalizer = libm::log(total) - offset;
        let known = planar.density.log_normalizer().map_or(0.0, |exact| libm::expm1(log_normalizer - exact).abs());
        let [first, second] = values;
        let [first_slopes, second_slopes] = slopes;
        Self {
            log_normalizer,
            error: (rough / total - 1.0).abs().max(known),
            marginals: [
                Marginal::new(columns.nodes, first, first_slopes),
                Marginal::new(rows.nodes, second, second_slopes),
            ],
            mean,
            covariance,
        }
    }

    /// The masses of `columns` × `rows` equal cells of a view, row by row from the bottom, and last the mass outside of it.
    ///
    /// Across the columns by Gauss's rule; along each of its lines as exactly as the marginals, so that narrow necks are not missed.
    pub fn cells(&self, planar: &Planar, view: Rect, columns: usize, rows: usize) -> Vec<f64> {
        let (lines, nodes) = (gauss(view.x, PARTS * columns), trapezoid(planar.extent[1]).nodes);
        let edge = |row: usize| view.y[0] + view.height() * row as f64 / rows as f64;
        let mut masses = vec![0.0; columns * rows];
        let mut gradient = [0.0; 2];
        for (line, (x, weight)) in lines.nodes.iter().zip(&lines.weights).enumerate() {
            let (density, slopes) = nodes
                .iter()
                .map(|y| {
                    let f = planar.density.potential_and_gradient(&[*x, *y], &mut gradient);
                    let log = -self.log_normalizer - f;
                    let p = if log > NOTHING { libm::exp(log) } else { 0.0 };
                    (p, if p > 0.0 { -p * gradient[1] } else { 0.0 })
                })
                .unzip();
            let along = Marginal::new(nodes.clone(), density, slopes);
            for row in 0..rows {
                let share = along.distribution(edge(row + 1)) - along.distribution(edge(row));
                masses[row * columns + line / (PARTS * NODES)] += weight * along.mass * share;
            }
        }
        masses.push((1.0 - masses.iter().sum::<f64>()).max(0.0));
        masses
    }
}

/// Gauss's rule with three nodes on each of `cells` equal parts of an interval.
fn gauss([from, to]: [f64; 2], cells: usize) -> Rule {
    let reach = 0.6_f64.sqrt();
    let half = 0.5 * (to - from) / cells as f64;
    let table: [(f64, f64); NODES] = [(-reach, 5.0 / 9.0), (0.0, 8.0 / 9.0), (reach, 5.0 / 9.0)];
    let (nodes, weights) =
        (0..cells).flat_map(|cell| table.map(|(t, w)| (from + half * ((2 * cell + 1) as f64 + t), half * w))).unzip();
    Rule { nodes, weights }
}

/// The least potential of the modes, with which e^{−f} neither overflows nor vanishes.
fn offset(planar: &Planar) -> f64 {
    planar.modes.iter().map(|mode| planar.density.potential(mode)).fold(f64::INFINITY, f64::min)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal;
    use crate::problem::density::{DENSITIES, Shape, find};
    use crate::random::Stream;
    use approx::assert_relative_eq;

    fn planar(id: &str) -> Planar {
        (find(id).unwrap().build)(Shape::default())
    }

    #[test]
    fn every_normalizer_is_known_to_its_error_and_that_is_small() {
        for info in DENSITIES {
            for beta in [0.4, 1.0, 3.0] {
                let planar = (info.build)(Shape::default()).tempered(beta);
                let law = Law::new(&planar);
                let allowed = if info.id == "laplace" { 1e-4 } else { 2e-7 };
                assert!(law.error < allowed, "{} at β = {beta}: {:.1e}", info.id, law.error);
                for marginal in &law.marginals {
                    assert_relative_eq!(libm::log(marginal.mass), law.log_normalizer + offset(&planar), epsilon = 3e-4);
                }
            }
        }
    }

    #[test]
    fn moments_and_marginals_are_the_closed_forms() {
        let law = Law::new(&planar("gaussian"));
        assert_relative_eq!(law.covariance[0][0], 1.0, max_relative = 1e-9);
        assert_relative_eq!(law.covariance[0][1], 0.8, max_relative = 1e-9);
        for x in [-2.7, -0.3, 0.0, 1.234] {
            assert_relative_eq!(law.marginals[1].distribution(x), normal::distribution(x), epsilon = 1e-8);
            assert_relative_eq!(law.marginals[1].density(x), normal::density(x), epsilon = 1e-6);
        }
        let law = Law::new(&planar("funnel"));
        assert_relative_eq!(law.covariance[0][0], 9.0, max_relative = 1e-6);
        assert_relative_eq!(law.covariance[1][1], 4.5_f64.exp(), max_relative = 1e-5);
        assert_relative_eq!(law.marginals[1].distribution(0.0), 0.5, epsilon = 1e-6);
        let law = Law::new(&planar("laplace"));
        assert_relative_eq!(law.covariance[0][0], 2.0, max_relative = 1e-4);
        assert_relative_eq!(law.marginals[0].distribution(1.0), 1.0 - 0.5 * (-1.0_f64).exp(), epsilon = 1e-4);
        let law = Law::new(&planar("donut"));
        // E|x|² with |x|² normal, mean 4 and deviation 1.4, cut off at 0.
        let z = 4.0 / 1.4;
        let square = 4.0 + 1.4 * normal::density(z) / normal::distribution(z);
        assert_relative_eq!(law.covariance[0][0] + law.covariance[1][1], square, max_relative = 1e-6);
    }

    #[test]
    fn cells_hold_what_exact_draws_put_there() {
        for info in DENSITIES {
            let planar = (info.build)(Shape::default());
            let masses = Law::new(&planar).cells(&planar, planar.view, 24, 24);
            assert_relative_eq!(masses.iter().sum::<f64>(), 1.0, epsilon = 1e-4);
            let mut stream = Stream::new(3, info.id);
            let mut x = [0.0; 2];
            if !planar.density.draw(&mut stream, &mut x) {
                continue;
            }
            let n = 100_000;
            let mut counts = vec![0.0; masses.len()];
            for _ in 0..n {
                planar.density.draw(&mut stream, &mut x);
                let cell = |value: f64, [from, to]: [f64; 2]| libm::floor(24.0 * (value - from) / (to - from));
                let (column, row) = (cell(x[0], planar.view.x), cell(x[1], planar.view.y));
                let inside = (0.0..24.0).contains(&column) && (0.0..24.0).contains(&row);
                counts[if inside { row as usize * 24 + column as usize } else { 576 }] += 1.0;
            }
            // Pearson's χ² over the cells that expect at least 5, the others together.
            let (mut chi, mut degrees, mut rest) = (0.0, -1.0, [0.0; 2]);
            for (mass, count) in masses.iter().zip(counts) {
                let expected = mass * f64::from(n);
                if expected >= 5.0 {
                    chi += (count - expected) * (count - expected) / expected;
                    degrees += 1.0;
                } else {
                    rest = [rest[0] + expected, rest[1] + count];
                }
            }
            if rest[0] >= 5.0 {
                chi += (rest[1] - rest[0]) * (rest[1] - rest[0]) / rest[0];
                degrees += 1.0;
            }
            // Wilson and Hilferty (1931): the cube root of χ²/ν is normal.
            let spread = 2.0 / (9.0 * degrees);
            let z: f64 = ((chi / degrees).cbrt() - (1.0 - spread)) / f64::sqrt(spread);
            assert!(z.abs() < 4.5, "{}: χ² = {chi} with {degrees} degrees", info.id);
        }
    }
}
