//! Who leaves a saddle, and when: flocks of walkers under one optimizer each, from one start near the saddle.

mod claims;
mod escape_times;
mod flock;
mod median;
mod pass;
mod picture;
mod probe;
mod random_starts;
mod run;
mod setup;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{OPTIMIZERS, OptimizerInfo};
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::problem::landscape::{LANDSCAPES, LandscapeInfo};
use crate::scene::rates;
use crate::scene::study::unknown;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct SaddleEscape;

/// The saddles of which theory speaks in closed form: they come first, and share the defaults.
const MODELS: [&str; 2] = ["saddle", "monkey-saddle"];

/// The landscapes that have a saddle, of which theory speaks or not.
fn landscapes(model: bool) -> impl Iterator<Item = &'static LandscapeInfo> {
    let wanted = move |info: &&LandscapeInfo| info.saddle.is_some() && MODELS.contains(&info.id) == model;
    LANDSCAPES.iter().copied().filter(wanted)
}

/// The step size, radius, ε and γ that suit a landscape as the default ones suit the strict saddle.
fn scales(info: &LandscapeInfo) -> [f64; 4] {
    // Descent's rate is a part of one over the curvature, and the strict saddle's view is 3 wide.
    let (width, stiffness) = (info.view.width(), 0.1 / info.rate);
    [0.5 * info.rate, 0.1 * width, 0.4 * stiffness * width / 3.0, 0.5 * stiffness].map(rates::one_digit)
}

/// The methods of the scene.
const METHODS: [&str; 8] =
    ["gd", "momentum", "nesterov", "adam", "perturbed-gd", "perturbed-sgd", "sgld", "cubic-newton"];

/// The rules of the methods, in the order of legends.
fn rules() -> impl Iterator<Item = &'static OptimizerInfo> {
    OPTIMIZERS.iter().copied().filter(|rule| METHODS.contains(&rule.info.id))
}

const LEE: Source = Source {
    text: "Lee, Simchowitz, Jordan & Recht (2016), section 1 and theorem 4",
    url: "https://arxiv.org/abs/1602.04915",
};

static ABOUT: About = About {
    id: "saddle-escape",
    chapter: "descent",
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
        let every = || landscapes(true).chain(landscapes(false));
        let options = every().map(|info| Choice::new("landscape", info.id)).collect();
        // Walkers start on the saddle, but for the strict one: there they start on its ridge, as the default says.
        let starts = every().skip(1).filter_map(|info| Some((info.id, Value::Point(info.saddle?)))).collect();
        let scaled =
            |which: usize| landscapes(false).map(|info| (info.id, Value::Number(scales(info)[which]))).collect();
        let methods = rules().map(|rule| Choice::new("method", rule.info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("landscape", options, "saddle"),
            Parameter::log_number("eta", r"\eta", [1e-7, 0.5], 0.05).follows("landscape", scaled(0)),
            Parameter::log_number("radius", "b", [0.01, 200.0], 0.3).follows("landscape", scaled(1)),
            Parameter::point("start", 512.0, [0.8, 0.0]).follows("landscape", starts),
            Parameter::number("spread", "s", [0.0, 1.0], 0.0),
            Parameter::integer("walkers", "n", [1, 1000], 200),
            Parameter::log_number("epsilon", r"\epsilon", [1e-3, 1e6], 0.4).follows("landscape", scaled(2)),
            Parameter::log_number("gamma", r"\gamma", [1e-3, 1e6], 0.5).follows("landscape", scaled(3)),
            Parameter::choices("methods", methods, &["gd", "momentum", "perturbed-gd", "perturbed-sgd"]),
        ];
        for info in landscapes(false) {
            parameters.extend((info.parameters)().into_iter().map(|own| own.when("landscape", info.id)));
        }
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
            Case { preset: &[("landscape", "himmelblau")], steps: 400 },
            Case { preset: &[("landscape", "goldstein-price"), ("momentum.beta", "0.5")], steps: 400 },
            Case { preset: &[("landscape", "formula"), ("formula", "sin(x) sin(2y) + x y/4")], steps: 400 },
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
