//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,momentum,adam")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd"), ("spread", "0.02")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,perturbed-sgd"), ("start", "0,0")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "perturbed-gd,perturbed-sgd,sgld")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gd,momentum"), ("spread", "0.02"), ("start", "0,0")], from: 0, holds: None },
    StoryStep {
        preset: &[("landscape", "monkey-saddle"), ("methods", "gd"), ("spread", "0.05"), ("start", "0,0")],
        from: 0,
        holds: None,
    },
];
