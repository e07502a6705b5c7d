//! The scene's state in time: one descent, one Langevin walker, and a cloud of walkers.

use super::contraction::Contraction;
use super::filling::Filling;
use super::ground::{Fixed, ground, is_whole, placed};
use super::{LANGEVIN, descent, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::langevin::Ula;
use crate::normal;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::density_backdrop::density_backdrop;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::sampling::total_variation;
use crate::words::{Text, text};
use std::sync::{Arc, OnceLock};

/// The scene's state. What overflows stays at its last finite point, with a notice.
#[derive(Clone)]
pub(super) struct GdLangevinRun {
    pub(super) fixed: Arc<Fixed>,
    pub(super) ula: Ula,
    beta: f64,
    pub(super) start: [f64; 2],
    pub(super) descent: [f64; 2],
    pub(super) descent_trail: Trail,
    pub(super) walker: [f64; 2],
    pub(super) trail: Trail,
    pub(super) cloud: Vec<[f64; 2]>,
    walker_stream: Stream,
    cloud_stream: Stream,
    filling: Filling,
    contraction: Option<Contraction>,
    diverged: [Option<u64>; 2],
    step: u64,
}

/// One step of Langevin for f; the walker stays where it would leave the finite numbers, and says so.
fn langevin(fixed: &Fixed, ula: &Ula, at: &mut [f64; 2], xi: [f64; 2]) -> bool {
    let (ground, mut slope) = (fixed.ground.density.as_ref(), [0.0; 2]);
    ground.gradient(at, &mut slope);
    let next = [0, 1].map(|i| ula.step(at[i], slope[i], xi[i]));
    let finite = next.iter().all(|value| value.is_finite()) && (fixed.whole || ground.potential(&next).is_finite());
    if finite {
        *at = next;
    }
    finite
}

impl GdLangevinRun {
    /// At step 0: everyone at the start.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (eta, beta) = (settings.number("eta")?, settings.number("beta")?);
        let (ground, quadratic, notices) = ground(settings)?;
        let planar = ground.clone().tempered(beta);
        let start = placed(&ground, settings.point("start")?);
        let whole = is_whole(&ground);
        let (law, masses, plan) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let fixed = Fixed { ground, planar, law, masses, quadratic, whole, walk: (eta, beta, seed), plan, notices };
        Ok(Self {
            filling: Filling::new(seed),
            contraction: fixed.quadratic.as_ref().and_then(|quadratic| Contraction::new(quadratic, eta, beta, seed)),
            fixed: Arc::new(fixed),
            ula: Ula::new(eta, beta),
            beta,
            start,
            descent: start,
            descent_trail: Trail::from(start),
            walker: start,
            trail: Trail::from(start),
            cloud: vec![start; settings.count("walkers")?],
            walker_stream: Stream::new(seed, LANGEVIN.id),
            cloud_stream: Stream::new(seed, "cloud"),
            diverged: [None; 2],
            step: 0,
        })
    }

    /// f at a point.
    fn height(&self, at: [f64; 2]) -> f64 {
        self.fixed.ground.density.potential(&at)
    }

    /// The total variation between the cloud's histogram and the law.
    fn distance(&self) -> f64 {
        total_variation(&self.fixed.shares(self.cloud.iter().copied()), self.fixed.masses())
    }

    /// Names of those who overflowed, with the step.
    fn notices(&self) -> Vec<Text> {
        let names = [descent().name(), LANGEVIN.name()];
        let of = |(name, step): (Text, &Option<u64>)| {
            step.map(|step| text("notice.overflowed").with("method", name).with("step", step))
        };
        let overflowed = names.into_iter().zip(&self.diverged).filter_map(of);
        let unknown = (!self.fixed.trusted()).then(|| text("notice.unknown-law"));
        self.fixed.notices.iter().cloned().chain(unknown).chain(overflowed).collect()
    }
}

