//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Two modes at distance {r}, the left one with weight {weight}. A plain chain stays in the mode where it starts. Simulated tempering beside it climbs a ladder of densities that flatten out, crosses where there is no barrier left, and comes down on the other side.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"By itself the plain Langevin chain explores its own mode perfectly and does not know that the other exists: to cross, noise would have to carry it uphill all the way.",
        preset: &[("methods", "ula")],
        from: 800,
    },
    StoryStep {
        text: r"Simulated tempering gives the walker a ladder: at level $i$ it samples $p_i \propto e^{-\beta_i f}$, and at rate {rate} it asks to move a level up or down. It melts at {beta-min}, crosses, and freezes on the other side.",
        preset: &[("methods", "simulated-tempering")],
        from: 500,
    },
    StoryStep {
        text: r"A move is accepted with probability $\min\{1, p_{i\pm1}(x)/p_i(x)\}$, so that each level gets the same time and keeps its own law exactly. On average that is $1 - \mathrm{TV}(p_i, p_{i+1})$: with {levels} levels neighbours overlap well.",
        preset: &[("methods", "simulated-tempering")],
        from: 1000,
    },
    StoryStep {
        text: r"With {levels} levels from {beta-min} up to 1 the neighbours have little in common, and the walker waits long for a move. More levels overlap better, but make a longer climb: drag the number and watch the acceptance.",
        preset: &[("methods", "simulated-tempering"), ("levels", "2"), ("beta-min", "0.02")],
        from: 1000,
    },
    StoryStep {
        text: r"Where do the partition functions come from? Here the walker learns them: a level's weight grows while it stays there, until no level holds it longer than another. Watch the error of the weights fall.",
        preset: &[("methods", "simulated-tempering"), ("weights", "learnt")],
        from: 300,
    },
    StoryStep {
        text: r"Parallel tempering runs a replica at each of {levels} levels and lets neighbours trade places. Each thread is a replica; what arrives at the top level has been through the heat. No partition functions are needed.",
        preset: &[("methods", "parallel-tempering")],
        from: 300,
    },
    StoryStep {
        text: r"A ladder in equal ratios from {beta-min} has a narrow rung where swaps are rare. Moved so that all neighbours swap equally often, replicas make more round trips between hot and cold.",
        preset: &[("methods", "parallel-tempering"), ("ladder", "equalized"), ("levels", "5"), ("beta-min", "0.02")],
        from: 1000,
    },
    StoryStep {
        text: r"With the modes at {r} the plain chain crosses now and then, and theory counts how often: the time over its mean passage time. The table sets the crossings of all three beside what a plain chain would do with as many gradients.",
        preset: &[("methods", "ula,simulated-tempering,parallel-tempering"), ("r", "2.6")],
        from: 1500,
    },
];
