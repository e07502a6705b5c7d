//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::scalar_network::flow_sharpness;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

/// Whether networks reach the edge within some two thousand steps and do not start far beyond it.
fn comes_to_the_edge(settings: &Settings) -> bool {
    (0.08..=0.12).contains(&number(settings, "eta"))
}

/// Whether steps are so short that the edge is out of reach.
fn stays_below(settings: &Settings) -> bool {
    number(settings, "eta") <= 0.02
}

/// Whether the edge comes down, but not so far that the network is thrown out.
fn comes_down(settings: &Settings) -> bool {
    (0.12..=0.16).contains(&number(settings, "eta-later"))
}

/// Whether the edge moves well up.
fn moves_up(settings: &Settings) -> bool {
    number(settings, "eta-later") <= 0.06
}

/// Whether most starts diverge.
fn is_too_long(settings: &Settings) -> bool {
    number(settings, "eta") >= 0.3
}

/// Whether the warm-up is long enough.
fn is_slow(settings: &Settings) -> bool {
    settings.count("warmup").is_ok_and(|steps| steps >= 500)
}

/// Whether the theorem speaks of the start, ηφ ≤ 2√2, and the flattest minimum, with φ = D, is stable.
fn is_lawful(settings: &Settings) -> bool {
    let start = settings.point("start").unwrap_or([f64::NAN; 2]);
    let depth = settings.count("depth").unwrap_or(0);
    let mut weights = vec![start[0]; depth.saturating_sub(1)];
    weights.push(start[1]);
    let (step_size, bound) = (number(settings, "eta"), 2.0 * core::f64::consts::SQRT_2);
    step_size * depth as f64 <= 2.0 && flow_sharpness(&weights).is_some_and(|sharpness| step_size * sharpness <= bound)
}

/// Whether long steps are long, and stable.
fn is_long(settings: &Settings) -> bool {
    (0.06..=0.1).contains(&number(settings, "eta"))
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(comes_to_the_edge) },
    StoryStep { preset: &[("eta", "0.02")], from: 0, holds: Some(stays_below) },
    StoryStep { preset: &[("change-at", "3000")], from: 2400, holds: Some(comes_down) },
    StoryStep { preset: &[("change-at", "3000"), ("eta-later", "0.05")], from: 2400, holds: Some(moves_up) },
    StoryStep { preset: &[("eta", "0.3")], from: 0, holds: Some(is_too_long) },
    StoryStep { preset: &[("eta", "0.3"), ("warmup", "600")], from: 0, holds: Some(is_slow) },
    StoryStep { preset: &[("model", "scalar")], from: 0, holds: Some(is_lawful) },
    StoryStep { preset: &[("model", "diagonal")], from: 0, holds: Some(is_long) },
];

#[cfg(test)]
mod tests {
    use super::super::ProgressiveSharpening;
    use crate::player::Player;
    use crate::scene::rehearsal::{ends, rehearse};

    /// A step of the story with one number dragged, at some step.
    fn play(number: usize, id: &str, value: f64, step: u64) -> (Player, bool) {
        let (mut player, holds) = rehearse(&ProgressiveSharpening, number, &[(id, value)]);
        player.seek(step);
        (player, holds)
    }

    fn observed(player: &Player, id: &str) -> f64 {
        player.observe().iter().find(|observable| observable.id == id).unwrap().value
    }

    fn has_diverged(player: &Player) -> bool {
        !player.frame().notices.is_empty()
    }

    #[test]
    fn the_sharpness_comes_to_the_edge_and_the_loss_falls_on() {
        let [least, greatest] = ends(&ProgressiveSharpening, "eta");
        for (eta, true_here) in [(least, false), (0.08, true), (0.1, true), (0.12, true), (greatest, false)] {
            let (mut player, holds) = play(1, "eta", eta, 3000);
            assert_eq!(holds, true_here, "{eta}");
            if holds {
                let (share, loss) = (observed(&player, "share.gd"), observed(&player, "loss.gd"));
                player.seek(4000);
                assert!((share - 1.0).abs() < 0.05 && observed(&player, "loss.gd") < loss, "{eta}: {share}");
            } else {
                assert!(has_diverged(&player) || observed(&player, "share.gd") < 0.5, "{eta}");
            }
        }
    }

    #[test]
    fn short_steps_stay_below_it() {
        for (eta, true_here) in [(ends(&ProgressiveSharpening, "eta")[0], true), (0.02, true), (0.06, false)] {
            let (player, holds) = play(2, "eta", eta, 6000);
            assert_eq!(holds, true_here, "{eta}");
            assert_eq!(observed(&player, "share.gd") < 0.9, holds, "{eta}");
        }
    }

    #[test]
    fn after_a_change_the_sharpness_follows_down_and_not_up() {
        for later in [0.12, 0.15, 0.16] {
            let (player, holds) = play(3, "eta-later", later, 6000);
            let share = observed(&player, "share.gd");
            assert!(holds && (share - 1.0).abs() < 0.08, "{later}: {share}");
        }
        for later in [ends(&ProgressiveSharpening, "eta-later")[0], 0.03, 0.06] {
            let (player, holds) = play(4, "eta-later", later, 6000);
            let share = observed(&player, "share.gd");
            // At the moment of the change the share is that of the step sizes.
            assert!(holds && share < 1.25 * later / 0.1, "{later}: {share}");
        }
        let [least, greatest] = ends(&ProgressiveSharpening, "eta-later");
        assert!(!play(3, "eta-later", least, 0).1 && !play(3, "eta-later", greatest, 0).1);
        assert!(!play(4, "eta-later", greatest, 0).1);
    }

    #[test]
    fn long_steps_diverge_unless_they_are_warmed_up() {
        assert!(has_diverged(&play(5, "eta", 0.3, 1500).0));
        assert!(has_diverged(&play(5, "eta", ends(&ProgressiveSharpening, "eta")[1], 1500).0));
        assert!(!play(5, "eta", 0.1, 0).1);
        for (warmup, true_here) in [(0.0, false), (500.0, true), (600.0, true), (1000.0, true)] {
            let (player, holds) = play(6, "warmup", warmup, 1500);
            assert_eq!(holds, true_here, "{warmup}");
            assert_eq!(has_diverged(&player), !holds, "{warmup}");
        }
    }

    #[test]
    fn the_flow_s_end_becomes_flatter_until_it_is_stable() {
        let [least, greatest] = ends(&ProgressiveSharpening, "eta");
        for (eta, true_here) in
            [(least, true), (0.3, true), (0.48, true), (0.49, true), (0.51, false), (greatest, false)]
        {
            let (mut player, holds) = play(7, "eta", eta, 0);
            assert_eq!(holds, true_here, "{eta}");
            let mut last = observed(&player, "share");
            for step in (holds.then_some(1..=800)).into_iter().flatten() {
                player.seek(step);
                let share = observed(&player, "share");
                assert!(share <= last * (1.0 + 1e-9), "{eta} at {step}: {last} to {share}");
                last = share;
            }
            assert!(!holds || last <= 1.0, "{eta}: {last}");
        }
    }

    #[test]
    fn long_steps_find_the_true_weights_better() {
        for (eta, true_here) in [(0.002, false), (0.06, true), (0.1, true)] {
            let (player, holds) = play(8, "eta", eta, 10_000);
            assert_eq!(holds, true_here, "{eta}");
            let errors = ["error.long", "error.short"].map(|id| observed(&player, id));
            assert!(!holds || errors[0] < errors[1], "{eta}: {errors:?}");
        }
    }
}
