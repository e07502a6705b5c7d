//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("start", "-0.6,-1.8")], from: 0, holds: None },
    StoryStep { preset: &[("start", "2,-4")], from: 40, holds: None },
    StoryStep { preset: &[("game", "two-hills")], from: 0, holds: None },
    StoryStep { preset: &[("game", "two-hills"), ("start", "-2.6,-2.2")], from: 0, holds: None },
    StoryStep { preset: &[("game", "two-hills"), ("start", "2,0.5")], from: 0, holds: None },
];

#[cfg(test)]
mod tests {
    use crate::frame::{Chart, Mark};
    use crate::player::Player;
    use crate::scene::no_local_saddle::NoLocalSaddle;
    use crate::scene::rehearsal::{ends, rehearse};

    fn step(number: usize, changes: &[(&str, f64)]) -> (Player, bool) {
        rehearse(&NoLocalSaddle, number, changes)
    }

    fn chart(player: &Player, id: &str) -> Chart {
        player.frame().charts.into_iter().find(|chart| chart.id == id).unwrap()
    }

    #[test]
    fn y_climbs_along_the_band_to_its_best() {
        for epsilon in ends(&NoLocalSaddle, "epsilon") {
            let (mut player, _) = step(2, &[("epsilon", epsilon)]);
            player.seek(100);
            for claim in player.claims().iter().filter(|claim| claim.id.starts_with("greedy-")) {
                assert_eq!(claim.holds(), Some(true), "{} at {epsilon}", claim.id);
            }
            let chart = chart(&player, "profile");
            let (Mark::Line { points: band, .. }, Mark::Rule { at: best, .. }) = (&chart.marks[1], &chart.marks[2])
            else {
                panic!("{:?}", chart.marks)
            };
            let most = band.iter().fold(f64::NEG_INFINITY, |most, [_, f]| most.max(*f));
            // The band's last place lies at most a place before its end.
            assert!(band.len() > 10 && most <= best + 1e-9 && most > best - 0.05, "{most} of {best}");
        }
    }

    #[test]
    fn what_is_smoothed_has_a_slope_everywhere_and_never_exceeds_the_present_value() {
        for sigma in ends(&NoLocalSaddle, "sigma") {
            let (player, _) = step(5, &[("sigma", sigma)]);
            let present = player.frame().readouts.iter().find(|readout| readout.id == "greedy-max").unwrap().value;
            let smoothed = chart(&player, "greedy-max").marks.into_iter().find_map(|mark| match mark {
                Mark::Line { points, dashed: true, .. } => Some(points),
                _ => None,
            });
            for pair in smoothed.unwrap().windows(2) {
                assert!(pair[0][1] <= present + 1e-12);
                // |S′| ≤ E|ξ|/σ times the greatest depth below the truncation, which is at most 3.
                let slope = (pair[1][1] - pair[0][1]).abs() / (pair[1][0] - pair[0][0]);
                assert!(slope <= 3.0 * 0.798 / sigma, "{slope} at σ = {sigma}");
            }
        }
    }
}
