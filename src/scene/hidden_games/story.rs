//! The scene's story.

use super::claims::stays_inside;
use super::state::{game, start};
use crate::parameter::Settings;
use crate::problem::game::Game as _;
use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gda")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gda,natural-gradient")], from: 0, holds: None },
    StoryStep { preset: &[("lambda", "0.3")], from: 0, holds: Some(arrives) },
    StoryStep { preset: &[("lambda", "0.3"), ("start", "1.8,-1.6")], from: 0, holds: None },
    StoryStep {
        preset: &[("game", "rock-paper-scissors"), ("lambda", "0.1"), ("start", "1,-0.5")],
        from: 0,
        holds: Some(arrives),
    },
    StoryStep {
        preset: &[("start", "2.6,2"), ("methods", "natural-gradient,gda")],
        from: 0,
        holds: Some(|settings| !fits(settings)),
    },
];

/// Whether descent–ascent is stable at the solution: η < 2 Re μ/|μ|² for all eigenvalues μ of the field's Jacobian there.
fn arrives(settings: &Settings) -> bool {
    let (Ok(game), Ok(step_size)) = (game(settings), settings.number("eta")) else { return false };
    let jacobian = game.jacobian(&vec![0.0; 2 * game.mask.parameters()]);
    let values = jacobian.complex_eigenvalues();
    values.iter().all(|value| step_size * value.norm_sqr() < 2.0 * value.re)
}

/// Whether the closed form of the natural-gradient flow from the start stays inside the square of strategies.
fn fits(settings: &Settings) -> bool {
    game(settings).and_then(|game| Ok(stays_inside(game, &start(settings, game)?, 0.0))).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use crate::player::Player;
    use crate::scene::hidden_games::HiddenGames;
    use crate::scene::rehearsal::{ends, observed, rehearse};
    use crate::theory::hidden;

    fn step(number: usize, changes: &[(&str, f64)]) -> (Player, bool) {
        rehearse(&HiddenGames, number, changes)
    }

    fn parameters(player: &Player, method: &str) -> Vec<f64> {
        player.tracks().into_iter().find(|track| track.id == method).unwrap().point
    }

    /// V of a method now.
    fn value(player: &Player, method: &str) -> f64 {
        let id = format!("lyapunov.{method}");
        player.observe().into_iter().find(|observable| observable.id == id).unwrap().value
    }

    /// V after some steps over V at the start.
    fn shrinking(player: &mut Player, method: &str, steps: u64) -> f64 {
        player.seek(0);
        let first = value(player, method);
        player.seek(steps);
        value(player, method) / first
    }

    fn holding(player: &Player, id: &str) {
        let claim = player.claims().into_iter().find(|claim| claim.id == id);
        assert_eq!(claim.unwrap_or_else(|| panic!("no {id}")).holds(), Some(true), "{id}");
    }

    #[test]
    fn each_step_of_descent_ascent_ends_farther_out_and_its_distance_rises_and_falls() {
        let [shortest, longest] = ends(&HiddenGames, "eta");
        for (eta, steps) in [(shortest, 60_000), (0.05, 2000), (longest, 300)] {
            let (mut player, _) = step(2, &[("eta", eta)]);
            // 4 + 2 cosh θ + 2 cosh φ, which the flow conserves, is strictly convex: a step along the tangent raises it.
            let outward = |player: &Player| {
                let z = parameters(player, "gda");
                hidden::pennies_constant([z[0], z[1]].map(|theta| 1.0 / (1.0 + (-theta).exp())))
            };
            let mut last = outward(&player);
            for step in 1..=steps {
                player.seek(step);
                let now = outward(&player);
                assert!(now > last, "η = {eta} at step {step}");
                last = now;
            }
            player.seek(0);
            let distances = observed(&mut player, "lyapunov.gda", steps);
            let turns = distances.windows(3).filter(|three| (three[1] - three[0]) * (three[2] - three[1]) < 0.0);
            assert!(turns.count() >= 4, "η = {eta}");
        }
    }

    #[test]
    fn all_arrive_where_the_pull_is_strong_enough() {
        for number in [4, 6] {
            let [none, most] = ends(&HiddenGames, "lambda");
            // Both sides of the bound: η/2 on matching pennies, η/12 on rock–paper–scissors, but for terms of order λ³.
            let bound = if number == 4 { 0.05 / 2.0 } else { 0.05 / 12.0 };
            for (lambda, steps) in [(none, 8000), (0.5 * bound, 60_000), (2.0 * bound, 60_000), (most, 8000)] {
                let (mut player, holds) = step(number, &[("lambda", lambda)]);
                assert_eq!(holds, lambda > bound, "step {number} at λ = {lambda}");
                let left = shrinking(&mut player, "gda", steps);
                assert!(if holds { left < 0.2 } else { left > 0.3 }, "step {number} at λ = {lambda}: {left}");
            }
            for lambda in [0.3, most] {
                let (mut player, holds) = step(number, &[("lambda", lambda)]);
                assert!(holds);
                for method in ["gda", "extragradient", "natural-gradient"] {
                    let left = shrinking(&mut player, method, 3000);
                    assert!(left < 0.05, "{method} at λ = {lambda}: {left}");
                }
            }
            for lambda in [none, most] {
                let (mut player, _) = step(number, &[("lambda", lambda)]);
                player.seek(200);
                holding(&player, "natural-factor");
                holding(&player, "natural-never-rises");
            }
        }
    }

    #[test]
    fn far_out_only_the_natural_gradient_moves() {
        let (mut player, _) = step(5, &[]);
        let left = |player: &mut Player, method| shrinking(player, method, 40);
        assert!(left(&mut player, "natural-gradient") < 0.4);
        assert!(left(&mut player, "gda") > 0.8 && left(&mut player, "extragradient") > 0.8);
    }

    #[test]
    fn a_path_that_does_not_fit_runs_to_infinity() {
        let [none, most] = ends(&HiddenGames, "lambda");
        let holds_at = |lambda| step(7, &[("lambda", lambda)]).1;
        // The boundary, by halving.
        let (mut last, mut first) = (none, most);
        for _ in 0..8 {
            let middle = 0.5 * (last + first);
            if holds_at(middle) { last = middle } else { first = middle }
        }
        for lambda in [none, last - 0.02, first + 0.02, most] {
            let (mut player, holds) = step(7, &[("lambda", lambda)]);
            assert_eq!(holds, lambda < first);
            player.seek(if holds { 200 } else { 2000 });
            let says = |notice: &crate::words::Text| notice.id() == Some("notice.competitor-natural-flow");
            assert_eq!(player.frame().notices.iter().any(says), holds, "λ = {lambda}");
            if !holds {
                assert!(shrinking(&mut player, "natural-gradient", 2000) < 1e-3, "λ = {lambda}");
            }
        }
    }
}
