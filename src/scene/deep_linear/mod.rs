//! Deep linear networks: depth as a preconditioner, modes learnt in turn, features that collapse.

mod balance;
mod collapse;
mod modes;
mod plane;
mod story;
mod study;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{OptimizerInfo, find};
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct DeepLinear;

/// The optimizers of the library that run beside the depths.
const RULES: [&str; 2] = ["momentum", "adagrad"];

const ACCELERATION: Source = Source {
    text: "Arora, Cohen & Hazan (2018), On the optimization of deep networks: implicit acceleration by overparameterization",
    url: "https://arxiv.org/abs/1802.06509",
};
const EXACT_SOLUTIONS: Source = Source {
    text: "Saxe, McClelland & Ganguli (2014), Exact solutions to the nonlinear dynamics of learning in deep linear neural networks",
    url: "https://arxiv.org/abs/1312.6120",
};
const COLLAPSE: Source = Source {
    text: "Dang, Tran, Osher, Tran-The, Ho & Nguyen (2023), Neural collapse in deep linear networks: from balanced to imbalanced data",
    url: "https://arxiv.org/abs/2301.00437",
};

static ABOUT: About = About {
    id: "deep-linear",
    chapter: "deep",
    formula: r"\dot w = -\|w\|^{2 - 2/N} \big(\nabla \ell + (N - 1)\, \hat w \hat w^\top \nabla \ell\big)",
    axes: ["w\u{2081}", "w\u{2082}"],
    speed: 200.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[ACCELERATION, EXACT_SOLUTIONS, COLLAPSE],
};

/// One of the depths 1 to 4.
const fn of_depth(id: &'static str, color: Color, formula: &'static str) -> MethodInfo {
    MethodInfo { id, color, formula, source: ACCELERATION, parameters: Vec::new }
}

/// The depths 1 to 4. Depth 1 is gradient descent and has its colour.
static DEPTHS: [MethodInfo; 4] = [
    of_depth("depth-1", Color::Vermillion, r"w \leftarrow w - \eta \nabla \ell(w)"),
    of_depth("depth-2", Color::Green, r"w = a v:\ (v, a) \leftarrow (v, a) - \eta \nabla_{v, a}\, \ell(a v)"),
    of_depth(
        "depth-3",
        Color::Purple,
        r"w = a_2 a_1 v:\ (v, a_1, a_2) \leftarrow (v, a_1, a_2) - \eta \nabla \ell(a_2 a_1 v)",
    ),
    of_depth(
        "depth-4",
        Color::Orange,
        r"w = a_3 a_2 a_1 v:\ (v, a) \leftarrow (v, a) - \eta \nabla \ell(a_3 a_2 a_1 v)",
    ),
];

/// The optimizers of the library that the scene uses.
fn rules() -> Vec<&'static OptimizerInfo> {
    RULES.iter().filter_map(|id| find(id).ok()).collect()
}

impl Scene for DeepLinear {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let options = |ids: &[&'static str]| ids.iter().map(|id| Choice::option(id)).collect::<Vec<_>>();
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("task", options(&["plane", "modes", "collapse"]), "plane"),
            Parameter::choices("methods", methods, &["depth-1", "depth-2", "depth-3"]).when("task", "plane"),
            Parameter::point("start", 3.0, [0.2, -0.1]).when("task", "plane"),
            Parameter::log_number("eta", r"\eta", [0.001, 0.1], 0.01).when_any("task", &["plane", "modes"]),
            Parameter::integer("p", "p", [2, 6], 2).when("task", "plane"),
            Parameter::number("imbalance", r"\delta", [0.0, 0.9], 0.0).when("task", "plane"),
            Parameter::choice("loop", options(&["none", "half-ring", "quarter-ring"]), "none").when("task", "plane"),
            Parameter::integer("loop-depth", "N", [1, 4], 3).when("task", "plane"),
            Parameter::number("inner", "r", [0.1, 0.6], 0.3).when("task", "plane"),
            Parameter::number("outer", "R", [0.7, 2.0], 1.4).when("task", "plane"),
            Parameter::integer("layers", "L", [1, 4], 2).when_any("task", &["modes", "collapse"]),
            Parameter::log_number("alpha", r"\alpha", [0.001, 0.1], 0.01).when("task", "modes"),
            Parameter::integer("hidden", "h", [6, 20], 8).when("task", "modes"),
            Parameter::log_number("lambda", r"\lambda", [0.001, 0.02], 0.004).when("task", "collapse"),
        ];
        parameters.extend(rules().iter().flat_map(|rule| rule.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        DEPTHS.iter().chain(rules().into_iter().map(|rule| &rule.info)).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[("methods", "depth-1,depth-2,depth-3,depth-4")], steps: 1000 },
            Case { preset: &[("loop", "half-ring")], steps: 1000 },
            Case { preset: &[("loop", "quarter-ring"), ("loop-depth", "2"), ("imbalance", "0.5")], steps: 1000 },
            Case { preset: &[("task", "modes")], steps: 1000 },
            Case { preset: &[("task", "modes"), ("alpha", "0.03"), ("hidden", "12")], steps: 1000 },
            Case { preset: &[("task", "modes"), ("layers", "3"), ("alpha", "0.1")], steps: 1000 },
            Case { preset: &[("task", "collapse"), ("layers", "1")], steps: 5000 },
            Case { preset: &[("task", "collapse")], steps: 5000 },
            Case { preset: &[("task", "collapse"), ("layers", "3")], steps: 5000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        match settings.choice("task")? {
            "modes" => Ok(Box::new(modes::ModesRun::new(settings, seed)?)),
            "collapse" => Ok(Box::new(collapse::CollapseRun::new(settings, seed)?)),
            _ => Ok(Box::new(plane::PlaneRun::new(settings, seed)?)),
        }
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[StudyInfo { id: "acceleration" }]
    }

    fn study(&self, id: &str, _settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "acceleration" => Ok(Box::new(study::Acceleration { seed })),
            _ => Err(crate::scene::study::unknown(id, self.studies())),
        }
    }
}
