//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"Two players share $f(x, y) = a\,xy$: $x$ steps downhill, $y$ uphill. With step {eta}, stepping at once spirals out, taking turns keeps to an ellipse, and looking ahead falls in.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"Stepping at once spirals out: each step is a tangent to the circle it is on, and multiplies the radius by $\sqrt{1 + \eta^2 a^2}$. Only the flow, steps of no length, keeps its circle (grey). Step {eta}.",
        preset: &[("methods", "gda")],
        from: 0,
    },
    StoryStep {
        text: r"Taking turns stops the escape. When $y$ answers the move that $x$ has just made, $x^2 + y^2 - \eta a\,xy$ never changes: the path stays on an ellipse, and still does not arrive. Step {eta}.",
        preset: &[("methods", "gda,alternating-gda")],
        from: 0,
    },
    StoryStep {
        text: r"Looking ahead falls in. Extragradient steps with the field of where it would be; the optimistic method guesses that field from the step before, at half the price. Step {eta}.",
        preset: &[("methods", "alternating-gda,extragradient,ogda")],
        from: 0,
    },
    StoryStep {
        text: r"Both imitate the proximal point method, which steps with the field of where it will land, and may step as far as it likes. At {eta} the optimistic imitation has broken down; extragradient breaks down at $\eta = 1/a$.",
        preset: &[("methods", "extragradient,ogda,proximal-point"), ("eta", "0.7")],
        from: 0,
    },
    StoryStep {
        text: r"A pull {alpha} towards the middle cures plain descent–ascent too, for steps below $2\alpha/(\alpha^2 + b^2)$. Drag the step {eta} across that bound: the eigenvalues' mark leaves the method's region as the spiral turns outward.",
        preset: &[
            ("game", "strongly-monotone"),
            ("alpha", "0.2"),
            ("methods", "gda,alternating-gda,extragradient,ogda"),
        ],
        from: 0,
    },
    StoryStep {
        text: r"In a box of half-width {box} the spiral cannot leave, and does not arrive either: it ends as a cycle along the walls. A bounded game is not a solved game.",
        preset: &[("box", "3"), ("methods", "gda,extragradient")],
        from: 0,
    },
    StoryStep {
        text: r"Greedy accept–reject lets $y$ climb to its best answer (dots) before it judges a proposal of $x$, and takes it only if the payoff falls; what it rejects stays as a shade. It comes to the line $x = 0$ of all solutions and stays, while descent–ascent runs along the walls. Box {box}.",
        preset: &[("box", "5"), ("methods", "gda,greedy-accept-reject"), ("start", "-3.6,2.2")],
        from: 0,
    },
    StoryStep {
        text: r"An anchor, a pull back to the start that fades as $1/(k+2)$, makes the last step's field vanish at the best possible rate: $|F|$ stays below its dashed bound, which falls as $1/(k+1)$. Step {eta}.",
        preset: &[("methods", "gda,extragradient,anchored"), ("eta", "0.1")],
        from: 0,
    },
    StoryStep {
        text: r"Where there is no saddle, looking ahead does not help. On $\sin(x + y)$ each of these methods keeps $x + y$ for ever and drifts along at the constant pace $\eta\sqrt2\,|\cos(x + y)|$ per step. Step {eta}.",
        preset: &[("game", "sine-sum"), ("methods", "gda,extragradient,ogda,proximal-point"), ("start", "-2,2.8")],
        from: 0,
    },
    StoryStep {
        text: r"A game can forsake its solution. The equilibrium in the middle attracts, but a cycle that repels (dashed) shields it, and whoever starts outside is drawn to the cycle that attracts (solid): looking ahead, too. Step {eta}.",
        preset: &[("game", "forsaken"), ("methods", "gda,extragradient,ogda"), ("start", "1,1.2"), ("eta", "0.05")],
        from: 0,
    },
];
