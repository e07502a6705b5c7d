//! Progressive sharpening: under gradient descent the curvature rises to 2/η and stays there.

mod diagonal;
mod network;
mod scalar;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{OptimizerInfo, find};
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct ProgressiveSharpening;

/// The optimizers of the library that train the network, beside two of the scene's own.
const RULES: [&str; 3] = ["gd", "momentum", "sam"];

const EDGE: Source = Source {
    text: "Cohen, Kaur, Li, Kolter & Talwalkar (2021), Gradient descent on neural networks typically occurs at the edge of stability",
    url: "https://arxiv.org/abs/2103.00065",
};
const SELF_STABILIZATION: Source = Source {
    text: "Damian, Nichani & Lee (2023), Self-stabilization: the implicit bias of gradient descent at the edge of stability",
    url: "https://arxiv.org/abs/2209.15594",
};
const WARM_UP: Source = Source {
    text: "Gilmer, Ghorbani, Garg, Kudugunta, Neyshabur, Cardoze, Dahl, Nado & Firat (2022), A loss curvature perspective on training instability in deep learning",
    url: "https://arxiv.org/abs/2110.04369",
};
const SCALAR_NETWORKS: Source = Source {
    text: "Kreisler, Nacson, Soudry & Carmon (2023), Gradient descent monotonically decreases the sharpness of gradient flow solutions in scalar networks and beyond",
    url: "https://arxiv.org/abs/2305.13064",
};
const SPARSE: Source = Source {
    text: "Andriushchenko, Varre, Pillaud-Vivien & Flammarion (2023), SGD with large step sizes learns sparse features",
    url: "https://arxiv.org/abs/2210.05337",
};

static ABOUT: About = About {
    id: "progressive-sharpening",
    chapter: "deep",
    formula: r"\lambda_{\max}(\nabla^2 L(\theta_t)) \to 2/\eta",
    axes: ["x", "f"],
    speed: 200.0,
    equal_axes: false,
    placed: Some("start"),
    story: story::STORY,
    sources: &[EDGE, SELF_STABILIZATION, SCALAR_NETWORKS, WARM_UP, SPARSE],
};

static MINIBATCH_SGD: MethodInfo = MethodInfo {
    id: "minibatch-sgd",
    color: Color::Green,
    formula: r"\theta_{t+1} = \theta_t - \eta \nabla L_B(\theta_t),\quad |B| = 4",
    source: EDGE,
    parameters: Vec::new,
};

static FINE_DESCENT: MethodInfo = MethodInfo {
    id: "fine-descent",
    color: Color::Slate,
    formula: r"20 \times:\ \theta \leftarrow \theta - \tfrac{\eta}{20} \nabla L(\theta)",
    source: EDGE,
    parameters: Vec::new,
};

/// The optimizers of the library that the scene uses.
fn rules() -> Vec<&'static OptimizerInfo> {
    RULES.iter().filter_map(|id| find(id).ok()).collect()
}

impl Scene for ProgressiveSharpening {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let models = ["network", "scalar", "diagonal"].map(Choice::option).to_vec();
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("model", models, "network"),
            Parameter::log_number("eta", r"\eta", [0.002, 1.0], 0.1)
                .follows("model", vec![("scalar", Value::Number(0.48))]),
            Parameter::integer("warmup", "", [0, 1000], 0).when("model", "network"),
            Parameter::integer("change-at", "", [0, 20_000], 0).when("model", "network"),
            Parameter::log_number("eta-later", r"\eta'", [0.002, 1.0], 0.15).when("model", "network"),
            Parameter::integer("depth", "D", [3, 10], 4).when("model", "scalar"),
            Parameter::point("start", 3.0, [1.22, 0.55]).when("model", "scalar"),
            Parameter::log_number("eta-small", r"\eta_s", [0.0005, 0.1], 0.002).when("model", "diagonal"),
            Parameter::choices("methods", methods, &["gd"]).when("model", "network"),
        ];
        parameters.extend(rules().iter().flat_map(|rule| rule.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        rules().into_iter().map(|rule| &rule.info).chain([&MINIBATCH_SGD, &FINE_DESCENT]).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 3000 },
            Case { preset: &[("eta", "0.3")], steps: 1500 },
            Case { preset: &[("model", "scalar")], steps: 1200 },
            Case { preset: &[("model", "scalar"), ("depth", "7"), ("eta", "0.2"), ("start", "1.05,0.4")], steps: 2500 },
            Case { preset: &[("model", "diagonal")], steps: 10_000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        match settings.choice("model")? {
            "scalar" => Ok(Box::new(scalar::ScalarRun::new(settings, seed)?)),
            "diagonal" => Ok(Box::new(diagonal::DiagonalRun::new(settings, seed)?)),
            _ => Ok(Box::new(network::NetworkRun::new(settings, seed)?)),
        }
    }
}
