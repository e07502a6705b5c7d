//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"$\|XX^\top - M\|^2$ does not change when $X$ is turned: its minima form two circles, the rotations with $\det X = 1$ (left) and the reflections with $\det X = -1$ (right). Four hundred chains start at one point at {beta}: they spread around their circle.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"Across the circle the valley is steep: each of the three normal directions has the variance $1/8\beta$. Along it there is no force at all, and the angle diffuses: $\mathbb E\cos(\theta_t - \theta_0) = e^{-t/2}$, whatever {beta} is, as long as it is large.",
        preset: &[("beta", "60"), ("eta", "0.001")],
        from: 600,
    },
    StoryStep {
        text: r"Started on the other circle they stay on the other circle: between the two every path has to pass $\det X = 0$, where $\beta f \geq \beta$. At {beta} nobody crosses in a lifetime, and yet each half is sampled well.",
        preset: &[("side", "reflection")],
        from: 0,
    },
    StoryStep {
        text: r"Heat it: at inverse temperature {beta} the circles blur, determinants change their sign, and the chains end up on both.",
        preset: &[("beta", "3"), ("eta", "0.003")],
        from: 0,
    },
    StoryStep {
        text: r"Squeeze $M$ to the diagonal matrix of 1 and {m}: the circles come nearer to each other, and the wall between them, of height $m^2\beta$, is lower. Their symmetry stays, for it comes from the right of $X$.",
        preset: &[("m", "0.5"), ("beta", "20")],
        from: 0,
    },
    StoryStep {
        text: r"Why does curvature help? Two Brownian motions at distance {distance}, the second the mirror image of the first until they meet. On the plane (left) some never do for ages; on the sphere, where the mirror bends back, the mean time is $2\ln(1 + \sin\frac r2)$.",
        preset: &[("show", "coupling"), ("eta", "0.004")],
        from: 0,
    },
];
