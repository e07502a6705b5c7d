//! Two trained networks with a mountain between them, which is gone when the units of one are renumbered.

mod claims;
mod data;
mod matching;
mod network;
mod picture;
mod run;
mod setup;
mod story;
mod study;
mod ways;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct ModeConnectivity;

const REBASIN: Source = Source {
    text: "Ainsworth, Hayase & Srinivasa (2023), Git re-basin: merging models modulo permutation symmetries",
    url: "https://arxiv.org/abs/2209.04836",
};
const ROLE: Source = Source {
    text: "Entezari, Sedghi, Saukh & Neyshabur (2022), The role of permutation invariance in linear mode connectivity of neural networks",
    url: "https://arxiv.org/abs/2110.06296",
};
const CURVES: Source = Source {
    text: "Garipov, Izmailov, Podoprikhin, Vetrov & Wilson (2018), Loss surfaces, mode connectivity, and fast ensembling of DNNs",
    url: "https://arxiv.org/abs/1802.10026",
};
const BARRIERS: Source = Source {
    text: "Draxler, Veschgini, Salmhofer & Hamprecht (2018), Essentially no barriers in neural network energy landscape",
    url: "https://arxiv.org/abs/1803.00885",
};

static ABOUT: About = About {
    id: "mode-connectivity",
    chapter: "deep",
    formula: r"L\big((1 - \alpha) A + \alpha\, \pi B\big)",
    axes: ["α", "L"],
    speed: 200.0,
    equal_axes: false,
    placed: None,
    story: story::STORY,
    sources: &[REBASIN, ROLE, CURVES, BARRIERS],
};

/// How the way from A to B is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// In a straight line.
    Straight,
    /// In a straight line to B with its units in the order of the most similar weights.
    Weights,
    /// The same by what units do at the data.
    Activations,
    /// On a bent curve.
    Bent,
    /// In twice the width.
    Doubled,
}

const fn way(id: &'static str, color: Color, formula: &'static str, source: Source) -> MethodInfo {
    MethodInfo { id, color, formula, source, parameters: Vec::new }
}

static RULES: [(Kind, MethodInfo); 5] = [
    (Kind::Straight, way("straight-way", Color::Vermillion, r"(1 - \alpha) A + \alpha B", ROLE)),
    (
        Kind::Weights,
        way(
            "weight-matching",
            Color::Blue,
            r"(1 - \alpha) A + \alpha\, \pi B,\quad \max_\pi \textstyle\sum_r |\langle u^A_r, u^B_{\pi r}\rangle|,\ u = (w, b, a)",
            REBASIN,
        ),
    ),
    (
        Kind::Activations,
        way(
            "activation-matching",
            Color::Green,
            r"(1 - \alpha) A + \alpha\, \pi B,\quad \min_\pi \textstyle\sum_r \|a_r \sigma_r - a_{\pi r} \sigma_{\pi r}\|^2",
            REBASIN,
        ),
    ),
    (
        Kind::Bent,
        way(
            "bent-way",
            Color::Purple,
            r"(1 - t)^2 A + 2t(1 - t)\, \theta + t^2 B,\quad \min_\theta \mathrm{E}_t L",
            CURVES,
        ),
    ),
    (Kind::Doubled, way("doubled-width", Color::Orange, r"f = (1 - \alpha) f_A + \alpha f_B,\quad m \to 2m", BARRIERS)),
];

/// The chosen ways.
fn chosen(settings: &Settings) -> Result<Vec<&'static (Kind, MethodInfo)>, Error> {
    let chosen = settings.choices("methods")?;
    Ok(RULES.iter().filter(|(_, info)| chosen.iter().any(|id| id == info.id)).collect())
}

impl Scene for ModeConnectivity {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let options = |ids: &[&'static str]| ids.iter().map(|id| Choice::option(id)).collect::<Vec<_>>();
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        vec![
            Parameter::integer("width", "m", [3, 96], 24),
            Parameter::choice("data", options(&["ring", "moons", "spiral"]), "ring"),
            Parameter::choice("activation", options(&["tanh", "relu"]), "tanh"),
            Parameter::number("decay", r"\lambda", [0.0, 0.003], 0.001),
            Parameter::choices("methods", methods, &["straight-way", "weight-matching"]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        RULES.iter().map(|(_, info)| info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const ALL: (&str, &str) =
            ("methods", "straight-way,weight-matching,activation-matching,bent-way,doubled-width");
        &[
            Case { preset: &[ALL], steps: 1400 },
            Case { preset: &[("width", "12")], steps: 1000 },
            Case { preset: &[("width", "40"), ("activation", "relu"), ("data", "moons")], steps: 1000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::ConnectivityRun::new(settings, seed)?))
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[StudyInfo { id: "barrier-by-width" }]
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "barrier-by-width" => Ok(Box::new(study::BarrierByWidth { settings: settings.clone(), seed })),
            _ => Err(crate::scene::study::unknown(id, self.studies())),
        }
    }
}
