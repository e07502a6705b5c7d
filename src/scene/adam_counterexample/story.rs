//! The scene's story.

use super::setup::Setup;
use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::counterexample;

/// Whether Adam drifts to the wrong end. The others never do: for C > 2 gradient descent's and AMSGrad's drifts have the sign of
/// −(C − 2), and ADOPT's steep slope has the smallest scale, so that it outweighs both gentle ones.
fn adam_climbs(settings: &Settings) -> bool {
    Setup::new(settings).is_ok_and(|setup| setup.period(counterexample::adam).drift() > 0.0)
}

/// Whether Adam goes to the best point.
fn adam_descends(settings: &Settings) -> bool {
    !adam_climbs(settings)
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(adam_climbs) },
    StoryStep { preset: &[("methods", "gd")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,adam")], from: 0, holds: Some(adam_climbs) },
    StoryStep { preset: &[("methods", "adam,amsgrad,adopt")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "adam,amsgrad"), ("beta2", "0.7")], from: 0, holds: Some(adam_descends) },
    StoryStep {
        preset: &[("methods", "adam,amsgrad"), ("schedule", "inverse-root"), ("eta", "0.3"), ("x0", "-0.8")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("methods", "adagrad,adam,amsgrad")], from: 0, holds: None },
];

#[cfg(test)]
mod tests {
    use crate::scene::adam_counterexample::AdamCounterexample;
    use crate::scene::rehearsal::{ends, rehearse};

    /// The wall that each rule touches in the last of many periods, and whether the step's sentence is said to hold.
    fn walls(number: usize, changes: &[(&str, f64)]) -> (Vec<(String, f64)>, bool) {
        let (mut player, holds) = rehearse(&AdamCounterexample, number, changes);
        let mut walls: Vec<(String, f64)> = player.tracks().into_iter().map(|track| (track.id, 0.0)).collect();
        for step in 149_998..=150_000 {
            player.seek(step);
            for ((_, wall), track) in walls.iter_mut().zip(player.tracks()) {
                *wall = if track.point[0].abs() == 1.0 { track.point[0] } else { *wall };
            }
        }
        (walls, holds)
    }

    #[test]
    fn adam_ends_where_the_story_says_and_the_others_at_the_best_point() {
        // At β₂ = 0.1 the drift vanishes at C = 9.87 and at β₂ = 0.7 at C = 2.35, at C = 3 at β₂ = 0.472.
        let near = |number: usize| match number {
            1 => vec![("c", 9.5), ("c", 9.95), ("beta2", 0.45), ("beta2", 0.49)],
            3 => vec![("beta2", 0.45), ("beta2", 0.49)],
            _ => vec![("beta2", 0.45), ("beta2", 0.49), ("c", 2.2), ("c", 2.4)],
        };
        let dragged = |number: usize| if number == 3 { &["beta2"][..] } else { &["c", "beta2"] };
        for number in [1, 3, 5] {
            let extremes =
                dragged(number).iter().flat_map(|id| ends(&AdamCounterexample, id).map(|value| (*id, value)));
            let changes: Vec<(&str, f64)> = extremes.chain(near(number)).collect();
            let mut seen = [false; 2];
            for change in changes {
                let (walls, holds) = walls(number, &[change]);
                seen[usize::from(holds)] = true;
                let climbs = holds != (number == 5);
                for (id, wall) in walls {
                    let expected = if id == "adam" && climbs { 1.0 } else { -1.0 };
                    assert_eq!(wall, expected, "{number}: {id} with {change:?}");
                }
            }
            assert_eq!(seen, [true; 2], "{number}: one sentence is never said");
        }
    }

    #[test]
    fn descent_follows_the_average_for_every_slope() {
        for c in ends(&AdamCounterexample, "c") {
            assert_eq!(walls(2, &[("c", c)]).0, [("gd".to_string(), -1.0)], "C = {c}");
        }
    }

    #[test]
    fn for_every_memory_a_slope_just_above_2_misleads_adam() {
        for k in 1..1000 {
            let drift = crate::theory::counterexample::adam(2.0 + 1e-9, [0.0, f64::from(k) / 1000.0], 0.0).drift();
            assert!(drift > 0.0, "{k}");
        }
    }

    #[test]
    fn steps_without_numbers_come_out_as_told() {
        for number in [4, 6, 7] {
            for (id, wall) in walls(number, &[]).0 {
                assert_eq!(wall, if id == "adam" { 1.0 } else { -1.0 }, "{number}: {id}");
            }
        }
    }
}
