//! Networks against PyTorch, to 1e-9 relative: training runs of each activation and three optimizers, and products with the Hessian.
//! `tests/golden/networks.py` wrote the references.
#![cfg(not(target_arch = "wasm32"))]

use saddleback::method::optimizer::{Step, find};
use saddleback::parameter::Settings;
use saddleback::problem::landscape::Landscape as _;
use saddleback::problem::network::Regression;
use saddleback::random::Stream;
use saddleback_network::{Activation, Network, Panel};
use serde::Deserialize;

/// Examples of the references.
const EXAMPLES: usize = 11;
/// Steps of each run, and between two recorded losses.
const STEPS: [u64; 2] = [150, 10];

#[derive(Deserialize)]
struct Golden {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    activation: String,
    optimizer: String,
    losses: Vec<f64>,
    end: Vec<f64>,
    product: Vec<f64>,
}

/// Relative to the largest of the references.
fn assert_close(computed: &[f64], reference: &[f64], what: &str) {
    assert_eq!(computed.len(), reference.len(), "{what}");
    let size = reference.iter().fold(0.0_f64, |size, value| size.max(value.abs()));
    for (computed, reference) in computed.iter().zip(reference) {
        assert!((computed - reference).abs() <= 1e-9 * size, "{what}: {computed}, not {reference}");
    }
}

#[test]
fn networks_follow_their_references() {
    let golden: Golden = serde_json::from_str(include_str!("golden/networks.json")).unwrap();
    assert_eq!(golden.cases.len(), 15);
    for case in golden.cases {
        let what = format!("{} with {}", case.activation, case.optimizer);
        let activation = match case.activation.as_str() {
            "tanh" => Activation::Tanh,
            "relu" => Activation::Relu,
            "leaky-relu" => Activation::LeakyRelu(0.2),
            "softplus" => Activation::Softplus,
            "sigmoid" => Activation::Sigmoid,
            other => panic!("{other}"),
        };
        let network = Network::through(&[2, 7, 5, 1], activation);
        let inputs = Panel::from_fn(2, EXAMPLES, |unit, example| {
            let k = example as f64;
            if unit == 0 { libm::sin(k + 0.5) } else { libm::cos(2.0 * k) }
        });
        let labels = (0..EXAMPLES).map(|k| libm::sin(0.7 * k as f64)).collect();
        let regression = Regression::new(network, inputs, labels);
        let mut x: Vec<f64> = (0..regression.dimension()).map(|k| 0.9 * libm::sin(1.7 * k as f64 + 0.3)).collect();
        let direction: Vec<f64> = (0..x.len()).map(|k| libm::cos(0.9 * k as f64 + 0.1)).collect();
        let mut product = vec![0.0; x.len()];
        regression.hessian_product(&x, &direction, &mut product);
        assert_close(&product, &case.product, &what);

        let entry = find(&case.optimizer).unwrap();
        let mut settings = Settings::new(entry.info.hyper_parameters());
        let rate = match case.optimizer.as_str() {
            "gd" => 0.05,
            "momentum" => 0.02,
            _ => {
                settings.set("adam.beta1", "0.9").unwrap();
                settings.set("adam.beta2", "0.999").unwrap();
                0.01
            }
        };
        let rule = (entry.build)(rate, &settings).unwrap();
        let (mut memory, mut noise) = (vec![0.0; rule.memory(x.len())], Stream::new(0, "golden"));
        let mut losses = Vec::new();
        for count in 1..=STEPS[0] {
            if (count - 1).is_multiple_of(STEPS[1]) {
                losses.push(regression.value(&x));
            }
            rule.step(&mut Step::new(&regression, count, &mut noise), &mut x, &mut memory);
        }
        assert_close(&losses, &case.losses, &what);
        assert_close(&x, &case.end, &what);
    }
}
