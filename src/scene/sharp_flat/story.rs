//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::valley::{edge_of_stability, flow_sharpness, imbalance};

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

fn start(settings: &Settings) -> [f64; 2] {
    settings.point("start").unwrap_or([f64::NAN; 2])
}

/// Whether descent is sure to converge from so far out: η(|z|² + 4) ≤ 2 (Wang, Chen, Zhao & Tao 2022, Large learning rate
/// tames homogeneity, of ½(1 − xy)², where the same step counts twice).
fn converges(step_size: f64, distance: f64) -> bool {
    step_size * (distance * distance + 4.0) <= 2.0
}

/// Whether descent is sure to converge from the start.
fn is_sure(settings: &Settings) -> bool {
    let [x, y] = start(settings);
    converges(number(settings, "eta"), libm::hypot(x, y))
}

/// Whether descent does not overshoot the valley where the gradient flow ends.
fn follows_the_flow(settings: &Settings) -> bool {
    number(settings, "eta") * flow_sharpness(imbalance(start(settings))) <= 1.0
}

/// Whether labels are noisy.
fn is_noisy(settings: &Settings) -> bool {
    number(settings, "noise") > 0.0
}

/// Whether descent would be sure to converge from where SAM looks.
fn looks_near(settings: &Settings) -> bool {
    let [x, y] = start(settings);
    converges(number(settings, "eta"), libm::hypot(x, y) + number(settings, "sam.rho"))
}

