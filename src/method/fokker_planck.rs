//! The Fokker–Planck equation on a grid: how the law of overdamped Langevin dynamics moves, its limit and its slowest mode.

use crate::geometry::Rect;
use crate::problem::density::Density;
use nalgebra::{DMatrix, SymmetricEigen};
use saddleback_swarm::vector::{add_multiple, dot};
use saddleback_swarm::{Band, Stencil};

/// Cells where βf is higher above its minimum than this are left out: they would hold e⁻³⁰ of a cell's mass.
const HIGHEST: f64 = 30.0;
/// What is added to the generator before it is inverted.
const SHIFT: f64 = 0.1;
/// Steps of Lanczos' iteration with the inverse.
const KRYLOV: usize = 32;

/// B(x) = x/(eˣ − 1), the Bernoulli function.
fn bernoulli(x: f64) -> f64 {
    if x.abs() < 1e-8 { 1.0 - 0.5 * x } else { x / libm::expm1(x) }
}

/// A reversible generator on the cells of a grid: rates (1/βh²)·B(β(f_j − f_i)) from a cell to each neighbour, nothing through the walls
/// (Scharfetter & Gummel 1969; Chang & Cooper 1970). Its stationary law is proportional to e^{−βf} at the cells' centres, exactly.
#[derive(Debug, Clone)]
pub struct FokkerPlanck {
    /// The walls.
    pub area: Rect,
    /// Cells across.
    pub columns: usize,
    /// Cells up.
    pub rows: usize,
    /// The stationary masses, 0 where a cell is left out; row by row from the bottom.
    pub limit: Vec<f64>,
    /// To the right, left, up, down.
    rates: Vec<[f64; 4]>,
    stencil: Stencil,
    /// Poisson's weights of 0, 1, 2, … jumps in one step of time.
    weights: Vec<f64>,
}

/// A relaxing mode of a start: p_t = π + Σ (its part).
#[derive(Debug, Clone)]
pub struct Mode {
    /// λ > 0.
    pub rate: f64,
    /// The mode's part of the law at time 0, cφπ in each cell.
    pub part: Vec<f64>,
}

impl FokkerPlanck {
    /// The generator for potential f at inverse temperature β on a grid of the area, to be stepped by `eta`.
    pub fn new(density: &dyn Density, beta: f64, eta: f64, area: Rect, columns: usize, rows: usize) -> Self {
        let (h, k) = (area.width() / columns as f64, area.height() / rows as f64);
        let centre = |cell: usize| {
            let (i, j) = ((cell % columns) as f64 + 0.5, (cell / columns) as f64 + 0.5);
            [area.x[0] + h * i, area.y[0] + k * j]
        };
        // A cell where f has no finite value holds nothing.
        let height = |cell: usize| Some(beta * density.potential(&centre(cell))).filter(|f| f.is_finite());
        let heights: Vec<f64> = (0..columns * rows).map(|cell| height(cell).unwrap_or(f64::INFINITY)).collect();
        let lowest = heights.iter().copied().fold(f64::INFINITY, f64::min);
        let inside = |cell: usize| heights[cell] - lowest <= HIGHEST;
        let mut limit: Vec<f64> =
            heights.iter().map(|f| if f - lowest <= HIGHEST { libm::exp(lowest - f) } else { 0.0 }).collect();
        let total = limit.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        limit.iter_mut().for_each(|mass| *mass /= total);
        let rate = |from: usize, to: Option<usize>, width: f64| match to {
            Some(to) if inside(from) && inside(to) => bernoulli(heights[to] - heights[from]) / (beta * width * width),
            _ => 0.0,
        };
        let rates: Vec<[f64; 4]> = (0..columns * rows)
            .map(|cell| {
                let (column, row) = (cell % columns, cell / columns);
                [
                    rate(cell, (column + 1 < columns).then(|| cell + 1), h),
                    rate(cell, (column > 0).then(|| cell - 1), h),
                    rate(cell, (row + 1 < rows).then(|| cell + columns), k),
                    rate(cell, (row > 0).then(|| cell - columns), k),
                ]
            })
            .collect();
        let fastest = rates.iter().map(|cell| cell.iter().sum::<f64>()).fold(f64::MIN_POSITIVE, f64::max);
        let moves: Vec<[f64; 4]> = rates.iter().map(|cell| cell.map(|rate| rate / fastest)).collect();
        let stencil = Stencil::new(columns, &moves);
        Self { area, columns, rows, limit, rates, stencil, weights: poisson(fastest * eta) }
    }

