//! Learning rates to begin with: each method's for Rosenbrock's valley, scaled to the other landscapes.

use crate::method::optimizer::{OptimizerInfo, Scale};
use crate::parameter::{Parameter, Value};
use crate::problem::landscape::LANDSCAPES;

/// A rate with which gradient descent goes down steadily from the landscape's own start.
const DESCENT: [(&str, f64); 21] = [
    ("bowl", 0.2),
    ("ravine", 0.04),
    ("rosenbrock", 1e-3),
    ("beale", 0.003),
    ("himmelblau", 0.005),
    ("booth", 0.05),
    ("matyas", 0.5),
    ("goldstein-price", 2e-6),
    ("three-hump-camel", 0.05),
    ("six-hump-camel", 0.02),
    ("styblinski-tang", 0.01),
    ("rastrigin", 2e-3),
    ("ackley", 0.01),
    ("levy", 0.02),
    ("eggholder", 0.2),
    ("saddle", 0.1),
    ("monkey-saddle", 0.02),
    ("product-net", 0.02),
    ("scale-invariant", 0.2),
    ("sharp-and-flat", 0.05),
    ("formula", 0.05),
];
/// Gradient descent's rate in Rosenbrock's valley, and the width of its view: what the others are measured by.
const VALLEY: [f64; 2] = [1e-3, 4.0];
/// The greatest rate that a parameter takes.
const GREATEST: f64 = 100.0;

/// Gradient descent's rate on a landscape, if there is one.
pub(super) fn descent(landscape: &str) -> Option<f64> {
    DESCENT.iter().find(|(id, _)| *id == landscape).map(|(_, rate)| *rate)
}

/// A method's rate on a landscape.
fn rate(rule: &OptimizerInfo, descent: f64, width: f64) -> f64 {
    let scaled = match rule.scale {
        Scale::Curvature => rule.rate * descent / VALLEY[0],
        Scale::Length => rule.rate * width / VALLEY[1],
        Scale::Own => return rule.rate,
    };
    one_digit(scaled).min(GREATEST)
}

/// The nearest number with one significant digit.
pub(super) fn one_digit(value: f64) -> f64 {
    let decade = libm::floor(libm::log10(value));
    let digit = libm::round(value / libm::exp10(decade));
    // Through text, so that 0.06 is the double that a person types.
    format!("{digit}e{decade}").parse().unwrap_or(value)
}

/// A method's learning rate, whose default follows the landscape.
pub(super) fn learning_rate(rule: &OptimizerInfo) -> Parameter {
    let defaults = LANDSCAPES
        .iter()
        .filter(|info| info.id != "rosenbrock")
        .filter_map(|info| Some((info.id, Value::Number(rate(rule, descent(info.id)?, info.view.width())))));
    rule.learning_rate().follows("landscape", defaults.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::optimizer::OPTIMIZERS;

    #[test]
    fn every_landscape_has_a_rate_that_is_allowed_and_easy_to_read() {
        assert_eq!(DESCENT.len(), LANDSCAPES.len());
        for rule in OPTIMIZERS {
            let parameter = learning_rate(rule);
            let defaults = parameter.follows.clone().unwrap().defaults;
            assert_eq!(defaults.len(), LANDSCAPES.len() - 1, "{}", rule.info.id);
            for (landscape, value) in defaults {
                assert_eq!(parameter.parse(&value.to_string()).unwrap(), value, "{} on {landscape}", rule.info.id);
                assert!(value.to_string().len() <= 8, "{} on {landscape}: {value}", rule.info.id);
            }
        }
    }

    #[test]
    fn one_digit_is_the_nearest() {
        assert_eq!([0.0612, 128.0, 0.96, 2e-6].map(one_digit), [0.06, 100.0, 1.0, 2e-6]);
    }
}
