//! Why descent–ascent spirals, and cures for it: min–max dynamics on zero-sum games in the plane.

mod bound;
mod census;
mod claims;
mod laws;
mod maps;
mod picture;
mod run;
mod spectrum;
mod state;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::dynamics::DYNAMICS;
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::problem::game::GAMES;
use crate::scene::study::unknown;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct GdaSpiral;

static ABOUT: About = About {
    id: "gda-spiral",
    chapter: "games",
    formula: r"z_{k+1} = z_k - \eta F(z_k),\quad F = (\nabla_x f, -\nabla_y f)",
    axes: ["x", "y"],
    speed: 15.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        Source {
            text: "Off the convex path (2020), Training GANs: theoretical progress on min–max games",
            url: "https://www.offconvex.org/2020/07/06/GAN-min-max/",
        },
        Source {
            text: "Gidel et al. (2019), A variational inequality perspective on generative adversarial networks",
            url: "https://arxiv.org/abs/1802.10551",
        },
        Source {
            text: "Daskalakis, Ilyas, Syrgkanis & Zeng (2018), Training GANs with optimism",
            url: "https://arxiv.org/abs/1711.00141",
        },
        Source {
            text: "Bailey, Gidel & Piliouras (2020), Finite regret and cycles with fixed step-size",
            url: "https://arxiv.org/abs/1907.04392",
        },
    ],
};

/// Every update rule, as a choice.
fn method_choices() -> Vec<Choice> {
    DYNAMICS.iter().map(|rule| Choice::new("method", rule.info.id)).collect()
}

impl Scene for GdaSpiral {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let games = GAMES.iter().map(|game| Choice::new("game", game.id)).collect();
        let methods = method_choices();
        // A game whose equilibrium or cycle lies elsewhere has a start that shows it.
        let starts = vec![
            ("forsaken", Value::Point([1.0, 1.2])),
            ("sine-sum", Value::Point([-2.0, 2.8])),
            ("two-hills", Value::Point([0.5, -2.2])),
        ];
        let mut parameters = vec![
            Parameter::choice("game", games, "bilinear"),
            Parameter::log_number("eta", r"\eta", [0.001, 2.0], 0.2)
                .follows("game", vec![("forsaken", Value::Number(0.05))]),
        ];
        for game in GAMES {
            parameters.extend((game.parameters)().into_iter().map(|own| own.when("game", game.id)));
        }
        parameters.extend([
            Parameter::point("start", 100.0, [1.7, 1.2]).follows("game", starts),
            Parameter::number("box", "h", [0.0, 20.0], 0.0),
            Parameter::toggle("flow", true),
            Parameter::choices("methods", methods, &["gda", "alternating-gda", "extragradient", "ogda"]),
        ]);
        parameters.extend(DYNAMICS.iter().flat_map(|rule| rule.info.hyper_parameters()));
        parameters.push(maps::method_parameter(method_choices()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        DYNAMICS.iter().map(|rule| &rule.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const ALL: (&str, &str) = (
            "methods",
            "gda,alternating-gda,extragradient,ogda,proximal-point,two-timescale-gda,extragradient-plus,hamiltonian,consensus,competitive",
        );
        &[
            Case { preset: &[ALL], steps: 300 },
            Case { preset: &[ALL, ("eta", "0.7"), ("a", "1.9"), ("start", "-3,0.5")], steps: 300 },
            Case { preset: &[ALL, ("game", "strongly-monotone")], steps: 300 },
            Case { preset: &[ALL, ("game", "sine-sum"), ("start", "0.4,-1")], steps: 300 },
            Case { preset: &[("methods", "gda,anchored"), ("eta", "0.1")], steps: 400 },
            Case {
                preset: &[
                    ("methods", "extragradient,anchored"),
                    ("game", "strongly-monotone"),
                    ("eta", "0.04"),
                    ("b", "3"),
                ],
                steps: 400,
            },
            Case { preset: &[("methods", "gda,greedy-accept-reject"), ("box", "5")], steps: 441 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(state::GdaSpiralRun::new(settings, seed)?))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[maps::STEP_SIZES, maps::STARTS]
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "step-size-map" => Ok(Box::new(maps::StepSizeMap::new(settings, seed)?)),
            "start-map" => Ok(Box::new(maps::StartMap::new(settings, seed)?)),
            _ => Err(unknown(id, self.studies())),
        }
    }
}
