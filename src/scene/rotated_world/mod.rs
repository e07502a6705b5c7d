//! Adam sees axes, gradient descent does not: the same landscape, and the same turned by an angle.

mod claims;
mod picture;
mod run;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{GRAFTED, OPTIMIZERS, OptimizerInfo};
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::problem::landscape::{LANDSCAPES, LandscapeInfo};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct RotatedWorld;

/// Rules whose steps turn with the world, whatever its angle: they know gradients and Hessians as wholes.
const TURNING: [&str; 7] = ["gd", "momentum", "nesterov", "normalized-gd", "sam", "newton", "cubic-newton"];
/// Rules that treat coordinates one by one.
const COORDINATEWISE: [&str; 5] = ["adagrad", "rmsprop", "adam", "lion", "sign-gd"];

/// The landscapes of the scene, each with a step size that suits descent on it.
const WORLDS: [(&str, f64); 10] = [
    ("ravine", 0.05),
    ("rosenbrock", 0.001),
    ("beale", 0.005),
    ("himmelblau", 0.02),
    ("booth", 0.05),
    ("matyas", 0.3),
    ("three-hump-camel", 0.03),
    ("styblinski-tang", 0.01),
    ("rastrigin", 0.003),
    ("product-net", 0.05),
];
/// Where Adam ends in another minimum once Himmelblau's function is turned.
const START: [f64; 2] = [0.0, 0.0];

const DISSECTING: Source = Source {
    text: "Jelassi, Dobre, Mensch, Li & Gidel (2022), Dissecting adaptive methods in GANs",
    url: "https://arxiv.org/abs/2210.04319",
};
const ADAM: Source = Source {
    text: "Kingma & Ba (2015), Adam: a method for stochastic optimization",
    url: "https://arxiv.org/abs/1412.6980",
};

static ABOUT: About = About {
    id: "rotated-world",
    chapter: "descent",
    formula: r"f_R(z) = f(R^{-1} z)",
    axes: ["x", "y"],
    speed: 30.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        DISSECTING,
        ADAM,
        Source {
            text: "Agarwal, Anil, Hazan, Koren & Zhang (2020), Disentangling adaptive gradient methods from learning rates",
            url: "https://arxiv.org/abs/2002.11803",
        },
    ],
};

/// Every rule of the scene, in the order of the legend.
fn rules() -> impl Iterator<Item = &'static OptimizerInfo> {
    named(&TURNING).chain(named(&COORDINATEWISE)).chain(GRAFTED)
}

/// The optimizers of the given ids.
fn named(ids: &'static [&'static str]) -> impl Iterator<Item = &'static OptimizerInfo> {
    OPTIMIZERS.iter().copied().filter(move |rule| ids.contains(&rule.info.id))
}

impl Scene for RotatedWorld {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let worlds = || LANDSCAPES.iter().filter(|info| WORLDS.iter().any(|(id, _)| *id == info.id));
        let choices = worlds().map(|info| Choice::new("landscape", info.id)).collect();
        let steps = WORLDS.iter().map(|(id, step_size)| (*id, Value::Number(*step_size))).collect();
        let own_start = |info: &&LandscapeInfo| if info.id == "himmelblau" { START } else { info.start };
        let starts = worlds().map(|info| (info.id, Value::Point(own_start(info)))).collect();
        let methods = rules().map(|rule| Choice::new("method", rule.info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("landscape", choices, "himmelblau"),
            Parameter::number("angle", r"\theta", [-180.0, 180.0], 45.0),
            Parameter::log_number("eta", r"\eta", [1e-4, 0.5], 0.02).follows("landscape", steps),
        ];
        for info in worlds() {
            parameters.extend((info.parameters)().into_iter().map(|own| own.when("landscape", info.id)));
        }
        parameters.extend([
            Parameter::point("start", 100.0, START).follows("landscape", starts),
            Parameter::choices("methods", methods, &["gd", "adam"]),
        ]);
        parameters.extend(rules().flat_map(|rule| rule.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        rules().map(|rule| &rule.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const ALL: (&str, &str) =
            ("methods", "gd,momentum,nesterov,normalized-gd,sam,newton,cubic-newton,adam,ada-lr,ada-dir");
        &[
            Case { preset: &[ALL], steps: 300 },
            Case { preset: &[ALL, ("landscape", "ravine"), ("angle", "90")], steps: 300 },
            Case { preset: &[ALL, ("landscape", "rosenbrock"), ("angle", "-20")], steps: 300 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::RotatedWorldRun::new(settings, seed)?))
    }
}
