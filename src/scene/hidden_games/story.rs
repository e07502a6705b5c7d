//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gda")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gda,natural-gradient")], from: 0, holds: None },
    StoryStep { preset: &[("lambda", "0.3")], from: 0, holds: None },
    StoryStep { preset: &[("lambda", "0.3"), ("start", "1.8,-1.6")], from: 0, holds: None },
    StoryStep {
        preset: &[("game", "rock-paper-scissors"), ("lambda", "0.1"), ("start", "1,-0.5")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("start", "2.6,2"), ("methods", "natural-gradient,gda")], from: 0, holds: None },
];
