//! The scene's state in time: the chosen networks, and hidden ones for the claims.

use super::companions::{Companions, LazyLoss};
use super::laws::{Laws, patterns};
use super::setup::{Setup, loss};
use super::starts::{Silent, Starts};
use super::{FROZEN, NETWORK, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout, Twin};
use crate::geometry::Rect;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::instrument::{Instrument as _, Instruments};
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::text;
use saddleback_network::HiddenLayer;
use std::sync::Arc;

/// A network that loses more than this has diverged.
const LOST: f64 = 1e12;

/// A network in training.
#[derive(Clone)]
pub(super) struct Learner {
    pub(super) info: &'static MethodInfo,
    pub(super) layer: HiddenLayer,
    pub(super) residuals: Vec<f64>,
    /// How often a unit became active or silent at a point.
    flips: u64,
    stopped: Option<u64>,
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct OverparametrizedRun {
    setup: Arc<Setup>,
    start: Arc<HiddenLayer>,
    learners: Vec<Learner>,
    laws: Option<Laws>,
    instruments: Instruments<Setup>,
    companions: Option<LazyLoss>,
    step: u64,
}

impl OverparametrizedRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let chosen = settings.choices("methods")?;
        let start = setup.draw(setup.width, setup.scale, &mut Stream::new(seed, "network"));
        let learner = |(info, layer): (&'static MethodInfo, HiddenLayer)| {
            let residuals = setup.residuals(&layer);
            Learner { info, layer, residuals, flips: 0, stopped: None }
        };
        let both = [(&NETWORK, start.clone()), (&FROZEN, start.frozen())];
        let both = both.into_iter().filter(|(info, _)| chosen.iter().any(|id| id == info.id));
        let learners: Vec<Learner> = both.map(learner).collect();
        let laws = learners.first().filter(|learner| learner.info.id == NETWORK.id).map(|_| Laws::new(&setup));
        let starts = Starts::new(seed);
        let mut instruments = Instruments::new();
        instruments.add([starts.clone()]);
        instruments.add([Silent(starts)]);
        let companions = Companions::new(&setup, seed).map(LazyLoss);
        Ok(Self { start: Arc::new(start), learners, laws, instruments, companions, step: 0, setup: Arc::new(setup) })
    }
}

impl Run for OverparametrizedRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = Arc::clone(&self.setup);
        for learner in &mut self.learners {
            if learner.stopped.is_some() {
                continue;
            }
            let (old, before) = (learner.layer.clone(), learner.residuals.clone());
            let bits = patterns(&setup, &old);
            learner.layer.descend(&setup.points, &before, setup.rate);
            let residuals = setup.residuals(&learner.layer);
            let lost = loss(&residuals);
            if lost.is_nan() || lost > LOST {
                learner.layer = old;
                learner.stopped = Some(self.step);
                continue;
            }
            learner.residuals = residuals;
            let after = patterns(&setup, &learner.layer);
            let flipped =
                bits.iter().flatten().zip(after.iter().flatten()).map(|(a, b)| u64::from((a ^ b).count_ones()));
            learner.flips += flipped.sum::<u64>();
            if learner.info.id == NETWORK.id
                && let Some(laws) = &mut self.laws
            {
                laws.see(&setup, [&old, &learner.layer], [&before, &learner.residuals], [&bits, &after]);
            }
        }
        self.instruments.step(&setup, self.step);
        if let Some(companions) = &mut self.companions {
            companions.step(&setup, self.step);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        // Weights, signs and the frozen patterns' weights.
        self.learners.len() * self.setup.width * 5 * size_of::<f64>()
    }

    fn view(&self) -> Rect {
        picture::VIEW
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        Backdrop::default()
    }

    fn twin(&self) -> Option<Twin> {
        Some(picture::twin(&self.setup))
    }

    fn twin_backdrop(&self, view: Rect) -> Backdrop {
        picture::twin_backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let notices = self.learners.iter().filter_map(|learner| {
            Some(text("notice.diverged-network").with("method", learner.info.name()).with("step", learner.stopped?))
        });
        let mut readouts: Vec<Readout> = self
            .learners
            .iter()
            .map(|learner| Readout::of_method(learner.info.id, "loss", loss(&learner.residuals)))
            .collect();
        if let Some(first) = self.learners.first() {
            readouts.push(Readout::new("flips", first.flips as f64));
            readouts.push(Readout::new("moved", libm::sqrt(first.layer.squared_distance(&self.start))));
        }
        Frame {
            layers: picture::layers(&self.setup, &self.learners, self.step),
            twin: picture::twin_layers(&self.setup, &self.learners),
            charts: picture::charts(&self.setup, &self.learners, self.step),
            readouts,
            notices: notices.collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let values = picture::parts(&self.setup, &self.learners);
        values.into_iter().map(|(id, value)| Observable::new(id, value)).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |learner: &Learner| {
            let point = self.setup.points.iter().map(|point| learner.layer.value(*point)).collect();
            Track::of(learner.info, point, loss(&learner.residuals))
        };
        self.learners.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let setup = &self.setup;
        let mut claims = self.laws.as_ref().map_or_else(Vec::new, |laws| laws.claims(setup));
        claims.extend(self.instruments.claims(setup));
        if let Some(companions) = &self.companions {
            claims.extend(companions.claim(setup));
            claims.extend(companions.distance(setup));
        }
        claims
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        picture::probe(&self.setup, &self.learners, self.step, at)
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for learner in &self.learners {
            (0..self.setup.width).for_each(|unit| learner.layer.weight(unit).into_iter().for_each(&mut *hash));
            learner.residuals.iter().for_each(|residual| hash(*residual));
            hash(learner.flips as f64);
        }
        if let Some(laws) = &self.laws {
            laws.digest(hash);
        }
        self.instruments.digest(hash);
        if let Some(companions) = &self.companions {
            companions.digest(hash);
        }
    }
}
