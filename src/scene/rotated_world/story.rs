//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"From the same start, on Himmelblau's function, Adam reaches one minimum as the world stands and another in the world turned by {angle} degrees (its path there, turned back, is dashed). Descent with step {eta} reaches the same in both.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"A ravine shows why. Turned by {angle} degrees, it does not change for gradient descent: $\nabla f$ turns with $f$, and the dashed path covers the solid one.",
        preset: &[("landscape", "ravine"), ("methods", "gd,momentum")],
        from: 0,
    },
    StoryStep {
        text: r"Adam divides each coordinate by its own scale, and coordinates are no part of the landscape: turned by {angle} degrees, it takes another path (dashed). Along the axes the ravine is easy for it; across them it is not.",
        preset: &[("landscape", "ravine"), ("methods", "gd,adam")],
        from: 0,
    },
    StoryStep {
        text: r"By {angle} degrees axes become axes, and Adam turns as well as descent does. Drag the angle off it.",
        preset: &[("landscape", "ravine"), ("methods", "gd,adam"), ("angle", "90")],
        from: 0,
    },
    StoryStep {
        text: r"Take Adam apart. AdaLR goes Adam's length along the gradient; AdaDir goes the gradient's length in Adam's direction. AdaLR keeps the direction in any world, but Adam's length depends on the axes as well, so that with {angle} degrees neither turns with the world.",
        preset: &[("landscape", "ravine"), ("methods", "adam,ada-lr,ada-dir"), ("angle", "30")],
        from: 0,
    },
    StoryStep {
        text: r"What knows gradients and Hessians as wholes turns with the world, Newton's method and SAM too; what takes coordinates one by one, from AdaGrad to sign descent, does not. Angle {angle}.",
        preset: &[("landscape", "ravine"), ("methods", "normalized-gd,sam,newton,adagrad,rmsprop,sign-gd")],
        from: 0,
    },
];
