//! Independent draws from any density of the plane: its own where it knows how, otherwise by rejection under a staircase.

use crate::problem::density::{Extent, Planar};
use crate::random::Stream;

/// Cells each way.
const CELLS: usize = 240;
/// How far a step stands above the greatest value at the corners of its cell and at its middle.
const MARGIN: f64 = 1.3;
/// Proposals for a draw at most; an accepted one takes two or three.
const MOST_PROPOSALS: usize = 10_000;

/// A function that is constant on the cells of a grid over a density's extent and nowhere below the density, as long as this has no
/// feature narrower than a cell (the tests look for one in all that have a name): a proposal from it, accepted with the ratio of
/// the two, is an exact draw (von Neumann 1951).
#[derive(Debug, Clone, PartialEq)]
struct Staircase {
    nodes: [Vec<f64>; 2],
    /// log of the steps' heights, −∞ where there is no mass.
    heights: Vec<f64>,
    /// The steps' masses, added up.
    cumulative: Vec<f64>,
}

/// Where a coordinate's cells end.
fn edges(extent: Extent) -> Vec<f64> {
    let steps = (0..=CELLS).map(|k| k as f64 / CELLS as f64);
    match extent {
        Extent::Even([from, to]) => steps.map(|t| from + (to - from) * t).collect(),
        Extent::Stretched { scale, reach } => {
            let end = libm::asinh(reach / scale);
            steps.map(|t| scale * libm::sinh(end * (2.0 * t - 1.0))).collect()
        }
    }
}

impl Staircase {
    fn new(planar: &Planar) -> Self {
        let nodes = planar.extent.map(edges);
        let level = |x: f64, y: f64| {
            let level = -planar.density.potential(&[x, y]);
            if level.is_nan() { f64::NEG_INFINITY } else { level }
        };
        let corners: Vec<f64> = nodes[1].iter().flat_map(|y| nodes[0].iter().map(|x| level(*x, *y))).collect();
        let top = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut heights = Vec::with_capacity(CELLS * CELLS);
        let mut cumulative = Vec::with_capacity(CELLS * CELLS);
        let mut mass = 0.0;
        for row in 0..CELLS {
            for column in 0..CELLS {
                let corner = |i: usize, j: usize| corners[(row + j) * (CELLS + 1) + column + i];
                let mut height = corner(0, 0).max(corner(1, 0)).max(corner(0, 1).max(corner(1, 1)));
                // The middles of what matters, for ridges narrower than a cell.
                if height > top - 40.0 {
                    let middle = |nodes: &[f64], k: usize| 0.5 * (nodes[k] + nodes[k + 1]);
                    height = height.max(level(middle(&nodes[0], column), middle(&nodes[1], row)));
                }
                let area = (nodes[0][column + 1] - nodes[0][column]) * (nodes[1][row + 1] - nodes[1][row]);
                mass += area * libm::exp(height - top);
                heights.push(height + libm::log(MARGIN));
                cumulative.push(mass);
            }
        }
        Self { nodes, heights, cumulative }
    }

    /// A point under the stairs, and the logarithm of its step's height.
    fn propose(&self, stream: &mut Stream) -> ([f64; 2], f64) {
        let total = self.cumulative.last().copied().unwrap_or(0.0);
        let mass = total * stream.uniform();
        let cell = self.cumulative.partition_point(|sum| *sum <= mass).min(self.heights.len() - 1);
        let mut within =
            |nodes: &[f64], index: usize| nodes[index] + (nodes[index + 1] - nodes[index]) * stream.uniform();
        let at = [within(&self.nodes[0], cell % CELLS), within(&self.nodes[1], cell / CELLS)];
        (at, self.heights[cell])
    }
}

/// Draws from a density of the plane.
#[derive(Debug, Clone, PartialEq)]
pub struct Draws {
    /// None where the density draws itself.
    staircase: Option<Staircase>,
}

impl Draws {
    /// Prepares what draws need: 60 000 evaluations, where the density has no way of its own.
    pub fn new(planar: &Planar) -> Self {
        let own = planar.density.draw(&mut Stream::new(0, "draws"), &mut [0.0; 2]);
        Self { staircase: (!own).then(|| Staircase::new(planar)) }
    }

    /// A draw.
    pub fn draw(&self, planar: &Planar, stream: &mut Stream) -> [f64; 2] {
        let mut at = planar.start;
        let Some(staircase) = &self.staircase else {
            planar.density.draw(stream, &mut at);
            return at;
        };
        for _ in 0..MOST_PROPOSALS {
            let (proposal, height) = staircase.propose(stream);
            let level = libm::log(1.0 - stream.uniform());
            if level < -planar.density.potential(&proposal) - height {
                return proposal;
            }
        }
        at
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::kolmogorov;
    use crate::problem::density::{DENSITIES, Shape, confined};
    use crate::problem::landscape::LANDSCAPES;
    use crate::theory::law::Law;

    /// All named densities, and all landscapes but the one whose cusps are finer than any grid here.
    fn all() -> Vec<(&'static str, Planar)> {
        let named = DENSITIES.iter().map(|info| (info.id, (info.build)(Shape::default())));
        let smooth = LANDSCAPES.iter().filter(|info| info.id != "eggholder");
        let landscapes = smooth.map(|info| (info.id, confined::of_landscape(info).unwrap().unwrap().0));
        named.chain(landscapes).collect()
    }

    #[test]
    fn draws_follow_the_law_and_nothing_stands_above_the_stairs() {
        let all = all();
        for (id, planar) in &all {
            let (law, staircase) = (Law::new(planar), Staircase::new(planar));
            let draws = Draws { staircase: Some(staircase.clone()) };
            let mut stream = Stream::new(9, id);
            let n = 10_000;
            let points: Vec<[f64; 2]> = (0..n).map(|_| draws.draw(planar, &mut stream)).collect();
            for (i, marginal) in law.marginals.iter().enumerate() {
                let mut values: Vec<f64> = points.iter().map(|at| at[i]).collect();
                let distance = kolmogorov::distance(&mut values, |x| marginal.distribution(x));
                // 64 distances at 10⁻³ in all, and what the quadrature does not know.
                assert!(distance < kolmogorov::bound(f64::from(n), 1.5e-5) + law.error, "{id} {i}: {distance}");
            }
            let above = (0..n).filter(|_| {
                let (at, height) = staircase.propose(&mut stream);
                -planar.density.potential(&at) > height
            });
            assert_eq!(above.count(), 0, "{id}");
        }
    }
}
