//! What is left of a start, followed on the grid and on the graph: the quotient of its Dirichlet form and variance falls to the gap.

use crate::method::fokker_planck::{FokkerPlanck, Mode};
use crate::method::graph_walk::Graph;

/// The share of the quotient that faster parts may still have when it is taken for the gap …
const OTHERS: f64 = 1e-7;
/// … unless the slowest part would by then be so much smaller than at first that rounding is seen.
const SMALLEST: f64 = 1e-6;

/// A slowest part with its gap, and when it is alone.
#[derive(Debug, Clone)]
pub(super) struct Slowest {
    /// λ₂, or 1 − λ₂ on the graph.
    pub(super) gap: f64,
    /// The slowest eigenfunction, of unit norm.
    pub(super) function: Vec<f64>,
    /// The step at which the quotient is taken.
    pub(super) step: u64,
    /// What the faster parts then still add to the quotient, as a share of it.
    pub(super) excess: f64,
    /// All rates (or 1 − λ) that the start excites, slowest first, at most 24 of them.
    pub(super) rates: Vec<f64>,
}

/// When, and how far, the excess of the quotient over `rates[0]`, Σ aₖ(λₖ − λ₁)qₖ²ᵗ/(a₁q₁²ᵗ) with `logs` −log q of each part per step, is small.
fn step_of(squares: &[f64], rates: &[f64], logs: &[f64]) -> (u64, f64) {
    let count = rates.len().max(1) as f64;
    let alone = (1..rates.len())
        .map(|k| {
            let excess = squares[k] * (rates[k] - rates[0]) / (squares[0] * rates[0]) * count / OTHERS;
            let apart = 2.0 * (logs[k] - logs[0]);
            if excess > 1.0 && apart > 0.0 { libm::log(excess) / apart } else { 0.0 }
        })
        .fold(1.0, f64::max);
    let step = alone.min(-libm::log(SMALLEST) / logs[0].max(f64::MIN_POSITIVE)).ceil();
    let excess = (1..rates.len())
        .map(|k| {
            let left = libm::exp(-2.0 * (logs[k] - logs[0]) * step);
            squares[k] * (rates[k] - rates[0]) / (squares[0] * rates[0]) * left
        })
        .sum();
    (step as u64, excess)
}

impl Slowest {
    /// Of the generator, from a law, in steps of η; none where the start is the limit.
    pub(super) fn of_generator(grid: &FokkerPlanck, law: &[f64], eta: f64) -> Option<Self> {
        let square = |mode: &Mode| grid.form_and_variance(&mode.part).1;
        let modes: Vec<(Mode, f64)> = grid
            .modes(law)
            .into_iter()
            .map(|mode| {
                let square = square(&mode);
                (mode, square)
            })
            .filter(|(mode, square)| mode.rate > 0.0 && *square > 1e-16)
            .collect();
        let (first, norm) = modes.first()?;
        let function = first.part.iter().zip(&grid.limit);
        let function = function.map(|(mass, limit)| if *limit > 0.0 { mass / limit / norm.sqrt() } else { 0.0 });
        let rates: Vec<f64> = modes.iter().map(|(mode, _)| mode.rate).collect();
        let squares: Vec<f64> = modes.iter().map(|(_, square)| *square).collect();
        let logs: Vec<f64> = rates.iter().map(|rate| rate * eta).collect();
        let (step, excess) = step_of(&squares, &rates, &logs);
        Some(Self {
            gap: rates[0],
            function: function.collect(),
            step,
            excess,
            rates: rates.into_iter().take(24).collect(),
        })
    }

    /// Of the walk, from the law that stands on one vertex.
    pub(super) fn of_graph(graph: &Graph, vertex: usize) -> Option<Self> {
        let spectrum = graph.spectrum();
        // What stands on one vertex has the coefficient φ_k(vertex) along each function.
        let parts: Vec<(f64, f64, &Vec<f64>)> = spectrum
            .iter()
            .skip(1)
            .map(|(value, function)| (1.0 - value, function[vertex] * function[vertex], function))
            .filter(|(gap, square, _)| *gap > 0.0 && *square > 1e-16)
            .collect();
        let (gap, _, function) = *parts.first()?;
        let rates: Vec<f64> = parts.iter().map(|part| part.0).collect();
        let squares: Vec<f64> = parts.iter().map(|part| part.1).collect();
        let logs: Vec<f64> = rates.iter().map(|rate| -libm::log1p(-rate.min(1.0 - 1e-12))).collect();
        let (step, excess) = step_of(&squares, &rates, &logs);
        Some(Self { gap, function: function.clone(), step, excess, rates: rates.into_iter().take(24).collect() })
    }
}

