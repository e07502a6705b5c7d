//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

/// Whether steps are so short that factors follow the flow of their product closely.
fn follows(settings: &Settings) -> bool {
    number(settings, "eta") <= 0.02
}

/// Whether the factors are far from balance.
fn is_unbalanced(settings: &Settings) -> bool {
    number(settings, "imbalance") >= 0.3
}

/// Whether theory says that the work is not 0.
fn does_work(settings: &Settings) -> bool {
    settings.count("loop-depth").is_ok_and(|depth| depth >= 3)
}

/// Whether depth 2 does no work on the half ring.
fn is_second(settings: &Settings) -> bool {
    settings.count("loop-depth").is_ok_and(|depth| depth == 2)
}

/// Whether there is more than one factor on the ring.
fn is_deep(settings: &Settings) -> bool {
    settings.count("loop-depth").is_ok_and(|depth| depth >= 2)
}

/// Whether factors start small and steps are short, so that the times are those of the formula.
fn is_timed(settings: &Settings) -> bool {
    number(settings, "eta") <= 0.03 && number(settings, "alpha") <= 0.03
}

/// Whether three factors wait long at the start.
fn is_slow(settings: &Settings) -> bool {
    number(settings, "alpha") <= 0.05 && number(settings, "eta") <= 0.02
}

/// Whether plain gradient descent stays ahead at the same step size.
fn is_flat(settings: &Settings) -> bool {
    settings.count("p").is_ok_and(|power| power >= 3)
}

/// Whether weight decay is so weak that two layers lose hardly a start.
fn is_weak(settings: &Settings) -> bool {
    number(settings, "lambda") <= 0.004
}

/// Whether there are so many layers that weight decay can beat the product.
fn can_die(settings: &Settings) -> bool {
    settings.count("layers").is_ok_and(|layers| layers >= 3)
}

const DEPTHS: (&str, &str) = ("methods", "depth-1,depth-2,depth-3,depth-4");

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "depth-3")], from: 0, holds: Some(follows) },
    StoryStep { preset: &[("methods", "depth-2,depth-3"), ("imbalance", "0.6")], from: 0, holds: Some(is_unbalanced) },
    StoryStep { preset: &[("methods", "depth-3"), ("loop", "half-ring")], from: 0, holds: Some(does_work) },
    StoryStep {
        preset: &[("methods", "depth-2"), ("loop", "half-ring"), ("loop-depth", "2")],
        from: 0,
        holds: Some(is_second),
    },
    StoryStep {
        preset: &[("methods", "depth-2"), ("loop", "quarter-ring"), ("loop-depth", "2")],
        from: 0,
        holds: Some(is_deep),
    },
    StoryStep { preset: &[("p", "4"), DEPTHS], from: 0, holds: Some(is_flat) },
    StoryStep { preset: &[("task", "modes")], from: 0, holds: Some(is_timed) },
    StoryStep { preset: &[("task", "modes"), ("layers", "3"), ("alpha", "0.05")], from: 0, holds: Some(is_slow) },
    StoryStep { preset: &[("task", "collapse")], from: 0, holds: Some(is_weak) },
    StoryStep { preset: &[("task", "collapse"), ("layers", "3")], from: 0, holds: Some(can_die) },
];

#[cfg(test)]
mod tests {
    use super::super::DeepLinear;
    use crate::player::Player;
    use crate::scene::rehearsal::{ends, observed, rehearse};

    /// What is observed under an id at a step of a step of the story with one number dragged, and whether its sentence holds.
    fn value(number: usize, change: &[(&str, f64)], id: &str, step: u64) -> (f64, bool) {
        let (mut player, holds) = rehearse(&DeepLinear, number, change);
        player.seek(step);
        (now(&player, id), holds)
    }

    fn now(player: &Player, id: &str) -> f64 {
        player.observe().iter().find(|observable| observable.id == id).unwrap().value
    }

    /// The claim with an id at a step: predicted, and whether it holds.
    fn claim(player: &mut Player, id: &str, step: u64) -> Option<(f64, Option<bool>)> {
        player.seek(step);
        player.claims().iter().find(|claim| claim.id == id).map(|claim| (claim.predicted, claim.holds()))
    }

    #[test]
    fn deeper_products_go_on_along_their_way() {
        let (mut player, _) = rehearse(&DeepLinear, 1, &[]);
        let mut lowest = [f64::INFINITY; 3];
        for step in 0..400 {
            player.seek(step);
            for (least, track) in lowest.iter_mut().zip(player.tracks()) {
                *least = least.min(track.point[1]);
            }
        }
        // The start is at −0.1, and the minimum at 1.
        assert_eq!(lowest[0], -0.1);
        assert!(lowest[2] < lowest[1] - 0.02 && lowest[1] < lowest[0] - 0.01, "{lowest:?}");
    }

