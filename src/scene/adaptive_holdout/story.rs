//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).or_else(|_| settings.count(id).map(|count| count as f64)).unwrap_or(f64::NAN)
}

/// Whether there are about as many submissions as points, as where the shares in the sentences come from.
fn is_even(settings: &Settings) -> bool {
    (0.9..=1.1).contains(&(number(settings, "submissions") / number(settings, "points")))
}

/// Whether the noise is of the size of a score's own deviation.
fn is_noisy(settings: &Settings) -> bool {
    let own = 0.5 / number(settings, "points").sqrt();
    (0.9..=1.15).contains(&(number(settings, "sigma") / own))
}

/// Whether a rung of the grid is three deviations of a score or more.
fn is_coarse(settings: &Settings) -> bool {
    0.5 / number(settings, "grid") >= 3.0 * 0.5 / number(settings, "points").sqrt()
}

/// Whether the description and the error are the paper's.
fn is_paper(settings: &Settings) -> bool {
    number(settings, "bits") == 1032.0 && number(settings, "test-error") == 0.0449
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(is_even) },
    StoryStep { preset: &[("methods", "best-single")], from: 0, holds: Some(is_even) },
    StoryStep { preset: &[("methods", "majority-vote")], from: 900, holds: None },
    StoryStep { preset: &[("board", "noisy"), ("methods", "majority-vote")], from: 0, holds: Some(is_noisy) },
    StoryStep {
        preset: &[("board", "rounded"), ("grid", "10"), ("methods", "majority-vote")],
        from: 0,
        holds: Some(is_coarse),
    },
    StoryStep { preset: &[("board", "ladder"), ("methods", "majority-vote,best-single")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "majority-vote")], from: 1001, holds: Some(is_paper) },
];

#[cfg(test)]
mod tests {
    use super::super::AdaptiveHoldout;
    use crate::scene::rehearsal::rehearse;

    /// The accuracies of all designers on test and fresh points at the end of a step of the story, and whether its sentence holds.
    fn ends(number: usize, changes: &[(&str, f64)]) -> (Vec<Vec<f64>>, bool) {
        let (mut player, holds) = rehearse(&AdaptiveHoldout, number, changes);
        player.seek(3000);
        (player.tracks().into_iter().map(|track| track.point).collect(), holds)
    }

    fn near(value: f64, told: f64) -> bool {
        // 3.89 standard errors of 1001 points.
        (value - told).abs() < 3.89 * 0.5 / 1001.0_f64.sqrt()
    }

    #[test]
    fn luck_and_votes_reach_what_is_told() {
        let (best, holds) = ends(2, &[]);
        assert!(holds && near(best[0][0], 0.55), "{best:?}");
        let (all, holds) = ends(1, &[]);
        assert!(holds && near(all[0][0], 0.79) && near(all[1][0], 0.84) && near(all[2][0], 0.55), "{all:?}");
        assert!(all.iter().all(|designer| near(designer[1], 0.5)), "{all:?}");
        assert!(!ends(2, &[("submissions", 200.0)]).1);
    }

    #[test]
    fn boards_take_what_is_told() {
        let gain = |number: usize| ends(number, &[]).0[0][0] - 0.5;
        let (exact, noisy, coarse) = (gain(3), gain(4), gain(5));
        assert!((0.6..0.9).contains(&(noisy / exact)), "{noisy} of {exact}");
        assert!(coarse < 0.25 * exact, "{coarse} of {exact}");
        let (ladder, _) = ends(6, &[]);
        assert!(ladder[0][0] < 0.6 && ladder[1][0] < 0.6, "{ladder:?}");
        assert!(ends(4, &[]).1 && ends(5, &[]).1 && !ends(5, &[("grid", 100.0)]).1 && !ends(4, &[("sigma", 0.1)]).1);
    }

    #[test]
    fn the_razor_s_gap_is_the_one_that_is_told() {
        let (player, holds) = rehearse(&AdaptiveHoldout, 7, &[]);
        let gap =
            player.claims().into_iter().find(|claim| claim.id == "razor").and_then(|claim| claim.measured).unwrap();
        assert!(holds && (gap - 0.0439).abs() < 5e-5, "{gap}");
        assert!(!rehearse(&AdaptiveHoldout, 7, &[("bits", 500.0)]).1);
    }
}
