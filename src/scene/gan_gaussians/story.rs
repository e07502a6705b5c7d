//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

/// Whether both step sizes lie within a fifth of these.
fn are_near(settings: &Settings, eta_g: f64, eta_d: f64) -> bool {
    let near = |id: &str, usual: f64| (0.8..=1.25).contains(&(number(settings, id) / usual));
    near("eta-g", eta_g) && near("eta-d", eta_d)
}

/// Whether the generator is ten times as fast as the discriminator.
fn generator_leads(settings: &Settings) -> bool {
    are_near(settings, 0.005, 0.0005)
}

/// Whether both have the same speed.
fn is_even(settings: &Settings) -> bool {
    are_near(settings, 0.002, 0.002)
}

/// Whether the discriminator is ten times as fast as the generator.
fn discriminator_leads(settings: &Settings) -> bool {
    are_near(settings, 0.0005, 0.005) && number(settings, "eta-d") >= 8.0 * number(settings, "eta-g")
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(generator_leads) },
    StoryStep { preset: &[("methods", "gan-gda")], from: 0, holds: Some(generator_leads) },
    StoryStep { preset: &[("methods", "gan-inner-ascent,gan-random-reject")], from: 0, holds: Some(generator_leads) },
    StoryStep {
        preset: &[("methods", "gan-gda"), ("eta-g", "0.002"), ("eta-d", "0.002")],
        from: 0,
        holds: Some(is_even),
    },
    StoryStep {
        preset: &[("methods", "gan-gda,gan-inner-ascent"), ("eta-g", "0.0005"), ("eta-d", "0.005")],
        from: 0,
        holds: Some(discriminator_leads),
    },
    StoryStep {
        preset: &[("methods", "gan-slope-penalty,gan-relativistic"), ("eta-g", "0.0005"), ("eta-d", "0.005")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("methods", "gan-gda,gan-transport")], from: 0, holds: None },
];

#[cfg(test)]
mod tests {
    use super::super::rules::Kind;
    use super::super::setup::Setup;
    use super::super::{GanGaussians, RULES, learner};
    use super::*;
    use crate::scene::Scene as _;

    /// The settings of a step of the story, with both step sizes times some factors.
    fn settings(number: usize, factors: [f64; 2]) -> Settings {
        let mut settings = Settings::new(GanGaussians.parameters());
        let step = &STORY[number - 1];
        step.preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
        for (id, factor) in ["eta-g", "eta-d"].into_iter().zip(factors) {
            let value = factor * settings.number(id).unwrap();
            settings.set(id, &value.to_string()).unwrap();
        }
        assert!(step.holds.is_none_or(|holds| holds(&settings)), "{number} {factors:?}");
        settings
    }

    /// The modes held at each hundredth iteration of a rule, and how often the greatest share passed to another mode.
    fn run(kind: Kind, settings: &Settings, seed: u64, last: u64) -> (Vec<usize>, usize) {
        let setup = Setup::new(settings, seed).unwrap();
        let rule = RULES.iter().find(|(other, _)| *other == kind).unwrap();
        let mut learner = learner(rule, &setup, seed);
        let (mut held, mut leader, mut changes) = (Vec::new(), None, 0);
        for step in 1..=last {
            learner.step(&setup, step);
            let leads = learner.shares(&setup).iter().position(|share| *share > 0.5);
            if leads.is_some() && leads != leader {
                changes += usize::from(leader.is_some());
                leader = leads;
            }
            if step.is_multiple_of(100) {
                held.push(learner.modes(&setup));
            }
        }
        (held, changes)
    }

    #[test]
    fn a_fast_generator_jumps_from_mode_to_mode() {
        for factors in [[1.0, 1.0], [0.81, 1.24], [1.24, 0.81]] {
            let (held, changes) = run(Kind::Gda, &settings(2, factors), 1, 1500);
            assert!(held[5..].iter().all(|modes| *modes <= 2) && changes >= 5, "{factors:?}: {changes} {held:?}");
        }
    }

    #[test]
    fn inner_steps_hold_four_modes_with_and_without_a_test() {
        let settings = settings(1, [1.0, 1.0]);
        for kind in [Kind::AcceptReject, Kind::InnerAscent, Kind::RandomReject] {
            let all = (1..=3).filter(|seed| run(kind, &settings, *seed, 2000).0.last() == Some(&4)).count();
            assert!(all >= 2, "{kind:?}: {all} of 3");
        }
    }

    #[test]
    fn equal_speeds_hold_four_modes() {
        for factors in [[1.0, 1.0], [0.9, 1.1], [1.2, 1.0]] {
            let (held, _) = run(Kind::Gda, &settings(4, factors), 1, 1500);
            assert_eq!(held.last(), Some(&4), "{factors:?}: {held:?}");
        }
    }

    #[test]
    fn a_fast_discriminator_freezes_the_generator_unless_it_is_penalized() {
        for factors in [[1.0, 1.0], [0.81, 1.24], [1.24, 1.24]] {
            let (held, _) = run(Kind::Gda, &settings(5, factors), 1, 1500);
            assert!(held.last().is_some_and(|modes| (1..=3).contains(modes)), "{factors:?}: {held:?}");
        }
        for kind in [Kind::SlopePenalty, Kind::Relativistic] {
            let (held, _) = run(kind, &settings(6, [1.0, 1.0]), 1, 1500);
            assert_eq!(held.last(), Some(&4), "{kind:?}: {held:?}");
        }
    }

    #[test]
    fn transport_finds_all_modes() {
        assert_eq!(run(Kind::Transport, &settings(7, [1.0, 1.0]), 1, 100).0, [4]);
    }
}
