//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd"), ("start", "0.4,0.12")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd-decay")], from: 0, holds: None },
    StoryStep { preset: &[("eta", "0.02"), ("start", "0.3,0.25")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd-decay,gd-exponential")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd-decay"), ("start", "0.3,0.25")], from: 300, holds: None },
    StoryStep { preset: &[("methods", "gd-decay"), ("start", "0.032,0.31")], from: 0, holds: None },
];
