//! Convex–concave under a nonlinear mask: a game that is simple in the strategies looks tangled in the parameters.

mod claims;
mod geometry;
mod picture;
mod run;
mod state;
mod story;

use self::claims::{FLOWS, RECURRENCE};
use self::state::RULES;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct HiddenGames;

static ABOUT: About = About {
    id: "hidden-games",
    chapter: "games",
    formula: r"\min_\theta \max_\phi L(F_\theta, G_\phi),\quad \dot\theta = -A_\theta^{-1}\nabla_\theta L",
    axes: ["\u{3b8}", "\u{3c6}"],
    speed: 40.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        FLOWS,
        RECURRENCE,
        Source {
            text: "Flokas, Vlatakis-Gkaragkounis & Piliouras (2021), Solving min-max optimization with hidden structure via gradient descent ascent",
            url: "https://arxiv.org/abs/2101.05248",
        },
    ],
};

impl Scene for HiddenGames {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let games = vec![Choice::option("matching-pennies"), Choice::option("rock-paper-scissors")];
        let methods = RULES.iter().map(|rule| Choice::new("method", rule.info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("game", games, "matching-pennies"),
            Parameter::number("lambda", r"\lambda", [0.0, 2.0], 0.0),
            Parameter::log_number("eta", r"\eta", [0.001, 1.0], 0.05),
            Parameter::point("start", 8.0, [1.2, 0.5]),
            Parameter::point("start-y", 8.0, [-0.3, 0.4]).when("game", "rock-paper-scissors"),
            Parameter::choices("methods", methods, &["gda", "extragradient", "natural-gradient"]),
        ];
        parameters.extend(RULES.iter().flat_map(|rule| rule.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        RULES.iter().map(|rule| &rule.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 900 },
            Case { preset: &[("start", "-0.4,1.9"), ("eta", "0.1")], steps: 900 },
            Case { preset: &[("lambda", "0.3")], steps: 320 },
            Case { preset: &[("game", "rock-paper-scissors")], steps: 300 },
            Case { preset: &[("game", "rock-paper-scissors"), ("lambda", "0.2"), ("start", "1,-0.5")], steps: 500 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(state::HiddenGamesRun::new(settings, seed)?))
    }
}
