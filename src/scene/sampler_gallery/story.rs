//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"One density, three samplers. Each proposes a point $y$ and accepts it with probability $\alpha$; a refused proposal is grey and ends in a ring, and the chain stays. Random walk takes small blind steps, MALA steps downhill with noise, HMC follows a frictionless ball through many gradients before it asks.",
        preset: &[],
        from: 150,
    },
    StoryStep {
        text: r"Now let them count. The outlines are histograms of all draws, the dashed curves are the exact marginals by quadrature, and the table says what a thousand evaluations buy. {chains} chains that started apart must agree: split-$\hat R$ near 1.",
        preset: &[],
        from: 2000,
    },
    StoryStep {
        text: r"The no-U-turn sampler needs no trajectory length: it doubles its path forward and backward in time until that turns back, then draws a point of it. Compare it with HMC at a fixed number of {hmc.leapfrogs} leapfrog steps.",
        preset: &[("methods", "hmc,nuts"), ("density", "donut")],
        from: 200,
    },
    StoryStep {
        text: r"Without a gradient: slice sampling draws uniformly from under the curve, one coordinate at a time; Gibbs sampling draws each from its exact conditional law. Both crawl when the coordinates are correlated by {correlation}, as they move along the axes only.",
        preset: &[
            ("density", "gaussian"),
            ("correlation", "0.95"),
            ("methods", "slice,gibbs,adaptive-metropolis"),
            ("start", "-2,2"),
        ],
        from: 200,
    },
    StoryStep {
        text: r"Three modes, and chains that never meet: each sampler explores where it started, and only $\hat R$ betrays that. Differential evolution proposes differences of past states, which happen to be the jumps from mode to mode.",
        preset: &[("density", "two-gaussians"), ("r", "3"), ("methods", "mala,hmc,de-mc-z"), ("start", "-3,0")],
        from: 600,
    },
    StoryStep {
        text: r"Without the correction a sampler is biased, by a known amount. On a Gaussian ULA at step {ula.step} is too wide along the narrow direction by the factor $1/(1 - \eta\alpha/2)$; the gradient noise {sgld.sigma} of SGLD adds to it; BAOAB's splitting gets the points' law right at any stable step.",
        preset: &[
            ("density", "gaussian"),
            ("correlation", "0.8"),
            ("methods", "ula,sgld,underdamped-langevin"),
            ("ula.step", "0.15"),
            ("sgld.step", "0.1"),
            ("start", "-2,2"),
        ],
        from: 300,
    },
    StoryStep {
        text: r"Neal's funnel has no right step size: the neck wants a small one, the mouth a large one. Every gradient method that has one of each size fails at an end; look at the marginals.",
        preset: &[("density", "funnel"), ("methods", "hmc,nuts,slice"), ("start", "0,0")],
        from: 400,
    },
];
