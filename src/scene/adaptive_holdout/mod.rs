//! Climbing a leaderboard on noise: coin flips, scored on one test set and put to the vote, seem to learn.

mod board;
mod climber;
mod picture;
mod replicates;
mod run;
mod setup;
mod story;

use self::climber::Kind;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct AdaptiveHoldout;

const RAZOR: Source = Source {
    text: "Arora & Zhang (2021), Rip van Winkle's razor: a simple estimate of overfit to test data",
    url: "https://arxiv.org/abs/2102.13189",
};
const DWORK: Source = Source {
    text: "Dwork, Feldman, Hardt, Pitassi, Reingold & Roth (2015), Generalization in adaptive data analysis and holdout reuse",
    url: "https://arxiv.org/abs/1506.02629",
};
const BLUM_HARDT: Source = Source {
    text: "Blum & Hardt (2015), The ladder: a reliable leaderboard for machine learning competitions",
    url: "https://arxiv.org/abs/1502.04585",
};

static ABOUT: About = About {
    id: "adaptive-holdout",
    chapter: "deep",
    formula: r"\mathrm{E}\,a \approx \tfrac12 + \tfrac1\pi \sqrt{t/N}",
    axes: ["√(t/N)", "a"],
    speed: 100.0,
    equal_axes: false,
    placed: None,
    story: story::STORY,
    sources: &[RAZOR, DWORK, BLUM_HARDT],
};

const fn designer(id: &'static str, color: Color, formula: &'static str) -> MethodInfo {
    MethodInfo { id, color, formula, source: BLUM_HARDT, parameters: Vec::new }
}

static RULES: [(Kind, MethodInfo); 5] = [
    (
        Kind::Majority,
        designer(
            "majority-vote",
            Color::Vermillion,
            r"\mathrm{sign} \textstyle\sum_s \mathrm{sign}(a_s - \tfrac12)\, f_s",
        ),
    ),
    (Kind::Weighted, designer("weighted-vote", Color::Blue, r"\mathrm{sign} \textstyle\sum_s (a_s - \tfrac12)\, f_s")),
    (Kind::KeepLucky, designer("keep-lucky", Color::Green, r"\mathrm{sign} \textstyle\sum_{a_s > 1/2} f_s")),
    (Kind::Best, designer("best-single", Color::Purple, r"f_{s^*},\quad s^* = \arg\max_s a_s")),
    (
        Kind::OneByOne,
        designer(
            "one-by-one",
            Color::Orange,
            r"f_i \leftarrow -f_i,\quad \Delta a \leq 0 \Rightarrow f_i \leftarrow -f_i",
        ),
    ),
];

/// The chosen designers.
fn chosen(settings: &Settings) -> Result<Vec<&'static (Kind, MethodInfo)>, Error> {
    let chosen = settings.choices("methods")?;
    Ok(RULES.iter().filter(|(_, info)| chosen.iter().any(|id| id == info.id)).collect())
}

impl Scene for AdaptiveHoldout {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let boards = ["exact", "rounded", "noisy", "ladder"].map(Choice::option).to_vec();
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        vec![
            Parameter::integer("points", "N", [100, 10_000], 1001),
            Parameter::integer("submissions", "t", [1, 3000], 1001),
            Parameter::choice("board", boards, "exact"),
            Parameter::log_number("sigma", r"\sigma", [0.001, 0.1], 0.016).when("board", "noisy"),
            Parameter::integer("grid", "D", [2, 1000], 50).when("board", "rounded"),
            Parameter::log_number("eta", r"\eta", [0.002, 0.1], 0.01).when("board", "ladder"),
            Parameter::choices("methods", methods, &["majority-vote", "weighted-vote", "best-single"]),
            Parameter::integer("bits", "b", [10, 5000], 1032),
            Parameter::number("test-error", "e", [0.0, 0.4], 0.0449),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        RULES.iter().map(|(_, info)| info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const ALL: (&str, &str) = ("methods", "majority-vote,weighted-vote,keep-lucky,best-single,one-by-one");
        &[
            Case { preset: &[], steps: 1001 },
            Case { preset: &[("submissions", "301"), ALL], steps: 301 },
            Case { preset: &[("points", "500"), ("submissions", "101"), ALL], steps: 240 },
            Case { preset: &[("submissions", "301"), ("board", "noisy")], steps: 301 },
            Case { preset: &[("submissions", "301"), ("board", "rounded"), ("grid", "50")], steps: 301 },
            Case { preset: &[("submissions", "301"), ("board", "ladder")], steps: 301 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::HoldoutRun::new(settings, seed)?))
    }
}
