//! Optimizers against reference trajectories, to 1e-10 relative at every recorded point.
#![cfg(not(target_arch = "wasm32"))]

use saddleback::method::optimizer::{OPTIMIZERS, Step};
use saddleback::parameter::Settings;
use saddleback::problem::landscape::find;
use saddleback::random::Stream;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Trajectory>,
}

#[derive(Deserialize)]
struct Trajectory {
    landscape: String,
    method: String,
    hyper: BTreeMap<String, f64>,
    start: [f64; 2],
    steps: u64,
    every: u64,
    /// No numbers where the trajectory has left them.
    points: Vec<[Option<f64>; 2]>,
    values: Vec<Option<f64>>,
}

fn close(computed: f64, reference: Option<f64>) -> bool {
    // What PyTorch computes on with after an overflow is no number; ours need only have overflowed too.
    reference.map_or(!computed.is_finite(), |reference| (computed - reference).abs() <= 1e-10 * reference.abs())
}

#[test]
fn optimizers_follow_their_references() {
    let golden: Golden = serde_json::from_str(include_str!("golden/optimizers.json")).unwrap();
    assert!(golden.cases.len() >= 26);
    for case in golden.cases {
        let info = find(&case.landscape).unwrap();
        let landscape = (info.build)(&Settings::new((info.parameters)())).unwrap();
        let entry = OPTIMIZERS.iter().find(|entry| entry.info.id == case.method).unwrap();
        let mut settings = Settings::new(entry.info.hyper_parameters());
        for (name, value) in case.hyper.iter().filter(|(name, _)| *name != "lr") {
            settings.set(&format!("{}.{name}", case.method), &value.to_string()).unwrap();
        }
        let rule = (entry.build)(case.hyper["lr"], &settings).unwrap();
        let (mut x, mut noise) = (case.start, Stream::new(0, "golden"));
        let mut memory = vec![0.0; rule.memory(2)];
        let mut recorded = case.points.iter().zip(&case.values);
        for count in 0..=case.steps {
            if count > 0 {
                rule.step(&mut Step::new(landscape.as_ref(), count, &mut noise), &mut x, &mut memory);
            }
            if count % case.every == 0 {
                let (point, value) = recorded.next().unwrap();
                let here = format!("{} on {} after {count} steps: {x:?}, not {point:?}", case.method, case.landscape);
                assert!(close(x[0], point[0]) && close(x[1], point[1]) && close(landscape.value(&x), *value), "{here}");
            }
        }
        assert!(recorded.next().is_none());
    }
}
