//! Simulated and parallel tempering on a ladder of temperatures, beside a plain Langevin chain with the same step.

mod chain;
mod claims;
mod ensembles;
mod parallel;
mod picture;
mod plain;
mod run;
mod setup;
mod simulated;
mod story;
mod tables;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::method::tempering::{PARALLEL, SIMULATED};
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct TemperingSwaps;

static ABOUT: About = About {
    id: "tempering-swaps",
    chapter: "sampling",
    formula: r"p_i \propto e^{-\beta_i f},\quad \beta_1 < \dots < \beta_L = 1",
    axes: ["x", "i"],
    speed: 240.0,
    equal_axes: false,
    placed: None,
    story: story::STORY,
    sources: &[
        Source {
            text: "Off the convex path (2021), Beyond log-concave sampling, part 2",
            url: "http://www.offconvex.org/2021/03/01/beyondlogconcave2/",
        },
        Source {
            text: "Ge, Lee & Risteski (2018), Simulated tempering Langevin Monte Carlo II",
            url: "https://arxiv.org/abs/1812.00793",
        },
        Source {
            text: "Marinari & Parisi (1992), Simulated tempering: a new Monte Carlo scheme",
            url: "https://doi.org/10.1209/0295-5075/19/6/002",
        },
        Source {
            text: "Earl & Deem (2005), Parallel tempering: theory, applications, and new perspectives",
            url: "https://arxiv.org/abs/physics/0508111",
        },
    ],
};

impl Scene for TemperingSwaps {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        let densities = vec![Choice::option("two-gaussians")];
        vec![
            Parameter::choice("density", densities, "two-gaussians"),
            Parameter::number("r", "r", [2.0, 5.0], 4.0),
            Parameter::number("weight", "w", [0.1, 0.9], 0.3),
            Parameter::integer("levels", "L", [2, 8], 4),
            Parameter::log_number("beta-min", r"\beta_1", [0.02, 0.8], 0.08),
            Parameter::choice("ladder", vec![Choice::option("geometric"), Choice::option("equalized")], "geometric"),
            Parameter::choice("weights", vec![Choice::option("exact"), Choice::option("learnt")], "exact"),
            Parameter::log_number("rate", r"\lambda", [0.1, 20.0], 4.0),
            Parameter::log_number("eta", r"\eta", [0.005, 0.2], 0.05),
            Parameter::choices("methods", methods, &[ULA.id, SIMULATED.id]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![&ULA, &SIMULATED, &PARALLEL]
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[("methods", "simulated-tempering,parallel-tempering")], steps: 14_500 },
            Case {
                preset: &[("r", "2.5"), ("methods", "ula,simulated-tempering"), ("levels", "2"), ("beta-min", "0.3")],
                steps: 20_000,
            },
            Case {
                preset: &[
                    ("r", "3"),
                    ("methods", "simulated-tempering,parallel-tempering"),
                    ("ladder", "equalized"),
                    ("weights", "learnt"),
                    ("eta", "0.1"),
                ],
                steps: 6_000,
            },
            Case {
                preset: &[
                    ("r", "3"),
                    ("weight", "0.6"),
                    ("methods", "simulated-tempering,parallel-tempering"),
                    ("levels", "6"),
                    ("beta-min", "0.05"),
                    ("eta", "0.1"),
                ],
                steps: 2_600,
            },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        let setup = setup::Setup::new(settings, seed)?;
        let mut chains: Vec<Box<dyn chain::Chain>> = Vec::new();
        if setup::runs(settings, &ULA)? {
            chains.push(Box::new(plain::Plain::new(&setup)));
        }
        if setup::runs(settings, &SIMULATED)? {
            chains.push(Box::new(simulated::Tempered::new(&setup)));
        }
        if setup::runs(settings, &PARALLEL)? {
            chains.push(Box::new(parallel::Replicas::new(&setup)));
        }
        Ok(Box::new(run::TemperingRun::new(setup, chains)))
    }
}
