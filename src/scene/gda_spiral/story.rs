//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gda")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "gda,alternating-gda")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "alternating-gda,extragradient,ogda")], from: 0, holds: None },
    StoryStep { preset: &[("methods", "extragradient,ogda,proximal-point"), ("eta", "0.7")], from: 0, holds: None },
    StoryStep {
        preset: &[
            ("game", "strongly-monotone"),
            ("alpha", "0.2"),
            ("methods", "gda,alternating-gda,extragradient,ogda"),
        ],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("box", "3"), ("methods", "gda,extragradient")], from: 0, holds: None },
    StoryStep {
        preset: &[("box", "5"), ("methods", "gda,greedy-accept-reject"), ("start", "-3.6,2.2")],
        from: 0,
        holds: None,
    },
    StoryStep { preset: &[("methods", "gda,extragradient,anchored"), ("eta", "0.1")], from: 0, holds: None },
    StoryStep {
        preset: &[("game", "sine-sum"), ("methods", "gda,extragradient,ogda,proximal-point"), ("start", "-2,2.8")],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("game", "forsaken"), ("methods", "gda,extragradient,ogda"), ("start", "1,1.2"), ("eta", "0.05")],
        from: 0,
        holds: None,
    },
];
