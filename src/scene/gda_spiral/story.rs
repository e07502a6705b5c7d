//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::spiral;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(is_short_for_optimism) },
    StoryStep { preset: &[("methods", "gda")], from: 0, holds: None },
    StoryStep {
        preset: &[("methods", "gda,alternating-gda")],
        from: 0,
        // The conserved form is definite.
        holds: Some(|settings| scaled(settings).is_some_and(|s| s < 2.0)),
    },
    StoryStep {
        preset: &[("methods", "alternating-gda,extragradient,ogda")],
        from: 0,
        holds: Some(is_short_for_optimism),
    },
    StoryStep {
        preset: &[("methods", "extragradient,ogda,proximal-point"), ("eta", "0.7")],
        from: 0,
        holds: Some(|settings| !is_short_for_optimism(settings)),
    },
    StoryStep {
        preset: &[
            ("game", "strongly-monotone"),
            ("alpha", "0.2"),
            ("methods", "gda,alternating-gda,extragradient,ogda"),
        ],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("box", "3"), ("methods", "gda,extragradient")],
        from: 0,
        holds: Some(|settings| settings.number("box").is_ok_and(|half| half > 0.0)),
    },
    StoryStep {
        preset: &[("box", "5"), ("methods", "gda,greedy-accept-reject"), ("start", "-3.6,2.2")],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("methods", "gda,extragradient,anchored"), ("eta", "0.1")],
        from: 0,
        holds: Some(|settings| scaled(settings).is_some_and(|s| spiral::anchored_constant(1.0, s).is_some())),
    },
    StoryStep {
        preset: &[("game", "sine-sum"), ("methods", "gda,extragradient,ogda,proximal-point"), ("start", "-2,2.8")],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("game", "forsaken"), ("methods", "gda,extragradient,ogda"), ("start", "1,1.2"), ("eta", "0.05")],
        from: 0,
        holds: None,
    },
];

/// ηa on the bilinear game.
fn scaled(settings: &Settings) -> Option<f64> {
    Some(settings.number("eta").ok()? * settings.number("a").ok()?)
}

/// Whether the optimistic method's spectral radius is below 1 on the bilinear game: ηa < 1/√3.
///
/// Of λ² − (1 + 2iηa)λ + iηa = 0 the root λ = e^{iθ} asks for sin θ = 3ηa/2 and cos θ = ½, so that (ηa)² = ⅓; extragradient's
/// factor is below 1 up to ηa = 1.
fn is_short_for_optimism(settings: &Settings) -> bool {
    scaled(settings).is_some_and(|s| 3.0 * s * s < 1.0)
}

#[cfg(test)]
mod tests {
    use crate::player::Player;
    use crate::scene::gda_spiral::GdaSpiral;
    use crate::scene::rehearsal::{ends, rehearse};

    /// 1/√3.
    const OPTIMISTIC: f64 = 0.577_350_269_189_625_8;

    fn step(number: usize, changes: &[(&str, f64)]) -> (Player, bool) {
        rehearse(&GdaSpiral, number, changes)
    }

    fn at(player: &Player, method: &str) -> [f64; 2] {
        let tracks = player.tracks();
        let track = tracks.iter().find(|track| track.id == method).unwrap();
        [track.point[0], track.point[1]]
    }

    fn radius(player: &Player, method: &str) -> f64 {
        let [x, y] = at(player, method);
        x.hypot(y)
    }

    /// How many times a method is farther from the origin than at its start after some steps.
    fn growth(player: &mut Player, method: &str, steps: u64) -> f64 {
        player.seek(0);
        let first = radius(player, method);
        player.seek(steps);
        radius(player, method) / first
    }

    fn holding(player: &Player, id: &str) {
        let claim = player.claims().into_iter().find(|claim| claim.id == id);
        assert_eq!(claim.unwrap_or_else(|| panic!("no {id}")).holds(), Some(true), "{id}");
    }

    /// Both ends of the step size, and both sides of a boundary.
    fn step_sizes(boundary: f64) -> [f64; 4] {
        let [low, high] = ends(&GdaSpiral, "eta");
        [low, 0.98 * boundary, 1.02 * boundary, high]
    }

    #[test]
    fn looking_ahead_falls_in_up_to_its_bound() {
        for number in [1, 4, 5] {
            for eta in step_sizes(OPTIMISTIC) {
                let (mut player, holds) = step(number, &[("eta", eta)]);
                assert_eq!(holds, (eta < OPTIMISTIC) == (number != 5), "step {number} at {eta}");
                assert_eq!(growth(&mut player, "ogda", 500) < 1.0, eta < OPTIMISTIC, "step {number} at {eta}");
                assert_eq!(growth(&mut player, "extragradient", 500) < 1.0, eta < 1.0, "step {number} at {eta}");
                if number == 1 {
                    assert!(growth(&mut player, "gda", 500) > 1.0);
                }
                if number == 1 && eta < 2.0 {
                    holding(&player, "alternating-invariant");
                }
                if number == 5 {
                    assert!(growth(&mut player, "proximal-point", 500) < 1.0);
                }
            }
        }
        for (eta, inwards) in [(0.98, true), (1.02, false)] {
            let (mut player, _) = step(5, &[("eta", eta)]);
            assert_eq!(growth(&mut player, "extragradient", 500) < 1.0, inwards);
        }
    }

