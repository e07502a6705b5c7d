//! The scene's story.

use super::circles::expected_crossings;
use crate::error::Error;
use crate::parameter::Settings;
use crate::scene::StoryStep;
use crate::theory::orbits::{OrbitLaw, chain_normal_variance};

/// The time in which the story looks for chains that cross.
const TIME: f64 = 10.0;
/// So far, relative, the laws for large β may be off where they are told.
const ROUGH: f64 = 0.25;

/// How many chains may be expected to cross, at most; where M is not the identity the wall is lower than theory knows.
fn crossings(settings: &Settings) -> Result<f64, Error> {
    let expected = expected_crossings(settings.number("beta")?, settings.number("eta")?, TIME);
    Ok(if settings.number("m")? == 1.0 { expected } else { f64::INFINITY })
}

/// Whether no chain is likely to cross (Markov's inequality).
fn none_crosses(settings: &Settings) -> bool {
    crossings(settings).is_ok_and(|expected| expected < 0.01)
}

/// Whether one chain in twenty or more is expected to cross.
fn many_cross(settings: &Settings) -> bool {
    crossings(settings).is_ok_and(|expected| expected >= 20.0)
}

/// Whether the laws for β → ∞ and η → 0 hold to a quarter.
fn is_sharp(settings: &Settings) -> bool {
    let near = |(beta, eta): (f64, f64)| {
        let law = OrbitLaw::new(beta);
        // The step widens the valley, by 1/(1 − 4ηβ).
        let widened = chain_normal_variance(beta, eta) * 8.0 * beta;
        let variance = law.normal_variance * 8.0 * beta * widened;
        widened > 0.0 && (variance - 1.0).abs() < ROUGH && (2.0 * law.rotation_rate - 1.0).abs() < ROUGH
    };
    settings.number("beta").and_then(|beta| Ok((beta, settings.number("eta")?))).is_ok_and(near)
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("beta", "60"), ("eta", "0.0006")], from: 600, holds: Some(is_sharp) },
    StoryStep { preset: &[("side", "reflection")], from: 0, holds: Some(none_crosses) },
    StoryStep { preset: &[("beta", "3"), ("eta", "0.002")], from: 0, holds: Some(many_cross) },
    StoryStep { preset: &[("m", "0.5"), ("beta", "20")], from: 0, holds: None },
    StoryStep { preset: &[("show", "coupling"), ("eta", "0.004")], from: 0, holds: None },
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::density::OrbitDensity;
    use crate::scene::Run;
    use crate::scene::orbits::Orbits;
    use crate::scene::orbits::circles::CirclesRun;
    use crate::scene::rehearsal::{ends, observed, rehearse};

    /// A step of the story with its β dragged, until all looks are over and the time has passed; and what is said.
    fn circles(number: usize, beta: f64) -> (CirclesRun, bool) {
        let (player, holds) = rehearse(&Orbits, number, &[("beta", beta)]);
        let settings = player.settings();
        let mut run = CirclesRun::new(settings, 1).unwrap();
        let steps = (TIME / settings.number("eta").unwrap()) as u64;
        (0..steps).for_each(|_| run.step());
        (run, holds)
    }

    #[test]
    fn chains_cross_as_the_story_says() {
        let [least, greatest] = ends(&Orbits, "beta");
        for (beta, expected) in [(least, false), (18.0, false), (24.0, true), (30.0, true), (greatest, true)] {
            let (run, holds) = circles(3, beta);
            assert_eq!(holds, expected, "β = {beta}");
            assert!(if holds { run.ensemble.crossings() == 0 } else { beta > least || run.ensemble.crossings() > 0 });
        }
        for (beta, expected) in [(least, true), (3.0, true), (10.5, true), (12.0, false), (greatest, false)] {
            let (run, holds) = circles(4, beta);
            let crossed = run.ensemble.crossings();
            assert_eq!(holds, expected, "β = {beta}: {crossed}");
            assert!(if holds { crossed >= 5 } else { crossed < 34 }, "β = {beta}: {crossed}");
        }
    }

    #[test]
    fn the_laws_for_large_beta_hold_to_a_quarter_where_they_are_told() {
        let [least, greatest] = ends(&Orbits, "beta");
        let near = [(6.0, false), (12.0, true), (60.0, true), (70.0, true), (85.0, false)];
        for (beta, expected) in [(least, false), (greatest, false)].into_iter().chain(near) {
            let (run, holds) = circles(2, beta);
            assert_eq!(holds, expected, "β = {beta}");
            let variance = run.ensemble.normal_variance().unwrap().value * 8.0 * beta;
            // At time 1, from 400 chains: the rate is known to 0.06.
            let (mut player, _) = rehearse(&Orbits, 2, &[("beta", beta)]);
            let cosine = *observed(&mut player, "correlation", 1667).last().unwrap();
            let rate = -2.0 * cosine.max(1e-3).ln();
            let is_sharp = (variance - 1.0).abs() < ROUGH && (rate - 1.0).abs() < ROUGH + 0.12;
            assert_eq!(is_sharp, holds, "β = {beta}: {variance} {rate}");
        }
    }

    #[test]
    fn the_wall_between_the_circles_is_m_squared_beta_high() {
        for m in ends(&Orbits, "m") {
            let density = OrbitDensity { beta: 20.0, target: [1.0, m] };
            // The least over matrices of rank one, (cos t, 0; sin t, 0)·s, on a grid that holds (1, 0; 0, 0).
            let wall = (0..=120).flat_map(|i| (0..120).map(move |k| (f64::from(i) / 60.0, f64::from(k) / 20.0)));
            let least = wall.map(|(s, t)| density.value([s * t.cos(), 0.0, s * t.sin(), 0.0])).fold(f64::MAX, f64::min);
            assert!((least - m * m * 20.0).abs() < 1e-12, "m = {m}: {least}");
        }
    }

    #[test]
    fn the_mean_meeting_time_is_told_rightly_at_every_distance() {
        for distance in ends(&Orbits, "distance") {
            let (mut player, _) = rehearse(&Orbits, 6, &[("distance", distance)]);
            player.advance(60_000, || true);
            for claim in player.claims() {
                assert_eq!(claim.holds(), Some(true), "r = {distance}: {claim:?}");
            }
        }
    }
}
