//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"A network with normalization does not feel the length of its weights; in small, $L = x^2/(x^2 + y^2)$ is the same along every ray. Descent with step {eta} settles. With weight decay {lambda} it never does: the loss rises again and again.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"The gradient of $L$ is orthogonal to $w$, so that each step adds $\eta^2\|\nabla L\|^2$ to $\|w\|^2$: descent with step {eta} moves outward, and settles.",
        preset: &[("methods", "gd"), ("start", "0.4,0.12")],
        from: 0,
    },
    StoryStep {
        text: r"Weight decay {lambda} pulls inward. Once the loss is small nothing resists it: the weights shrink until $\|w\|^2 < \eta/(1 - \eta\lambda)$ (dashed), where descent overshoots the minimum; the loss rises, the kick throws the weights out, and it begins again.",
        preset: &[("methods", "gd-decay")],
        from: 0,
    },
    StoryStep {
        text: r"A smaller step does not help: with step {eta} the same happens nearer to the origin, and less often. Only $\eta\lambda$ matters for the directions, the intrinsic learning rate.",
        preset: &[("eta", "0.02"), ("start", "0.3,0.25")],
        from: 0,
    },
    StoryStep {
        text: r"Decay {lambda} with constant $\eta$ is, for the directions, no decay with the exponentially growing rate $\eta (1 - \eta\lambda)^{-2t-1}$: the dashed ray lies on the path, until chaos has amplified rounding.",
        preset: &[("methods", "gd-decay,gd-exponential")],
        from: 0,
    },
    StoryStep {
        text: r"It is chaos: two starts a billionth apart part company within a few kicks. Without decay ({lambda} set to 0) they never would.",
        preset: &[("methods", "gd-decay"), ("start", "0.3,0.25")],
        from: 300,
    },
    StoryStep {
        text: r"About one start in a hundred is spared. A cycle of period 2 has $L = \eta\lambda/2$ and $\|w\|^2 = \eta$; a step preserves area in $(\ln|x|, \ln|y|)$, so that the cycle neither attracts nor repels, and paths near it wind about it for ever. Drag the start away from it, or change {lambda}.",
        preset: &[("methods", "gd-decay"), ("start", "0.032,0.31")],
        from: 0,
    },
];
