//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("particles", "2000")], from: 600, holds: None },
    StoryStep { preset: &[("particles", "1000000")], from: 0, holds: None },
    StoryStep {
        preset: &[("density", "two-gaussians"), ("r", "2.2"), ("start", "-2.2,0"), ("eta", "0.02")],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[
            ("density", "donut"),
            ("scheme", "underdamped"),
            ("start", "-2,0"),
            ("friction", "0.5"),
            ("eta", "0.03"),
        ],
        from: 0,
        holds: None,
    },
];
