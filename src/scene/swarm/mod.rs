//! A million particles under Langevin dynamics beside the Fokker–Planck equation that their law obeys.

mod claims;
mod picture;
mod run;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::parameter::{Choice, Parameter, Settings};
use crate::problem::density::menu;
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct Swarm;

static ABOUT: About = About {
    id: "swarm",
    chapter: "sampling",
    formula: r"\partial_t p = \nabla\cdot(p\nabla f) + \beta^{-1}\Delta p",
    axes: ["x_1", "x_2"],
    speed: 240.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Off the convex path (2020), Beyond log-concave sampling",
            url: "http://www.offconvex.org/2020/09/19/beyondlogconvavesampling",
        },
        Source {
            text: "Pavliotis (2014), Stochastic Processes and Applications, chapter 4",
            url: "https://doi.org/10.1007/978-1-4939-1323-7",
        },
        Source {
            text: "Chang & Cooper (1970), A practical difference scheme for Fokker–Planck equations",
            url: "https://doi.org/10.1016/0021-9991(70)90001-X",
        },
        Source {
            text: "Leimkuhler & Matthews (2013), Rational construction of stochastic numerical methods for molecular sampling",
            url: "https://doi.org/10.1093/amrx/abs010",
        },
    ],
};

impl Scene for Swarm {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let schemes = vec![Choice::option("langevin"), Choice::option("heun"), Choice::option("underdamped")];
        let [density, formula] = menu::choice("mixture");
        vec![
            density,
            formula,
            menu::radius(3.0),
            Parameter::integer("particles", "N", [1000, 1_000_000], 50_000),
            Parameter::log_number("eta", r"\eta", [0.001, 0.05], 0.01),
            Parameter::log_number("beta", r"\beta", [0.25, 2.0], 1.0),
            Parameter::choice("scheme", schemes, "langevin"),
            Parameter::log_number("friction", r"\gamma", [0.1, 10.0], 1.0).when("scheme", "underdamped"),
            Parameter::point("start", 6.0, [-1.5, -1.5]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![&ULA]
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[("particles", "1000"), ("eta", "0.02")], steps: 6000 },
            Case {
                preset: &[
                    ("particles", "2000"),
                    ("density", "two-gaussians"),
                    ("r", "1.5"),
                    ("eta", "0.02"),
                    ("start", "-1.5,0"),
                ],
                steps: 6000,
            },
        ]
    }

    fn is_heavy(&self) -> bool {
        true
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::SwarmRun::new(settings, seed)?))
    }
}
