//! Weight decay, exponential learning rates, and chaos near the origin of a loss that knows directions only.

mod claims;
mod picture;
mod run;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct ScaleInvariance;

const INTRINSIC: Source = Source {
    text: "Li, Lyu & Arora (2020), Reconciling modern deep learning with traditional optimization analyses: the intrinsic learning rate",
    url: "https://arxiv.org/abs/2010.02916",
};
const EXPONENTIAL: Source = Source {
    text: "Li & Arora (2019), An exponential learning rate schedule for deep learning",
    url: "https://arxiv.org/abs/1910.07454",
};
const AUTO_TUNING: Source = Source {
    text: "Arora, Li & Lyu (2018), Theoretical analysis of auto rate-tuning by batch normalization",
    url: "https://arxiv.org/abs/1812.03981",
};

static ABOUT: About = About {
    id: "scale-invariance",
    chapter: "descent",
    formula: r"w_{k+1} = (1 - \eta\lambda) w_k - \eta \nabla L(w_k),\quad L = \frac{x^2}{x^2 + y^2}",
    axes: ["x", "y"],
    speed: 30.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        INTRINSIC,
        EXPONENTIAL,
        AUTO_TUNING,
        Source {
            text: "Off the convex path (2020), Mismatches between traditional optimization analyses and modern deep learning",
            url: "http://www.offconvex.org/2020/10/21/intrinsicLR/",
        },
    ],
};

static GD: MethodInfo = MethodInfo {
    id: "gd",
    color: Color::Vermillion,
    formula: r"w_{k+1} = w_k - \eta \nabla L(w_k)",
    source: AUTO_TUNING,
    parameters: Vec::new,
};

static GD_DECAY: MethodInfo = MethodInfo {
    id: "gd-decay",
    color: Color::Blue,
    formula: r"w_{k+1} = (1 - \eta\lambda) w_k - \eta \nabla L(w_k)",
    source: INTRINSIC,
    parameters: Vec::new,
};

static GD_EXPONENTIAL: MethodInfo = MethodInfo {
    id: "gd-exponential",
    color: Color::Orange,
    formula: r"w_{k+1} = w_k - \eta (1 - \eta\lambda)^{-2k-1} \nabla L(w_k)",
    source: EXPONENTIAL,
    parameters: Vec::new,
};

/// In the order of the legend.
static METHODS: [&MethodInfo; 3] = [&GD, &GD_DECAY, &GD_EXPONENTIAL];

impl Scene for ScaleInvariance {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let methods = METHODS.iter().map(|info| Choice::new("method", info.id)).collect();
        vec![
            Parameter::log_number("eta", r"\eta", [0.001, 0.5], 0.1),
            Parameter::number("lambda", r"\lambda", [0.0, 0.5], 0.1),
            Parameter::point("start", 100.0, [0.45, 0.3]),
            Parameter::choices("methods", methods, &["gd", "gd-decay"]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        METHODS.to_vec()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 3100 },
            Case { preset: &[("eta", "0.5"), ("lambda", "0.3"), ("start", "-2,1")], steps: 400 },
            Case { preset: &[("eta", "0.02"), ("lambda", "0.2"), ("start", "0.3,-0.1")], steps: 7600 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::ScaleInvarianceRun::new(settings, seed)?))
    }
}
