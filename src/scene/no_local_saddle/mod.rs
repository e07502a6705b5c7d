//! An equilibrium that always exists: where no local saddle is, greedy paths, what they reach, and where x cannot better it.

mod claims;
mod picture;
mod run;
mod story;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::problem::game::{GAMES, GameInfo};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct NoLocalSaddle;

const EQUILIBRIUM: Source = Source {
    text: "Mangoubi & Vishnoi (2021), Greedy adversarial equilibrium: an efficient alternative to nonconvex-nonconcave min-max optimization",
    url: "https://arxiv.org/abs/2006.12363",
};
const POST: Source = Source {
    text: "Off the convex path (2020), An equilibrium in nonconvex-nonconcave min-max optimization",
    url: "https://www.offconvex.org/2020/06/24/equilibrium-min-max/",
};

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

/// The one method of the scene.
static SEARCH: MethodInfo = MethodInfo {
    id: "greedy-search",
    color: Color::Vermillion,
    formula: r"x' = x + \sigma\,10^{-2u}\,\xi,\quad y' = \text{end of a greedy path from } y,\quad \text{taken if } f(x', y') < f(x, y)",
    source: EQUILIBRIUM,
    parameters: Vec::new,
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
        Ok(Box::new(run::NoLocalSaddleRun::new(settings, seed)?))
    }
}
