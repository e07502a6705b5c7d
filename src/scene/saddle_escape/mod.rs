//! Who leaves a saddle, and when: flocks of walkers under one optimizer each, from one start near the saddle.

mod escape_times;
mod flock;
mod pass;
mod picture;
mod probes;
mod run;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{OPTIMIZERS, OptimizerInfo};
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::problem::landscape;
use crate::scene::rates;
use crate::scene::study::unknown;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct SaddleEscape;

/// A landscape of the scene, with where walkers start on it: beside one of its saddles, to four digits.
struct Place {
    id: &'static str,
    start: [f64; 2],
}

/// Every landscape that has a saddle in its view. On the strict saddle of the claims walkers start on the ridge.
static LANDSCAPES: [Place; 15] = [
    Place { id: "saddle", start: [0.8, 0.0] },
    Place { id: "monkey-saddle", start: [0.0, 0.0] },
    Place { id: "beale", start: [0.0, 1.0] },
    Place { id: "himmelblau", start: [-0.128, -1.9537] },
    Place { id: "goldstein-price", start: [-0.4, -0.6] },
    Place { id: "three-hump-camel", start: [1.0705, -0.5353] },
    Place { id: "six-hump-camel", start: [0.0, 0.0] },
    Place { id: "styblinski-tang", start: [0.1567, 2.7468] },
    Place { id: "rastrigin", start: [0.0, 0.5025] },
    Place { id: "ackley", start: [-0.5365, -1.856] },
    Place { id: "levy", start: [-4.2054, 4.2567] },
    Place { id: "eggholder", start: [359.5053, 190.247] },
    Place { id: "product-net", start: [0.0, 0.0] },
    Place { id: "sharp-and-flat", start: [0.2504, 0.0] },
    Place { id: "formula", start: [-0.0529, 1.6899] },
];

/// The step size, radius, ε and γ that suit a landscape as the default ones suit the strict saddle.
fn scales(id: &str, width: f64) -> [f64; 4] {
    // Descent's rate is a part of one over the curvature, and the strict saddle's view is 3 wide.
    let rate = rates::descent(id).unwrap_or(0.05);
    let stiffness = 0.1 / rate;
    [0.5 * rate, 0.1 * width, 0.4 * stiffness * width / 3.0, 0.5 * stiffness].map(rates::one_digit)
}

/// The methods of the scene.
const METHODS: [&str; 8] =
    ["gd", "momentum", "nesterov", "adam", "perturbed-gd", "perturbed-sgd", "sgld", "cubic-newton"];

/// The rules of the methods, in the order of legends.
fn rules() -> impl Iterator<Item = &'static OptimizerInfo> {
    OPTIMIZERS.iter().copied().filter(|rule| METHODS.contains(&rule.info.id))
}

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
        let places = || LANDSCAPES.iter().filter_map(|place| Some((place, landscape::find(place.id).ok()?)));
        let landscapes = places().map(|(_, info)| Choice::new("landscape", info.id)).collect();
        let starts = places().map(|(place, info)| (info.id, Value::Point(place.start))).collect();
        // The two landscapes that theory speaks of share the defaults.
        let others = || places().filter(|(place, _)| !["saddle", "monkey-saddle"].contains(&place.id));
        let scaled = |which: usize| {
            others().map(|(_, info)| (info.id, Value::Number(scales(info.id, info.view.width())[which]))).collect()
        };
        let methods = rules().map(|rule| Choice::new("method", rule.info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("landscape", landscapes, "saddle"),
            Parameter::log_number("eta", r"\eta", [1e-7, 0.5], 0.05).follows("landscape", scaled(0)),
            Parameter::log_number("radius", "b", [0.01, 200.0], 0.3).follows("landscape", scaled(1)),
            Parameter::point("start", 512.0, [0.8, 0.0]).follows("landscape", starts),
            Parameter::number("spread", "s", [0.0, 1.0], 0.0),
            Parameter::integer("walkers", "n", [1, 1000], 200),
            Parameter::log_number("epsilon", r"\epsilon", [1e-3, 1e6], 0.4).follows("landscape", scaled(2)),
            Parameter::log_number("gamma", r"\gamma", [1e-3, 1e6], 0.5).follows("landscape", scaled(3)),
            Parameter::choices("methods", methods, &["gd", "momentum", "perturbed-gd", "perturbed-sgd"]),
        ];
        for info in others().map(|(_, info)| info) {
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
