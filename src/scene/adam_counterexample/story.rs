//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Every third function slopes up by {c}, the two others down by 1: the best point is $x = -1$. Gradient descent, AMSGrad and ADOPT go there. Adam, with its short memory {beta2}, goes to the other end.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"On average the slope is $(C - 2)/3$, upwards for every $C > 2$, and gradient descent follows the average. Drag $C$: {c}.",
        preset: &[("methods", "gd")],
        from: 0,
    },
    StoryStep {
        text: r"Adam goes to the other end. The steep slope enlarges its own scale $\sqrt{v}$, so that it moves Adam by about $\eta$ only; with the short memory {beta2} the scale is forgotten at once, and the two gentle slopes move it by $\eta$ each, the other way.",
        preset: &[("methods", "gd,adam")],
        from: 0,
    },
    StoryStep {
        text: r"Two cures. AMSGrad never forgets the largest scale. ADOPT scales each slope by what it knew before it: then the steep slope is not divided by itself. Both find $x = -1$.",
        preset: &[("methods", "adam,amsgrad,adopt")],
        from: 0,
    },
    StoryStep {
        text: r"A longer memory cures Adam as well, here: at {beta2} its drift per period (the curve beside) is below zero. For every $\beta_2$ there are slopes that mislead Adam: drag $\beta_2$, then $C$ ({c}).",
        preset: &[("methods", "adam,amsgrad"), ("beta2", "0.7")],
        from: 0,
    },
    StoryStep {
        text: r"Smaller and smaller steps, $\eta/\sqrt t$, do not help: Adam's average regret stays. The drift has the wrong sign, however short the steps. Start {x0}.",
        preset: &[("methods", "adam,amsgrad"), ("schedule", "inverse-root"), ("eta", "0.3"), ("x0", "-0.8")],
        from: 0,
    },
    StoryStep {
        text: r"Adagrad remembers everything, and was safe all along; it only becomes slow. Learning rate {adagrad.lr}.",
        preset: &[("methods", "adagrad,adam,amsgrad")],
        from: 0,
    },
];
