//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd"), ("eta", "0.02")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,label-noise-sgd")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,sam")], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "sharp-and-flat"), ("methods", "gd,sam")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,momentum"), ("eta", "0.1"), ("momentum.beta", "0.6")], from: 0, holds: None },
];
