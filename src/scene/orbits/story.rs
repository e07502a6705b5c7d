//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("beta", "60"), ("eta", "0.001")], from: 600, holds: None },
    StoryStep { preset: &[("side", "reflection")], from: 0, holds: None },
    StoryStep { preset: &[("beta", "3"), ("eta", "0.003")], from: 0, holds: None },
    StoryStep { preset: &[("m", "0.5"), ("beta", "20")], from: 0, holds: None },
    StoryStep { preset: &[("show", "coupling"), ("eta", "0.004")], from: 0, holds: None },
];
