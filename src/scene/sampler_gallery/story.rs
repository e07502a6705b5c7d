//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 150, holds: None },
    StoryStep { preset: &[], from: 2000, holds: None },
    StoryStep { preset: &[("methods", "hmc,nuts"), ("density", "donut")], from: 200, holds: None },
    StoryStep {
        preset: &[
            ("density", "gaussian"),
            ("correlation", "0.95"),
            ("methods", "slice,gibbs,adaptive-metropolis"),
            ("start", "-2,2"),
        ],
        from: 200,
        holds: None,
    },
    StoryStep {
        preset: &[("density", "two-gaussians"), ("r", "3"), ("methods", "mala,hmc,de-mc-z"), ("start", "-3,0")],
        from: 600,
        holds: None,
    },
    StoryStep {
        preset: &[
            ("density", "gaussian"),
            ("correlation", "0.8"),
            ("methods", "ula,sgld,underdamped-langevin"),
            ("ula.step", "0.15"),
            ("sgld.step", "0.1"),
            ("start", "-2,2"),
        ],
        from: 300,
        holds: None,
    },
    StoryStep {
        preset: &[("density", "funnel"), ("methods", "hmc,nuts,slice"), ("start", "0,0")],
        from: 400,
        holds: None,
    },
];
