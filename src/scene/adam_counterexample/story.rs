//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,adam")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "adam,amsgrad,adopt")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "adam,amsgrad"), ("beta2", "0.7")], from: 0, holds: None },
    StoryStep {
        preset: &[("methods", "adam,amsgrad"), ("schedule", "inverse-root"), ("eta", "0.3"), ("x0", "-0.8")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("methods", "adagrad,adam,amsgrad")], from: 0, holds: None },
];
