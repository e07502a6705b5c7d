//! Langevin on a manifold of symmetries: two circles of matrices, and how reflected Brownian motions meet.

mod circles;
mod coupling;
mod estimated;
mod geometry;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::langevin::ULA;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct Orbits;

static ABOUT: About = About {
    id: "orbits",
    chapter: "sampling",
    formula: r"p(X) \propto e^{-\beta\|XX^\top - M\|_F^2},\quad X \in \mathbb R^{2\times2}",
    axes: ["u", "v"],
    speed: 480.0,
    equal_axes: true,
    placed: None,
    story: story::STORY,
    sources: &[
        Source {
            text: "Off the convex path (2021), Beyond log-concave sampling, part 3",
            url: "http://www.offconvex.org/2021/03/12/beyondlogconcave3/",
        },
        Source {
            text: "Moitra & Risteski (2020), Fast convergence for Langevin diffusion with manifold structure",
            url: "https://arxiv.org/abs/2002.05576",
        },
        Source {
            text: "Lindvall & Rogers (1986), Coupling of multidimensional diffusions by reflection",
            url: "https://doi.org/10.1214/aop/1176992442",
        },
        Source {
            text: "Bakry, Gentil & Ledoux (2014), Analysis and Geometry of Markov Diffusion Operators",
            url: "https://doi.org/10.1007/978-3-319-00227-9",
        },
    ],
};

impl Scene for Orbits {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let shows = vec![Choice::option("circles"), Choice::option("coupling")];
        let sides = vec![Choice::option("rotation"), Choice::option("reflection")];
        vec![
            Parameter::choice("show", shows, "circles"),
            Parameter::choice("side", sides, "rotation").when("show", "circles"),
            Parameter::log_number("beta", r"\beta", [1.0, 100.0], 30.0).when("show", "circles"),
            Parameter::number("m", "m", [0.1, 1.0], 1.0).when("show", "circles"),
            Parameter::log_number("eta", r"\eta", [0.0002, 0.01], 0.0015),
            Parameter::number("distance", "r", [0.5, 3.0], 1.5).when("show", "coupling"),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![&ULA]
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 4500 },
            Case { preset: &[("side", "reflection"), ("beta", "45"), ("eta", "0.001")], steps: 6600 },
            Case { preset: &[("show", "coupling"), ("eta", "0.004")], steps: 12_000 },
            Case { preset: &[("show", "coupling"), ("distance", "2.5"), ("eta", "0.008")], steps: 12_000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        match settings.choice("show")? {
            "coupling" => Ok(Box::new(coupling::CouplingRun::new(settings, seed)?)),
            _ => Ok(Box::new(circles::CirclesRun::new(settings, seed)?)),
        }
    }
}
