//! Mode collapse: with plain gradients the discriminator is far ahead of the generator, which then learns the sum of both modes.

mod game;
mod laws;
mod learner;
mod lone;
mod picture;
mod rules;
mod run;
mod setup;
mod starts;
mod story;
mod study;

use self::game::Players;
use self::learner::Learner;
use self::rules::Rule;
use self::setup::Setup;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct ModeCollapse;

const DISSECTING: Source = Source {
    text: "Jelassi, Dobre, Mensch, Li & Gidel (2022), Dissecting adaptive methods in GANs",
    url: "https://arxiv.org/abs/2210.04319",
};
const EULER: Source = Source {
    text: "Hairer, Lubich & Wanner (2006), Geometric numerical integration, chapter IX",
    url: "https://doi.org/10.1007/3-540-30666-8",
};

const AXES: [&str; 2] = ["x · u₁", "x · u₂"];

static ABOUT: About = About {
    id: "mode-collapse",
    chapter: "deep",
    formula: r"D(x) = s\big(\textstyle\sum_i \langle w_i, x\rangle^3\big)",
    axes: AXES,
    speed: 240.0,
    equal_axes: true,
    placed: None,
    story: story::STORY,
    sources: &[DISSECTING, EULER],
};

/// What a step is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// ηg.
    Gradient,
    /// ηg/‖g‖ for each player.
    Normalized,
    /// ηA, with Adam's direction A.
    Adam,
    /// η‖A‖g/‖g‖.
    AdamLength,
    /// η‖g‖A/‖A‖.
    AdamDirection,
}

/// The kinds that need Adam's moments.
const ADAPTIVE: [Kind; 3] = [Kind::Adam, Kind::AdamLength, Kind::AdamDirection];

/// The step sizes of discriminator and generator.
fn step_sizes(discriminator: f64, generator: f64) -> Vec<Parameter> {
    vec![
        Parameter::log_number("eta-d", r"\eta_D", [1e-4, 0.2], discriminator),
        Parameter::log_number("eta-g", r"\eta_G", [1e-4, 1.0], generator),
    ]
}

static RULES: [(Kind, MethodInfo); 5] = [
    (
        Kind::Gradient,
        MethodInfo {
            id: "sgda",
            color: Color::Vermillion,
            formula: r"W \leftarrow W + \eta_D g_W,\quad V \leftarrow V + \eta_G g_V",
            source: DISSECTING,
            parameters: || step_sizes(0.05, 0.35),
        },
    ),
    (
        Kind::Normalized,
        MethodInfo {
            id: "nsgda",
            color: Color::Blue,
            formula: r"W \leftarrow W + \eta_D g_W/\|g_W\|,\quad V \leftarrow V + \eta_G g_V/\|g_V\|",
            source: DISSECTING,
            parameters: || step_sizes(0.01, 0.005),
        },
    ),
    (
        Kind::Adam,
        MethodInfo {
            id: "adam-sgda",
            color: Color::Green,
            formula: r"W \leftarrow W + \eta_D A_W,\quad V \leftarrow V + \eta_G A_V,\quad A = \hat m/\sqrt{\hat v}",
            source: DISSECTING,
            parameters: || step_sizes(5e-4, 2.5e-4),
        },
    ),
    (
        Kind::AdamLength,
        MethodInfo {
            id: "ada-lr-sgda",
            color: Color::Purple,
            formula: r"W \leftarrow W + \eta_D \|A_W\|\, g_W/\|g_W\|,\quad V \leftarrow V + \eta_G \|A_V\|\, g_V/\|g_V\|",
            source: DISSECTING,
            parameters: || step_sizes(5e-4, 2.5e-4),
        },
    ),
    (
        Kind::AdamDirection,
        MethodInfo {
            id: "ada-dir-sgda",
            color: Color::Orange,
            formula: r"W \leftarrow W + \eta_D \|g_W\|\, A_W/\|A_W\|,\quad V \leftarrow V + \eta_G \|g_V\|\, A_V/\|A_V\|",
            source: DISSECTING,
            parameters: || step_sizes(0.05, 0.35),
        },
    ),
];

/// A rule with the settings' step sizes, at a start.
fn learner(
    (kind, info): &'static (Kind, MethodInfo),
    settings: &Settings,
    setup: &Setup,
    players: &Players,
) -> Result<Learner, Error> {
    let number = |name: &str| settings.number(&format!("{}.{name}", info.id));
    let rule = Rule::new(*kind, [number("eta-d")?, number("eta-g")?]);
    Ok(Learner::new(info, rule, players.clone(), setup))
}

/// The chosen rules, all from one start.
fn learners(settings: &Settings, setup: &Setup, players: &Players) -> Result<Vec<Learner>, Error> {
    let chosen = settings.choices("methods")?;
    let rules = RULES.iter().filter(|(_, info)| chosen.iter().any(|id| id == info.id));
    rules.map(|rule| learner(rule, settings, setup, players)).collect()
}

impl Scene for ModeCollapse {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        let mut parameters = vec![
            Parameter::number("gamma", r"\gamma", [0.0, 0.6], 0.2),
            Parameter::integer("neurons", "m_D", [4, 24], 12),
            Parameter::integer("columns", "m_G", [4, 24], 12),
            Parameter::integer("dimension", "d", [10, 200], 50),
            Parameter::log_number("scale-w", r"\sigma_w", [0.005, 0.05], 0.01),
            Parameter::log_number("scale-v", r"\sigma_v", [0.002, 0.05], 0.01),
            Parameter::choices("methods", methods, &["sgda", "nsgda"]),
        ];
        parameters.extend(self.methods().iter().flat_map(|info| info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        RULES.iter().map(|(_, info)| info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 4000 },
            Case { preset: &[("gamma", "0.45"), ("scale-v", "0.02"), ("dimension", "20")], steps: 4000 },
            Case { preset: &[("neurons", "6"), ("columns", "24"), ("scale-w", "0.02"), ("gamma", "0.1")], steps: 4000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::ModeCollapseRun::new(settings, seed)?))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[StudyInfo { id: "modes-learnt" }]
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "modes-learnt" => Ok(Box::new(study::ModesLearnt { settings: settings.clone(), seed })),
            _ => Err(crate::scene::study::unknown(id, self.studies())),
        }
    }
}
