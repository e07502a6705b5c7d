//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Every particle rolls downhill and is pushed at random; none knows of the others. {particles} of them start in one mode of three and spread: the colour shows how many are where, the small field beside it the law that the Fokker–Planck equation gives them.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"Noise blurs a histogram of few. With {particles} particles the swarm stays at its sampling floor above the limit, however long it runs; the equation has no such floor and goes on at the slope of its slowest mode.",
        preset: &[("particles", "2000")],
        from: 600,
    },
    StoryStep {
        text: r"A million: the floor sinks like $1/\sqrt N$, and the histogram looks like a law. All of them move in vectors of eight, on one core.",
        preset: &[("particles", "1000000")],
        from: 0,
    },
    StoryStep {
        text: r"Why so slow? Between two modes at distance {r} from the middle there is a pass, and the slowest mode of the equation is the exchange over it: its rate is the spectral gap $\lambda_2$. Pull them apart, and the dashed line turns flat.",
        preset: &[("density", "two-gaussians"), ("r", "2.2"), ("start", "-2.2,0"), ("eta", "0.02")],
        from: 0,
    },
    StoryStep {
        text: r"Particles with inertia coast along the ring before friction {friction} turns them; they reach the same limit by another way, which the first-order equation beside them does not describe.",
        preset: &[
            ("density", "donut"),
            ("scheme", "underdamped"),
            ("start", "-2,0"),
            ("friction", "0.5"),
            ("eta", "0.03"),
        ],
        from: 0,
    },
];
