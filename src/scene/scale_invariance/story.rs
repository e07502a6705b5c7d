//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;
use core::f64::consts::PI;

/// How far ln|x/y| may fall without x leaving the normal numbers, whatever the size of y.
const DEPTH: f64 = 700.0;

/// Whether the loss is sure to come back before a double underflows.
///
/// Near x = 0 a step multiplies x/y by 1 − 2a with a = η/((1 − ηλ)|w|²), which grows by the factor e^{2ηλ} a step. From far outside
/// to the edge, a = 1, ln|x/y| falls by −∫₀¹ ln|1 − 2a| da/(2ηλa) = π²/(8ηλ).
fn loss_returns(settings: &Settings) -> bool {
    let product = settings.number("eta").and_then(|eta| Ok(eta * settings.number("lambda")?));
    product.is_ok_and(|product| product >= PI * PI / (8.0 * DEPTH))
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: Some(loss_returns) },
    StoryStep { preset: &[("methods", "gd"), ("start", "0.4,0.12")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd-decay")], from: 0, holds: Some(loss_returns) },
    StoryStep { preset: &[("eta", "0.02"), ("start", "0.3,0.25")], from: 0, holds: Some(loss_returns) },
    StoryStep { preset: &[("methods", "gd-decay,gd-exponential")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd-decay"), ("start", "0.3,0.25")], from: 300, holds: Some(loss_returns) },
    StoryStep { preset: &[("methods", "gd-decay"), ("start", "0.032,0.31")], from: 0, holds: None },
];

#[cfg(test)]
mod tests {
    use crate::scene::rehearsal::{ends, observed, rehearse};
    use crate::scene::scale_invariance::ScaleInvariance;

    /// Both ends of the range of η or λ, and values on both sides of 0.0176: the other number is 0.1, and the sentence holds for
    /// products from 0.00176 on. Between 0.0005 and there either may happen.
    fn values(id: &str) -> Vec<f64> {
        ends(&ScaleInvariance, id).into_iter().chain([0.005, 0.0177, 0.1]).collect()
    }

    /// An observable at the steps of 60/(ηλ), at most 40 000.
    fn history(number: usize, (id, value): (&str, f64), observable: &str) -> (Vec<f64>, bool) {
        let (mut player, holds) = rehearse(&ScaleInvariance, number, &[(id, value)]);
        let [eta, lambda] = ["eta", "lambda"].map(|id| player.settings().number(id).unwrap());
        let last = (60.0 / (eta * lambda)).min(40_000.0) as u64;
        (observed(&mut player, observable, last), holds)
    }

    fn greatest(values: &[f64]) -> f64 {
        values.iter().copied().fold(0.0, f64::max)
    }

    #[test]
    fn with_decay_the_loss_comes_back_and_without_it_settles() {
        for (number, id) in [(1, "lambda"), (3, "lambda"), (4, "eta")] {
            let mut seen = [false; 2];
            for value in values(id) {
                let (losses, holds) = history(number, (id, value), "loss.gd-decay");
                seen[usize::from(holds)] = true;
                let (early, late) = losses.split_at(losses.len() / 2);
                let (again, norms) = (greatest(late), history(number, (id, value), "norm.gd-decay").0);
                let rises = norms.windows(2).filter(|pair| pair[1] > 1.01 * pair[0]).count();
                if holds {
                    assert!(again > 1e-3 && rises > 3, "{number}: {id} = {value}: {again} {rises}");
                } else {
                    assert!(again < 1e-12, "{number}: {id} = {value}: {again} after {}", greatest(early));
                }
            }
            assert_eq!(seen, [true; 2], "{number}: one sentence is never said");
        }
        for value in values("lambda") {
            let losses = history(1, ("lambda", value), "loss.gd").0;
            assert!(losses[losses.len() / 2..].iter().all(|loss| *loss < 1e-6), "λ = {value}");
        }
    }

    #[test]
    fn descent_moves_outward_and_settles_with_every_step() {
        for eta in ends(&ScaleInvariance, "eta") {
            let norms = history(2, ("eta", eta), "norm.gd").0;
            assert!(norms.windows(2).all(|pair| pair[1] >= pair[0] * (1.0 - 1e-12)), "η = {eta}");
            assert!(history(2, ("eta", eta), "loss.gd").0.last().is_some_and(|loss| *loss < 1e-6), "η = {eta}");
        }
    }

    #[test]
    fn the_exponential_rate_takes_the_directions_of_every_decay() {
        for lambda in ends(&ScaleInvariance, "lambda") {
            let (mut player, _) = rehearse(&ScaleInvariance, 5, &[("lambda", lambda)]);
            player.seek(100);
            let claim = player.claims().into_iter().find(|claim| claim.id == "exponential").unwrap();
            assert_eq!(claim.holds(), Some(true), "λ = {lambda}");
        }
    }

    #[test]
    fn neighbours_part_where_the_loss_comes_back() {
        for lambda in values("lambda") {
            let (separations, holds) = history(6, ("lambda", lambda), "separation.gd-decay");
            let apart = greatest(&separations);
            assert!(if holds { apart > 0.1 } else { apart < 1e-6 }, "λ = {lambda}: {apart}");
        }
    }

    #[test]
    fn a_start_near_the_cycle_winds_about_it() {
        let (mut player, _) = rehearse(&ScaleInvariance, 7, &[]);
        let losses = observed(&mut player, "loss.gd-decay", 20_000);
        assert!(greatest(&losses) < 0.1 && losses.iter().all(|loss| *loss > 1e-5));
    }
}
