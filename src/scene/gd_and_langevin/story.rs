//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[], from: 600, holds: None },
    StoryStep { preset: &[("beta", "4")], from: 0, holds: None },
    StoryStep { preset: &[("beta", "0.25")], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "bowl"), ("beta", "1.5")], from: 0, holds: None },
    StoryStep {
        preset: &[("landscape", "rastrigin"), ("eta", "0.003"), ("beta", "0.6"), ("start", "3.2,3.4")],
        from: 0,
        holds: None,
    },
];
