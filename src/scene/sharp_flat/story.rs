//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Two weights in a row have the loss $(1 - xy)^2$: a whole valley of minima (dashed), flat in the middle, sharp at its ends. With the step {eta} descent stops at the first that is flat enough, $\lambda_{\max} \leq 2/\eta$; SAM and noise on the label go on, to the flattest.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"Why does it stop where it does? With the short step {eta} descent follows the gradient flow, which conserves $x^2 - y^2$, and ends where it happens to.",
        preset: &[("methods", "gd"), ("eta", "0.02")],
        from: 0,
    },
    StoryStep {
        text: r"With the step {eta} again: minima in the shaded region, $\lambda_{\max} > 2/\eta$, repel. Descent overshoots, each overshoot takes some of $x^2 - y^2$, and it settles only where the valley is flat enough: at the edge of stability, or below.",
        preset: &[("methods", "gd")],
        from: 0,
    },
    StoryStep {
        text: r"Noise of deviation {noise} on the label does not stop on the valley: each step takes $4\eta^2(r + \sigma\xi)^2$ of $x^2 - y^2$, and it drifts to the flattest minimum, $|x| = |y|$.",
        preset: &[("methods", "gd,label-noise-sgd")],
        from: 0,
    },
    StoryStep {
        text: r"SAM descends with the gradient from {sam.rho} uphill. That is never zero on the valley: it bounces across, and goes to $|x| = |y|$ too, without noise.",
        preset: &[("methods", "gd,sam")],
        from: 0,
    },
    StoryStep {
        text: r"Two wells of equal depth, one fifty times as sharp. With {eta} the sharp one, where $\lambda_{\max} = 10$, lies beyond $2/\eta$: descent that starts in it leaves it.",
        preset: &[("landscape", "sharp-and-flat"), ("methods", "gd,sam")],
        from: 0,
    },
    StoryStep {
        text: r"Momentum {momentum.beta} moves the edge to $2(1 + \beta)/\eta$, but it runs farther on its way: where it ends is another matter.",
        preset: &[("methods", "gd,momentum"), ("eta", "0.1"), ("momentum.beta", "0.6")],
        from: 0,
    },
];
