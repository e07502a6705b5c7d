//! Optimize or sample: gradient descent and Langevin dynamics on the same landscape with the same step.

mod contraction;
mod filling;
mod picture;
mod run;
mod setup;
mod state;
mod story;
mod study;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::method::optimizer::OPTIMIZERS;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct GdAndLangevin;

/// The landscapes whose shape shows on a scale of order one.
const LANDSCAPES: [&str; 13] = [
    "three-hump-camel",
    "six-hump-camel",
    "himmelblau",
    "styblinski-tang",
    "rastrigin",
    "saddle",
    "sharp-and-flat",
    "product-net",
    "rosenbrock",
    "beale",
    "bowl",
    "ravine",
    "formula",
];

/// Gradient descent with noise, in the colour that it has among the optimizers.
static LANGEVIN: MethodInfo = MethodInfo { color: Color::Sky, ..ULA };

/// How legends know gradient descent.
fn descent() -> &'static MethodInfo {
    OPTIMIZERS.iter().find(|optimizer| optimizer.info.id == "gd").map_or(&LANGEVIN, |optimizer| &optimizer.info)
}

static ABOUT: About = About {
    id: "gd-and-langevin",
    chapter: "sampling",
    formula: r"x_{k+1} = x_k - \eta\nabla f(x_k) + \sqrt{2\eta/\beta}\,\xi_k",
    axes: ["x", "y"],
    speed: 240.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Off the convex path (2020), Beyond log-concave sampling",
            url: "http://www.offconvex.org/2020/09/19/beyondlogconvavesampling",
        },
        Source {
            text: "Raginsky, Rakhlin & Telgarsky (2017), Non-convex learning via stochastic gradient Langevin dynamics",
            url: "https://arxiv.org/abs/1702.03849",
        },
        Source {
            text: "Dalalyan (2017), Theoretical guarantees for approximate sampling from smooth and log-concave densities",
            url: "https://arxiv.org/abs/1412.7392",
        },
        Source {
            text: "Pavliotis (2014), Stochastic Processes and Applications, chapter 4",
            url: "https://doi.org/10.1007/978-1-4939-1323-7",
        },
    ],
};

impl Scene for GdAndLangevin {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let options = LANDSCAPES.map(|id| Choice::new("landscape", id)).to_vec();
        vec![
            Parameter::choice("landscape", options, "three-hump-camel"),
            Parameter::formula("formula", &["x", "y"], "3(x^2 - 1)^2 + x/2 + 2y^2").when("landscape", "formula"),
            Parameter::log_number("eta", r"\eta", [0.0005, 0.1], 0.02),
            Parameter::log_number("beta", r"\beta", [0.2, 20.0], 0.7),
            Parameter::integer("walkers", "", [50, 4000], 300),
            Parameter::point("start", 6.0, [-1.5, 1.5]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![descent(), &LANGEVIN]
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[("walkers", "100")], steps: 12_000 },
            Case { preset: &[("landscape", "bowl"), ("beta", "1.5"), ("walkers", "100")], steps: 2000 },
            Case { preset: &[("landscape", "ravine"), ("beta", "3"), ("walkers", "100")], steps: 12_000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        let setup = setup::Setup::new(settings, seed)?;
        Ok(Box::new(state::GdLangevinRun::new(setup, settings.count("walkers")?)))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        study::STUDIES
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        if id == study::STUDIES[0].id {
            return Ok(Box::new(study::Cooling::new(settings, seed)?));
        }
        Err(crate::scene::study::unknown(id, study::STUDIES))
    }
}
