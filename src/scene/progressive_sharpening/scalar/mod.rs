//! Scalar networks: D weights in a row, on the plane of D − 1 equal weights x and a last one y.

mod claims;
mod picture;

use self::claims::{Converged, Walkers};
use super::SCALAR_NETWORKS;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::optimizer::find;
use crate::parameter::Settings;
use crate::scene::exact::ExactLaw;
use crate::scene::instrument::Instruments;
use crate::scene::stopped::stopped;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::scalar_network::{balance_factor, flow_sharpness};
use std::sync::Arc;

/// Beyond this the walker is stopped where it was.
const TOO_FAR: f64 = 1e6;
/// Imbalances smaller than this share of x² + y² are differences that rounding has eaten into.
const VISIBLE: f64 = 1e-3;

/// What does not change.
pub(super) struct Setup {
    depth: usize,
    step_size: f64,
    start: [f64; 2],
}

impl Setup {
    /// One step of gradient descent on all weights, which are kept apart from their product to allow zeros.
    fn descend(&self, weights: &mut [f64]) {
        let slopes: Vec<f64> = (0..weights.len())
            .map(|skipped| weights.iter().enumerate().filter(|(i, _)| *i != skipped).map(|(_, w)| w).product())
            .collect();
        let error = weights.iter().product::<f64>() - 1.0;
        weights.iter_mut().zip(slopes).for_each(|(w, slope)| *w -= self.step_size * error * slope);
    }

    /// All D weights at a point of the plane.
    fn weights(&self, [x, y]: [f64; 2]) -> Vec<f64> {
        let mut weights = vec![x; self.depth - 1];
        weights.push(y);
        weights
    }

    /// The product of all weights at a point of the plane.
    fn product(&self, at: [f64; 2]) -> f64 {
        self.weights(at).iter().product()
    }

    fn loss(&self, at: [f64; 2]) -> f64 {
        let error = self.product(at) - 1.0;
        0.5 * error * error
    }

    /// ηφ/2 where the gradient flow from a point ends; NaN where that is not known.
    fn share(&self, at: [f64; 2]) -> f64 {
        flow_sharpness(&self.weights(at)).map_or(f64::NAN, |sharpness| 0.5 * self.step_size * sharpness)
    }
}

/// Gradient descent on the plane.
#[derive(Clone)]
pub(super) struct ScalarRun {
    setup: Arc<Setup>,
    at: [f64; 2],
    trail: Trail,
    balance: ExactLaw,
    instruments: Instruments<Setup>,
    step: u64,
    stopped: Option<u64>,
}

impl ScalarRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup {
            depth: settings.count("depth")?,
            step_size: settings.number("eta")?,
            start: settings.point("start")?,
        };
        let walkers = Walkers::new(&setup, seed);
        let mut instruments = Instruments::new();
        instruments.add([walkers.clone()]);
        instruments.add([Converged(walkers)]);
        let at = setup.start;
        let balance = ExactLaw::equal("balance", 0.0, SCALAR_NETWORKS);
        Ok(Self { setup: Arc::new(setup), at, trail: Trail::from(at), balance, instruments, step: 0, stopped: None })
    }
}

impl Run for ScalarRun {
    fn step(&mut self) {
        self.step += 1;
        self.instruments.step(&self.setup, self.step);
        if self.stopped.is_some() {
            return;
        }
        let before = self.at;
        let mut weights = self.setup.weights(before);
        self.setup.descend(&mut weights);
        let after = [weights[0], weights[self.setup.depth - 1]];
        if after.iter().any(|weight| weight.is_nan() || weight.abs() > TOO_FAR) {
            self.stopped = Some(self.step);
            return;
        }
        self.at = after;
        self.trail.push(after);
        let imbalance = |[x, y]: [f64; 2]| x * x - y * y;
        let size = |[x, y]: [f64; 2]| x * x + y * y;
        if before.iter().all(|weight| *weight != 0.0) && imbalance(before).abs() > VISIBLE * size(before) {
            let factor = balance_factor(self.setup.step_size, self.setup.product(before), before);
            // Relative to the squares whose difference it is: after a long step they are large.
            let off = imbalance(after) - factor * imbalance(before);
            self.balance.see(off / (size(before) + size(after) + (factor * imbalance(before)).abs()));
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        picture::VIEW.holding(self.setup.start)
    }

    fn axes(&self) -> Option<[&'static str; 2]> {
        Some(["x", "y"])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let size = libm::hypot(self.at[0], self.at[1]);
        let notice = |step| stopped("notice.diverged", "gd", step, size);
        let share = self.setup.share(self.at);
        Frame {
            layers: picture::layers(&self.setup, self.at, self.trail.to_vec()),
            charts: picture::charts(),
            readouts: vec![Readout::of_method("gd", "share", share)],
            notices: self.stopped.map(notice).into_iter().collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        vec![
            Observable::new("share", self.setup.share(self.at)),
            Observable::new("loss", self.setup.loss(self.at)),
            Observable::new("imbalance", self.at[0] * self.at[0] - self.at[1] * self.at[1]),
        ]
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |rule: &crate::method::optimizer::OptimizerInfo| {
            Track::of(&rule.info, self.setup.weights(self.at), self.setup.loss(self.at))
        };
        find("gd").map(track).into_iter().collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.instruments.claims(&self.setup).chain([self.balance.claim()]).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        Some(picture::probe(&self.setup, at))
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().for_each(|value| hash(*value));
        self.balance.digest(hash);
        self.instruments.digest(hash);
    }
}
