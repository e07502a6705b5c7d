//! The scene's story.

use crate::parameter::Settings;
use crate::scene::StoryStep;

fn number(settings: &Settings, id: &str) -> f64 {
    settings.number(id).unwrap_or(f64::NAN)
}

/// Whether steps are so short that factors follow the flow of their product closely.
fn follows(settings: &Settings) -> bool {
    number(settings, "eta") <= 0.02
}

/// Whether the factors are far from balance.
fn is_unbalanced(settings: &Settings) -> bool {
    number(settings, "imbalance") >= 0.3
}

/// Whether theory says that the work is not 0.
fn does_work(settings: &Settings) -> bool {
    settings.count("loop-depth").is_ok_and(|depth| depth >= 3)
}

/// Whether depth 2 does no work on the half ring.
fn is_second(settings: &Settings) -> bool {
    settings.count("loop-depth").is_ok_and(|depth| depth == 2)
}

/// Whether there is more than one factor on the ring.
fn is_deep(settings: &Settings) -> bool {
    settings.count("loop-depth").is_ok_and(|depth| depth >= 2)
}

/// Whether factors start small and steps are short, so that the times are those of the formula.
fn is_timed(settings: &Settings) -> bool {
    number(settings, "eta") <= 0.03
}

/// Whether three factors wait long at the start.
fn is_slow(settings: &Settings) -> bool {
    number(settings, "alpha") <= 0.05 && number(settings, "eta") <= 0.02
}

const DEPTHS: (&str, &str) = ("methods", "depth-1,depth-2,depth-3,depth-4");

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "depth-3")], from: 0, holds: Some(follows) },
    StoryStep { preset: &[("methods", "depth-2,depth-3"), ("imbalance", "0.6")], from: 0, holds: Some(is_unbalanced) },
    StoryStep { preset: &[("methods", "depth-3"), ("loop", "half-ring")], from: 0, holds: Some(does_work) },
    StoryStep {
        preset: &[("methods", "depth-2"), ("loop", "half-ring"), ("loop-depth", "2")],
        from: 0,
        holds: Some(is_second),
    },
    StoryStep {
        preset: &[("methods", "depth-2"), ("loop", "quarter-ring"), ("loop-depth", "2")],
        from: 0,
        holds: Some(is_deep),
    },
    StoryStep { preset: &[("p", "4"), DEPTHS], from: 0, holds: None },
    StoryStep { preset: &[("task", "modes")], from: 0, holds: Some(is_timed) },
    StoryStep { preset: &[("task", "modes"), ("layers", "3"), ("alpha", "0.05")], from: 0, holds: Some(is_slow) },
    StoryStep { preset: &[("task", "collapse")], from: 0, holds: None },
    StoryStep { preset: &[("task", "collapse"), ("layers", "3")], from: 0, holds: None },
];