    #[test]
    fn the_dashed_path_coincides_for_short_steps_and_balanced_factors() {
        let [least, longest] = ends(&DeepLinear, "eta");
        let apart = |eta: f64| {
            let (mut player, holds) = rehearse(&DeepLinear, 2, &[("eta", eta)]);
            (observed(&mut player, "apart.depth-3", 400).into_iter().fold(0.0, f64::max), holds)
        };
        for (eta, true_here) in [(least, true), (0.01, true), (0.02, true), (longest, false)] {
            let (apart, holds) = apart(eta);
            assert_eq!(holds, true_here, "{eta}");
            // 0.01 is hardly a line's width in the picture.
            assert_eq!(apart < 0.01, holds, "{eta}: {apart}");
        }
        for (imbalance, true_here) in [(0.0, false), (0.1, false), (0.3, true), (0.6, true), (0.9, true)] {
            let (apart, holds) = value(3, &[("imbalance", imbalance)], "apart.depth-3", 300);
            assert_eq!(holds, true_here, "{imbalance}");
            assert_eq!(apart > 0.08, holds, "{imbalance}: {apart}");
        }
    }

    #[test]
    fn the_work_round_the_rings_is_as_said() {
        for (number, deep) in [(4, 3.0), (5, 2.0), (6, 2.0)] {
            for depth in 1..=4 {
                let (mut player, holds) = rehearse(&DeepLinear, number, &[("loop-depth", f64::from(depth))]);
                let (work, right) = claim(&mut player, "work", 800).unwrap();
                assert_eq!(right, Some(true), "{number} with {depth}");
                let expected = if number == 5 { f64::from(depth) == deep } else { f64::from(depth) >= deep };
                assert_eq!(holds, expected, "{number} with {depth}");
                let vanishes = if number == 6 { depth == 1 } else { depth <= 2 };
                assert_eq!(work.abs() < 1e-9, vanishes, "{number} with {depth}: {work}");
            }
        }
    }

    #[test]
    fn at_the_same_step_size_depth_is_behind_where_the_bottom_is_flat() {
        for power in 2..=6 {
            let at = |id: &str| value(7, &[("p", f64::from(power))], id, 2000);
            let ((one, holds), (deep, _)) = (at("loss.depth-1"), at("loss.depth-3"));
            assert_eq!(holds, power > 2);
            assert_eq!(one < deep, holds, "{power}: {one} {deep}");
        }
    }

    #[test]
    fn modes_come_in_turn_at_their_times() {
        for (alpha, true_here) in [(0.001, true), (0.01, true), (0.03, true), (0.1, false)] {
            let (mut player, holds) = rehearse(&DeepLinear, 8, &[("alpha", alpha)]);
            assert_eq!(holds, true_here, "{alpha}");
            let mut last = 0.0;
            for mode in (1..=4).filter(|_| holds) {
                let (time, right) = claim(&mut player, &format!("half-time-{mode}"), 1500).unwrap();
                assert!(right == Some(true) && time > last, "{alpha}, mode {mode}: {time}");
                last = time;
            }
        }
    }

    #[test]
    fn three_layers_wait_longer_and_rise_faster() {
        // The steps at which the first mode has a tenth, a half and nine tenths of its strength 4.
        let steps = |layers: f64, alpha: f64| {
            let (mut player, holds) = rehearse(&DeepLinear, 9, &[("layers", layers), ("alpha", alpha)]);
            let mode = observed(&mut player, "mode.1", 4000);
            let first = |share: f64| mode.iter().position(|strength| *strength >= 4.0 * share).unwrap();
            ([0.1, 0.5, 0.9].map(first), holds)
        };
        for alpha in [0.02, 0.05] {
            let (two, (three, holds)) = (steps(2.0, alpha).0, steps(3.0, alpha));
            assert!(holds && three[1] > 2 * two[1], "{alpha}: {two:?} {three:?}");
            assert!(three[2] - three[0] < two[2] - two[0], "{alpha}: {two:?} {three:?}");
        }
        assert!(!steps(3.0, 0.1).1);
    }

    #[test]
    fn features_make_the_triangle_under_weak_decay_and_few_layers() {
        for decay in [ends(&DeepLinear, "lambda")[0], 0.002, 0.004] {
            let (mut player, holds) = rehearse(&DeepLinear, 10, &[("lambda", decay)]);
            let last = (20.0 / decay).ceil() as u64;
            assert!(holds && claim(&mut player, "angle", last).unwrap().1 == Some(true), "{decay}");
            assert_eq!(claim(&mut player, "size", last).unwrap().1, Some(true), "{decay}");
        }
        assert!(!rehearse(&DeepLinear, 10, &[("lambda", ends(&DeepLinear, "lambda")[1])]).1);
        for layers in 1..=4 {
            let (_, holds) = rehearse(&DeepLinear, 11, &[("layers", f64::from(layers))]);
            assert_eq!(holds, layers > 2);
            // Seeds 0 to 9: how many of them lose a singular value.
            let lost = (0..10).filter(|seed| {
                let (player, _) = rehearse(&DeepLinear, 11, &[("layers", f64::from(layers))]);
                let mut player = Player::new(&DeepLinear, player.settings().clone(), *seed).unwrap();
                player.seek(2000);
                now(&player, "singular.2") < 0.1
            });
            let range = match layers {
                1 | 2 => 0..=0,
                3 => 3..=7,
                _ => 10..=10,
            };
            let lost = lost.count();
            assert!(range.contains(&lost), "{layers} layers: {lost}");
        }
    }
}
