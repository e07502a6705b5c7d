//! Wide networks: with few neurons descent sticks, with many each part of the error dies at its own, predicted rate.

mod companions;
mod laws;
mod picture;
mod run;
mod setup;
mod starts;
mod story;
mod study;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct Overparametrized;

const GLOBAL_MINIMA: Source = Source {
    text: "Du, Zhai, Póczos & Singh (2019), Gradient descent provably optimizes over-parameterized neural networks",
    url: "https://arxiv.org/abs/1810.02054",
};
const FINE_GRAINED: Source = Source {
    text: "Arora, Du, Hu, Li & Wang (2019), Fine-grained analysis of optimization and generalization for overparameterized two-layer neural networks",
    url: "https://arxiv.org/abs/1901.08584",
};
const KERNELS: Source =
    Source { text: "Cho & Saul (2009), Kernel methods for deep learning", url: "https://arxiv.org/abs/1112.3712" };
const WEAK_FEATURES: Source = Source {
    text: "Belkin, Hsu & Xu (2020), Two models of double descent for weak features, theorem 1",
    url: "https://arxiv.org/abs/1903.07571",
};

static ABOUT: About = About {
    id: "overparametrized",
    chapter: "deep",
    formula: r"u_t - y = -(I - \eta H^\infty)^t y",
    axes: ["\u{3b8}", "f"],
    speed: 30.0,
    equal_axes: false,
    placed: Some("label"),
    story: story::STORY,
    sources: &[GLOBAL_MINIMA, FINE_GRAINED, KERNELS, WEAK_FEATURES],
};

static NETWORK: MethodInfo = MethodInfo {
    id: "wide-network",
    color: Color::Vermillion,
    formula: r"w_r \leftarrow w_r - \tfrac{\eta a_r}{\sqrt m} \textstyle\sum_i (f(x_i) - y_i)\, 1[w_r \cdot x_i \ge 0]\, x_i",
    source: GLOBAL_MINIMA,
    parameters: Vec::new,
};

static FROZEN: MethodInfo = MethodInfo {
    id: "frozen-patterns",
    color: Color::Blue,
    formula: r"w_r \leftarrow w_r - \tfrac{\eta a_r}{\sqrt m} \textstyle\sum_i (f(x_i) - y_i)\, 1[w_r(0) \cdot x_i \ge 0]\, x_i",
    source: FINE_GRAINED,
    parameters: Vec::new,
};

impl Scene for Overparametrized {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let targets = ["wave", "steps", "sine"].map(Choice::option).to_vec();
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        vec![
            Parameter::integer("width", "m", [2, 8192], 1024),
            Parameter::integer("points", "n", [4, 16], 8),
            Parameter::log_number("scale", r"\kappa", [0.25, 256.0], 4.0),
            Parameter::number("rate", r"\eta\lambda_{\max}", [0.1, 1.9], 1.0),
            Parameter::choice("target", targets, "wave"),
            Parameter::point("label", 3.0, [3.0, 0.0]),
            Parameter::choices("methods", methods, &["wide-network"]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![&NETWORK, &FROZEN]
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 450 },
            Case { preset: &[("points", "12"), ("target", "steps"), ("width", "2048")], steps: 700 },
            Case { preset: &[("points", "5"), ("target", "sine"), ("scale", "16"), ("rate", "0.6")], steps: 450 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::OverparametrizedRun::new(settings, seed)?))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[StudyInfo { id: "weak-features" }]
    }

    fn study(&self, id: &str, _settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "weak-features" => Ok(Box::new(study::WeakFeatures { seed })),
            _ => Err(crate::scene::study::unknown(id, self.studies())),
        }
    }
}
