//! Every sampler on every density: proposals being made, marginals beside the exact curves, diagnostics, and what a gradient buys.

mod bias;
mod exactness;
mod member;
mod optimal_acceptance;
mod picture;
mod run;
mod story;
mod study;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::sampler::SAMPLERS;
use crate::parameter::{Choice, Parameter, Settings};
use crate::problem::density::menu;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct SamplerGallery;

static ABOUT: About = About {
    id: "sampler-gallery",
    chapter: "sampling",
    formula: r"\alpha = \min\left\{1,\ \frac{p(y)\,q(x \mid y)}{p(x)\,q(y \mid x)}\right\}",
    axes: ["x_1", "x_2"],
    speed: 60.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), Rank-normalization, folding, and localization: an improved R̂",
            url: "https://doi.org/10.1214/20-BA1221",
        },
        Source {
            text: "Roberts & Rosenthal (2001), Optimal scaling for various Metropolis–Hastings algorithms",
            url: "https://doi.org/10.1214/ss/1015346320",
        },
        Source {
            text: "Hoffman & Gelman (2014), The no-U-turn sampler",
            url: "https://jmlr.org/papers/v15/hoffman14a.html",
        },
        Source { text: "Neal (2011), MCMC using Hamiltonian dynamics", url: "https://arxiv.org/abs/1206.1901" },
    ],
};

impl Scene for SamplerGallery {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let options = SAMPLERS.iter().map(|s| Choice::new("method", s.info.id)).collect();
        let mut parameters = menu::parameters("banana");
        parameters.push(Parameter::choices("methods", options, &["rwm", "mala", "hmc"]));
        parameters.push(Parameter::integer("chains", "", [2, 8], 4));
        parameters.push(Parameter::toggle("adapt", true));
        parameters.push(Parameter::integer("warm-up", "", [0, 2000], 150));
        parameters.push(Parameter::point("start", 600.0, [-3.0, 4.0]));
        parameters.extend(SAMPLERS.iter().flat_map(|sampler| sampler.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        SAMPLERS.iter().map(|sampler| &sampler.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 10_500 },
            Case { preset: &[("methods", "adaptive-metropolis,nuts,slice,de-mc-z")], steps: 11_500 },
            Case {
                preset: &[("density", "gaussian"), ("methods", "ula,underdamped-langevin,gibbs,sgld")],
                steps: 4_000,
            },
            Case { preset: &[("density", "himmelblau"), ("methods", "hmc,slice"), ("beta", "0.5")], steps: 11_500 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::GalleryRun::new(settings, seed)?))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        study::STUDIES
    }

    fn study(&self, id: &str, _settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        if id == study::STUDIES[0].id {
            return Ok(Box::new(study::OptimalAcceptance { seed }));
        }
        Err(crate::scene::study::unknown(id, study::STUDIES))
    }
}
