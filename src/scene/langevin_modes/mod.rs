//! Diffusion across modes: one Langevin trail and its companions on any density, and how long a crossing between two Gaussians takes.

mod claims;
mod passage_study;
mod picture;
mod run;
mod setup;
mod state;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::parameter::{Parameter, Settings};
use crate::problem::density::menu;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct LangevinModes;

static ABOUT: About = About {
    id: "langevin-modes",
    chapter: "sampling",
    formula: r"x_{k+1} = x_k - \eta\nabla f(x_k) + \sqrt{2\eta/\beta}\,\xi_k",
    axes: ["x_1", "x_2"],
    speed: 240.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Off the convex path (2021), Beyond log-concave sampling, part 2",
            url: "http://www.offconvex.org/2021/03/01/beyondlogconcave2/",
        },
        Source {
            text: "Bovier, Eckhoff, Gayrard & Klein (2004), Metastability in reversible diffusion processes I",
            url: "https://doi.org/10.4171/JEMS/14",
        },
        Source {
            text: "Broadie, Glasserman & Kou (1997), A continuity correction for discrete barrier options",
            url: "https://doi.org/10.1111/1467-9965.00035",
        },
        Source {
            text: "Vempala & Wibisono (2019), Rapid convergence of the unadjusted Langevin algorithm",
            url: "https://arxiv.org/abs/1903.08568",
        },
    ],
};

impl Scene for LangevinModes {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let [density, formula] = menu::choice("two-gaussians");
        vec![
            density,
            formula,
            menu::radius(4.0),
            menu::correlation(0.9, 0.8),
            Parameter::log_number("eta", r"\eta", [0.001, 0.2], 0.02),
            Parameter::log_number("beta", r"\beta", [0.25, 4.0], 1.0),
            Parameter::integer("walkers", "", [10, 5000], 2000),
            Parameter::point("start", 6.0, [-2.0, 0.0]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![&ULA]
    }

    fn cases(&self) -> &'static [Case] {
        // Enough steps that the last of the timed walkers has arrived but with probability 10⁻⁴.
        &[
            Case { preset: &[("walkers", "500")], steps: 30_000 },
            Case { preset: &[("eta", "0.1"), ("beta", "0.7"), ("r", "2.4")], steps: 5_000 },
            Case { preset: &[("density", "gaussian"), ("eta", "0.1"), ("start", "1,1")], steps: 2_000 },
            Case { preset: &[("density", "four-gaussians"), ("eta", "0.05"), ("walkers", "200")], steps: 13_000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(state::LangevinRun::new(setup::Setup::new(settings)?, settings.count("walkers")?, seed)))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[passage_study::INFO]
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "passage-times" => Ok(Box::new(passage_study::PassageTimes::new(settings, seed)?)),
            _ => Err(crate::scene::study::unknown(id, self.studies())),
        }
    }
}