impl Run for GdLangevinRun {
    fn step(&mut self) {
        self.step += 1;
        let fixed = self.fixed.clone();
        // Descent is Langevin without its noise.
        if !langevin(&fixed, &self.ula, &mut self.descent, [0.0; 2]) {
            self.diverged[0].get_or_insert(self.step);
        }
        self.descent_trail.push(self.descent);
        let xi = [self.walker_stream.normal(), self.walker_stream.normal()];
        let mut finite = langevin(&fixed, &self.ula, &mut self.walker, xi);
        self.trail.push(self.walker);
        let mut noise = [0.0; 256];
        for chunk in self.cloud.chunks_mut(128) {
            let noise = &mut noise[..2 * chunk.len()];
            normal::fill(&mut self.cloud_stream, noise);
            for (at, xi) in chunk.iter_mut().zip(noise.chunks_exact(2)) {
                finite &= langevin(&fixed, &self.ula, at, [xi[0], xi[1]]);
            }
        }
        if !finite {
            self.diverged[1].get_or_insert(self.step);
        }
        if let Some(plan) = fixed.plan() {
            self.filling.tick(plan, &fixed, self.ula.eta() / self.beta);
        }
        if let (Some(contraction), Some(quadratic)) = (&mut self.contraction, &fixed.quadratic) {
            contraction.tick(quadratic);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn prepare(&self) -> bool {
        self.fixed.prepare()
    }

    fn weight(&self) -> usize {
        16 * self.cloud.len() + 100_000
    }

    fn view(&self) -> Rect {
        self.fixed.ground.view
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        density_backdrop(&self.fixed.planar, view)
    }

    fn frame(&self) -> Frame {
        let readout = |id: &str, value: f64| Readout {
            id: id.to_string().into(),
            label: "f".to_string().into(),
            value,
            unit: String::new().into(),
        };
        let time =
            Readout { label: "time ηk".to_string().into(), ..readout("time", self.ula.eta() * self.step as f64) };
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                readout(descent().id, self.height(self.descent)),
                readout(LANGEVIN.id, self.height(self.walker)),
                time,
            ],
            notices: self.notices(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let lowest = self.fixed.ground.modes.iter().map(|mode| self.height(*mode)).fold(f64::INFINITY, f64::min);
        let observable = |id: &str, value: f64| Observable { id: id.to_string(), value };
        let mean = self.cloud.iter().map(|at| self.height(*at)).sum::<f64>() / self.cloud.len().max(1) as f64;
        vec![
            observable("f.gd", self.height(self.descent) - lowest),
            observable("f.ula", self.height(self.walker) - lowest),
            observable("f.mean", mean - lowest),
            observable("tv.cloud", self.distance()),
        ]
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |info: &crate::method::MethodInfo, at: [f64; 2]| Track {
            id: info.id.to_string(),
            label: info.label(),
            point: at.to_vec(),
            value: self.height(at),
        };
        vec![track(descent(), self.descent), track(&LANGEVIN, self.walker)]
    }

    fn claims(&self) -> Vec<Claim> {
        let contraction = self.contraction.iter().flat_map(Contraction::claims);
        self.fixed.plan().map(|plan| self.filling.claim(plan)).into_iter().chain(contraction).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let mut slope = [0.0; 2];
        let height = self.fixed.ground.density.potential_and_gradient(&at, &mut slope);
        let share = libm::exp(-self.beta * height - self.fixed.law().log_normalizer);
        Some(Probe {
            lines: vec![
                format!("f = {height:.4}").into(),
                format!("∇f = ({:.4}, {:.4})", slope[0], slope[1]).into(),
                format!("density {share:.4}").into(),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        let points = [self.descent, self.walker].into_iter().chain(self.cloud.iter().copied());
        points.flatten().for_each(&mut *hash);
        self.filling.digest(hash);
        self.contraction.iter().for_each(|contraction| contraction.digest(hash));
    }
}
