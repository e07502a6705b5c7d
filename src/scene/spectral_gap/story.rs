//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Draw {vertices} points from $p$, join neighbours, and walk at random: within a mode the walk is quick, between the modes there are few edges. Langevin diffusion on the same $p$ (the cloud) has the same trouble. The colour is the function that both forget last: one sign in each mode.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"How slow is a function $g$? On the graph $\langle g, (I-P)g\rangle = \frac12\sum\pi_iP_{ij}(g_i-g_j)^2$, for Langevin $\mathbb E_p\|\nabla g\|^2$: what changes, over the variance. As time passes the quick parts die, and what is left of any start falls to the gap, never below: that is a Poincaré inequality.",
        preset: &[],
        from: 400,
    },
    StoryStep {
        text: r"Move the modes to distance {r}: the gap closes exponentially, and the mean time to the barrier grows just as fast. Their product tends to 1, as the chart over $r$ shows: a gap is a waiting time.",
        preset: &[("r", "2.8"), ("start", "-2.8,0.6")],
        from: 0,
    },
    StoryStep {
        text: r"With one mode there is no such trouble. If $\nabla^2 f \succeq \alpha$ everywhere, Bakry and Émery say $\lambda_2 \geq \alpha$, in any dimension; for a Gaussian it is an equality, and with correlation {correlation} the slowest function is the long axis.",
        preset: &[("density", "gaussian"), ("correlation", "0.8"), ("start", "-1,1")],
        from: 0,
    },
    StoryStep {
        text: r"A ring has no barrier at all, and mixes as its length lets it: the slowest functions are the cosines around it. Make the graph sparser or denser with {neighbours} neighbours, and see its own gap move.",
        preset: &[("density", "donut"), ("r", "2.5"), ("start", "-2.5,0")],
        from: 0,
    },
];
