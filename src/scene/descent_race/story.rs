//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::descent::{heavy_ball, heavy_ball_factor};

/// The heavy ball is as fast as it can be where its factor is at most this many times the best one.
const AS_FAST: f64 = 1.05;

/// Whether the heavy ball is as fast on the ravine as it can be.
fn is_fastest(settings: &Settings) -> bool {
    let number = |id: &str| settings.number(id).unwrap_or(f64::NAN);
    let curvatures = [1.0, number("kappa")];
    let (_, _, best) = heavy_ball(curvatures);
    let factors =
        curvatures.map(|curvature| heavy_ball_factor(curvature, number("momentum.lr"), number("momentum.beta")));
    factors[0].max(factors[1]) <= AS_FAST * best
}

/// Whether gradients are noisy.
fn is_noisy(settings: &Settings) -> bool {
    settings.number("sigma").is_ok_and(|sigma| sigma > 0.0)
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "ravine"), ("methods", "gd"), ("gd.lr", "0.0769")], from: 0, holds: None },
    StoryStep {
        preset: &[
            ("landscape", "ravine"),
            ("methods", "gd,momentum,nesterov"),
            ("gd.lr", "0.0769"),
            ("momentum.lr", "0.1111"),
            ("momentum.beta", "0.4444"),
            ("nesterov.lr", "0.04"),
            ("nesterov.beta", "0.6667"),
        ],
        from: 0,
        holds: Some(is_fastest),
    },
    StoryStep {
        preset: &[("landscape", "goldstein-price"), ("methods", "gd,adagrad,rmsprop,adam,lion,sign-gd")],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("landscape", "beale"), ("methods", "momentum,adam,sam"), ("sam.rho", "0.3"), ("anatomy", "on")],
        from: 12,
        holds: None,
    },
    StoryStep {
        preset: &[
            ("landscape", "saddle"),
            ("methods", "gd,perturbed-sgd,sgld,newton,cubic-newton,lbfgs"),
            ("start", "0.8,0"),
        ],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[
            ("landscape", "ravine"),
            ("methods", "gd,momentum,adam"),
            ("sigma", "2"),
            ("schedule", "inverse-root"),
        ],
        from: 0,
        holds: Some(is_noisy),
    },
];

#[cfg(test)]
mod tests {
    use super::super::DescentRace;
    use crate::frame::Layer;
    use crate::parameter::Settings;
    use crate::player::Player;
    use crate::scene::Scene as _;
    use crate::scene::rehearsal::{ends, observed, rehearse};
    use crate::theory::descent::heavy_ball;

    fn claim(player: &Player, id: &str) -> (f64, Option<bool>) {
        let claim = player.claims().into_iter().find(|claim| claim.id == id).unwrap();
        (claim.predicted, claim.holds())
    }

    fn loss_of_descent(player: &Player) -> f64 {
        player.observe().into_iter().find(|observable| observable.id == "loss.gd").unwrap().value
    }

    #[test]
    fn descent_settles_in_the_valley_below_two_over_l_only_and_creeps_there() {
        let [least, greatest] = ends(&DescentRace, "gd.lr");
        for rate in [least, 1e-4, 1e-3] {
            let (mut player, _) = rehearse(&DescentRace, 1, &[("gd.lr", rate)]);
            let before = loss_of_descent(&player);
            player.seek(1000);
            assert!((1e-6..before).contains(&loss_of_descent(&player)), "{rate}");
        }
        let (mut player, _) = rehearse(&DescentRace, 1, &[("gd.lr", 1e-3)]);
        player.seek(100);
        let (threshold, holds) = claim(&player, "descent-threshold");
        assert!((threshold - 0.002).abs() < 1e-5 && holds == Some(true), "{threshold} {holds:?}");
        for rate in [0.0021, 0.01, greatest] {
            let (mut player, _) = rehearse(&DescentRace, 1, &[("gd.lr", rate)]);
            let losses = observed(&mut player, "loss.gd", 3000);
            assert!(losses[2000..].iter().all(|loss| *loss > 1e-6), "{rate}");
        }
    }

    #[test]
    fn on_a_ravine_theory_is_exact_for_every_condition_number() {
        for condition in ends(&DescentRace, "kappa").into_iter().chain([25.0]) {
            let (mut player, _) = rehearse(&DescentRace, 2, &[("kappa", condition)]);
            player.seek(100);
            for id in ["descent-contraction", "descent-threshold"] {
                assert_eq!(claim(&player, id).1, Some(true), "{id} at κ = {condition}");
            }
        }
        let [least, greatest] = ends(&DescentRace, "gd.lr");
        for (rate, diverges) in [(least, false), (0.0799, false), (0.0801, true), (greatest, true)] {
            let (mut player, _) = rehearse(&DescentRace, 2, &[("gd.lr", rate)]);
            let losses = observed(&mut player, "loss.gd", 400);
            // The steep direction decides after some steps.
            assert_eq!(losses[400] > losses[300], diverges && losses[400] < 1e100, "{rate}: {}", losses[400]);
            assert_eq!(losses[400] > 1e2 || losses[400] > losses[300], diverges, "{rate}: {}", losses[400]);
        }
    }

