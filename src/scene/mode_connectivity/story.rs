//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn width(settings: &Settings) -> usize {
    settings.count("width").unwrap_or(0)
}

/// Whether there are units enough for each to have a counterpart.
fn is_usual(settings: &Settings) -> bool {
    width(settings) >= 12
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(is_usual) },
    StoryStep { preset: &[("methods", "straight-way")], from: 1000, holds: Some(is_usual) },
    StoryStep { preset: &[("methods", "weight-matching")], from: 1000, holds: Some(is_usual) },
    StoryStep { preset: &[("width", "3")], from: 900, holds: None },
    StoryStep { preset: &[("methods", "straight-way,bent-way")], from: 1000, holds: None },
    StoryStep { preset: &[("methods", "straight-way,doubled-width")], from: 1000, holds: None },
    StoryStep { preset: &[("activation", "relu"), ("width", "64")], from: 900, holds: None },
];

#[cfg(test)]
mod tests {
    use super::super::ModeConnectivity;
    use crate::scene::rehearsal::rehearse;

    /// The barriers of all ways after so many steps of a step of the story, and whether its sentence holds.
    fn barriers(number: usize, changes: &[(&str, f64)], step: u64) -> (Vec<f64>, bool) {
        let (mut player, holds) = rehearse(&ModeConnectivity, number, changes);
        player.seek(step);
        (player.tracks().into_iter().map(|track| track.value).collect(), holds)
    }

    #[test]
    fn a_mountain_rises_and_renumbering_takes_it_away() {
        for width in [12.0, 24.0, 96.0] {
            let (ways, holds) = barriers(1, &[("width", width)], 1000);
            assert!(holds && ways[0] > 0.3 && ways[1] < 0.1 * ways[0], "{width}: {ways:?}");
        }
        assert!(!barriers(1, &[("width", 5.0)], 0).1);
    }

    #[test]
    fn a_bent_way_is_low_and_double_width_has_no_hill() {
        let (bent, _) = barriers(5, &[], 1400);
        assert!(bent[1] < 0.1 * bent[0], "{bent:?}");
        let (doubled, _) = barriers(6, &[], 1000);
        assert!(doubled[1] <= 1e-12, "{doubled:?}");
    }

    #[test]
    fn both_trained_networks_tell_the_classes_apart() {
        let (mut player, _) = rehearse(&ModeConnectivity, 2, &[]);
        player.seek(1000);
        let losses = player.tracks().remove(0).point;
        assert!(losses.first().is_some_and(|l| *l < 0.05) && losses.last().is_some_and(|l| *l < 0.05), "{losses:?}");
    }
}
