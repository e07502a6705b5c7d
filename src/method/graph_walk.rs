//! The lazy random walk on a graph of neighbours: its law, its Dirichlet form, and its spectrum.

use crate::method::MethodInfo;
use crate::palette::Color;
use crate::random::Stream;
use crate::source::Source;
use nalgebra::{DMatrix, SymmetricEigen};

/// How legends know the walk.
pub static GRAPH_WALK: MethodInfo = MethodInfo {
    id: "graph-walk",
    color: Color::Green,
    formula: r"P = \tfrac12 I + \tfrac12 D^{-1}A",
    source: Source {
        text: "Levin, Peres & Wilmer (2009), Markov Chains and Mixing Times, chapter 12",
        url: "https://doi.org/10.1090/mbk/058",
    },
    parameters: Vec::new,
};

/// A connected graph on points of the plane, with the walk that stays with probability ½ and otherwise goes to a random neighbour.
/// It is reversible with respect to π ∝ degree.
#[derive(Debug, Clone, PartialEq)]
pub struct Graph {
    /// The vertices.
    pub points: Vec<[f64; 2]>,
    /// The edges, each once.
    pub edges: Vec<[usize; 2]>,
    neighbours: Vec<Vec<usize>>,
    /// π.
    pub stationary: Vec<f64>,
}

impl Graph {
    /// Each point joined to its `nearest` nearest, and all along a shortest tree, so that the graph is connected.
    pub fn of_neighbours(points: Vec<[f64; 2]>, nearest: usize) -> Self {
        let n = points.len();
        let square = |i: usize, j: usize| {
            let [x, y] = [points[i][0] - points[j][0], points[i][1] - points[j][1]];
            x * x + y * y
        };
        let mut joined = vec![false; n * n];
        let mut join = |i: usize, j: usize| {
            joined[i * n + j] = true;
            joined[j * n + i] = true;
        };
        for i in 0..n {
            let mut others: Vec<usize> = (0..n).filter(|j| *j != i).collect();
            others.sort_by(|a, b| square(i, *a).total_cmp(&square(i, *b)));
            others.iter().take(nearest).for_each(|j| join(i, *j));
        }
        // Prim (1957): the nearest to the tree joins it.
        let mut to_tree: Vec<(f64, usize)> = (0..n).map(|j| (square(0, j), 0)).collect();
        let mut outside: Vec<usize> = (1..n).collect();
        while let Some(place) =
            (0..outside.len()).min_by(|a, b| to_tree[outside[*a]].0.total_cmp(&to_tree[outside[*b]].0))
        {
            let new = outside.swap_remove(place);
            join(new, to_tree[new].1);
            for j in &outside {
                if square(new, *j) < to_tree[*j].0 {
                    to_tree[*j] = (square(new, *j), new);
                }
            }
        }
        let neighbours: Vec<Vec<usize>> = (0..n).map(|i| (0..n).filter(|j| joined[i * n + j]).collect()).collect();
        let edges: Vec<[usize; 2]> =
            (0..n).flat_map(|i| neighbours[i].iter().filter(move |j| **j > i).map(move |j| [i, *j])).collect();
        let ends = 2.0 * edges.len().max(1) as f64;
        let stationary = neighbours.iter().map(|list| list.len() as f64 / ends).collect();
        Self { points, edges, neighbours, stationary }
    }

    /// One step of a walker.
    pub fn walk(&self, from: usize, stream: &mut Stream) -> usize {
        if stream.uniform() < 0.5 {
            return from;
        }
        let list = &self.neighbours[from];
        list.get(stream.below(list.len())).copied().unwrap_or(from)
    }

    /// A vertex drawn from π: an end of a random edge.
    pub fn draw(&self, stream: &mut Stream) -> usize {
        let edge = self.edges.get(stream.below(self.edges.len())).copied().unwrap_or([0, 0]);
        edge[usize::from(stream.uniform() < 0.5)]
    }

    /// The law one step later.
    pub fn step(&self, law: &mut [f64]) {
        let mut next: Vec<f64> = law.iter().map(|mass| 0.5 * mass).collect();
        for [i, j] in &self.edges {
            next[*j] += 0.5 * law[*i] / self.neighbours[*i].len() as f64;
            next[*i] += 0.5 * law[*j] / self.neighbours[*j].len() as f64;
        }
        law.copy_from_slice(&next);
    }

