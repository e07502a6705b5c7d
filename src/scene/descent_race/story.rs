//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep { preset: &[], from: 0, holds: None },
    StoryStep { preset: &[("landscape", "ravine"), ("methods", "gd"), ("gd.lr", "0.0769")], from: 0, holds: None },
    StoryStep {
        preset: &[
            ("landscape", "ravine"),
            ("methods", "gd,momentum,nesterov"),
            ("gd.lr", "0.0769"),
            ("momentum.lr", "0.1111"),
            ("momentum.beta", "0.4444"),
            ("nesterov.lr", "0.04"),
            ("nesterov.beta", "0.6667"),
        ],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("landscape", "goldstein-price"), ("methods", "gd,adagrad,rmsprop,adam,lion,sign-gd")],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[("landscape", "beale"), ("methods", "momentum,adam,sam"), ("sam.rho", "0.3"), ("anatomy", "on")],
        from: 12,
        holds: None,
    },
    StoryStep {
        preset: &[
            ("landscape", "saddle"),
            ("methods", "gd,perturbed-sgd,sgld,newton,cubic-newton,lbfgs"),
            ("start", "0.8,0"),
        ],
        from: 0,
        holds: None,
    },
    StoryStep {
        preset: &[
            ("landscape", "ravine"),
            ("methods", "gd,momentum,adam"),
            ("sigma", "2"),
            ("schedule", "inverse-root"),
        ],
        from: 0,
        holds: None,
    },
];
