//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "ula")], from: 800, holds: None },
    StoryStep { preset: &[("methods", "simulated-tempering")], from: 500, holds: None },
    StoryStep { preset: &[("methods", "simulated-tempering")], from: 1000, holds: None },
    StoryStep {
        preset: &[("methods", "simulated-tempering"), ("levels", "2"), ("beta-min", "0.02")],
        from: 1000,
        holds: None,
    },
    StoryStep { preset: &[("methods", "simulated-tempering"), ("weights", "learnt")], from: 300, holds: None },
    StoryStep { preset: &[("methods", "parallel-tempering")], from: 300, holds: None },
    StoryStep {
        preset: &[("methods", "parallel-tempering"), ("ladder", "equalized"), ("levels", "5"), ("beta-min", "0.02")],
        from: 1000,
        holds: None,
    },
    StoryStep {
        preset: &[("methods", "ula,simulated-tempering,parallel-tempering"), ("r", "2.6")],
        from: 1500,
        holds: None,
    },
];
