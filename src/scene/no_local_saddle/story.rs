//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"A local saddle asks that $x$ sits in a valley and $y$ on a hill. On $\sin(x + y)$ both see the same slope and the same curvature: on every line where the slopes vanish, one of the two is at the wrong end. There is no local saddle.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"So let $y$ answer first. From the point that you drag it follows greedy paths, where $f$ rises with slope above {epsilon} or curves upward by more than $\sqrt\varepsilon$: all that it reaches is the band, its best is $g(x, y)$.",
        preset: &[("start", "-0.6,-1.8")],
        from: 0,
    },
    StoryStep {
        text: r"On $\sin(x + y)$ every path climbs to 1, whatever $x$ does: $g \equiv 1$, $x$ has nothing to gain, and every point where $y$ has climbed is an equilibrium.",
        preset: &[("start", "2,-4")],
        from: 40,
    },
    StoryStep {
        text: r"Here no local saddle lies either: the lines on which a slope vanishes never cross where the curvatures would allow one (shaded). A lower hill stands in the way of the high one for some $x$ and not for others. Drag the point sideways: the reachable maximum jumps, though $f$ is smooth. Tolerance {epsilon}.",
        preset: &[("game", "two-hills")],
        from: 0,
    },
    StoryStep {
        text: r"A function that jumps has no slope to vanish. Cut $g$ off at its present value and smooth it by a Gaussian of width {sigma}: that is $S$ (dashed), smooth, and its minimum does not shift.",
        preset: &[("game", "two-hills"), ("start", "-2.6,-2.2")],
        from: 0,
    },
    StoryStep {
        text: r"The search climbs down: $x$ proposes at random, $y$ follows one greedy path, and what lowers $f$ is kept. It ends where four inequalities hold (the table), from every start (dots), though no local saddle exists.",
        preset: &[("game", "two-hills"), ("start", "2,0.5")],
        from: 0,
    },
];
