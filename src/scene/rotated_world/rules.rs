//! The optimizers of the scene, and what a turn of the world does to each.

use crate::method::optimizer::{GRAFTED, OPTIMIZERS, OptimizerInfo};

/// What a turn of the world does to a rule's path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nature {
    /// The rule knows gradients and Hessians as wholes: its path turns with the world, by any angle.
    Whole,
    /// The rule treats coordinates one by one: its path turns with the world only by right angles.
    Coordinatewise,
}

/// The natures of the rules, in the order of the legend; [`GRAFTED`] follow, which are coordinatewise as Adam is.
const NATURES: [(&str, Nature); 12] = [
    ("gd", Nature::Whole),
    ("momentum", Nature::Whole),
    ("nesterov", Nature::Whole),
    ("normalized-gd", Nature::Whole),
    ("sam", Nature::Whole),
    ("newton", Nature::Whole),
    ("cubic-newton", Nature::Whole),
    ("adagrad", Nature::Coordinatewise),
    ("rmsprop", Nature::Coordinatewise),
    ("adam", Nature::Coordinatewise),
    ("lion", Nature::Coordinatewise),
    ("sign-gd", Nature::Coordinatewise),
];

/// The nature of a rule of the scene.
pub(super) fn nature(id: &str) -> Nature {
    NATURES.iter().find(|(rule, _)| *rule == id).map_or(Nature::Coordinatewise, |(_, nature)| *nature)
}

/// Every rule of the scene, in the order of the legend.
pub(super) fn rules() -> impl Iterator<Item = &'static OptimizerInfo> {
    let named = |id| OPTIMIZERS.iter().copied().find(move |rule| rule.info.id == id);
    NATURES.iter().filter_map(move |(id, _)| named(*id)).chain(GRAFTED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::optimizer::{Optimizer, Step};
    use crate::parameter::Settings;
    use crate::problem::landscape::{self, Landscape, Turn, Turned};
    use crate::random::Stream;
    use std::sync::Arc;

    /// Where a rule is after some steps.
    fn end(rule: &dyn Optimizer, landscape: &dyn Landscape, mut at: [f64; 2]) -> [f64; 2] {
        let (mut memory, mut noise) = (vec![0.0; rule.memory(2)], Stream::new(0, "nature"));
        (1..=12).for_each(|count| rule.step(&mut Step::new(landscape, count, &mut noise), &mut at, &mut memory));
        at
    }

    /// How far a rule is, after some steps in a world turned by an angle, from the turned end of its path in the world as it is.
    fn deviation(rule: &OptimizerInfo, angle: f64) -> f64 {
        let settings = Settings::new(rules().flat_map(|rule| rule.info.hyper_parameters()).collect());
        let rule = (rule.build)(0.01, &settings).unwrap();
        let landscape: Arc<dyn Landscape> = landscape::find("himmelblau").unwrap().build_default().unwrap();
        let (start, turn) = ([-0.4, 0.9], Turn::by_degrees(angle, [0.3, -0.2]));
        let turned = Turned::new(Arc::clone(&landscape), turn);
        let here = turn.point(end(rule.as_ref(), landscape.as_ref(), start));
        let there = end(rule.as_ref(), &turned, turn.point(start));
        libm::hypot(here[0] - there[0], here[1] - there[1])
    }

    #[test]
    fn every_rule_is_of_the_nature_that_is_claimed() {
        assert_eq!(rules().count(), NATURES.len() + GRAFTED.len(), "an id of a rule that there is not");
        for rule in rules() {
            let id = rule.info.id;
            assert!(deviation(rule, 90.0) < 1e-10, "{id} does not turn by a right angle");
            let oblique = deviation(rule, 30.0);
            match nature(id) {
                Nature::Whole => assert!(oblique < 1e-10, "{id} does not turn with the world: {oblique}"),
                Nature::Coordinatewise => assert!(oblique > 1e-4, "{id} turns with the world: {oblique}"),
            }
        }
    }
}
