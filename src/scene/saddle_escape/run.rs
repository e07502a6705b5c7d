//! The scene's state in time: one flock for each method, and the probes of the claims.

use super::flock::Flock;
use super::pass::{Pass, Seen};
use super::picture;
use super::probes::Probes;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::optimizer::Scale;
use crate::parameter::Settings;
use crate::problem::landscape::{self, Landscape, LandscapeInfo};
use crate::random::Stream;
use crate::scene::stopped::stopped;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track, terrain};
use crate::words::text;
use std::sync::Arc;

/// What does not change while the scene runs.
pub(super) struct Setup {
    pub(super) info: &'static LandscapeInfo,
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) pass: Pass,
    pub(super) start: [f64; 2],
    pub(super) step_size: f64,
    pub(super) radius: f64,
    /// Perturbed SGD's σ.
    pub(super) sigma: f64,
    /// ε and γ of the strict saddle condition.
    pub(super) condition: [f64; 2],
}

impl Setup {
    /// How far a point has come from the saddle.
    pub(super) fn departure(&self, z: [f64; 2]) -> f64 {
        self.pass.departure(z)
    }

    /// The landscape as seen from its saddle, in units of the view's width.
    pub(super) fn seen(&self) -> Seen {
        Seen::new(Arc::clone(&self.landscape), self.pass, self.info.view.width())
    }

    /// Whether this is the landscape whose escape theory computes in closed form.
    pub(super) fn is_model(&self) -> bool {
        self.info.id == "saddle"
    }
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct SaddleEscapeRun {
    pub(super) setup: Arc<Setup>,
    pub(super) flocks: Vec<Flock>,
    /// The path of each flock's first walker.
    pub(super) trails: Vec<Trail>,
    pub(super) probes: Probes,
    pub(super) step: u64,
}

impl SaddleEscapeRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let info = landscape::find(settings.choice("landscape")?)?;
        let (landscape, start) = ((info.build)(settings)?, settings.point("start")?);
        let stationary = (info.stationary)(landscape.as_ref(), info.view);
        let setup = Setup {
            info,
            pass: Pass::nearest(landscape.as_ref(), &stationary, start),
            landscape,
            start,
            step_size: settings.number("eta")?,
            radius: settings.number("radius")?,
            sigma: settings.number("perturbed-sgd.sigma")?,
            condition: [settings.number("epsilon")?, settings.number("gamma")?],
        };
        let (walkers, spread) = (settings.count("walkers")?, settings.number("spread")?);
        // All methods start from the same points: what differs is what they make of them.
        let mut scatter = Stream::new(seed, "starts");
        let starts: Vec<[f64; 2]> = (0..walkers.max(1))
            .map(|_| {
                let [dx, dy] = scatter.in_disc(spread);
                [setup.start[0] + dx, setup.start[1] + dy]
            })
            .collect();
        let chosen = settings.choices("methods")?;
        let mut flocks = Vec::new();
        for rule in super::rules().filter(|rule| chosen.iter().any(|id| id == rule.info.id)) {
            let optimizer =
                Arc::from((rule.build)(if rule.scale == Scale::Own { 1.0 } else { setup.step_size }, settings)?);
            let flock = Flock::new(rule, optimizer, &starts, Stream::new(seed, rule.info.id));
            flocks.push(flock.entering(|z| setup.departure(z), setup.radius));
        }
        let probes = Probes::new(settings, &setup, seed)?;
        let trails = flocks.iter().map(|flock| Trail::from(flock.at(0))).collect();
        Ok(Self { setup: Arc::new(setup), flocks, trails, probes, step: 0 })
    }
}

impl Run for SaddleEscapeRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = &self.setup;
        for (flock, trail) in self.flocks.iter_mut().zip(&mut self.trails) {
            flock.step(setup.landscape.as_ref(), self.step, |z| setup.departure(z), setup.radius);
            trail.push(flock.at(0));
        }
        self.probes.step(self.step);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        terrain::view_with(self.setup.info.view, [self.setup.start, self.setup.pass.at])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let readouts = self.flocks.iter().map(|flock| Readout {
            id: flock.rule.info.id.to_string().into(),
            label: "escaped".to_string().into(),
            value: 100.0 * flock.escapes() as f64 / flock.len() as f64,
            unit: "%".to_string().into(),
        });
        let notices = self.flocks.iter().filter_map(|flock| {
            let (step, size) = flock.first_stop?;
            let id = flock.rule.info.id;
            Some(stopped("notice.overflow", id, step, size))
        });
        let unknown = (!self.setup.pass.known).then(|| text("notice.no-saddle"));
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
            charts: picture::charts(self),
            readouts: readouts.collect(),
            tables: Vec::new(),
            notices: unknown.into_iter().chain(notices).collect(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(3 * self.flocks.len());
        for flock in &self.flocks {
            let id = flock.rule.info.id;
            let mut follow = |quantity: &str, value: f64| {
                observables.push(Observable { id: format!("{quantity}.{id}"), value });
            };
            follow("escaped", flock.escapes() as f64 / flock.len() as f64);
            follow("departure", flock.median(|z| self.setup.departure(z)));
            follow("loss", self.setup.landscape.value(&flock.at(0)));
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        self.flocks
            .iter()
            .map(|flock| Track {
                id: flock.rule.info.id.to_string(),
                label: flock.rule.info.label(),
                point: flock.at(0).to_vec(),
                value: self.setup.landscape.value(&flock.at(0)),
            })
            .collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.probes.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.flocks.iter().for_each(|flock| flock.digest(hash));
        self.probes.digest(hash);
    }
}
