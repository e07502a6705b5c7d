//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn width(settings: &Settings) -> usize {
    settings.count("width").unwrap_or(0)
}

fn scale(settings: &Settings) -> f64 {
    settings.number("scale").unwrap_or(f64::NAN)
}

/// Whether the kernel of so many neurons is near its limit.
fn is_wide(settings: &Settings) -> bool {
    width(settings) >= 512
}

/// Whether there are hardly as many neurons as points.
fn is_narrow(settings: &Settings) -> bool {
    width(settings) <= 8
}

/// Whether there are enough neurons for every point, and too few for the prediction.
fn is_between(settings: &Settings) -> bool {
    (64..=128).contains(&width(settings))
}

/// Whether neurons turn far.
fn is_small(settings: &Settings) -> bool {
    scale(settings) <= 1.0
}

/// Whether hardly a neuron turns.
fn is_large(settings: &Settings) -> bool {
    scale(settings) >= 128.0
}

const BOTH: (&str, &str) = ("methods", "wide-network,frozen-patterns");

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(is_wide) },
    StoryStep { preset: &[("width", "8")], from: 0, holds: Some(is_narrow) },
    StoryStep { preset: &[("width", "64")], from: 0, holds: Some(is_between) },
    StoryStep { preset: &[("target", "steps")], from: 0, holds: None },
    StoryStep { preset: &[("scale", "0.5"), BOTH], from: 0, holds: Some(is_small) },
    StoryStep { preset: &[("scale", "256"), BOTH], from: 0, holds: Some(is_large) },
];

#[cfg(test)]
mod tests {
    use super::super::Overparametrized;
    use super::super::setup::Setup;
    use crate::parameter::Settings;
    use crate::scene::Scene as _;
    use crate::scene::rehearsal::rehearse;

    /// The losses of the methods after so many steps of a step of the story, and whether its sentence holds.
    fn losses(number: usize, id: &str, value: f64, step: u64) -> (Vec<f64>, bool) {
        let (mut player, holds) = rehearse(&Overparametrized, number, &[(id, value)]);
        player.seek(step);
        (player.tracks().into_iter().map(|track| track.value).collect(), holds)
    }

    #[test]
    fn a_wide_network_is_near_the_prediction() {
        let setup = Setup::new(&Settings::new(Overparametrized.parameters())).unwrap();
        let first = setup.wide.loss(setup.rate, 0);
        let predicted = (setup.wide.loss(setup.rate, 100) / first).ln();
        for width in [512.0, 1024.0, 8192.0] {
            let (losses, holds) = losses(1, "width", width, 100);
            let measured = (losses[0] / first).ln();
            assert!(holds && (measured / predicted - 1.0).abs() < 0.3, "{width}: {measured}, not {predicted}");
        }
        let (losses, holds) = losses(1, "width", 2.0, 100);
        assert!(!holds && (losses[0] / first).ln() > 0.5 * predicted);
    }

    #[test]
    fn few_neurons_get_stuck_and_more_do_not() {
        for width in [2.0, 4.0, 8.0] {
            let (losses, holds) = losses(2, "width", width, 3000);
            assert!(holds && losses[0] > 1e-3, "{width}: {losses:?}");
        }
        for width in [64.0, 100.0, 128.0] {
            let (losses, holds) = losses(3, "width", width, 3000);
            assert!(holds && losses[0] < 1e-4, "{width}: {losses:?}");
        }
        assert!(!losses(2, "width", 8192.0, 0).1 && !losses(3, "width", 8192.0, 0).1 && !losses(3, "width", 2.0, 0).1);
    }

    #[test]
    fn jumps_die_last() {
        let relative = |number: usize| {
            let (mut player, _) = rehearse(&Overparametrized, number, &[]);
            let first = player.tracks()[0].value;
            player.seek(200);
            player.tracks()[0].value / first
        };
        assert!(relative(4) > 2.0 * relative(1), "{} against {}", relative(4), relative(1));
    }

    #[test]
    fn small_weights_turn_and_large_ones_are_lazy() {
        for scale in [0.25, 0.5, 1.0] {
            let (losses, holds) = losses(5, "scale", scale, 300);
            assert!(holds && losses[0] > 2.0 * losses[1], "{scale}: {losses:?}");
        }
        for scale in [128.0, 256.0] {
            let (losses, holds) = losses(6, "scale", scale, 300);
            assert!(holds && (losses[0] / losses[1] - 1.0).abs() < 0.1, "{scale}: {losses:?}");
        }
        assert!(!losses(5, "scale", 256.0, 0).1 && !losses(6, "scale", 0.25, 0).1);
    }
}