    #[test]
    fn the_heavy_ball_is_as_fast_as_said_or_slower() {
        let (_, _, best) = heavy_ball([1.0, 25.0]);
        let factor = |changes: &[(&str, f64)]| {
            let (mut player, holds) = rehearse(&DescentRace, 3, changes);
            let distances = observed(&mut player, "distance.momentum", 80);
            // Where it has diverged and stopped, it has left more than all of the error.
            let factor = (distances[80] / distances[40]).powf(1.0 / 40.0);
            (if distances[80] > distances[0] { f64::INFINITY } else { factor }, holds)
        };
        let rates = [0.8, 0.95, 1.05, 1.2].map(|part| ("momentum.lr", part * 0.1111));
        let memories = [0.8, 0.95, 1.5].map(|part| ("momentum.beta", part * 0.4444));
        let far = ["momentum.lr", "momentum.beta"].into_iter();
        let far = far.flat_map(|id| ends(&DescentRace, id).map(|end| (id, end)));
        let (measured, holds) = factor(&[]);
        assert!(holds && measured < 1.08 * best, "{measured} against {best}");
        let (measured, holds) = factor(&[("momentum.lr", 0.1110)]);
        assert!(holds && measured < 1.08 * best, "{measured} against {best}");
        for (id, value) in rates.into_iter().chain(memories).chain(far) {
            let (measured, holds) = factor(&[(id, value)]);
            assert!(!holds && measured > 1.08 * best, "{id} = {value}: {measured} against {best}");
        }
    }

    #[test]
    fn adam_s_first_step_moves_each_coordinate_by_its_rate() {
        for rate in ends(&DescentRace, "adam.lr").into_iter().chain([0.01]) {
            let (mut player, _) = rehearse(&DescentRace, 4, &[("adam.lr", rate)]);
            let at = |player: &Player| player.tracks().into_iter().find(|track| track.id == "adam").unwrap().point;
            let before = at(&player);
            player.seek(1);
            for (before, after) in before.iter().zip(at(&player)) {
                let moved = (after - before).abs();
                assert!((moved - rate).abs() <= 1e-6 * rate + 1e-15, "{rate}: {moved}");
            }
        }
    }

    #[test]
    fn sam_climbs_by_its_reach() {
        for reach in ends(&DescentRace, "sam.rho").into_iter().chain([0.3]) {
            let mut settings = Settings::new(DescentRace.parameters());
            for (id, value) in [("landscape", "beale"), ("methods", "sam"), ("anatomy", "on")] {
                settings.set(id, value).unwrap();
            }
            settings.set("sam.rho", &reach.to_string()).unwrap();
            let mut player = Player::new(&DescentRace, settings, 1).unwrap();
            player.seek(1);
            let arrow = |said: &str| {
                player.frame().layers.into_iter().find_map(|layer| match layer {
                    Layer::Arrow { from, to, label, .. } if label.said() == said => Some((from, to, label)),
                    _ => None,
                })
            };
            let (from, to, _) = arrow("label.ascent").unwrap();
            let climbed = (to[0] - from[0]).hypot(to[1] - from[1]);
            // The ascent is drawn enlarged as the step is.
            let step = player.tracks()[0].point.clone();
            let (start, tip, _) = arrow("label.enlarged-step").or_else(|| arrow("label.step")).unwrap();
            let drawn = (tip[0] - start[0]).hypot(tip[1] - start[1]);
            let enlarged = drawn / (step[0] - start[0]).hypot(step[1] - start[1]);
            assert!((climbed / enlarged - reach).abs() < 1e-9 * (1.0 + reach), "{reach}: {climbed} / {enlarged}");
        }
    }

    #[test]
    fn with_noise_a_falling_rate_ends_nearer_and_without_it_a_constant_one_settles() {
        for sigma in ends(&DescentRace, "sigma").into_iter().chain([0.05, 2.0]) {
            let mean = |schedule: &str| {
                let mut settings = Settings::new(DescentRace.parameters());
                let step = &DescentRace.about().story[6];
                step.preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
                settings.set("schedule", schedule).unwrap();
                settings.set("sigma", &sigma.to_string()).unwrap();
                let holds = step.holds.is_some_and(|holds| holds(&settings));
                let mut player = Player::new(&DescentRace, settings, 1).unwrap();
                let distances = observed(&mut player, "distance.gd", 20_000);
                (distances[10_000..].iter().sum::<f64>() / 10_001.0, holds)
            };
            let ((constant, holds), (falling, _)) = (mean("constant"), mean("inverse-root"));
            assert_eq!(holds, falling < 0.5 * constant, "σ = {sigma}: {falling} against {constant}");
            assert_eq!(holds, constant > 1e-12, "σ = {sigma}: {constant}");
        }
    }
}
