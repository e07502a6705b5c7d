//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Gradient descent would roll into the nearest mode and stay. Langevin adds noise of just the right size at each step {eta}, and now and then the noise carries the walker over the barrier: it samples $p \propto e^{-\beta f}$ instead of maximizing it.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"How long does it take? The mean first-passage time to $x_1 = 0$ is a double integral of $e^{f}$ and $e^{-f}$. The bars count thousands of timed walkers; the dashed law is exponential with the integral's mean, not a fit. The means lie at distance {r} from the middle.",
        preset: &[],
        from: 2000,
    },
    StoryStep {
        text: r"Move the modes apart and the wait explodes: its logarithm grows like the barrier's height, $r^2/2$. Here $r$ is {r}; at $r = 4$ the mean wait is two hundred times as long as at $r = 2$.",
        preset: &[("r", "2.8")],
        from: 0,
    },
    StoryStep {
        text: r"Temperature is the other way over. At inverse temperature {beta} the barrier counts for $\beta f$ only, and everyone crosses, but what they sample is $p^\beta$, not $p$. Tempering makes an honest method of this.",
        preset: &[("r", "2.8"), ("beta", "0.4")],
        from: 0,
    },
    StoryStep {
        text: r"A coarse step has a price. At {eta} the cloud is wider than the density by the factor $1/(1 - \eta/2)$ in $x_2$, exactly, and crossings are seen late, as the walker is looked at only at its steps: both are in the claims.",
        preset: &[("eta", "0.2")],
        from: 0,
    },
    StoryStep {
        text: r"Four modes: this density is a product of two barriers, so each coordinate crosses on its own and the same integral predicts it. {walkers} companions start in one place; watch the four shares meet at a quarter.",
        preset: &[("density", "four-gaussians"), ("r", "2.5"), ("start", "-1.8,-1.8"), ("eta", "0.05")],
        from: 0,
    },
    StoryStep {
        text: r"Any density will do: here are three modes of different width, and a formula of your own is on the menu. No integral on the line predicts these crossings, but where everyone ends up is known: the dashed lines are the modes' exact shares.",
        preset: &[("density", "mixture"), ("start", "-1.5,-1.5"), ("eta", "0.05")],
        from: 0,
    },
];
