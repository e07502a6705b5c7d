//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

/// Whether a neuron can tell the modes apart, and comes to lean to one of them.
fn is_separate(settings: &Settings) -> bool {
    (0.1..=0.3).contains(&number(settings, "gamma"))
}

/// Whether a lone neuron ends between the modes.
fn is_merged(settings: &Settings) -> bool {
    number(settings, "gamma") > 1.0 / 3.0
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(is_separate) },
    StoryStep { preset: &[("methods", "sgda")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "nsgda")], from: 0, holds: Some(is_separate) },
    StoryStep { preset: &[("methods", "adam-sgda")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "ada-lr-sgda,ada-dir-sgda")], from: 0, holds: None },
    StoryStep { preset: &[("gamma", "0.4"), ("methods", "nsgda")], from: 0, holds: Some(is_merged) },
    StoryStep { preset: &[("methods", "sgda")], from: 3000, holds: None },
];

#[cfg(test)]
mod tests {
    use super::super::{ModeCollapse, RULES, learner, setup::Setup};
    use super::*;
    use crate::scene::Scene as _;
    use crate::scene::rehearsal::rehearse;

    /// The modes that each method draws after so many steps of a step of the story, and whether its sentence holds.
    fn modes(number: usize, gamma: f64, step: u64) -> (Vec<f64>, bool) {
        let (mut player, holds) = rehearse(&ModeCollapse, number, &[("gamma", gamma)]);
        player.seek(step);
        (player.tracks().into_iter().map(|track| track.value).collect(), holds)
    }

    /// How many of 40 seeds have both modes by a rule after so many steps.
    fn with_both(rule: usize, steps: u64) -> usize {
        let settings = Settings::new(ModeCollapse.parameters());
        let both = |seed: &u64| {
            let (setup, players) = Setup::new(&settings, 1000 + seed).unwrap();
            let mut learner = learner(&RULES[rule], &settings, &setup, &players).unwrap();
            (1..=steps).for_each(|step| {
                learner.step(&setup, step);
            });
            learner.modes(&setup) == 2
        };
        (0..40).filter(both).count()
    }

    #[test]
    fn one_draws_the_sum_and_the_other_both_modes() {
        for gamma in [0.1, 0.2, 0.3] {
            let (modes, holds) = modes(1, gamma, 2400);
            assert!(holds && modes == [0.0, 2.0], "{gamma}: {modes:?}");
        }
        assert!(!modes(1, 0.0, 0).1 && !modes(3, 0.6, 0).1);
    }

    #[test]
    fn the_generator_s_first_steps_are_a_thousandth() {
        let (mut player, _) = rehearse(&ModeCollapse, 2, &[]);
        player.seek(100);
        let pace = player.observe()[0].value;
        assert!(player.observe()[0].id == "pace.sgda" && (3e-4..3e-3).contains(&pace), "{pace}");
    }

    #[test]
    fn a_lone_neuron_s_overlap_of_a_third_divides_the_sentences() {
        assert!(modes(6, 0.34, 0).1 && !modes(6, 0.33, 0).1);
    }

    #[test]
    fn shares_of_seeds_are_as_told() {
        // Each bound is 3.89 binomial standard errors from the share that is told: 90, 98 and 36 percent.
        let normalized = with_both(1, 2000);
        let adam = with_both(2, 2000);
        let plain = with_both(0, 4000);
        assert!(normalized >= 29 && adam >= 36 && (3..=26).contains(&plain), "{normalized} {adam} {plain}");
    }
}
