//! The scene's state in time: descent with and without decay, with the exponential rate, and with neighbours.

use super::claims::Claims;
use super::{METHODS, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape};
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::scale_invariance::{edge, equivalent_rate};
use crate::words::Text;
use std::sync::Arc;

/// Norms at which squares and fourth powers neither underflow nor overflow.
const MEASURABLE: std::ops::Range<f64> = 1e-70..1e70;
/// How far apart, relative, the neighbours start whose separation shows the chaos.
pub(super) const OFFSET: f64 = 1e-9;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    pub(super) decay: f64,
    drawn: Vec<&'static str>,
}

impl Setup {
    /// Whether a method is drawn.
    pub(super) fn draws(&self, info: &MethodInfo) -> bool {
        self.drawn.contains(&info.id)
    }

    /// The squared norm below which the minimum repels.
    pub(super) fn edge(&self) -> f64 {
        edge(self.step_size, self.decay)
    }
}

/// A point that descends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Weights {
    pub(super) at: [f64; 2],
    /// Whether the next step would leave the range of numbers.
    pub(super) stopped: bool,
}

impl Weights {
    pub(super) fn new(at: [f64; 2]) -> Self {
        Self { at, stopped: false }
    }

    /// w ← (1 − ηλ)w − η∇L(w).
    pub(super) fn step(&mut self, landscape: &dyn Landscape, step_size: f64, decay: f64) {
        if self.stopped {
            return;
        }
        let mut gradient = [0.0; 2];
        landscape.gradient(&self.at, &mut gradient);
        let keep = 1.0 - step_size * decay;
        let next = [0, 1].map(|i| keep * self.at[i] - step_size * gradient[i]);
        let size = libm::hypot(next[0], next[1]);
        if size == 0.0 || MEASURABLE.contains(&size) { self.at = next } else { self.stopped = true }
    }

    pub(super) fn squared_norm(&self) -> f64 {
        self.at[0] * self.at[0] + self.at[1] * self.at[1]
    }
}

/// The scene's state; paths in the order of [`METHODS`].
#[derive(Clone)]
pub(super) struct ScaleInvarianceRun {
    pub(super) setup: Arc<Setup>,
    pub(super) paths: [Weights; 3],
    pub(super) trails: [Trail; 3],
    /// Neighbours of the paths without and with decay.
    neighbours: [Weights; 2],
    claims: Claims,
    pub(super) step: u64,
}

impl ScaleInvarianceRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let chosen = settings.choices("methods")?;
        let setup = Setup {
            landscape: (landscape::find("scale-invariant")?.build)(settings)?,
            start: settings.point("start")?,
            step_size: settings.number("eta")?,
            decay: settings.number("lambda")?,
            drawn: METHODS.iter().map(|info| info.id).filter(|id| chosen.iter().any(|other| other == id)).collect(),
        };
        let weights = Weights::new(setup.start);
        let neighbour = Weights::new([setup.start[0] * (1.0 + OFFSET), setup.start[1]]);
        let claims = Claims::new(&setup, seed);
        Ok(Self {
            paths: [weights; 3],
            trails: [0; 3].map(|_| Trail::from(setup.start)),
            neighbours: [neighbour; 2],
            setup: Arc::new(setup),
            claims,
            step: 0,
        })
    }

    /// The methods that are drawn, with their indices.
    pub(super) fn drawn(&self) -> impl Iterator<Item = (usize, &'static MethodInfo)> {
        METHODS.into_iter().enumerate().filter(|(_, info)| self.setup.draws(info))
    }

    /// The angle between a path and its neighbour.
    fn separation(&self, index: usize) -> f64 {
        angle(self.paths[index].at, self.neighbours[index].at)
    }

    fn notices(&self) -> Vec<Text> {
        let mut notices = Vec::new();
        let gradient_vanishes = self.setup.start[0] == 0.0 || self.setup.start[1] == 0.0;
        if gradient_vanishes {
            notices.push("the start lies on an axis: the gradient is zero there, and nothing turns".to_string().into());
        }
        for (index, info) in self.drawn() {
            if self.paths[index].stopped {
                let size = self.paths[index].squared_norm().sqrt();
                notices
                    .push(format!("{} stopped: its norm {size:.1e} leaves the range of numbers", info.name()).into());
            } else if !gradient_vanishes && self.paths[index].at[0] == 0.0 {
                notices.push(format!(
                    "{}: the loss fell below the smallest number there is, and stays zero; exact descent would come back",
                    info.name()
                ).into());
            }
        }
        notices.extend(self.claims.notice().filter(|_| self.setup.draws(METHODS[2])));
        notices
    }
}

/// The angle between two directions.
pub(super) fn angle(a: [f64; 2], b: [f64; 2]) -> f64 {
    libm::atan2(a[0] * b[1] - a[1] * b[0], a[0] * b[0] + a[1] * b[1]).abs()
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
        self.claims.see(&setup, self.step, &before, &self.paths, self.neighbours[1]);
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
        let readout = |(index, info): (usize, &MethodInfo)| Readout {
            id: info.id.to_string().into(),
            label: "loss".to_string().into(),
            value: self.setup.landscape.value(&self.paths[index].at),
            unit: String::new().into(),
        };
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
            charts: picture::charts(self),
            readouts: self.drawn().map(readout).collect(),
            tables: Vec::new(),
            notices: self.notices(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(9);
        for (index, info) in self.drawn() {
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{}", info.id), value });
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
        let track = |(index, info): (usize, &MethodInfo)| Track {
            id: info.id.to_string(),
            label: info.label(),
            point: self.paths[index].at.to_vec(),
            value: self.setup.landscape.value(&self.paths[index].at),
        };
        self.drawn().map(track).collect()
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