    /// The law one step of time later: e^{ηQ}, as the mean of the law after a Poisson number of jumps at the fastest cell's rate
    /// (uniformization; Jensen 1953). Every term is a law, so that nothing is negative and no mass is lost but by rounding.
    pub fn step(&self, law: &mut [f64]) {
        let mut now = self.stencil.padded(law);
        let mut next = now.clone();
        let first = self.weights.first().copied().unwrap_or(1.0);
        law.iter_mut().for_each(|mass| *mass *= first);
        for weight in self.weights.iter().skip(1) {
            self.stencil.step(&now, &mut next);
            core::mem::swap(&mut now, &mut next);
            if *weight > 0.0 {
                law.iter_mut().zip(&now[self.columns..]).for_each(|(sum, mass)| *sum += weight * mass);
            }
        }
    }

    /// The Dirichlet form ½Σ π_i q_ij (g_i − g_j)² and the variance Σ π_i g_i² of the function g = mass/π of masses whose sum is 0, as
    /// the distance of a law to the limit is.
    pub fn form_and_variance(&self, masses: &[f64]) -> (f64, f64) {
        let function: Vec<f64> =
            masses.iter().zip(&self.limit).map(|(mass, limit)| if *limit > 0.0 { mass / limit } else { 0.0 }).collect();
        let (mut form, mut variance) = (0.0, 0.0);
        for (cell, (g, limit)) in function.iter().zip(&self.limit).enumerate() {
            variance += limit * g * g;
            // Each pair of neighbours once: to the right and up.
            for (way, other) in [(0, cell + 1), (2, cell + self.columns)] {
                let rate = self.rates[cell][way];
                if rate > 0.0 {
                    let apart = g - function[other];
                    form += limit * rate * apart * apart;
                }
            }
        }
        (form, variance)
    }

    /// The cell of a point, if it is inside and not left out.
    pub fn cell(&self, [x, y]: [f64; 2]) -> Option<usize> {
        let across = (x - self.area.x[0]) / self.area.width() * self.columns as f64;
        let up = (y - self.area.y[0]) / self.area.height() * self.rows as f64;
        let inside = across >= 0.0 && up >= 0.0 && across < self.columns as f64 && up < self.rows as f64;
        let cell = if inside { up as usize * self.columns + across as usize } else { return None };
        (self.limit[cell] > 0.0).then_some(cell)
    }

    /// A cell's centre.
    pub fn centre(&self, cell: usize) -> [f64; 2] {
        let place = |[low, high]: [f64; 2], index: usize, cells: usize| {
            low + (high - low) * (index as f64 + 0.5) / cells as f64
        };
        [place(self.area.x, cell % self.columns, self.columns), place(self.area.y, cell / self.columns, self.rows)]
    }

    /// The slowest modes that a start excites, slowest first, by Lanczos' iteration with the inverse of the symmetrized generator
    /// from the start's own distance to the limit. Of equal rates the start sees one mode.
    pub fn modes(&self, law: &[f64]) -> Vec<Mode> {
        let roots: Vec<f64> = self.limit.iter().map(|mass| mass.sqrt()).collect();
        let mut vector: Vec<f64> = law
            .iter()
            .zip(&self.limit)
            .zip(&roots)
            .map(|((p, limit), root)| if *root > 0.0 { (p - limit) / root } else { 0.0 })
            .collect();
        let size = norm(&vector);
        if size.is_nan() || size <= 1e-14 {
            return Vec::new();
        }
        let factor = self.shifted();
        vector.iter_mut().for_each(|v| *v /= size);
        let mut basis = vec![vector];
        let mut matrix = DMatrix::<f64>::zeros(KRYLOV, KRYLOV);
        let mut count = 0;
        for k in 0..KRYLOV {
            let mut image = basis[k].clone();
            factor.solve(&mut image);
            count = k + 1;
            // Twice is enough (Kahan; Parlett 1980): orthogonal to the limit and to all before.
            for _ in 0..2 {
                remove(&mut image, &roots);
                for (j, other) in basis.iter().enumerate() {
                    matrix[(j, k)] += remove(&mut image, other);
                }
            }
            let rest = norm(&image);
            if rest < 1e-13 || k + 1 == KRYLOV {
                break;
            }
            image.iter_mut().for_each(|v| *v /= rest);
            basis.push(image);
        }
        // Symmetric; Gram and Schmidt have left its upper half.
        let square: DMatrix<f64> = DMatrix::from_fn(count, count, |i, j| matrix[(i.min(j), i.max(j))]);
        let eigen = SymmetricEigen::new(square);
        let mut modes: Vec<Mode> = (0..count)
            .filter(|index| eigen.eigenvectors[(0, *index)].abs() > 1e-9 && eigen.eigenvalues[*index] > 0.0)
            .map(|index| {
                let share = size * eigen.eigenvectors[(0, index)];
                let mut part = vec![0.0; roots.len()];
                for (j, vector) in basis.iter().take(count).enumerate() {
                    add_multiple(&mut part, share * eigen.eigenvectors[(j, index)], vector);
                }
                part.iter_mut().zip(&roots).for_each(|(sum, root)| *sum *= root);
                Mode { rate: 1.0 / eigen.eigenvalues[index] - SHIFT, part }
            })
            .collect();
        modes.sort_by(|a, b| a.rate.total_cmp(&b.rate));
        modes
    }

