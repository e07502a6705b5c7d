//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("start", "-0.6,-1.8")], from: 0, holds: None },
    StoryStep { preset: &[("start", "2,-4")], from: 40, holds: None },
    StoryStep { preset: &[("game", "two-hills")], from: 0, holds: None },
    StoryStep { preset: &[("game", "two-hills"), ("start", "-2.6,-2.2")], from: 0, holds: None },
    StoryStep { preset: &[("game", "two-hills"), ("start", "2,0.5")], from: 0, holds: None },
];
