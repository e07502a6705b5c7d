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
    title: "Adam at the wrong end",
    chapter: "Descent",
    summary: "One steep slope down, then two gentle ones up: Adam forgets the steep one, and climbs.",
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
        let methods = rules().map(|rule| Choice { id: rule.info.id, label: rule.info.label }).collect();
        let schedules =
            vec![Choice { id: "constant", label: "constant" }, Choice { id: "inverse-root", label: "1/√t" }];
        vec![
            Parameter::number(
                "c",
                "Steep slope",
                "C",
                [2.1, 10.0],
                3.0,
                "The slope of every third function; above 2 the average slopes down towards −1.",
            ),
            Parameter::log_number(
                "eta",
                "Step size",
                r"\eta",
                [0.001, 0.5],
                0.03,
                "The step size of all but Adagrad, whose steps shrink by themselves.",
            ),
            Parameter::number(
                "beta1",
                "First memory",
                r"\beta_1",
                [0.0, 0.99],
                0.0,
                "Memory of the gradient's mean, in Adam, AMSGrad and ADOPT.",
            ),
            Parameter::number(
                "beta2",
                "Second memory",
                r"\beta_2",
                [0.0, 0.999],
                0.1,
                "Memory of the gradient's square, in Adam, AMSGrad and ADOPT; Reddi's is 1/(1 + C²).",
            ),
            Parameter::choice("schedule", "Schedule", schedules, "constant", "How the step size falls with the steps."),
            Parameter::number("x0", "Start", "x_0", [-1.0, 1.0], 0.0, "Where every method starts."),
            Parameter::log_number(
                "adagrad.lr",
                "Learning rate",
                r"\eta",
                [0.001, 5.0],
                0.5,
                "Adagrad's own step size.",
            ),
            Parameter::choices(
                "methods",
                "Methods",
                methods,
                &["gd", "adam", "amsgrad", "adopt"],
                "The optimizers that run side by side.",
            ),
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
