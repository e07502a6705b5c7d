//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

/// Whether the turn maps axes onto axes.
fn is_right_angle(settings: &Settings) -> bool {
    settings.number("angle").is_ok_and(|angle| libm::fmod(angle, 90.0) == 0.0)
}

/// Whether the turned axes are others.
fn is_oblique(settings: &Settings) -> bool {
    !is_right_angle(settings)
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "ravine"), ("methods", "gd,momentum")], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "ravine"), ("methods", "gd,adam")], from: 0, holds: Some(is_oblique) },
    StoryStep {
        preset: &[("landscape", "ravine"), ("methods", "gd,adam"), ("angle", "90")],
        from: 0,
        holds: Some(is_right_angle),
    },
    StoryStep {
        preset: &[("landscape", "ravine"), ("methods", "adam,ada-lr,ada-dir"), ("angle", "30")],
        from: 0,
        holds: Some(is_oblique),
    },
    StoryStep {
        preset: &[("landscape", "ravine"), ("methods", "normalized-gd,sam,newton,adagrad,rmsprop,sign-gd")],
        from: 0,
        holds: None,
    },
];

#[cfg(test)]
mod tests {
    use crate::scene::rehearsal::{ends, observed, rehearse};
    use crate::scene::rotated_world::RotatedWorld;

    /// Whether a method's path turns with the world in a step of the story, at an angle.
    fn turns(number: usize, angle: f64, method: &str) -> bool {
        let (mut player, _) = rehearse(&RotatedWorld, number, &[("angle", angle)]);
        let deviations = observed(&mut player, &format!("deviation.{method}"), 60);
        let greatest = deviations.into_iter().fold(0.0, f64::max);
        assert!(!(1e-9..1e-6).contains(&greatest), "{method} at {angle}: rounding or not? {greatest}");
        greatest < 1e-9
    }

    /// Both ends of the angle's range, and angles near right ones and far from them.
    fn angles() -> Vec<f64> {
        let near = [-90.0, -1.0, 0.0, 0.1, 45.0, 89.9, 90.0, 90.1, 179.9];
        ends(&RotatedWorld, "angle").into_iter().chain(near).collect()
    }

    #[test]
    fn descent_turns_by_every_angle() {
        for angle in angles() {
            for (number, method) in [(1, "gd"), (2, "gd"), (2, "momentum"), (3, "gd"), (4, "gd")] {
                assert!(turns(number, angle, method), "{number}: {method} at {angle}");
            }
        }
    }

    #[test]
    fn adam_and_its_parts_turn_by_right_angles_only() {
        for angle in angles() {
            let right = angle % 90.0 == 0.0;
            for (number, method) in [(1, "adam"), (3, "adam"), (4, "adam"), (5, "adam"), (5, "ada-lr"), (5, "ada-dir")]
            {
                assert_eq!(turns(number, angle, method), right, "{number}: {method} at {angle}");
            }
            for (number, holds_at_right_angles) in [(3, false), (4, true), (5, false)] {
                let holds = rehearse(&RotatedWorld, number, &[("angle", angle)]).1;
                assert_eq!(holds, right == holds_at_right_angles, "{number} at {angle}");
            }
        }
    }

    #[test]
    fn an_eighth_of_a_turn_takes_adam_to_another_minimum() {
        let (mut player, _) = rehearse(&RotatedWorld, 1, &[]);
        player.seek(2000);
        let [gd, adam] = ["deviation.gd", "deviation.adam"].map(|id| {
            let observables = player.observe();
            observables.iter().find(|observable| observable.id == id).unwrap().value
        });
        assert!(gd < 1e-6 && adam > 1.0, "{gd} {adam}");
        assert!(player.tracks().iter().all(|track| track.value < 1e-3), "not yet at a minimum");
    }

    #[test]
    fn whole_rules_turn_and_coordinatewise_ones_do_not() {
        for (method, does) in [
            ("normalized-gd", true),
            ("sam", true),
            ("newton", true),
            ("adagrad", false),
            ("rmsprop", false),
            ("sign-gd", false),
        ] {
            assert_eq!(turns(6, 45.0, method), does, "{method}");
        }
    }
}
