//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::escape::has_linear_zone;

/// A start is near the monkey saddle within this part of the radius b.
const NEAR: f64 = 0.2;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

/// Whether walkers start beside each other, not all at one point.
fn is_spread(settings: &Settings) -> bool {
    number(settings, "spread") > 0.0
}

/// Whether the noise is so small that the formula for the median speaks of it.
fn is_small(settings: &Settings) -> bool {
    let number = |id| number(settings, id);
    has_linear_zone(number("eta"), number("perturbed-sgd.sigma"), number("radius"))
}

/// Whether walkers start near the saddle, but not on it.
fn is_near(settings: &Settings) -> bool {
    is_spread(settings) && number(settings, "spread") <= NEAR * number(settings, "radius")
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,momentum,adam")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd"), ("spread", "0.02")], from: 0, holds: Some(is_spread) },
    StoryStep { preset: &[("methods", "gd,perturbed-sgd"), ("start", "0,0")], from: 0, holds: Some(is_small) },
    StoryStep { preset: &[("methods", "perturbed-gd,perturbed-sgd,sgld")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,momentum"), ("spread", "0.02"), ("start", "0,0")], from: 0, holds: None },
    StoryStep {
        preset: &[("landscape", "monkey-saddle"), ("methods", "gd"), ("spread", "0.05"), ("start", "0,0")],
        from: 0,
        holds: Some(is_near),
    },
];

#[cfg(test)]
mod tests {
    use super::super::SaddleEscape;
    use super::super::run::SaddleEscapeRun;
    use crate::measure::median_of_steps;
    use crate::parameter::Settings;
    use crate::scene::rehearsal::{ends, observed, rehearse};
    use crate::scene::{Run as _, Scene as _};
    use crate::theory::escape;

    /// A step of the story after so many steps, with one number dragged elsewhere.
    fn run(number: usize, id: &str, value: f64, steps: u64) -> SaddleEscapeRun {
        let mut settings = Settings::new(SaddleEscape.parameters());
        SaddleEscape.about().story[number - 1].preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
        settings.set(id, &value.to_string()).unwrap();
        let mut run = SaddleEscapeRun::new(&settings, 1).unwrap();
        (0..steps).for_each(|_| run.step());
        run
    }

    fn holds(number: usize, id: &str, value: f64) -> bool {
        rehearse(&SaddleEscape, number, &[(id, value)]).1
    }

    #[test]
    fn without_noise_the_ridge_is_never_left() {
        for eta in ends(&SaddleEscape, "eta").into_iter().chain([0.05]) {
            let run = run(2, "eta", eta, 2000);
            assert_eq!(run.flocks.len(), 3);
            assert!(run.flocks.iter().all(|flock| flock.positions().iter().all(|[_, y]| *y == 0.0)), "{eta}");
        }
    }

    #[test]
    fn off_the_ridge_every_walker_leaves() {
        let [least, greatest] = ends(&SaddleEscape, "spread");
        for spread in [least, 1e-6, 0.02, greatest] {
            let run = run(3, "spread", spread, 1000);
            let left = run.flocks[0].positions().iter().filter(|[_, y]| y.abs() > 0.3).count();
            let expected = if holds(3, "spread", spread) { run.flocks[0].len() } else { 0 };
            assert_eq!(left, expected, "{spread}");
        }
        assert!(!holds(3, "spread", least) && holds(3, "spread", 1e-6));
    }

    #[test]
    fn half_have_left_when_the_formula_says_or_in_a_few_dozen_steps() {
        let [least, greatest] = ends(&SaddleEscape, "perturbed-sgd.sigma");
        for (sigma, small) in [(least, true), (0.05, true), (0.7, true), (0.71, false), (greatest, false)] {
            assert_eq!(holds(4, "perturbed-sgd.sigma", sigma), small, "{sigma}");
            let (mut player, _) = rehearse(&SaddleEscape, 4, &[("perturbed-sgd.sigma", sigma)]);
            let shares = observed(&mut player, "escaped.perturbed-sgd", 700);
            let median = shares.iter().position(|share| *share >= 0.5).unwrap() as f64;
            let predicted = escape::perturbed_median(0.05, sigma, 0.3);
            if small {
                // Four standard errors of the median of 200 walkers, the quartic, and whole steps.
                let error = 0.5 / (escape::perturbed_median_density(0.05, sigma, 0.3) * 200.0_f64.sqrt());
                let bias = (escape::perturbed_first_passage_median(0.05, sigma, 0.3).unwrap() - predicted).abs();
                assert!((median - predicted).abs() < 4.0 * error + bias + 1.0, "{sigma}: {median}, {predicted}");
            } else {
                assert!((12.0..60.0).contains(&median), "{sigma}: {median}");
            }
        }
    }

    #[test]
    fn perturbed_descent_kicks_by_at_most_its_radius_and_leaves() {
        for radius in ends(&SaddleEscape, "perturbed-gd.radius") {
            let (mut player, _) = rehearse(&SaddleEscape, 5, &[("perturbed-gd.radius", radius)]);
            let mut before = 0.0;
            for step in 1..=2000 {
                player.seek(step);
                let track = player.tracks().into_iter().find(|track| track.id == "perturbed-gd").unwrap();
                // On the ridge the first kick is all that moves y.
                let y: f64 = track.point[1];
                assert!(before != 0.0 || y.abs() <= 1.05 * radius, "{radius}: {y}");
                before = y;
            }
            let shares = observed(&mut player, "escaped.perturbed-gd", 2000);
            assert_eq!(shares.last(), Some(&1.0), "{radius}");
        }
    }

    #[test]
    fn momentum_grows_by_the_larger_root_and_never_slower_than_descent() {
        for beta in ends(&SaddleEscape, "momentum.beta").into_iter().chain([0.9]) {
            let (mut player, _) = rehearse(&SaddleEscape, 6, &[("momentum.beta", beta)]);
            player.seek(500);
            let claim = player.claims().into_iter().find(|claim| claim.id == "momentum-growth").unwrap();
            assert_eq!(claim.holds(), Some(true), "{beta}: {claim:?}");
            assert!(claim.predicted >= 1.05 - 1e-12, "{beta}: {}", claim.predicted);
        }
    }

    #[test]
    fn at_a_monkey_saddle_half_the_spread_doubles_the_wait() {
        let median = |spread: f64| {
            let run = run(7, "spread", spread, (1500.0 / spread.clamp(0.005, 1.0)) as u64 / 10);
            let mut times: Vec<f64> = run.flocks[0].escape_times().collect();
            median_of_steps(&mut times, run.flocks[0].len())
        };
        let [least, greatest] = ends(&SaddleEscape, "spread");
        for spread in [0.01, 0.05, 0.06] {
            assert!(holds(7, "spread", spread), "{spread}");
            let ratio = median(0.5 * spread).unwrap() / median(spread).unwrap();
            assert!((1.8..2.6).contains(&ratio), "{spread}: {ratio}");
        }
        assert!(!holds(7, "spread", least) && !holds(7, "spread", 0.061) && !holds(7, "spread", greatest));
        assert_eq!(median(least), None);
        // With the widest spread most walkers start beyond b.
        let far = run(7, "spread", greatest, 0);
        let beyond = far.flocks[0].positions().iter().filter(|[x, y]| x.hypot(*y) > 0.3).count();
        assert!(2 * beyond > far.flocks[0].len(), "{beyond}");
    }
}
