//! Which minimum, sharp or flat: the edge of stability, and how noise and sharpness-aware steps move along a valley.

mod claims;
mod contestant;
mod converging;
mod eroding;
mod near_flow;
mod picture;
mod run;
mod setup;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{OPTIMIZERS, OptimizerInfo};
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::problem::landscape;
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct SharpFlat;

/// The landscapes of the scene.
const LANDSCAPES: [&str; 2] = ["product-net", "sharp-and-flat"];
/// The optimizers of the scene, beside SGD with noise on its labels.
const RULES: [&str; 3] = ["gd", "momentum", "sam"];

const EDGE: Source = Source {
    text: "Cohen, Kaur, Li, Kolter & Talwalkar (2021), Gradient descent on neural networks typically occurs at the edge of stability",
    url: "https://arxiv.org/abs/2103.00065",
};
const LABEL_NOISE: Source = Source {
    text: "Damian, Ma & Lee (2021), Label noise SGD provably prefers flat global minimizers",
    url: "https://arxiv.org/abs/2106.06530",
};
const SAM: Source = Source {
    text: "Foret, Kleiner, Mobahi & Neyshabur (2021), Sharpness-aware minimization for efficiently improving generalization",
    url: "https://arxiv.org/abs/2010.01412",
};
const BALANCE: Source = Source {
    text: "Du, Hu & Lee (2018), Algorithmic regularization in learning deep homogeneous models: layers are automatically balanced",
    url: "https://arxiv.org/abs/1806.00900",
};
const SCALAR_NETWORKS: Source = Source {
    text: "Kreisler, Nacson, Soudry & Carmon (2023), Gradient descent monotonically decreases the sharpness of gradient flow solutions in scalar networks and beyond",
    url: "https://arxiv.org/abs/2305.13064",
};

static ABOUT: About = About {
    id: "sharp-flat",
    chapter: "descent",
    formula: r"f(x, y) = (1 - xy)^2,\quad \lambda_{\max} \le 2/\eta",
    axes: ["x", "y"],
    speed: 20.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[EDGE, LABEL_NOISE, SCALAR_NETWORKS, BALANCE, SAM],
};

static LABEL_NOISE_SGD: MethodInfo = MethodInfo {
    id: "label-noise-sgd",
    color: Color::Green,
    formula: r"x_{k+1} = x_k - \eta \nabla \textstyle\sum_i (r_i(x_k) + \sigma\xi_{k,i})^2,\quad f = \textstyle\sum_i r_i^2",
    source: LABEL_NOISE,
    parameters: Vec::new,
};

/// The optimizers of the scene in the order of the legend.
fn rules() -> impl Iterator<Item = &'static OptimizerInfo> {
    OPTIMIZERS.iter().copied().filter(|rule| RULES.contains(&rule.info.id))
}

impl Scene for SharpFlat {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let landscapes = landscape::LANDSCAPES.iter().filter(|info| LANDSCAPES.contains(&info.id));
        let landscapes = landscapes.map(|info| Choice::new("landscape", info.id)).collect();
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("landscape", landscapes, "product-net"),
            Parameter::log_number("eta", r"\eta", [0.002, 0.5], 0.15)
                .follows("landscape", vec![("sharp-and-flat", Value::Number(0.25))]),
            Parameter::number("noise", r"\sigma", [0.0, 1.0], 0.2),
            Parameter::point("start", 100.0, [2.6, 0.05])
                .follows("landscape", vec![("sharp-and-flat", Value::Point([1.3, 0.3]))]),
            Parameter::choices("methods", methods, &["gd", "sam", "label-noise-sgd"]),
        ];
        parameters.extend(rules().flat_map(|rule| rule.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        rules().map(|rule| &rule.info).chain([&LABEL_NOISE_SGD]).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 2400 },
            Case { preset: &[("eta", "0.05"), ("noise", "0.4"), ("start", "0.4,-1.9")], steps: 4000 },
            Case { preset: &[("landscape", "sharp-and-flat"), ("start", "1.3,0.9")], steps: 1300 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::SharpFlatRun::new(settings, seed)?))
    }
}
