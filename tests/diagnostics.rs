//! Diagnostics of chains against ArviZ, to 1e-8 relative (`golden/chains/README.md` says how the numbers were made).
#![cfg(not(target_arch = "wasm32"))]

use saddleback::measure::effective_size::{
    autocorrelation_time, bulk_effective_size, deviation_effective_size, deviation_error, mean_effective_size,
    mean_error, quantile_effective_size, tail_effective_size,
};
use saddleback::measure::rank::slices;
use saddleback::measure::split_r_hat::rank_split_r_hat;
use serde::Deserialize;

#[derive(Deserialize)]
struct Golden {
    arviz: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    chains: Vec<Vec<f64>>,
    r_hat: f64,
    bulk: f64,
    tail: f64,
    mean: f64,
    deviation: f64,
    quartile: f64,
    mean_error: f64,
    deviation_error: f64,
}

#[test]
fn diagnostics_are_those_of_arviz() {
    let golden: Golden = serde_json::from_str(include_str!("golden/chains/chains.json")).unwrap();
    assert_eq!(golden.arviz, "0.20.0");
    assert!(golden.cases.len() >= 10);
    for case in golden.cases {
        let chains = slices(&case.chains);
        let draws = 2 * (case.chains[0].len() / 2) * case.chains.len();
        for (what, computed, reference) in [
            ("R̂", rank_split_r_hat(&chains), case.r_hat),
            ("bulk", bulk_effective_size(&chains), case.bulk),
            ("tail", tail_effective_size(&chains), case.tail),
            ("mean", mean_effective_size(&chains), case.mean),
            ("deviation", deviation_effective_size(&chains), case.deviation),
            ("quartile", quantile_effective_size(&chains, 0.25), case.quartile),
            ("mean's error", mean_error(&chains), case.mean_error),
            ("deviation's error", deviation_error(&chains), case.deviation_error),
            ("autocorrelation time", autocorrelation_time(&chains), draws as f64 / case.mean),
        ] {
            let apart = (computed / reference - 1.0).abs();
            assert!(apart < 1e-8, "{}: {what}: {computed}, not {reference}", case.name);
        }
    }
}
