//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[], from: 2000, holds: None },
    StoryStep { preset: &[("r", "2.8")], from: 0, holds: None },
    StoryStep { preset: &[("r", "2.8"), ("beta", "0.4")], from: 0, holds: Some(is_hot) },
    StoryStep { preset: &[("eta", "0.2")], from: 0, holds: None },
    StoryStep {
        preset: &[("density", "four-gaussians"), ("r", "2.5"), ("start", "-1.8,-1.8"), ("eta", "0.05")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("density", "mixture"), ("start", "-1.5,-1.5"), ("eta", "0.05")], from: 0, holds: None },
];

/// βf has a lower barrier than f.
fn is_hot(settings: &Settings) -> bool {
    settings.number("beta").is_ok_and(|beta| beta < 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::player::Player;
    use crate::scene::find;

    fn player(step: usize, changes: &[(&str, &str)]) -> Player {
        let scene = find("langevin-modes").unwrap();
        let mut settings = Settings::new(scene.parameters());
        STORY[step - 1].preset.iter().chain(changes).for_each(|(id, value)| settings.set(id, value).unwrap());
        Player::new(scene, settings, 5).unwrap()
    }

    fn observed(player: &Player, id: &str) -> f64 {
        player.observe().into_iter().find(|observable| observable.id == id).unwrap().value
    }

    fn predicted(player: &Player, id: &str) -> f64 {
        player.claims().into_iter().find(|claim| claim.id == id).unwrap().predicted
    }

    #[test]
    fn sooner_or_later_walkers_cross_whatever_the_step() {
        // Long enough that of 300 some have crossed but with a probability below 10⁻⁵.
        for (eta, steps) in [("0.001", 5000), ("0.2", 200)] {
            let mut player = player(1, &[("eta", eta), ("walkers", "300")]);
            player.seek(steps);
            assert!(observed(&player, "share.2") > 0.0, "{eta}");
        }
    }

    #[test]
    fn the_wait_at_four_is_two_hundred_times_that_at_two() {
        for here in ["1", "2.8", "4"] {
            assert!(player(3, &[("r", here)]).claims().len() == 3);
        }
        let [far, near] = ["4", "2"].map(|r| predicted(&player(3, &[("r", r)]), "passage-time"));
        assert!((150.0..250.0).contains(&(far / near)), "{}", far / near);
    }

    #[test]
    fn heat_shortens_the_wait_and_cold_does_not() {
        let holds = STORY[3].holds.unwrap();
        let wait = predicted(&player(4, &[("beta", "1")]), "passage-time");
        for beta in ["0.25", "0.4", "0.999", "1", "1.001", "4"] {
            let player = player(4, &[("beta", beta)]);
            assert_eq!(holds(player.settings()), predicted(&player, "passage-time") < wait, "{beta}");
        }
        // At the ends it is seen in the companions.
        let [hot, even, cold] = ["0.25", "1", "4"].map(|beta| {
            let mut player = player(4, &[("beta", beta), ("walkers", "500")]);
            player.seek(500);
            observed(&player, "share.2")
        });
        assert!(hot > even + 0.1 && cold <= even, "{hot} {even} {cold}");
    }

    #[test]
    fn a_large_step_widens_the_cloud_by_the_factor_told() {
        for (eta, factor) in [("0.2", 1.0 / 0.9), ("0.001", 1.0 / 0.9995)] {
            let variance = predicted(&player(5, &[("eta", eta)]), "chain-variance");
            assert!((variance - factor).abs() < 1e-12, "{eta}: {variance}");
        }
        let mut player = player(5, &[]);
        player.seek(300);
        let claims = player.claims();
        assert_eq!(claims.iter().find(|claim| claim.id == "chain-variance").unwrap().holds(), Some(true));
    }

    #[test]
    fn each_of_four_modes_gets_a_quarter_of_few_and_of_many() {
        for (walkers, count) in [("10", 10.0), ("5000", 5000.0_f64)] {
            let mut player = player(6, &[("walkers", walkers)]);
            player.seek(2000);
            for share in ["share.1", "share.2", "share.3", "share.4"] {
                let error = (0.25 * 0.75 / count).sqrt();
                assert!((observed(&player, share) - 0.25).abs() < 3.89 * error, "{walkers} {share}");
            }
        }
    }
}