    /// The symmetrized generator with its sign turned, shifted by [`SHIFT`], factored: in a band as wide as a row.
    fn shifted(&self) -> Band {
        let columns = self.columns;
        let mut band = Band::new(self.rates.len(), columns);
        for (i, rates) in self.rates.iter().enumerate() {
            band.add(i, 0, rates.iter().sum::<f64>() + SHIFT);
            // √(q_ij q_ji), to the cells before in the row and in the row below; with one column both are the same cell.
            let pair = |j: usize, back: usize, forth: usize| -(rates[back] * self.rates[j][forth]).sqrt();
            if i >= 1 {
                band.add(i, 1, pair(i - 1, 1, 0));
            }
            if i >= columns {
                band.add(i, columns, pair(i - columns, 3, 2));
            }
        }
        band.factor(usize::MAX);
        band
    }
}

fn norm(vector: &[f64]) -> f64 {
    dot(vector, vector).sqrt()
}

/// Takes from a vector its part along a unit vector; how much it was.
fn remove(vector: &mut [f64], unit: &[f64]) -> f64 {
    let along = dot(vector, unit);
    add_multiple(vector, -along, unit);
    along
}

/// Poisson's weights of mean `mean` up to the last that counts, summing to 1.
fn poisson(mean: f64) -> Vec<f64> {
    let last = (mean + 9.0 * mean.sqrt() + 25.0).ceil() as usize;
    let log = |k: usize| k as f64 * libm::log(mean) - mean - libm::lgamma(k as f64 + 1.0);
    let mut weights: Vec<f64> = (0..=last).map(|k| libm::exp(log(k))).collect();
    let total: f64 = weights.iter().sum();
    weights.iter_mut().for_each(|weight| *weight /= total);
    weights
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::density::{Gaussian, Mixture};
    use approx::assert_relative_eq;

    const AREA: Rect = Rect::new([-6.0, 6.0], [-5.5, 5.5]);

    fn from_cell(generator: &FokkerPlanck, at: [f64; 2]) -> Vec<f64> {
        let mut law = vec![0.0; generator.limit.len()];
        law[generator.cell(at).unwrap()] = 1.0;
        law
    }

    #[test]
    fn mass_is_conserved_nothing_is_negative_and_the_limit_stays() {
        let generator = FokkerPlanck::new(&Mixture::three_modes(), 1.0, 0.05, AREA, 60, 44);
        let mut law = from_cell(&generator, [-1.5, -1.5]);
        let mut still = generator.limit.clone();
        for _ in 0..500 {
            generator.step(&mut law);
            generator.step(&mut still);
            assert!((law.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
        assert!(law.iter().all(|mass| *mass >= 0.0));
        for (now, limit) in still.iter().zip(&generator.limit) {
            assert_relative_eq!(now, limit, epsilon = 1e-14);
        }
    }

    #[test]
    fn a_gaussian_s_rates_are_the_whole_numbers_up_to_the_grid() {
        // The generator of dX = −X dt + √2 dB has the eigenvalues 0, 1, 2, …; a grid of width h moves them by O(h²).
        let gaussian = Gaussian { dimension: 2, correlation: 0.0 };
        let slowest = |cells: usize| {
            let generator = FokkerPlanck::new(&gaussian, 1.0, 0.05, AREA, cells, cells);
            generator.modes(&from_cell(&generator, [1.0, 0.4]))[0].rate
        };
        let (coarse, fine) = (slowest(30), slowest(60));
        assert!((fine - 1.0).abs() < 0.01, "{fine}");
        assert_relative_eq!((coarse - 1.0) / (fine - 1.0), 4.0, max_relative = 0.1);
    }

    #[test]
    fn a_mode_s_form_over_its_variance_is_its_rate() {
        let generator = FokkerPlanck::new(&Mixture::three_modes(), 1.0, 0.5, AREA, 40, 30);
        for mode in generator.modes(&from_cell(&generator, [-1.5, -1.5])).iter().take(3) {
            let (form, variance) = generator.form_and_variance(&mode.part);
            assert_relative_eq!(form / variance, mode.rate, max_relative = 1e-7);
        }
    }

    #[test]
    fn modes_add_up_to_the_law_at_late_times() {
        let generator = FokkerPlanck::new(&Mixture::three_modes(), 1.0, 0.5, AREA, 40, 30);
        let mut law = from_cell(&generator, [-1.5, -1.5]);
        let modes = generator.modes(&law);
        (0..12).for_each(|_| generator.step(&mut law));
        for (cell, mass) in law.iter().enumerate() {
            let sum: f64 = modes.iter().map(|mode| libm::exp(-6.0 * mode.rate) * mode.part[cell]).sum();
            assert_relative_eq!(*mass, generator.limit[cell] + sum, epsilon = 1e-9);
        }
    }
}
