//! Simulated and parallel tempering on a ladder of temperatures, beside a plain Langevin chain with the same step.

mod claims;
mod ensembles;
mod picture;
mod run;
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
    title: "Tempering: climb down, cross, climb up",
    chapter: "Sampling",
    summary: "A walker that may change its temperature crosses a barrier that a plain Langevin chain never sees the top of.",
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
        let methods = self.methods().iter().map(|info| Choice { id: info.id, label: info.label }).collect();
        let densities = vec![Choice { id: "two-gaussians", label: "Two Gaussians" }];
        vec![
            Parameter::choice("density", "Density", densities, "two-gaussians", "Unit Gaussians at −r and r."),
            Parameter::number("r", "Distance", "r", [2.0, 5.0], 4.0, "Half the distance of the means."),
            Parameter::number("weight", "Left weight", "w", [0.1, 0.9], 0.3, "The left mode's share of the density."),
            Parameter::integer("levels", "Levels", "L", [2, 8], 4, "How many temperatures the ladder has."),
            Parameter::log_number(
                "beta-min",
                "Hottest level",
                r"\beta_1",
                [0.02, 0.8],
                0.08,
                "The inverse temperature of the hottest level; the coldest has 1.",
            ),
            Parameter::choice(
                "ladder",
                "Ladder",
                vec![
                    Choice { id: "geometric", label: "Equal ratios" },
                    Choice { id: "equalized", label: "Equal acceptance" },
                ],
                "geometric",
                "How the temperatures lie between: in equal ratios, or adapted so that all neighbours swap equally often.",
            ),
            Parameter::choice(
                "weights",
                "Weights",
                vec![
                    Choice { id: "exact", label: "Exact, by quadrature" },
                    Choice { id: "learnt", label: "Learnt on the run" },
                ],
                "exact",
                "The levels' partition functions that simulated tempering needs: known, or learnt from where the walker is.",
            ),
            Parameter::log_number(
                "rate",
                "Swap rate",
                r"\lambda",
                [0.1, 20.0],
                4.0,
                "Attempts to change level per unit time.",
            ),
            Parameter::log_number(
                "eta",
                "Step size",
                r"\eta",
                [0.005, 0.2],
                0.05,
                "The step size, which is also the time that one step takes.",
            ),
            Parameter::choices(
                "methods",
                "Methods",
                methods,
                &[ULA.id, SIMULATED.id],
                "The chains that run side by side.",
            ),
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
        Ok(Box::new(run::TemperingRun::new(settings, seed)?))
    }
}
