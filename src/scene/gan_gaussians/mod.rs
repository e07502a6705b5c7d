//! A generator and a discriminator on four Gaussians: who moves how fast decides how many modes are learnt.

mod hidden;
mod laws;
mod learner;
mod picture;
mod play;
mod quarters;
mod rules;
mod run;
mod setup;
mod story;
mod study;
mod turned;

use self::learner::Learner;
use self::rules::{Kind, Rule};
use self::setup::Setup;
use crate::error::Error;
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::{Choice, Parameter, Settings};
use crate::random::Stream;
use crate::scene::{About, Case, Run, Scene, Study, StudyInfo};
use crate::source::Source;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct GanGaussians;

const ACCEPT_REJECT: Source = Source {
    text: "Keswani, Mangoubi, Sachdeva & Vishnoi (2022), A convergent and dimension-independent min-max optimization algorithm",
    url: "https://arxiv.org/abs/2006.12376",
};
const BEST_RESPONSE: Source = Source {
    text: "Goodfellow, Pouget-Abadie, Mirza, Xu, Warde-Farley, Ozair, Courville & Bengio (2014), Generative adversarial nets",
    url: "https://arxiv.org/abs/1406.2661",
};
const SLOPE_PENALTY: Source = Source {
    text: "Mescheder, Geiger & Nowozin (2018), Which training methods for GANs do actually converge?",
    url: "https://arxiv.org/abs/1801.04406",
};
const RELATIVISTIC: Source = Source {
    text: "Huang, Gokaslan, Kuleshov & Tompkin (2024), The GAN is dead; long live the GAN! A modern GAN baseline",
    url: "https://arxiv.org/abs/2501.05441",
};
const OPTIMISTIC: Source = Source {
    text: "Daskalakis, Ilyas, Syrgkanis & Zeng (2018), Training GANs with optimism",
    url: "https://arxiv.org/abs/1711.00141",
};
const EXTRA: Source = Source {
    text: "Gidel, Berard, Vignoud, Vincent & Lacoste-Julien (2019), A variational inequality perspective on generative adversarial networks",
    url: "https://arxiv.org/abs/1802.10551",
};
const UNROLLED: Source = Source {
    text: "Metz, Poole, Pfau & Sohl-Dickstein (2017), Unrolled generative adversarial networks",
    url: "https://arxiv.org/abs/1611.02163",
};
const TRANSPORT: Source = Source {
    text: "Arjovsky, Chintala & Bottou (2017), Wasserstein generative adversarial networks",
    url: "https://arxiv.org/abs/1701.07875",
};
const DUALITY: Source = Source {
    text: "Villani (2009), Optimal transport, old and new, theorem 5.10",
    url: "https://doi.org/10.1007/978-3-540-71050-9",
};

static ABOUT: About = About {
    id: "gan-gaussians",
    chapter: "deep",
    formula: r"\min_G \max_D\ \mathrm{E} \ln s(d(x)) + \mathrm{E} \ln s(-d(y))",
    axes: ["x", "y"],
    speed: 100.0,
    equal_axes: true,
    placed: Some("first-mode"),
    story: story::STORY,
    sources: &[ACCEPT_REJECT, BEST_RESPONSE, SLOPE_PENALTY, RELATIVISTIC, TRANSPORT, DUALITY],
};

const fn method(id: &'static str, color: Color, formula: &'static str, source: Source) -> MethodInfo {
    MethodInfo { id, color, formula, source, parameters: Vec::new }
}