    /// The Dirichlet form ⟨g, (I − P)g⟩ = ½Σπ_iP_ij(g_i − g_j)² and the variance under π of the function g.
    pub fn form_and_variance(&self, g: &[f64]) -> (f64, f64) {
        let each = 0.25 / self.edges.len().max(1) as f64;
        let form: f64 = self.edges.iter().map(|[i, j]| (g[*i] - g[*j]) * (g[*i] - g[*j])).sum::<f64>() * each;
        let mean: f64 = self.stationary.iter().zip(g).map(|(p, g)| p * g).sum();
        (form, self.stationary.iter().zip(g).map(|(p, g)| p * (g - mean) * (g - mean)).sum())
    }

    /// The eigenvalues 1 = λ₁ ≥ λ₂ ≥ … ≥ 0 of P with eigenfunctions of unit norm under π, from those of the symmetric D^{−½}AD^{−½}.
    pub fn spectrum(&self) -> Vec<(f64, Vec<f64>)> {
        let n = self.points.len();
        let mut matrix = DMatrix::<f64>::zeros(n, n);
        for [i, j] in &self.edges {
            let weight = 1.0 / ((self.neighbours[*i].len() * self.neighbours[*j].len()) as f64).sqrt();
            matrix[(*i, *j)] = weight;
            matrix[(*j, *i)] = weight;
        }
        let eigen = SymmetricEigen::new(matrix);
        let mut spectrum: Vec<(f64, Vec<f64>)> = (0..n)
            .map(|k| {
                let function =
                    (0..n).map(|i| eigen.eigenvectors[(i, k)] / self.stationary[i].max(f64::MIN_POSITIVE).sqrt());
                (0.5 + 0.5 * eigen.eigenvalues[k], function.collect())
            })
            .collect();
        spectrum.sort_by(|a, b| b.0.total_cmp(&a.0));
        spectrum
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use core::f64::consts::PI;

    /// n points on a circle, each joined to both neighbours.
    fn cycle(n: usize) -> Graph {
        let points = (0..n).map(|k| {
            let (sine, cosine) = libm::sincos(2.0 * PI * k as f64 / n as f64);
            [cosine, sine]
        });
        Graph::of_neighbours(points.collect(), 2)
    }

    #[test]
    fn a_cycle_s_gap_is_its_closed_form() {
        // The lazy walk on the n-cycle: λ₂ = (1 + cos 2π/n)/2.
        let graph = cycle(24);
        assert_eq!(graph.edges.len(), 24);
        let spectrum = graph.spectrum();
        assert_relative_eq!(spectrum[0].0, 1.0, epsilon = 1e-12);
        assert_relative_eq!(spectrum[1].0, 0.5 + 0.5 * libm::cos(2.0 * PI / 24.0), epsilon = 1e-12);
        assert!(spectrum.iter().all(|(value, _)| *value > -1e-12));
    }

    #[test]
    fn eigenfunctions_are_normalized_and_have_their_gap_as_quotient() {
        let mut stream = Stream::new(4, "graph");
        let points = (0..40).map(|k| [stream.normal() + if k % 2 == 0 { 4.0 } else { 0.0 }, stream.normal()]).collect();
        let graph = Graph::of_neighbours(points, 3);
        for (value, function) in graph.spectrum().iter().skip(1) {
            let (form, variance) = graph.form_and_variance(function);
            assert_relative_eq!(variance, 1.0, epsilon = 1e-10);
            assert_relative_eq!(form, 1.0 - value, epsilon = 1e-10);
        }
    }

    #[test]
    fn the_law_is_the_walkers_and_keeps_pi() {
        let mut stream = Stream::new(5, "graph");
        let points = (0..12).map(|_| [stream.normal(), stream.normal()]).collect();
        let graph = Graph::of_neighbours(points, 2);
        let mut still = graph.stationary.clone();
        graph.step(&mut still);
        still.iter().zip(&graph.stationary).for_each(|(a, b)| assert_relative_eq!(a, b, epsilon = 1e-15));
        let mut law = vec![0.0; 12];
        law[3] = 1.0;
        (0..3).for_each(|_| graph.step(&mut law));
        let n = 40_000;
        let mut counts = [0.0; 12];
        for _ in 0..n {
            let end = (0..3).fold(3, |at, _| graph.walk(at, &mut stream));
            counts[end] += 1.0 / f64::from(n);
        }
        for (share, mass) in counts.iter().zip(&law) {
            assert!((share - mass).abs() < 4.5 * (mass * (1.0 - mass) / f64::from(n)).sqrt() + 1e-12);
        }
        let drawn: f64 = (0..n).filter(|_| graph.draw(&mut stream) == 0).count() as f64 / f64::from(n);
        assert!((drawn - graph.stationary[0]).abs() < 4.5 * (0.25 / f64::from(n)).sqrt());
    }
}
