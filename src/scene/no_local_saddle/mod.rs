//! An equilibrium that always exists: where there is no local saddle, y follows greedy paths, and x searches for a point that
//! it cannot improve.

mod claims;
mod curves;
mod picture;
mod run;
mod state;
mod story;

use self::claims::{EQUILIBRIUM, POST};
use self::state::SEARCH;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::{Choice, Parameter, Settings};
use crate::problem::game::{GAMES, GameInfo};
use crate::scene::{About, Case, Run, Scene};

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct NoLocalSaddle;

static ABOUT: About = About {
    id: "no-local-saddle",
    chapter: "games",
    formula: r"g(x, y) = \max_{z \in \Omega(x, y)} f(x, z),\quad |\partial_x S| \le \varepsilon",
    axes: ["x", "y"],
    speed: 20.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[POST, EQUILIBRIUM],
};

/// The games that the scene offers: bounded, with bounded derivatives.
fn games() -> impl Iterator<Item = &'static GameInfo> {
    GAMES.iter().copied().filter(|game| ["sine-sum", "two-hills"].contains(&game.id))
}

impl Scene for NoLocalSaddle {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let choices = games().map(|game| Choice::new("game", game.id)).collect();
        vec![
            Parameter::choice("game", choices, "sine-sum"),
            Parameter::log_number("epsilon", r"\varepsilon", [0.01, 0.3], 0.05),
            Parameter::log_number("sigma", r"\sigma", [0.05, 0.5], 0.2),
            Parameter::point("start", 20.0, [-3.1, -2.2]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        vec![&SEARCH]
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 400 },
            Case { preset: &[("game", "two-hills")], steps: 2000 },
            Case {
                preset: &[("game", "two-hills"), ("epsilon", "0.1"), ("sigma", "0.3"), ("start", "2,0.5")],
                steps: 2000,
            },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(state::NoLocalSaddleRun::new(settings, seed)?))
    }
}
