//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(descent_settles) },
    StoryStep { preset: &[], from: 600, holds: None },
    StoryStep { preset: &[("beta", "4")], from: 0, holds: None },
    StoryStep { preset: &[("beta", "0.25")], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "bowl"), ("beta", "1.5")], from: 0, holds: None },
    StoryStep {
        preset: &[("landscape", "rastrigin"), ("eta", "0.003"), ("beta", "0.6"), ("start", "3.2,3.4")],
        from: 0,
        holds: None,
    },
];

/// The greatest curvature of the three-hump camel over 0.2 at the minimum (−1.748, 0.874) next to the start.
const CURVATURE: f64 = 61.25;

/// Gradient descent is stable at that minimum: η < 2/λ.
fn descent_settles(settings: &Settings) -> bool {
    settings.number("eta").is_ok_and(|eta| eta * CURVATURE < 2.0)
}

#[cfg(test)]
mod tests {
    use super::super::setup::Ground;
    use super::*;
    use crate::frame::Layer;
    use crate::measure::spectrum::symmetric_eigenvalues;
    use crate::player::Player;
    use crate::scene::find;

    /// The minimum next to the start, and the pass to the next one.
    const NEAREST: [f64; 2] = [-1.747_552, 0.873_776];
    const PASS: f64 = 1.0705;

    fn player(step: usize, changes: &[(&str, &str)]) -> Player {
        let scene = find("gd-and-langevin").unwrap();
        let mut settings = Settings::new(scene.parameters());
        STORY[step - 1].preset.iter().chain(changes).for_each(|(id, value)| settings.set(id, value).unwrap());
        Player::new(scene, settings, 5).unwrap()
    }

    fn observed(player: &Player, id: &str) -> f64 {
        player.observe().into_iter().find(|observable| observable.id == id).unwrap().value
    }

    /// The shares of the cloud left of all passes, between them and right of them.
    fn shares(player: &Player) -> [f64; 3] {
        let layers = player.frame().layers;
        let cloud =
            layers.iter().find_map(|layer| if let Layer::Cloud { points, .. } = layer { Some(points) } else { None });
        let cloud = cloud.unwrap();
        let share = |of: &dyn Fn(f64) -> bool| cloud.iter().filter(|at| of(at[0])).count() as f64 / cloud.len() as f64;
        [share(&|x| x < -PASS), share(&|x| x.abs() <= PASS), share(&|x| x > PASS)]
    }

    #[test]
    fn the_curvature_is_that_of_the_minimum_next_to_the_start() {
        let ground = Ground::new(&Settings::new(find("gd-and-langevin").unwrap().parameters())).unwrap();
        let mut slope = [0.0; 2];
        ground.planar.density.gradient(&NEAREST, &mut slope);
        assert!(libm::hypot(slope[0], slope[1]) < 1e-4, "{slope:?}");
        let [_, greatest] = symmetric_eigenvalues(&ground.planar.density.hessian(&NEAREST));
        assert!((greatest - CURVATURE).abs() < 0.01, "{greatest}");
    }

    #[test]
    fn descent_settles_next_to_the_start_where_the_story_says_so() {
        // 2/λ is 0.03265: close by, convergence takes some thousand steps.
        for (eta, steps) in [("0.0005", 10_000), ("0.02", 2000), ("0.0325", 8000), ("0.0329", 8000), ("0.1", 2000)] {
            let mut player = player(1, &[("eta", eta)]);
            player.seek(steps);
            let at = player.tracks()[0].point.clone();
            let settled = libm::hypot(at[0] - NEAREST[0], at[1] - NEAREST[1]) < 1e-3;
            assert_eq!(STORY[0].holds.unwrap()(player.settings()), settled, "{eta}: {at:?}");
            if settled {
                assert!(shares(&player).iter().all(|share| *share > 0.01), "{eta}: {:?}", shares(&player));
            }
        }
    }

    #[test]
    fn the_cloud_comes_closer_to_its_law_for_few_and_for_many() {
        for walkers in ["50", "300", "4000"] {
            let mut player = player(2, &[("walkers", walkers)]);
            let first = observed(&player, "tv.cloud");
            player.seek(600);
            let then = observed(&player, "tv.cloud");
            assert!(then < 0.6 * first, "{walkers}: {first} {then}");
        }
    }

    #[test]
    fn cold_walkers_stay_next_to_the_start_and_hot_ones_are_high_up() {
        let at = |step, beta| {
            let mut player = player(step, &[("beta", beta), ("walkers", "1000")]);
            player.seek(500);
            (shares(&player)[0], observed(&player, "f.mean"))
        };
        let of = |step| ["0.2", "0.7", "20"].map(|beta| at(step, beta));
        let [hot, even, cold] = of(3);
        assert!(hot.0 < 0.3 && even.0 < 0.3 && cold.0 > 0.99, "{hot:?} {even:?} {cold:?}");
        let [hot, even, _] = of(4);
        assert!(hot.1 > 2.0 * even.1, "{hot:?} {even:?}");
    }
}
