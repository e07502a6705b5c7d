//! Adam sees axes, gradient descent does not: the same landscape, and the same turned by an angle.

mod claims;
mod picture;
mod rules;
mod run;
mod setup;
mod story;

use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::MethodInfo;
use crate::parameter::{Choice, Parameter, Settings, Value};
use crate::problem::landscape::{LANDSCAPES, Landscape, LandscapeInfo};
use crate::scene::stopped::stopped;
use crate::scene::trail::Trail;
use crate::scene::{About, Case, Observable, Probe, Run, Scene, Track, terrain};
use crate::source::Source;
use claims::{ADAM, DISSECTING};
use rules::rules;
use run::{Pair, RotatedWorldRun, size};
use setup::Setup;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct RotatedWorld;

/// The landscapes of the scene, each with a step size that suits descent on it.
const WORLDS: [(&str, f64); 10] = [
    ("ravine", 0.05),
    ("rosenbrock", 0.001),
    ("beale", 0.005),
    ("himmelblau", 0.02),
    ("booth", 0.05),
    ("matyas", 0.3),
    ("three-hump-camel", 0.03),
    ("styblinski-tang", 0.01),
    ("rastrigin", 0.003),
    ("product-net", 0.05),
];
/// Where Adam ends in another minimum once Himmelblau's function is turned.
const START: [f64; 2] = [0.0, 0.0];

static ABOUT: About = About {
    id: "rotated-world",
    chapter: "descent",
    formula: r"f_R(z) = f(R^{-1} z)",
    axes: ["x", "y"],
    speed: 30.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        DISSECTING,
        ADAM,
        Source {
            text: "Agarwal, Anil, Hazan, Koren & Zhang (2020), Disentangling adaptive gradient methods from learning rates",
            url: "https://arxiv.org/abs/2002.11803",
        },
    ],
};

impl Scene for RotatedWorld {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let worlds = || LANDSCAPES.iter().filter(|info| WORLDS.iter().any(|(id, _)| *id == info.id));
        let choices = worlds().map(|info| Choice::new("landscape", info.id)).collect();
        let steps = WORLDS.iter().map(|(id, step_size)| (*id, Value::Number(*step_size))).collect();
        let own_start = |info: &&LandscapeInfo| if info.id == "himmelblau" { START } else { info.start };
        let starts = worlds().map(|info| (info.id, Value::Point(own_start(info)))).collect();
        let methods = rules().map(|rule| Choice::new("method", rule.info.id)).collect();
        let mut parameters = vec![
            Parameter::choice("landscape", choices, "himmelblau"),
            Parameter::number("angle", r"\theta", [-180.0, 180.0], 45.0),
            Parameter::log_number("eta", r"\eta", [1e-4, 0.5], 0.02).follows("landscape", steps),
        ];
        for info in worlds() {
            parameters.extend((info.parameters)().into_iter().map(|own| own.when("landscape", info.id)));
        }
        parameters.extend([
            Parameter::point("start", 100.0, START).follows("landscape", starts),
            Parameter::choices("methods", methods, &["gd", "adam"]),
        ]);
        parameters.extend(rules().flat_map(|rule| rule.info.hyper_parameters()));
        parameters
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        rules().map(|rule| &rule.info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const ALL: (&str, &str) =
            ("methods", "gd,momentum,nesterov,normalized-gd,sam,newton,cubic-newton,adam,ada-lr,ada-dir");
        &[
            Case { preset: &[ALL], steps: 300 },
            Case { preset: &[ALL, ("landscape", "ravine"), ("angle", "90")], steps: 300 },
            Case { preset: &[ALL, ("landscape", "rosenbrock"), ("angle", "-20")], steps: 300 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(RotatedWorldRun::new(settings, seed)?))
    }
}

impl Run for RotatedWorldRun {
    fn step(&mut self) {
        self.step += 1;
        for pair in &mut self.pairs {
            pair.step(&self.setup, self.step);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        2 * self.pairs.len() * Trail::CAPACITY * size_of::<[f64; 2]>()
    }

    fn view(&self) -> Rect {
        self.setup.view
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let turn = self.setup.turn;
        let readout = |pair: &Pair| Readout::of_method(pair.rule.info.id, "deviation", pair.deviation(turn));
        let notice = |pair: &Pair| Some(stopped("notice.stopped", pair.rule.info.id, pair.stopped?, size(pair.here())));
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: self.pairs.iter().map(readout).collect(),
            notices: self.pairs.iter().filter_map(notice).collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let Setup { turn, landscape, turned, .. } = self.setup.as_ref();
        let of_pair = |pair: &Pair| {
            let values = [pair.deviation(*turn), landscape.value(&pair.here()), turned.value(&pair.there())];
            let id = pair.rule.info.id;
            let named = ["deviation", "loss", "turned-loss"].into_iter().zip(values);
            named.map(|(quantity, value)| Observable::new(format!("{quantity}.{id}"), value)).collect::<Vec<_>>()
        };
        self.pairs.iter().flat_map(of_pair).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        // Here, then there.
        let point = |pair: &Pair| [pair.here(), pair.there()].concat();
        let value = |pair: &Pair| self.setup.landscape.value(&pair.here());
        self.pairs.iter().map(|pair| Track::of(&pair.rule.info, point(pair), value(pair))).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.pairs.iter().flat_map(|pair| pair.laws.claims()).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(Probe { lines: terrain::lines(self.setup.landscape.as_ref(), at) })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for pair in &self.pairs {
            for walker in &pair.walkers {
                walker.at.iter().chain(&walker.memory).for_each(|value| hash(*value));
            }
            pair.laws.digest(hash);
        }
    }
}