/// Whether the sharp well, λmax = 10, lies beyond the edge of stability.
fn repels(settings: &Settings) -> bool {
    edge_of_stability(number(settings, "eta")) < 10.0
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(is_sure) },
    StoryStep { preset: &[("methods", "gd"), ("eta", "0.02")], from: 0, holds: Some(follows_the_flow) },
    StoryStep { preset: &[("methods", "gd")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,label-noise-sgd")], from: 0, holds: Some(is_noisy) },
    StoryStep { preset: &[("methods", "gd,sam")], from: 0, holds: Some(looks_near) },
    StoryStep { preset: &[("landscape", "sharp-and-flat"), ("methods", "gd,sam")], from: 0, holds: Some(repels) },
    StoryStep { preset: &[("methods", "gd,momentum"), ("eta", "0.1"), ("momentum.beta", "0.6")], from: 0, holds: None },
];

#[cfg(test)]
mod tests {
    use super::super::SharpFlat;
    use crate::player::Player;
    use crate::scene::rehearsal::{ends, rehearse};
    use crate::theory::valley::imbalance;

    /// Steps after which descent has come to rest, with all but the shortest steps.
    const LONG: u64 = 20_000;

    /// A step of the story at step `LONG`, with one number dragged elsewhere, and whether its first sentence holds.
    fn play(number: usize, id: &str, value: f64) -> (Player, bool) {
        let (mut player, holds) = rehearse(&SharpFlat, number, &[(id, value)]);
        player.seek(LONG);
        (player, holds)
    }

    fn at(player: &Player, method: &str) -> [f64; 2] {
        player.tracks().into_iter().find(|track| track.id == method).unwrap().point.try_into().unwrap()
    }

    fn value(player: &Player, method: &str) -> f64 {
        player.tracks().into_iter().find(|track| track.id == method).unwrap().value
    }

    /// 2(x² + y²), λmax on the valley.
    fn sharpness([x, y]: [f64; 2]) -> f64 {
        2.0 * (x * x + y * y)
    }

    fn has_left(player: &Player) -> bool {
        !player.frame().notices.is_empty()
    }

    #[test]
    fn descent_stops_where_the_valley_is_flat_enough_and_the_others_drift_on() {
        let [least, greatest] = ends(&SharpFlat, "eta");
        let mut sure = Vec::new();
        // The bound from this start is 0.1859.
        for eta in [least, 0.05, 0.15, 0.185, 0.187, 0.22, greatest] {
            let (player, holds) = play(1, "eta", eta);
            sure.push(holds);
            if has_left(&player) {
                assert!(!holds, "{eta}");
                continue;
            }
            assert!(value(&player, "gd") < 1e-20 && sharpness(at(&player, "gd")) <= 2.0 / eta, "{eta}");
            if holds {
                let stopped = imbalance(at(&player, "gd")).abs();
                for method in ["sam", "label-noise-sgd"] {
                    let drifted = imbalance(at(&player, method)).abs();
                    assert!(drifted < 0.999 * stopped, "{method} at {eta}: {drifted} against {stopped}");
                }
            }
        }
        assert_eq!(sure, [true, true, true, true, false, false, false]);
        assert!(has_left(&play(1, "eta", greatest).0));
    }

    #[test]
    fn short_steps_keep_the_imbalance_and_long_ones_do_not() {
        let [least, greatest] = ends(&SharpFlat, "eta");
        for (eta, follows) in
            [(least, true), (0.02, true), (0.07, true), (0.072, false), (0.15, false), (greatest, false)]
        {
            let (player, holds) = play(2, "eta", eta);
            assert_eq!(holds, follows, "{eta}");
            let kept = imbalance(at(&player, "gd")) / imbalance([2.6, 0.05]);
            if holds {
                assert!((0.98..=1.0).contains(&kept), "{eta}: {kept}");
            } else {
                assert!(has_left(&player) || kept.abs() < 0.99, "{eta}: {kept}");
            }
        }
    }

    #[test]
    fn descent_never_settles_in_the_shaded_region() {
        for eta in ends(&SharpFlat, "eta").into_iter().chain([0.1, 0.15, 0.2, 0.25, 0.3]) {
            let (player, _) = play(3, "eta", eta);
            assert!(has_left(&player) || sharpness(at(&player, "gd")) <= 2.0 / eta, "{eta}");
        }
    }

    #[test]
    fn label_noise_drifts_to_the_flattest_minimum_and_without_it_the_method_stops() {
        let [least, greatest] = ends(&SharpFlat, "noise");
        for noise in [least, 0.01, 0.2, greatest] {
            let (mut player, holds) = rehearse(&SharpFlat, 4, &[("noise", noise)]);
            let mut imbalances = Vec::new();
            for step in [200, 3000] {
                player.seek(step);
                imbalances.push(imbalance(at(&player, "label-noise-sgd")).abs());
            }
            assert_eq!(holds, noise > 0.0);
            assert_eq!(holds, imbalances[1] < 0.999 * imbalances[0], "{noise}: {imbalances:?}");
            let ([x, y], [p, q]) = (at(&player, "gd"), at(&player, "label-noise-sgd"));
            assert_eq!(!holds, (x - p).hypot(y - q) < 1e-9, "{noise}");
        }
        assert!(imbalance(at(&play(4, "noise", 0.2).0, "label-noise-sgd")).abs() < 1e-9);
    }

    #[test]
    fn sam_moves_on_by_itself_or_may_leave() {
        let [least, greatest] = ends(&SharpFlat, "sam.rho");
        // The bound from this start is 0.454.
        for (reach, near) in [(least, true), (0.05, true), (0.2, true), (0.45, true), (0.46, false), (greatest, false)]
        {
            let (player, holds) = play(5, "sam.rho", reach);
            assert_eq!(holds, near, "{reach}");
            if holds {
                let [stopped, moving] = ["gd", "sam"].map(|method| imbalance(at(&player, method)).abs());
                assert!(!has_left(&player) && moving < 0.999 * stopped, "{reach}: {moving} against {stopped}");
                assert!(value(&player, "sam") > 0.0, "{reach}: it keeps bouncing");
            }
        }
        assert!(has_left(&play(5, "sam.rho", greatest).0));
    }

    #[test]
    fn the_sharp_well_repels_beyond_a_step_of_a_fifth_and_attracts_below() {
        let [least, greatest] = ends(&SharpFlat, "eta");
        for (eta, beyond) in
            [(least, false), (0.1, false), (0.199, false), (0.201, true), (0.25, true), (greatest, true)]
        {
            let (player, holds) = play(6, "eta", eta);
            assert_eq!(holds, beyond, "{eta}");
            let [x, y] = at(&player, "gd");
            assert_eq!((x - 1.0).hypot(y) < 1e-6, !holds, "{eta}: {x}, {y}");
        }
    }

    #[test]
    fn where_momentum_settles_the_moved_edge_is_kept() {
        for beta in ends(&SharpFlat, "momentum.beta").into_iter().chain([0.6, 0.9]) {
            let (player, _) = play(7, "momentum.beta", beta);
            let settled = value(&player, "momentum") < 1e-20;
            assert!(!settled || sharpness(at(&player, "momentum")) <= 2.0 * (1.0 + beta) / 0.1, "{beta}");
            assert!(settled || beta > 0.95, "{beta}");
        }
    }
}
