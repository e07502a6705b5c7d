//! Why mixing is slow: a random walk on a graph beside Langevin's generator, their Dirichlet forms, slowest functions and gaps.

mod claims;
mod flow;
mod picture;
mod run;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::graph_walk::GRAPH_WALK;
use crate::method::langevin::ULA;
use crate::parameter::{Parameter, Settings};
use crate::problem::density::menu;
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct SpectralGap;

static ABOUT: About = About {
    id: "spectral-gap",
    chapter: "sampling",
    formula: r"\mathrm{Var}_p(g) \leq \frac1{\lambda_2}\,\mathbb E_p\|\nabla g\|^2",
    axes: ["x_1", "x_2"],
    speed: 120.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Off the convex path (2020), Beyond log-concave sampling",
            url: "http://www.offconvex.org/2020/09/19/beyondlogconvavesampling",
        },
        Source {
            text: "Bakry & Émery (1985), Diffusions hypercontractives",
            url: "https://doi.org/10.1007/BFb0075847",
        },
        Source {
            text: "Bovier, Gayrard & Klein (2005), Metastability in reversible diffusion processes II",
            url: "https://doi.org/10.4171/JEMS/22",
        },
        Source {
            text: "Levin, Peres & Wilmer (2009), Markov Chains and Mixing Times, chapters 12 and 13",
            url: "https://doi.org/10.1090/mbk/058",
        },
    ],
};

impl Scene for SpectralGap {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let [density, formula] = menu::choice("two-gaussians");
        vec![
            density,
            formula,
            menu::radius(3.5),
            menu::correlation(0.9, 0.5),
            Parameter::log_number("eta", r"\eta", [0.005, 0.1], 0.02),
            Parameter::integer("vertices", "n", [20, 160], 110),
            Parameter::integer("neighbours", "k", [2, 12], 5),
            Parameter::point("start", 6.0, [-2.0, 0.6]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![&ULA, &GRAPH_WALK]
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 12_000 },
            Case { preset: &[("r", "1.5"), ("eta", "0.05"), ("vertices", "60")], steps: 12_000 },
            Case { preset: &[("density", "gaussian"), ("start", "1,0.3")], steps: 12_000 },
            Case {
                preset: &[("density", "formula"), ("formula", "x^2/2 + 2y^2 + x^4/8"), ("start", "1.2,0.6")],
                steps: 12_000,
            },
            Case { preset: &[("density", "mixture"), ("start", "-1.5,-1.5"), ("neighbours", "8")], steps: 12_000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::GapRun::new(settings, seed)?))
    }
}