    #[test]
    fn each_step_follows_the_tangent_and_the_flow_its_circle() {
        for eta in ends(&GdaSpiral, "eta") {
            let (mut player, _) = step(2, &[("eta", eta)]);
            player.seek(100);
            holding(&player, "gda-radius");
            assert!(growth(&mut player, "gda", 100) > 1.0);
        }
    }

    #[test]
    fn alternating_steps_stay_on_an_ellipse_below_two() {
        for eta in [ends(&GdaSpiral, "eta")[0], 1.95, 2.0] {
            let (mut player, holds) = step(3, &[("eta", eta)]);
            assert_eq!(holds, eta < 2.0);
            let [x, y] = at(&player, "alternating-gda");
            let shadow = x * x + y * y - eta * x * y;
            // x² + y² − ηxy ≥ (1 − η/2)(x² + y²).
            let farthest = (shadow / (1.0 - 0.5 * eta)).sqrt();
            let mut radii = Vec::new();
            for step in 1..=1000 {
                player.seek(step);
                radii.push(radius(&player, "alternating-gda"));
            }
            let most = radii.iter().fold(0.0, |most: f64, radius| most.max(*radius));
            if holds {
                holding(&player, "alternating-invariant");
                assert!(most <= farthest * (1.0 + 1e-9) && radii[500..].iter().any(|radius| *radius > 0.2), "{most}");
            } else {
                assert!(radii[999] > 100.0 * radii[0], "{}", radii[999]);
            }
        }
    }

    #[test]
    fn a_pull_cures_descent_ascent_below_its_bound() {
        let ends = ends(&GdaSpiral, "alpha");
        for alpha in [ends[0], 0.2, ends[1]] {
            let bound = 2.0 * alpha / (alpha * alpha + 1.0);
            for eta in step_sizes(bound).into_iter().filter(|eta| *eta > 0.0 && *eta <= 2.0) {
                let (mut player, _) = step(6, &[("alpha", alpha), ("eta", eta)]);
                assert_eq!(growth(&mut player, "gda", 500) < 1.0, eta < bound, "α = {alpha}, η = {eta}");
            }
        }
    }

    #[test]
    fn in_a_box_it_goes_round_from_wall_to_wall() {
        let [none, widest] = ends(&GdaSpiral, "box");
        for half in [none, 0.01, 3.0, widest] {
            let (mut player, holds) = step(7, &[("box", half)]);
            assert_eq!(holds, half > 0.0);
            player.seek(1000);
            let mut sides = [false; 4];
            for step in 1001..=1100 {
                player.seek(step);
                let [x, y] = at(&player, "gda");
                for (side, touches) in sides.iter_mut().zip([x == half, y == half, x == -half, y == -half]) {
                    *side |= touches;
                }
                if holds {
                    // A free step lengthens the radius, one that is held by a wall ends there.
                    assert!(x.abs() <= half && y.abs() <= half && x.hypot(y) >= half, "{x} {y} in {half}");
                }
            }
            assert_eq!(sides == [true; 4], holds, "{half}");
            if !holds {
                assert!(player.frame().notices.iter().any(|notice| notice.to_string().contains("gda")));
                assert!(growth(&mut player, "extragradient", 1000) < 1e-3);
            }
        }
    }

    #[test]
    fn accept_reject_comes_to_the_line_and_stays() {
        let (mut player, _) = step(8, &[]);
        for step in 400..=500 {
            player.seek(step);
            assert!(at(&player, "greedy-accept-reject")[0].abs() <= 0.1);
            assert!(radius(&player, "gda") >= 5.0);
        }
    }

    #[test]
    fn the_anchor_keeps_its_bound_where_the_theorem_says_so() {
        for eta in step_sizes(0.126) {
            let (mut player, holds) = step(9, &[("eta", eta)]);
            assert_eq!(holds, eta < 0.126);
            player.seek(500);
            if holds {
                holding(&player, "anchored-bound");
            }
            let drawn = player.frame().charts.iter().any(|chart| chart.title.id() == Some("chart.field-bound"));
            assert_eq!(drawn, holds, "{eta}");
        }
    }

    #[test]
    fn without_a_saddle_all_drift() {
        for eta in ends(&GdaSpiral, "eta") {
            let (mut player, _) = step(10, &[("eta", eta)]);
            player.seek(300);
            for method in ["gda", "extragradient", "ogda", "proximal-point"] {
                holding(&player, &format!("{method}-sum"));
                holding(&player, &format!("{method}-stride"));
            }
        }
    }

    #[test]
    fn the_solution_of_the_forsaken_game_is_not_found() {
        let (mut player, _) = step(11, &[]);
        player.seek(3000);
        let cycles = player.frame().layers.into_iter().filter_map(|layer| match layer {
            crate::frame::Layer::Curve { points, dashed: false, .. } => Some(points),
            _ => None,
        });
        let attracting = cycles.flatten().collect::<Vec<_>>();
        for method in ["gda", "extragradient", "ogda"] {
            let [x, y] = at(&player, method);
            let apart = attracting.iter().map(|[p, q]| (p - x).hypot(q - y)).fold(f64::INFINITY, f64::min);
            assert!(apart < 0.1, "{method}: {apart} from the cycle");
        }
    }
}
