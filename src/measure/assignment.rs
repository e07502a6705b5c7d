//! The assignment problem: which partner each point gets, so that the sum of all distances is least.

/// An optimal assignment of n rows to n columns, with the potentials that prove it: uᵢ + vⱼ ≤ cᵢⱼ, and equal on assigned pairs.
#[derive(Debug, Clone, PartialEq)]
pub struct Assignment {
    /// The column of each row.
    pub partners: Vec<usize>,
    /// v, one for each column.
    pub column_potentials: Vec<f64>,
    /// Σ c of the assigned pairs.
    pub cost: f64,
}

/// By shortest augmenting paths with potentials, O(n³) (Jonker & Volgenant 1987; Kuhn 1955). `cost(row, column)` must be finite.
pub fn assign(n: usize, cost: impl Fn(usize, usize) -> f64) -> Assignment {
    const NONE: usize = usize::MAX;
    let (mut rows, mut columns) = (vec![0.0; n], vec![0.0; n]);
    let mut taken = vec![NONE; n];
    for row in 0..n {
        // Dijkstra's method on reduced costs from `row` to the nearest free column.
        let (mut least, mut from, mut done) = (vec![f64::INFINITY; n], vec![NONE; n], vec![false; n]);
        let (mut column, mut at) = (NONE, row);
        loop {
            let mut next = NONE;
            for j in (0..n).filter(|j| !done[*j]) {
                let reduced = cost(at, j) - rows[at] - columns[j];
                if reduced < least[j] {
                    (least[j], from[j]) = (reduced, column);
                }
                if next == NONE || least[j] < least[next] {
                    next = j;
                }
            }
            if next == NONE {
                break;
            }
            let delta = least[next];
            rows[row] += delta;
            for j in 0..n {
                if done[j] {
                    rows[taken[j]] += delta;
                    columns[j] -= delta;
                } else {
                    least[j] -= delta;
                }
            }
            done[next] = true;
            column = next;
            if taken[next] == NONE {
                break;
            }
            at = taken[next];
        }
        // The path's pairs change places.
        while column != NONE {
            let before = from[column];
            taken[column] = if before == NONE { row } else { taken[before] };
            column = before;
        }
    }
    let mut partners = vec![0; n];
    taken.iter().enumerate().filter(|(_, row)| **row != NONE).for_each(|(column, row)| partners[*row] = column);
    let total = partners.iter().enumerate().map(|(row, column)| cost(row, *column)).sum();
    Assignment { partners, column_potentials: columns, cost: total }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    /// The least sum over all permutations.
    fn least(costs: &[Vec<f64>], row: usize, used: &mut Vec<bool>) -> f64 {
        if row == costs.len() {
            return 0.0;
        }
        let mut best = f64::INFINITY;
        for column in 0..costs.len() {
            if !used[column] {
                used[column] = true;
                best = best.min(costs[row][column] + least(costs, row + 1, used));
                used[column] = false;
            }
        }
        best
    }

    #[test]
    fn no_permutation_costs_less() {
        let mut stream = Stream::new(3, "assignment");
        for n in 1..=6 {
            for _ in 0..20 {
                let costs: Vec<Vec<f64>> = (0..n).map(|_| (0..n).map(|_| stream.normal()).collect()).collect();
                let found = assign(n, |i, j| costs[i][j]);
                assert_relative_eq!(found.cost, least(&costs, 0, &mut vec![false; n]), epsilon = 1e-12);
                let mut columns = found.partners.clone();
                columns.sort_unstable();
                assert_eq!(columns, (0..n).collect::<Vec<_>>());
            }
        }
        assert_eq!(assign(0, |_, _| 0.0).cost, 0.0);
    }

    #[test]
    fn the_potentials_prove_it() {
        let mut stream = Stream::new(4, "assignment");
        let points =
            |stream: &mut Stream| (0..64).map(|_| [stream.normal(), stream.normal()]).collect::<Vec<[f64; 2]>>();
        let (a, b) = (points(&mut stream), points(&mut stream));
        let cost = |i: usize, j: usize| libm::hypot(a[i][0] - b[j][0], a[i][1] - b[j][1]);
        let found = assign(64, cost);
        let row = |i: usize| (0..64).map(|j| cost(i, j) - found.column_potentials[j]).fold(f64::INFINITY, f64::min);
        let dual = (0..64).map(row).sum::<f64>() + found.column_potentials.iter().sum::<f64>();
        assert_relative_eq!(found.cost, dual, max_relative = 1e-12);
    }
}
