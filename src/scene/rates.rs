//! Learning rates to begin with: each method's for Rosenbrock's valley, scaled to the other landscapes.

use crate::method::optimizer::{OptimizerInfo, Scale};
use crate::parameter::{Parameter, Value};
use crate::problem::landscape::{LANDSCAPES, LandscapeInfo};

/// The landscape that the methods' own rates are for.
const VALLEY: &str = "rosenbrock";
/// Gradient descent's rate there, and the width of its view.
const MEASURES: [f64; 2] = [1e-3, 4.0];
/// The greatest rate that a parameter takes.
const GREATEST: f64 = 100.0;

/// A method's rate on a landscape.
fn rate(rule: &OptimizerInfo, info: &LandscapeInfo) -> f64 {
    let scaled = match rule.scale {
        Scale::Curvature => rule.rate * info.rate / MEASURES[0],
        Scale::Length => rule.rate * info.view.width() / MEASURES[1],
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
    let others = LANDSCAPES.iter().filter(|info| info.id != VALLEY);
    let defaults = others.map(|info| (info.id, Value::Number(rate(rule, info))));
    rule.learning_rate().follows("landscape", defaults.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::optimizer::OPTIMIZERS;
    use crate::problem::landscape::find;

    #[test]
    fn every_landscape_has_a_rate_that_is_allowed_and_easy_to_read() {
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
    fn rates_are_measured_by_the_valley() {
        let valley = find(VALLEY).unwrap();
        assert_eq!([valley.rate, valley.view.width()], MEASURES);
    }

    #[test]
    fn one_digit_is_the_nearest() {
        assert_eq!([0.0612, 128.0, 0.96, 2e-6].map(one_digit), [0.06, 100.0, 1.0, 2e-6]);
    }
}
