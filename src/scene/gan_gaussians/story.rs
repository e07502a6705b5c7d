//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

/// Whether the generator is much faster than the discriminator.
fn generator_leads(settings: &Settings) -> bool {
    number(settings, "eta-g") >= 8.0 * number(settings, "eta-d") && number(settings, "eta-g") >= 0.004
}

/// Whether both have the same speed, and that is neither too slow to see nor too fast.
fn is_even(settings: &Settings) -> bool {
    let [eta_g, eta_d] = ["eta-g", "eta-d"].map(|id| number(settings, id));
    (0.8..=1.25).contains(&(eta_g / eta_d)) && (0.0015..=0.0025).contains(&eta_g)
}

/// Whether the discriminator is much faster than the generator.
fn discriminator_leads(settings: &Settings) -> bool {
    number(settings, "eta-d") >= 8.0 * number(settings, "eta-g") && number(settings, "eta-d") >= 0.004
}

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[("methods", "gan-gda")], from: 0, holds: Some(generator_leads) },
    StoryStep { preset: &[], from: 0, holds: Some(generator_leads) },
    StoryStep { preset: &[("methods", "gan-inner-ascent,gan-random-reject")], from: 0, holds: Some(generator_leads) },
    StoryStep {
        preset: &[("methods", "gan-gda"), ("eta-g", "0.002"), ("eta-d", "0.002")],
        from: 0,
        holds: Some(is_even),
    },
    StoryStep {
        preset: &[("methods", "gan-gda,gan-inner-ascent"), ("eta-g", "0.0005"), ("eta-d", "0.005")],
        from: 0,
        holds: Some(discriminator_leads),
    },
    StoryStep {
        preset: &[("methods", "gan-slope-penalty,gan-relativistic"), ("eta-g", "0.0005"), ("eta-d", "0.005")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("methods", "gan-gda,gan-transport")], from: 0, holds: None },
];