/// A quotient with what the faster parts add to it, at one moment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Quotient {
    pub(super) value: f64,
    /// What is not the slowest part's.
    pub(super) excess: f64,
}

/// The quotient of a law's distance from the limit on the grid.
pub(super) fn on_grid(grid: &FokkerPlanck, law: &[f64], slowest: &Slowest) -> Quotient {
    let rest: Vec<f64> = law.iter().zip(&grid.limit).map(|(mass, limit)| mass - limit).collect();
    // ⟨rest/π, φ⟩ under π is Σ rest·φ.
    let along: f64 = rest.iter().zip(&slowest.function).map(|(mass, f)| mass * f).sum();
    let others: Vec<f64> = rest
        .iter()
        .zip(&slowest.function)
        .zip(&grid.limit)
        .map(|((mass, f), limit)| mass - along * f * limit)
        .collect();
    let ((form, variance), (faster, _)) = (grid.form_and_variance(&rest), grid.form_and_variance(&others));
    Quotient { value: form / variance, excess: faster / variance }
}

/// The quotient of a law's density on the graph.
pub(super) fn on_graph(graph: &Graph, law: &[f64], slowest: &Slowest) -> Quotient {
    let density: Vec<f64> = law.iter().zip(&graph.stationary).map(|(mass, pi)| mass / pi - 1.0).collect();
    let along: f64 = density.iter().zip(&slowest.function).zip(&graph.stationary).map(|((g, f), pi)| g * f * pi).sum();
    let others: Vec<f64> = density.iter().zip(&slowest.function).map(|(g, f)| g - along * f).collect();
    let ((form, variance), (faster, _)) = (graph.form_and_variance(&density), graph.form_and_variance(&others));
    Quotient { value: form / variance, excess: faster / variance }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Rect;
    use crate::problem::density::Gaussian;
    use approx::assert_relative_eq;

    #[test]
    fn quotients_fall_to_the_gap_and_not_below() {
        let gaussian = Gaussian { dimension: 2, correlation: 0.5 };
        let grid = FokkerPlanck::new(&gaussian, 1.0, 0.05, Rect::new([-5.0, 5.0], [-5.0, 5.0]), 30, 30);
        let mut law = vec![0.0; 900];
        law[grid.cell([1.0, 0.3]).unwrap()] = 1.0;
        let slowest = Slowest::of_generator(&grid, &law, 0.05).unwrap();
        let mut last = f64::INFINITY;
        for _ in 0..slowest.step {
            grid.step(&mut law);
            let quotient = on_grid(&grid, &law, &slowest);
            assert!(quotient.value <= last * (1.0 + 1e-12) && quotient.value >= slowest.gap * (1.0 - 1e-9));
            last = quotient.value;
        }
        assert_relative_eq!(last, slowest.gap, max_relative = 1e-6);
        // Long axis of variance 1 + ρ, up to the grid.
        assert_relative_eq!(slowest.gap, 1.0 / 1.5, max_relative = 0.03);
    }

    #[test]
    fn so_they_do_on_a_graph() {
        let points = (0..30).map(|k| [f64::from(k % 6), f64::from(k / 6) * 1.3]).collect();
        let graph = Graph::of_neighbours(points, 3);
        let slowest = Slowest::of_graph(&graph, 4).unwrap();
        let mut law = vec![0.0; 30];
        law[4] = 1.0;
        (0..slowest.step).for_each(|_| graph.step(&mut law));
        let quotient = on_graph(&graph, &law, &slowest);
        assert_relative_eq!(quotient.value, slowest.gap, max_relative = 1e-6);
        assert!(quotient.excess < 1e-6 * slowest.gap);
    }
}
