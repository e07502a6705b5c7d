//! The scene's story.

use crate::scene::StoryStep;

pub(super) static STORY: &[StoryStep] = &[
    StoryStep {
        text: r"One start, one valley, six methods. Descent with rate {gd.lr} drops to the floor at once and then creeps: the walls are 2500 times as curved as the floor, and the walls set the rate.",
        preset: &[],
        from: 0,
    },
    StoryStep {
        text: r"On a ravine this is exact. With $\kappa = $ {kappa} the best rate of plain descent is $2/(\mu + L)$, and each step leaves $(\kappa - 1)/(\kappa + 1)$ of the error. Push {gd.lr} beyond $2/L$ and it climbs out.",
        preset: &[("landscape", "ravine"), ("methods", "gd"), ("gd.lr", "0.0769")],
        from: 0,
    },
    StoryStep {
        text: r"Memory takes a square root: the heavy ball at its best $\eta$ and $\beta$ leaves $(\sqrt\kappa - 1)/(\sqrt\kappa + 1)$ of the error per step. For $\kappa = 25$ those are {momentum.lr} and {momentum.beta}.",
        preset: &[
            ("landscape", "ravine"),
            ("methods", "gd,momentum,nesterov"),
            ("gd.lr", "0.0769"),
            ("momentum.lr", "0.1111"),
            ("momentum.beta", "0.4444"),
            ("nesterov.lr", "0.04"),
            ("nesterov.beta", "0.6667"),
        ],
        from: 0,
    },
    StoryStep {
        text: r"Adam and its kin measure each coordinate by its own past, so that steep and flat cost the same. Their rate is a length: Adam's {adam.lr} is about how far a coordinate moves per step, whatever the slope.",
        preset: &[("landscape", "goldstein-price"), ("methods", "gd,adagrad,rmsprop,adam,lion,sign-gd")],
        from: 0,
    },
    StoryStep {
        text: r"A step taken apart: the gradient, the momentum that remembers it, the scaled direction, and the step that results. SAM first climbs by {sam.rho} and descends by the gradient it finds there.",
        preset: &[("landscape", "beale"), ("methods", "momentum,adam,sam"), ("sam.rho", "0.3"), ("anatomy", "on")],
        from: 12,
    },
    StoryStep {
        text: r"Curvature shows the way as well as the slope does, to wherever the slope vanishes: Newton runs into the saddle, plain descent waits on the ridge, and cubic regularization leaves without being pushed.",
        preset: &[
            ("landscape", "saddle"),
            ("methods", "gd,perturbed-sgd,sgld,newton,cubic-newton,lbfgs"),
            ("start", "0.8,0"),
        ],
        from: 0,
    },
    StoryStep {
        text: r"With noise of deviation {sigma} on every gradient a constant rate never settles. Let the rate fall as $1/\sqrt t$ and the noise averages out; at $\eta = 1/(L\sqrt N)$ the mean of $|\nabla f|^2$ falls as $1/\sqrt N$.",
        preset: &[
            ("landscape", "ravine"),
            ("methods", "gd,momentum,adam"),
            ("sigma", "2"),
            ("schedule", "inverse-root"),
        ],
        from: 0,
    },
];
