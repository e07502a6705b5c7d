//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[], from: 2000, holds: None },
    StoryStep { preset: &[("r", "2.8")], from: 0, holds: None },
    StoryStep { preset: &[("r", "2.8"), ("beta", "0.4")], from: 0, holds: None },
    StoryStep { preset: &[("eta", "0.2")], from: 0, holds: None },
    StoryStep {
        preset: &[("density", "four-gaussians"), ("r", "2.5"), ("start", "-1.8,-1.8"), ("eta", "0.05")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("density", "mixture"), ("start", "-1.5,-1.5"), ("eta", "0.05")], from: 0, holds: None },
];
