//! The scene's story.

use super::setup::{betas, density, pairs};
use crate::error::Error;
use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::passage::{boundary_shift, mean_passage_time};
use crate::theory::tempering::simulated_acceptance;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(|settings| plain_stay(settings).is_ok_and(|steps| steps > 5000.0)) },
    StoryStep { preset: &[("methods", "ula")], from: 800, holds: None },
    StoryStep { preset: &[("methods", "simulated-tempering")], from: 500, holds: None },
    StoryStep { preset: &[("methods", "simulated-tempering")], from: 1000, holds: None },
    StoryStep {
        preset: &[("methods", "simulated-tempering"), ("levels", "2"), ("beta-min", "0.02")],
        from: 1000,
        holds: Some(|settings| least_acceptance(settings).is_ok_and(|share| share < 0.5)),
    },
    StoryStep { preset: &[("methods", "simulated-tempering"), ("weights", "learnt")], from: 300, holds: None },
    StoryStep { preset: &[("methods", "parallel-tempering")], from: 300, holds: None },
    StoryStep {
        preset: &[("methods", "parallel-tempering"), ("ladder", "equalized"), ("levels", "5"), ("beta-min", "0.02")],
        from: 1000,
        holds: None,
    },
    StoryStep {
        preset: &[("methods", "ula,simulated-tempering,parallel-tempering"), ("r", "2.6")],
        from: 1500,
        holds: None,
    },
];

/// The plain chain's mean number of steps from the left mode's mean to the right one's.
fn plain_stay(settings: &Settings) -> Result<f64, Error> {
    let (density, eta) = (density(settings)?, settings.number("eta")?);
    Ok(mean_passage_time(&density, 1.0, -density.r(), density.r() + boundary_shift(eta, 1.0)) / eta)
}

/// The least acceptance between neighbours of simulated tempering.
fn least_acceptance(settings: &Settings) -> Result<f64, Error> {
    let acceptances = pairs(&density(settings)?, &betas(settings)?, simulated_acceptance);
    Ok(acceptances.into_iter().fold(1.0, f64::min))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Cell;
    use crate::player::Player;
    use crate::scene::find;
    use crate::theory::passage::mean_chain_passage_time;

    fn player(step: usize, changes: &[(&str, &str)], seed: u64) -> Player {
        let scene = find("tempering-swaps").unwrap();
        let mut settings = Settings::new(scene.parameters());
        STORY[step - 1].preset.iter().chain(changes).for_each(|(id, value)| settings.set(id, value).unwrap());
        Player::new(scene, settings, seed).unwrap()
    }

    fn holds(step: usize, player: &Player) -> bool {
        STORY[step - 1].holds.unwrap()(player.settings())
    }

    fn crossings(player: &Player, method: &str) -> f64 {
        player.frame().readouts.into_iter().find(|readout| readout.id == method).unwrap().value
    }

    /// The cells of a table's rows.
    fn cells(player: &Player, table: &str) -> Vec<Vec<f64>> {
        let table = player.frame().tables.into_iter().find(|known| known.id == table).unwrap();
        let number = |cell: Cell| if let Cell::Number(value) = cell { value } else { f64::NAN };
        table.rows.into_iter().map(|row| row.cells.into_iter().map(number).collect()).collect()
    }

    #[test]
    fn a_plain_chain_stays_where_the_story_says_so() {
        for change in [("r", "2"), ("r", "5"), ("weight", "0.1"), ("weight", "0.9")] {
            // Of twelve chains with a mean of 5000 steps, 7.6 would cross by then; the ends are far from that.
            let crossed = (0..12).filter(|seed| {
                let mut player = player(1, &[change, ("methods", "ula")], *seed);
                player.seek(5000);
                crossings(&player, "ula") > 0.0
            });
            let (crossed, player) = (crossed.count(), player(1, &[change], 0));
            assert_eq!(holds(1, &player), crossed < 7, "{change:?}: {crossed} of 12");
        }
        // Close to the bound on both sides, by the chain's own integral equation.
        for r in ["3.3", "3.5"] {
            let player = player(1, &[("r", r)], 0);
            let (density, eta) = (density(player.settings()).unwrap(), player.settings().number("eta").unwrap());
            let steps = mean_chain_passage_time(&density, eta, 1.0, -density.r(), density.r()) / eta;
            assert!((2500.0..10_000.0).contains(&steps), "{r}: {steps}");
            assert_eq!(holds(1, &player), steps > 5000.0, "{r}: {steps}");
        }
    }

    #[test]
    fn simulated_tempering_crosses_at_any_distance_and_weight() {
        for (r, weight) in [("2", "0.1"), ("5", "0.9"), ("5", "0.1")] {
            let mut player = player(1, &[("r", r), ("weight", weight), ("methods", "simulated-tempering")], 1);
            player.seek(12_000);
            assert!(crossings(&player, "simulated-tempering") > 0.0, "{r} {weight}");
        }
    }

    #[test]
    fn few_moves_are_accepted_where_the_story_says_so() {
        for (levels, beta) in [("2", "0.02"), ("2", "0.8"), ("8", "0.02"), ("2", "0.05"), ("2", "0.1"), ("3", "0.02")] {
            let mut player = player(5, &[("levels", levels), ("beta-min", beta)], 2);
            player.seek(300);
            let least = cells(&player, "simulated-swaps").iter().map(|row| row[0]).fold(1.0, f64::min);
            assert_eq!(holds(5, &player), least < 0.5, "{levels} {beta}: {least}");
        }
    }

    #[test]
    fn equal_acceptance_makes_more_round_trips_from_any_hottest_level() {
        for beta in ["0.02", "0.1", "0.8"] {
            let expected = ["geometric", "equalized"].map(|ladder| {
                let mut player = player(8, &[("beta-min", beta), ("ladder", ladder)], 3);
                player.seek(100);
                cells(&player, "trips")[0][1]
            });
            assert!(expected[1] > expected[0], "{beta}: {expected:?}");
        }
    }
}
