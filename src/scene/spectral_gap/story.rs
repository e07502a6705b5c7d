//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[], from: 400, holds: None },
    StoryStep { preset: &[("r", "2.8"), ("start", "-2.8,0.6")], from: 0, holds: None },
    StoryStep { preset: &[("density", "gaussian"), ("correlation", "0.8"), ("start", "-1,1")], from: 0, holds: None },
    StoryStep { preset: &[("density", "donut"), ("r", "2.5"), ("start", "-2.5,0")], from: 0, holds: None },
];
