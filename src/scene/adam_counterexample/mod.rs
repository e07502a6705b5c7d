//! Adam at the wrong end: an online problem that it climbs while its average slopes down.

mod claims;
mod picture;
mod run;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{OPTIMIZERS, OptimizerInfo};
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct AdamCounterexample;

/// The rules that take part.
const RULES: [&str; 5] = ["gd", "adagrad", "adam", "amsgrad", "adopt"];

const REDDI: Source = Source {
    text: "Reddi, Kale & Kumar (2018), On the convergence of Adam and beyond, theorem 1",
    url: "https://arxiv.org/abs/1904.09237",
};
const ADOPT: Source = Source {
    text: "Taniguchi et al. (2024), ADOPT: modified Adam can converge with any β₂ with the optimal rate",
    url: "https://arxiv.org/abs/2411.02853",
};

static ABOUT: About = About {
    id: "adam-counterexample",
    chapter: "descent",
    formula: r"f_t(x) = Cx,\,-x,\,-x,\,Cx,\,\dots,\quad |x| \le 1",
    axes: [r"\text{steps from now}", "x"],
    speed: 30.0,
    equal_axes: false,
    placed: None,
    story: story::STORY,
    sources: &[
        REDDI,
        ADOPT,
        Source {
            text: "Duchi, Hazan & Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization",
            url: "https://jmlr.org/papers/v12/duchi11a.html",
        },
    ],
};

/// The rules, in the order of the legend.
fn rules() -> impl Iterator<Item = &'static OptimizerInfo> {
    OPTIMIZERS.iter().copied().filter(|rule| RULES.contains(&rule.info.id))
}

impl Scene for AdamCounterexample {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let methods = rules().map(|rule| Choice::new("method", rule.info.id)).collect();
        let schedules = vec![Choice::option("constant"), Choice::option("inverse-root")];
        vec![
            Parameter::number("c", "C", [2.1, 10.0], 3.0),
            Parameter::log_number("eta", r"\eta", [0.001, 0.5], 0.03),
            Parameter::number("beta1", r"\beta_1", [0.0, 0.99], 0.0),
            Parameter::number("beta2", r"\beta_2", [0.0, 0.999], 0.1),
            Parameter::choice("schedule", schedules, "constant"),
            Parameter::number("x0", "x_0", [-1.0, 1.0], 0.0),
            Parameter::log_number("adagrad.lr", r"\eta", [0.001, 5.0], 0.5),
            Parameter::choices("methods", methods, &["gd", "adam", "amsgrad", "adopt"]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        rules().map(|rule| &rule.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const ALL: (&str, &str) = ("methods", "gd,adagrad,adam,amsgrad,adopt");
        &[
            Case { preset: &[ALL], steps: 2000 },
            Case { preset: &[ALL, ("c", "5"), ("beta2", "0.5"), ("beta1", "0.6"), ("x0", "0.7")], steps: 3000 },
            Case { preset: &[ALL, ("beta2", "0.9"), ("eta", "0.1")], steps: 2000 },
            Case { preset: &[ALL, ("schedule", "inverse-root"), ("eta", "0.5")], steps: 4000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::CounterexampleRun::new(settings, seed)?))
    }
}
