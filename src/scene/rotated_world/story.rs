//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "ravine"), ("methods", "gd,momentum")], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "ravine"), ("methods", "gd,adam")], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "ravine"), ("methods", "gd,adam"), ("angle", "90")], from: 0, holds: None },
    StoryStep {
        preset: &[("landscape", "ravine"), ("methods", "adam,ada-lr,ada-dir"), ("angle", "30")],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("landscape", "ravine"), ("methods", "normalized-gd,sam,newton,adagrad,rmsprop,sign-gd")],
        from: 0,
        holds: None,
    },
];