static RULES: [(Kind, MethodInfo); 13] = [
    (
        Kind::Gda,
        method(
            "gan-gda",
            Color::Vermillion,
            r"G \leftarrow G - \eta_G A(\nabla_G V),\quad D \leftarrow D + \eta_D A(\nabla_D V)",
            BEST_RESPONSE,
        ),
    ),
    (
        Kind::AcceptReject,
        method(
            "gan-accept-reject",
            Color::Blue,
            r"(G, D) \leftarrow (G, D)_{\mathrm{old}}\ \Leftarrow\ V > V_{\mathrm{kept}},\ 4 \nmid t",
            ACCEPT_REJECT,
        ),
    ),
    (
        Kind::InnerAscent,
        method(
            "gan-inner-ascent",
            Color::Purple,
            r"G \leftarrow G - \eta_G A(\nabla_G V),\quad k \times: D \leftarrow D + \eta_D A(\nabla_D V)",
            BEST_RESPONSE,
        ),
    ),
    (
        Kind::RandomReject,
        method(
            "gan-random-reject",
            Color::Orange,
            r"(G, D) \leftarrow (G, D)_{\mathrm{old}}\ \Leftarrow\ U > 0.4,\ 4 \nmid t",
            ACCEPT_REJECT,
        ),
    ),
    (
        Kind::Notebook,
        method(
            "gan-notebook",
            Color::Indigo,
            r"G \leftarrow G_{\mathrm{old}}\ \Leftarrow\ V_t < V_{t-1},\ 4 \nmid t",
            ACCEPT_REJECT,
        ),
    ),
    (
        Kind::Alternating,
        method(
            "gan-alternating",
            Color::Green,
            r"G \leftarrow G - \eta_G A(\nabla_G V);\quad D \leftarrow D + \eta_D A(\nabla_D V)",
            BEST_RESPONSE,
        ),
    ),
    (
        Kind::LookAhead,
        method("gan-look-ahead", Color::Brown, r"G \leftarrow G - \eta_G A(\nabla_G V(G, D_{+5}))", UNROLLED),
    ),
    (
        Kind::Optimistic,
        method("gan-optimistic", Color::Violet, r"\theta \leftarrow \theta - \eta(2A_t - A_{t-1})", OPTIMISTIC),
    ),
    (
        Kind::Extra,
        method("gan-extra", Color::Wine, r"\theta \leftarrow \theta - \eta A(\nabla V(\theta - \eta A_t))", EXTRA),
    ),
    (
        Kind::NonSaturating,
        method(
            "gan-non-saturating",
            Color::Forest,
            r"G \leftarrow G + \eta_G A(\nabla_G \mathrm{E} \ln s(d(y)))",
            BEST_RESPONSE,
        ),
    ),
    (
        Kind::SlopePenalty,
        method(
            "gan-slope-penalty",
            Color::Grape,
            r"D \leftarrow D + \eta_D A(\nabla_D (V - \tfrac{\gamma}{2} \mathrm{E} \|\nabla d(x)\|^2))",
            SLOPE_PENALTY,
        ),
    ),
    (
        Kind::Relativistic,
        method(
            "gan-relativistic",
            Color::Sand,
            r"\max_D \min_G\ \mathrm{E} \ln s(d(x) - d(y)) - \tfrac{\gamma}{2} \mathrm{E}(\|\nabla d(x)\|^2 + \|\nabla d(y)\|^2)",
            RELATIVISTIC,
        ),
    ),
    (
        Kind::Transport,
        method("gan-transport", Color::Slate, r"\min_G\ \tfrac1n \textstyle\sum_i |y_i - x_{\pi(i)}|", TRANSPORT),
    ),
];

/// A rule at the start of its networks.
fn learner((kind, info): &'static (Kind, MethodInfo), setup: &Setup, seed: u64) -> Learner {
    let coin = Stream::new(seed, &format!("coin {}", info.id));
    Learner::new(info, Rule::new(*kind, coin), setup, seed)
}

/// The chosen rules.
fn chosen(settings: &Settings) -> Result<Vec<&'static (Kind, MethodInfo)>, Error> {
    let chosen = settings.choices("methods")?;
    Ok(RULES.iter().filter(|(_, info)| chosen.iter().any(|id| id == info.id)).collect())
}

/// The chosen rules, all from the same first weights.
fn learners(settings: &Settings, setup: &Setup, seed: u64) -> Result<Vec<Learner>, Error> {
    Ok(chosen(settings)?.into_iter().map(|rule| learner(rule, setup, seed)).collect())
}

impl Scene for GanGaussians {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let methods = self.methods().iter().map(|info| Choice::new("method", info.id)).collect();
        vec![
            Parameter::log_number("eta-g", r"\eta_G", [1e-4, 0.02], 0.005),
            Parameter::log_number("eta-d", r"\eta_D", [1e-4, 0.02], 0.0005),
            Parameter::choices("methods", methods, &["gan-gda", "gan-accept-reject"]),
            Parameter::integer("inner", "k", [1, 10], 6),
            Parameter::log_number("penalty", r"\gamma", [0.01, 10.0], 0.1),
            Parameter::log_number("sigma", r"\sigma", [0.01, 0.3], 0.05),
            Parameter::integer("batch", "n", [16, 128], 64),
            Parameter::log_number("reach", "b", [1.5, 100.0], 2.0),
            Parameter::point("first-mode", 1.8, [0.0, 1.0]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        RULES.iter().map(|(_, info)| info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 400 },
            Case { preset: &[("methods", "gan-slope-penalty"), ("eta-g", "0.002"), ("eta-d", "0.002")], steps: 1500 },
            Case { preset: &[("methods", "gan-transport,gan-relativistic"), ("batch", "48")], steps: 400 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(run::GanRun::new(settings, seed)?))
    }

    fn is_heavy(&self) -> bool {
        true
    }

    fn studies(&self) -> &'static [StudyInfo] {
        &[StudyInfo { id: "modes-held" }]
    }

    fn study(&self, id: &str, settings: &Settings, seed: u64) -> Result<Box<dyn Study>, Error> {
        match id {
            "modes-held" => Ok(Box::new(study::ModesHeld::new(settings, seed)?)),
            _ => Err(crate::scene::study::unknown(id, self.studies())),
        }
    }
}
