//! Optimizers against reference trajectories, to 1e-10 relative at every recorded point.
#![cfg(not(target_arch = "wasm32"))]

use saddleback::method::optimizer::OPTIMIZERS;
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
    points: Vec<[f64; 2]>,
    values: Vec<f64>,
}

fn close(computed: f64, reference: f64) -> bool {
    (computed - reference).abs() <= 1e-10 * reference.abs()
}

#[test]
fn optimizers_follow_their_references() {
    let golden: Golden = serde_json::from_str(include_str!("golden/optimizers.json")).unwrap();
    assert!(golden.cases.len() >= 6);
    for case in golden.cases {
        let info = find(&case.landscape).unwrap();
        let landscape = (info.build)(&Settings::new((info.parameters)())).unwrap();
        let entry = OPTIMIZERS.iter().find(|entry| entry.info.id == case.method).unwrap();
        let mut settings = Settings::new(entry.info.hyper_parameters());
        for (name, value) in case.hyper.iter().filter(|(name, _)| *name != "lr") {
            settings.set(&format!("{}.{name}", case.method), &value.to_string()).unwrap();
        }
        let rule = (entry.build)(case.hyper["lr"], &settings).unwrap();
        let (mut x, mut gradient, mut noise) = (case.start, [0.0; 2], Stream::new(0, "golden"));
        let mut memory = vec![0.0; rule.memory(2)];
        let mut recorded = case.points.iter().zip(&case.values);
        for count in 0..=case.steps {
            if count > 0 {
                rule.step(landscape.as_ref(), count, &mut x, &mut memory, &mut gradient, &mut noise);
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
