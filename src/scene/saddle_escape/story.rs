//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Every walker starts on the ridge $y = 0$, where the gradient never points sideways. With step {eta}, gradient descent and momentum slide down to the saddle and stay; a little noise, on every gradient or only where it is small, and every walker leaves.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"Without noise nothing helps: gradient descent with step {eta} keeps its $y$ at exactly 0, for ever, and momentum and Adam are no wiser.",
        preset: &[("methods", "gd,momentum,adam")],
        from: 0,
    },
    StoryStep {
        text: r"That takes perfect aim. Started in a disc of radius {spread}, every walker leaves: each step multiplies $|y|$ by $1 + \eta$, so even a millionth of an offset is only $\ln(b/\delta)/\ln(1+\eta)$ steps from freedom.",
        preset: &[("methods", "gd"), ("spread", "0.02")],
        from: 0,
    },
    StoryStep {
        text: r"Noise on every gradient supplies the offset. With noise of length {perturbed-sgd.sigma} half of the walkers have left when $\eta^2\sigma^2/2 \cdot ((1+\eta)^{2t} - 1)/((1+\eta)^2 - 1)$ reaches $(b/0.6745)^2$: the logarithm again.",
        preset: &[("methods", "gd,perturbed-sgd"), ("start", "0,0")],
        from: 0,
    },
    StoryStep {
        text: r"Noise is needed only where the gradient is small. Perturbed descent kicks there, once, by at most {perturbed-gd.radius}, and then lets the curvature work; Langevin's heat never stops.",
        preset: &[("methods", "perturbed-gd,perturbed-sgd,sgld")],
        from: 0,
    },
    StoryStep {
        text: r"Momentum needs a push as well, but then it is faster: $|y|$ grows by the larger root of $\lambda^2 - (1+\beta+\eta)\lambda + \beta = 0$ per step. Turn its memory {momentum.beta} up and down.",
        preset: &[("methods", "gd,momentum"), ("spread", "0.02"), ("start", "0,0")],
        from: 0,
    },
    StoryStep {
        text: r"At a monkey saddle no curvature helps. Escape from distance $r_0$ takes about $1/(3\eta r_0)$ steps: halve the spread {spread} and the wait doubles, where at a strict saddle it grew by $\ln 2/\ln(1+\eta)$ steps.",
        preset: &[("landscape", "monkey-saddle"), ("methods", "gd"), ("spread", "0.05"), ("start", "0,0")],
        from: 0,
    },
];
