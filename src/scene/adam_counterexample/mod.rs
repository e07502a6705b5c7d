//! Adam at the wrong end: an online problem that it climbs while its average slopes down.

mod claims;
mod picture;
mod run;
mod setup;
mod story;

use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::MethodInfo;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::{About, Case, Observable, Probe, Run, Scene, Track};
use crate::source::Source;
use crate::words::{Notation, text};
use claims::{ADOPT, REDDI};
use run::{Contestant, CounterexampleRun};
use setup::rules;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct AdamCounterexample;

static ABOUT: About = About {
    id: "adam-counterexample",
    chapter: "descent",
    formula: r"f_t(x) = Cx,\,-x,\,-x,\,Cx,\,\dots,\quad |x| \le 1",
    axes: [r"\text{steps from now}", "x"],
    speed: 30.0,
    equal_axes: false,
    placed: None,
    story: story::STORY,
    sources: &[
        REDDI,
        ADOPT,
        Source {
            text: "Duchi, Hazan & Singer (2011), Adaptive subgradient methods for online learning and stochastic optimization",
            url: "https://jmlr.org/papers/v12/duchi11a.html",
        },
    ],
};

impl Scene for AdamCounterexample {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let methods = rules().map(|(_, info)| Choice::new("method", info.id)).collect();
        let schedules = vec![Choice::option("constant"), Choice::option("inverse-root")];
        vec![
            Parameter::number("c", "C", [2.1, 10.0], 3.0),
            Parameter::log_number("eta", r"\eta", [0.001, 0.5], 0.03),
            Parameter::number("beta1", r"\beta_1", [0.0, 0.99], 0.0),
            Parameter::number("beta2", r"\beta_2", [0.0, 0.999], 0.1),
            Parameter::choice("schedule", schedules, "constant"),
            Parameter::number("x0", "x_0", [-1.0, 1.0], 0.0),
            Parameter::log_number("adagrad.lr", r"\eta", [0.001, 5.0], 0.5),
            Parameter::choices("methods", methods, &["gd", "adam", "amsgrad", "adopt"]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        rules().map(|(_, info)| info).collect()
    }

    fn cases(&self) -> &'static [Case] {
        const ALL: (&str, &str) = ("methods", "gd,adagrad,adam,amsgrad,adopt");
        &[
            Case { preset: &[ALL], steps: 2000 },
            Case { preset: &[ALL, ("c", "5"), ("beta2", "0.5"), ("beta1", "0.6"), ("x0", "0.7")], steps: 3000 },
            Case { preset: &[ALL, ("beta2", "0.9"), ("eta", "0.1")], steps: 2000 },
            Case { preset: &[ALL, ("schedule", "inverse-root"), ("eta", "0.5")], steps: 4000 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(CounterexampleRun::new(settings, seed)?))
    }
}

impl Run for CounterexampleRun {
    fn step(&mut self) {
        self.step += 1;
        for contestant in &mut self.contestants {
            contestant.step(&self.setup, self.step);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        picture::view()
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let readout = |contestant: &Contestant| Readout::of_method(contestant.info.id, "x", contestant.x());
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: self.contestants.iter().map(readout).collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let average = |regret: f64| if self.step == 0 { f64::NAN } else { regret / self.step as f64 };
        let of_contestant = |contestant: &Contestant| {
            let id = contestant.info.id;
            [("x", contestant.x()), ("regret", average(contestant.regret))]
                .map(|(quantity, value)| Observable::new(format!("{quantity}.{id}"), value))
        };
        self.contestants.iter().flat_map(of_contestant).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |contestant: &Contestant| {
            let x = contestant.x();
            Track::of(contestant.info, vec![x], self.setup.average(x))
        };
        self.contestants.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.contestants.iter().flat_map(|contestant| contestant.claims.claims()).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let number = |id, value, digits| text(id).number("value", value, Notation::Fixed(digits));
        let average = number("probe.average", self.setup.average(at[1]), 4);
        Some(Probe { lines: vec![number("probe.x", at[1], 3), average] })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for contestant in &self.contestants {
            for walker in &contestant.walkers {
                walker.x.iter().chain(&walker.memory).for_each(|value| hash(*value));
            }
            hash(contestant.regret);
        }
    }
}
