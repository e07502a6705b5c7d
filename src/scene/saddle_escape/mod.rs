//! Who leaves a saddle, and when: flocks of walkers under one optimizer each, from one start near the saddle.

mod escape_times;
mod flock;
mod picture;
mod probes;
mod run;
mod story;

use crate::error::Error;
use crate::frame::Source;
use crate::method::MethodInfo;
use crate::method::optimizer::{OPTIMIZERS, OptimizerInfo};
use crate::parameter::{Choice, Parameter, Settings};
use crate::problem::landscape;
use crate::scene::study::unknown;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct SaddleEscape;

/// The landscapes of the scene: a strict saddle and a degenerate one, both at the origin.
const LANDSCAPES: [&str; 2] = ["saddle", "monkey-saddle"];

/// The methods of the scene.
const METHODS: [&str; 8] =
    ["gd", "momentum", "nesterov", "adam", "perturbed-gd", "perturbed-sgd", "sgld", "cubic-newton"];

/// The rules of the methods, in the order of legends.
fn rules() -> impl Iterator<Item = &'static OptimizerInfo> {
    OPTIMIZERS.iter().copied().filter(|rule| METHODS.contains(&rule.info.id))
}

static ABOUT: About = About {
    id: "saddle-escape",
    title: "Who leaves a saddle, and when",
    chapter: "Descent",
    summary: "At a saddle the gradient vanishes: descent stalls, and a little noise decides who gets away.",
    formula: r"x_{k+1} = x_k - \eta\,(\nabla f(x_k) + \xi_k)",
    axes: ["x", "y"],
    speed: 30.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Lee, Simchowitz, Jordan & Recht (2016), Gradient descent only converges to minimizers",
            url: "https://arxiv.org/abs/1602.04915",
        },
        Source {
            text: "Ge, Huang, Jin & Yuan (2015), Escaping from saddle points",
            url: "https://arxiv.org/abs/1503.02101",
        },
        Source {
            text: "Jin, Ge, Netrapalli, Kakade & Jordan (2017), How to escape saddle points efficiently",
            url: "https://arxiv.org/abs/1703.00887",
        },
        Source {
            text: "Welling & Teh (2011), Bayesian learning via stochastic gradient Langevin dynamics",
            url: "https://icml.cc/2011/papers/398_icmlpaper.pdf",
        },
    ],
};

impl Scene for SaddleEscape {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let landscapes = landscape::LANDSCAPES.iter().filter(|info| LANDSCAPES.contains(&info.id));
        let landscapes = landscapes.map(|info| Choice { id: info.id, label: info.label }).collect();
        let methods = rules().map(|rule| Choice { id: rule.info.id, label: rule.info.label }).collect();
        let mut parameters = vec![
            Parameter::choice("landscape", "Landscape", landscapes, "saddle", "The function that is descended."),
            Parameter::log_number(
                "eta",
                "Step size",
                r"\eta",
                [0.002, 0.5],
                0.05,
                "The step size that all methods share.",
            ),
            Parameter::number(
                "radius",
                "Escape at",
                "b",
                [0.05, 0.9],
                0.3,
                "A walker has escaped at this distance: |y| on the strict saddle, |z| on the monkey saddle.",
            ),
            Parameter::point(
                "start",
                "Start",
                2.0,
                [0.8, 0.0],
                "Where the walkers start; click or drag in the picture.",
            ),
            Parameter::number(
                "spread",
                "Spread",
                "s",
                [0.0, 1.0],
                0.0,
                "Walkers start uniformly in a disc of this radius about the start.",
            ),
            Parameter::integer("walkers", "Walkers", "n", [1, 1000], 200, "How many walkers each method has."),
            Parameter::number("epsilon", "Small gradient", r"\epsilon", [0.0, 2.0], 0.4, "Shaded: |∇f| at most this …"),
            Parameter::number(
                "gamma",
                "Negative curvature",
                r"\gamma",
                [0.0, 2.0],
                0.5,
                "… and least eigenvalue at most minus this (the strict saddle condition).",
            ),
            Parameter::choices(
                "methods",
                "Methods",
                methods,
                &["gd", "momentum", "perturbed-gd", "perturbed-sgd"],
                "The optimizers that run side by side.",
            ),
        ];
        parameters.extend(rules().flat_map(|rule| rule.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        rules().map(|rule| &rule.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 600 },
            Case {
                preset: &[("eta", "0.1"), ("radius", "0.4"), ("perturbed-sgd.sigma", "0.1"), ("momentum.beta", "0.6")],
                steps: 400,
            },
            Case { preset: &[("landscape", "monkey-saddle"), ("methods", "gd")], steps: 3000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::SaddleEscapeRun::new(settings, seed)?))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[escape_times::INFO]
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "escape-times" => Ok(Box::new(escape_times::EscapeTimes::new(settings, seed)?)),
            _ => Err(unknown(id, self.studies())),
        }
    }
}
