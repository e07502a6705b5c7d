//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Same landscape, same start, same step {eta}. Gradient descent rolls into the nearest minimum and stays there for ever. Langevin adds noise of the right size to each step and goes on walking: it visits every minimum, each as often as $e^{-\beta f}$ says.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"Now look at the cloud of {walkers} walkers. It starts in one point, spreads, and its distance from $e^{-\beta f}$ falls until it is what that many independent draws would leave: the dashed floor.",
        preset: &[],
        from: 600,
    },
    StoryStep {
        text: r"Cold: at inverse temperature {beta} the walkers behave like descent. They fall into the minimum next to the start and need very long to leave it: a good sampler of one basin is a bad sampler of the density.",
        preset: &[("beta", "4")],
        from: 0,
    },
    StoryStep {
        text: r"Hot: at {beta} they cross everywhere, but what they sample is nearly flat, and few of them are near a minimum. Optimizing wants cold, mixing wants hot.",
        preset: &[("beta", "0.25")],
        from: 0,
    },
    StoryStep {
        text: r"Where the landscape is a bowl of curvature $\alpha$ all can be computed: the cloud's mean forgets the start as $e^{-\alpha t}$, and its variance grows to $1/\beta\alpha$, up to the step's $1 - \eta\alpha/2$.",
        preset: &[("landscape", "bowl"), ("beta", "1.5")],
        from: 0,
    },
    StoryStep {
        text: r"Many minima: descent takes the first of them, whichever it is. Langevin hops from one to the next. Drag the start.",
        preset: &[("landscape", "rastrigin"), ("eta", "0.003"), ("beta", "0.6"), ("start", "3.2,3.4")],
        from: 0,
    },
];
