//! Products of two and three matrices fitted by gradient descent against PyTorch, to 1e-9 relative.
//! `tests/golden/factorization.py` wrote the references.
#![cfg(not(target_arch = "wasm32"))]

use nalgebra::DMatrix;
use saddleback::problem::linear_network::LinearNetwork;
use serde::Deserialize;

/// Rows and columns of the matrix, the width between the factors.
const SHAPE: [usize; 3] = [4, 5, 6];
/// Steps of each run, and between two recorded losses.
const STEPS: [usize; 2] = [300, 10];
/// The step size.
const RATE: f64 = 0.05;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    depth: usize,
    losses: Vec<f64>,
    product: Vec<f64>,
    factors: Vec<f64>,
}

/// Relative to the largest of the references.
fn assert_close(computed: &[f64], reference: &[f64], what: &str) {
    assert_eq!(computed.len(), reference.len(), "{what}");
    let size = reference.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
    for (computed, reference) in computed.iter().zip(reference) {
        assert!((computed - reference).abs() <= 1e-9 * size, "{what}: {computed}, not {reference}");
    }
}

/// The entries row by row.
fn rows(matrix: &DMatrix<f64>) -> Vec<f64> {
    matrix.transpose().iter().copied().collect()
}

#[test]
fn factorizations_follow_their_references() {
    let golden: Golden = serde_json::from_str(include_str!("golden/factorization.json")).unwrap();
    assert_eq!(golden.cases.iter().map(|case| case.depth).collect::<Vec<_>>(), [2, 3]);
    let [height, columns, hidden] = SHAPE;
    let target = DMatrix::from_fn(height, columns, |i, j| libm::sin(1.7 * (columns * i + j) as f64 + 0.3));
    for case in golden.cases {
        let mut widths = vec![columns];
        widths.extend(vec![hidden; case.depth - 1]);
        widths.push(height);
        let factor = |(layer, pair): (usize, &[usize])| {
            let entry = |i: usize, j: usize| 1.3 * (pair[0] * i + j) as f64 + 0.7 * layer as f64;
            DMatrix::from_fn(pair[1], pair[0], |i, j| 0.4 * libm::cos(entry(i, j)))
        };
        let mut network = LinearNetwork::new(widths.windows(2).enumerate().map(factor).collect()).unwrap();
        let mut losses = Vec::new();
        for step in 0..STEPS[0] {
            let slope = network.product() - &target;
            if step.is_multiple_of(STEPS[1]) {
                losses.push(0.5 * slope.iter().map(|error| error * error).sum::<f64>());
            }
            let slopes = network.slopes(&slope);
            network.step(&slopes, RATE, 1.0);
        }
        let what = format!("depth {}", case.depth);
        assert_close(&losses, &case.losses, &what);
        assert_close(&rows(&network.product()), &case.product, &what);
        let factors: Vec<f64> = network.layers().iter().flat_map(rows).collect();
        assert_close(&factors, &case.factors, &what);
    }
}
