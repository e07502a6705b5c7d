//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Turn the landscape by {angle} degrees, start at the turned start, and turn the path back (dashed). Gradient descent does not notice: $\nabla f$ turns with $f$, and the dashed path covers the solid one.",
        preset: &[("methods", "gd,momentum")],
        from: 0,
    },
    StoryStep {
        text: r"Adam divides each coordinate by its own scale, and coordinates are no part of the landscape: turned by {angle} degrees, it takes another path (dashed). Along the axes the ravine is easy for it; across them it is not.",
        preset: &[("methods", "gd,adam")],
        from: 0,
    },
    StoryStep {
        text: r"By {angle} degrees axes become axes, and Adam turns as well as descent does. Drag the angle off it.",
        preset: &[("methods", "gd,adam"), ("angle", "90")],
        from: 0,
    },
    StoryStep {
        text: r"Take Adam apart. AdaLR goes Adam's length along the gradient; AdaDir goes the gradient's length in Adam's direction. AdaLR keeps the direction in any world, but Adam's length depends on the axes as well, so that with {angle} degrees neither turns with the world.",
        preset: &[("methods", "adam,ada-lr,ada-dir"), ("angle", "30")],
        from: 0,
    },
    StoryStep {
        text: r"What knows gradients and Hessians as wholes turns with the world, Newton's method and SAM too; what takes coordinates one by one, from AdaGrad to sign descent, does not. Angle {angle}.",
        preset: &[("methods", "normalized-gd,sam,newton,adagrad,rmsprop,sign-gd")],
        from: 0,
    },
    StoryStep {
        text: r"Rosenbrock's valley bends through all directions: here the axes favour Adam nowhere for long. Angle {angle}, step {eta}.",
        preset: &[("landscape", "rosenbrock"), ("methods", "momentum,adam"), ("eta", "0.0005"), ("start", "-1.2,1")],
        from: 0,
    },
];
