//! One landscape, many optimizers, the same start.

mod basin;
mod laws;
mod noisy;
mod picture;
mod probes;
mod racer;
mod region;
mod run;
mod setup;
mod story;
mod strides;
mod sweep;

#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::optimizer::{OPTIMIZERS, Schedule};
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::problem::landscape::LANDSCAPES;
use crate::scene::rates;
use crate::scene::study::unknown;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct DescentRace;

static ABOUT: About = About {
    id: "descent-race",
    chapter: "descent",
    formula: r"x_{k+1} = x_k - \eta_k\,d_k(\nabla f(x_0), \dots, \nabla f(x_k))",
    axes: ["x", "y"],
    speed: 60.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Polyak (1964), Some methods of speeding up the convergence of iteration methods",
            url: "https://doi.org/10.1016/0041-5553(64)90137-5",
        },
        Source {
            text: "Kingma & Ba (2015), Adam: a method for stochastic optimization",
            url: "https://arxiv.org/abs/1412.6980",
        },
        Source {
            text: "Ghadimi & Lan (2013), Stochastic first- and zeroth-order methods for nonconvex stochastic programming",
            url: "https://arxiv.org/abs/1309.5549",
        },
        Source { text: "Goh (2017), Why momentum really works, Distill", url: "https://distill.pub/2017/momentum/" },
        Source { text: "PyTorch, torch.optim", url: "https://docs.pytorch.org/docs/stable/optim.html" },
    ],
};

impl Scene for DescentRace {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let options = LANDSCAPES.iter().map(|info| Choice::new("landscape", info.id)).collect();
        let methods = OPTIMIZERS.iter().map(|rule| Choice::new("method", rule.info.id)).collect();
        let mut parameters = vec![Parameter::choice("landscape", options, "rosenbrock")];
        for info in LANDSCAPES {
            parameters.extend((info.parameters)().into_iter().map(|own| own.when("landscape", info.id)));
        }
        let starts = LANDSCAPES.iter().map(|info| (info.id, Value::Point(info.start))).collect();
        parameters.extend([
            Parameter::point("start", 1024.0, [-1.2, 1.0]).follows("landscape", starts),
            Parameter::number("sigma", r"\sigma", [0.0, 10.0], 0.0),
        ]);
        parameters.extend(Schedule::parameters());
        parameters.extend([
            Parameter::log_number("tolerance", r"\epsilon", [1e-12, 1.0], 1e-6),
            Parameter::toggle("anatomy", false),
            Parameter::choices("methods", methods, &["gd", "momentum", "nesterov", "rmsprop", "adam", "lion"]),
        ]);
        for rule in OPTIMIZERS {
            parameters.push(rates::learning_rate(rule));
            parameters.extend(rule.info.hyper_parameters());
        }
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        OPTIMIZERS.iter().map(|rule| &rule.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const LAWS: (&str, &str) = ("methods", "gd,momentum,adam,lion,sign-gd,normalized-gd");
        &[
            Case { preset: &[], steps: 420 },
            Case { preset: &[LAWS, ("landscape", "ravine"), ("sigma", "0.5")], steps: 1200 },
            Case { preset: &[LAWS, ("landscape", "ravine"), ("kappa", "400"), ("schedule", "cosine")], steps: 420 },
            Case { preset: &[LAWS, ("landscape", "booth"), ("sigma", "2"), ("start", "4,-1")], steps: 1200 },
            Case { preset: &[LAWS, ("landscape", "himmelblau")], steps: 420 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::DescentRaceRun::new(settings, seed)?))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[sweep::INFO]
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "learning-rates" => Ok(Box::new(sweep::Sweep::new(settings, seed)?)),
            _ => Err(unknown(id, self.studies())),
        }
    }
}
