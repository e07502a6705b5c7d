//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Two players show a penny, heads with probability $\sigma(\theta)$ and $\sigma(\phi)$. Descent–ascent and extragradient move the parameters, through a mask that they do not see; the natural gradient sees the game in the strategies, a plain saddle, and runs on a circle there. Step {eta}.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"Descent–ascent alone: in the parameters it circles, squeezed where the mask is flat; in the probabilities its distance to the solution rises and falls on every round. Step {eta}.",
        preset: &[("methods", "gda")],
        from: 0,
    },
    StoryStep {
        text: r"Divide each slope by the mask's own, and the path in the strategies is a circle, whatever the mask: the natural-gradient flow keeps $V$, half the squared distance to the solution, while under descent–ascent $V$ rises and falls. Step {eta}.",
        preset: &[("methods", "gda,natural-gradient")],
        from: 0,
    },
    StoryStep {
        text: r"Make the hidden game strictly convex–concave, {lambda}, and the flow falls in: $V$ shrinks as $e^{-2\lambda t}$ (dashed), never rising. The others shrink it too, in their own time and with ripples.",
        preset: &[("lambda", "0.3")],
        from: 0,
    },
    StoryStep {
        text: r"From far out the mask is flat: descent–ascent and extragradient hardly move, the natural gradient does not feel it. Step {eta}, {lambda}.",
        preset: &[("lambda", "0.3"), ("start", "1.8,-1.6")],
        from: 0,
    },
    StoryStep {
        text: r"Rock, paper, scissors: two parameters a player, three probabilities each: both players share each picture, and $y$ has rings. {lambda} draws them to the middle, a third each.",
        preset: &[("game", "rock-paper-scissors"), ("lambda", "0.1"), ("start", "1,-0.5")],
        from: 0,
    },
    StoryStep {
        text: r"The theorem asks that the flow stays where the mask can be inverted. Start with a circle that does not fit into the square of strategies, and the parameters run to infinity in finite time: the flow says so. {lambda}.",
        preset: &[("start", "2.6,2"), ("methods", "natural-gradient,gda")],
        from: 0,
    },
];
