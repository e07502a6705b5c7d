//! Weight decay, exponential learning rates, and chaos near the origin of a loss that knows directions only.

mod claims;
mod methods;
mod picture;
mod rounding;
mod run;
mod setup;
mod story;

use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::MethodInfo;
use crate::parameter::{Choice, Parameter, Settings};
use crate::scene::trail::Trail;
use crate::scene::{About, Case, Observable, Probe, Run, Scene, Track};
use crate::source::Source;
use crate::theory::scale_invariance::equivalent_rate;
use crate::words::{Notation, Text, text};
use methods::{AUTO_TUNING, EXPONENTIAL, GD, GD_EXPONENTIAL, INTRINSIC, METHODS};
use run::ScaleInvarianceRun;
use std::sync::Arc;

/// The scene.
#[derive(Debug, Clone, Copy)]
pub struct ScaleInvariance;

static ABOUT: About = About {
    id: "scale-invariance",
    chapter: "descent",
    formula: r"w_{k+1} = (1 - \eta\lambda) w_k - \eta \nabla L(w_k),\quad L = \frac{x^2}{x^2 + y^2}",
    axes: ["x", "y"],
    speed: 30.0,
    equal_axes: true,
    placed: Some("start"),
    story: story::STORY,
    sources: &[
        INTRINSIC,
        EXPONENTIAL,
        AUTO_TUNING,
        Source {
            text: "Off the convex path (2020), Mismatches between traditional optimization analyses and modern deep learning",
            url: "http://www.offconvex.org/2020/10/21/intrinsicLR/",
        },
    ],
};

impl Scene for ScaleInvariance {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn parameters(&self) -> Vec<Parameter> {
        let methods = METHODS.iter().map(|info| Choice::new("method", info.id)).collect();
        vec![
            Parameter::log_number("eta", r"\eta", [0.001, 0.5], 0.1),
            Parameter::number("lambda", r"\lambda", [0.0, 0.5], 0.1),
            Parameter::point("start", 100.0, [0.45, 0.3]),
            Parameter::choices("methods", methods, &["gd", "gd-decay"]),
        ]
    }

    fn methods(&self) -> Vec<&'static MethodInfo> {
        METHODS.to_vec()
    }

    fn cases(&self) -> &'static [Case] {
        &[
            Case { preset: &[], steps: 3100 },
            Case { preset: &[("eta", "0.5"), ("lambda", "0.3"), ("start", "-2,1")], steps: 400 },
            Case { preset: &[("eta", "0.02"), ("lambda", "0.2"), ("start", "0.3,-0.1")], steps: 7600 },
        ]
    }

    fn start(&self, settings: &Settings, seed: u64) -> Result<Box<dyn Run>, Error> {
        Ok(Box::new(ScaleInvarianceRun::new(settings, seed)?))
    }
}

impl ScaleInvarianceRun {
    fn notices(&self) -> Vec<Text> {
        let mut notices = Vec::new();
        if self.setup.is_on_axis() {
            notices.push(text("notice.on-axis"));
        }
        for (index, info) in self.drawn() {
            let path = self.paths[index];
            // Without decay the loss does not come back, and zero is what it tends to.
            let decays = self.setup.decay > 0.0 && info.id != GD.id;
            if path.stopped {
                let norm = text("notice.norm").with("method", info.name());
                notices.push(norm.number("size", path.squared_norm().sqrt(), Notation::Scientific(1)));
            } else if decays && !self.setup.is_on_axis() && path.at[0] == 0.0 {
                notices.push(text("notice.underflow").with("method", info.name()));
            }
        }
        if self.setup.draws(&GD_EXPONENTIAL) {
            notices.extend(self.claims.blurred().map(|step| text("notice.blurred").with("step", step)));
        }
        notices
    }
}

impl Run for ScaleInvarianceRun {
    fn step(&mut self) {
        let setup = Arc::clone(&self.setup);
        let (landscape, eta, lambda) = (setup.landscape.as_ref(), setup.step_size, setup.decay);
        let before = self.paths;
        self.paths[0].step(landscape, eta, 0.0);
        self.paths[1].step(landscape, eta, lambda);
        self.paths[2].step(landscape, equivalent_rate(eta, lambda, self.step), 0.0);
        self.neighbours[0].step(landscape, eta, 0.0);
        self.neighbours[1].step(landscape, eta, lambda);
        self.step += 1;
        for (trail, path) in self.trails.iter_mut().zip(&self.paths) {
            trail.push(path.at);
        }
        self.claims.see(&setup, self.step, &before, &self.paths);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        3 * Trail::CAPACITY * size_of::<[f64; 2]>() + self.claims.weight()
    }

    fn view(&self) -> Rect {
        picture::view(&self.setup)
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let loss = |index: usize| self.setup.landscape.value(&self.paths[index].at);
        let readouts = self.drawn().map(|(index, info)| Readout::of_method(info.id, "loss", loss(index)));
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: readouts.collect(),
            notices: self.notices(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(9);
        for (index, info) in self.drawn() {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable::new(format!("{quantity}.{}", info.id), value));
            };
            follow("loss", self.setup.landscape.value(&self.paths[index].at));
            if index == 2 {
                let rate = equivalent_rate(self.setup.step_size, self.setup.decay, self.step);
                follow("rate", if rate.is_finite() { rate } else { f64::NAN });
            } else {
                follow("rate", self.setup.step_size);
                follow("norm", self.paths[index].squared_norm());
                follow("separation", self.separation(index));
            }
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let path = |index: usize| self.paths[index].at;
        let value = |index: usize| self.setup.landscape.value(&path(index));
        self.drawn().map(|(index, info)| Track::of(info, path(index).to_vec(), value(index))).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.claims.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.paths.iter().chain(&self.neighbours).flat_map(|weights| weights.at).for_each(&mut *hash);
        self.claims.digest(hash);
    }
}
