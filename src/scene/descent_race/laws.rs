//! All that theory says of the race exactly: near a minimum by hidden probes, of the racers themselves step by step, and of
//! noisy descent on the average.

use super::basin::Basin;
use super::noisy::Noisy;
use super::probes::Probe;
use super::racer::Racer;
use super::strides::StrideLaw;
use crate::frame::Claim;

/// All that the scene claims.
#[derive(Clone, Default)]
pub(super) struct Laws {
    probes: Vec<Probe>,
    strides: Vec<StrideLaw>,
    noisy: Option<Noisy>,
}

impl Laws {
    /// The laws of the chosen methods about a basin, if there is one.
    pub(super) fn new(chosen: &[String], basin: Option<&Basin>, quadratic: bool) -> Self {
        let on = |id: &str| chosen.iter().any(|method| method == id);
        let mut laws = Self::default();
        if let Some(basin) = basin {
            if on("gd") {
                laws.probes.push(Probe::contraction(basin, quadratic));
                laws.probes.push(Probe::threshold(basin, quadratic));
            }
            if on("momentum") {
                laws.probes.extend(Probe::heavy_ball(basin, quadratic));
            }
        }
        laws.strides.extend(StrideLaw::all().into_iter().filter(|law| on(law.method)));
        laws
    }

    /// The same laws with those of noisy descent.
    pub(super) fn with_noise(mut self, noisy: Option<Noisy>) -> Self {
        self.noisy = noisy;
        self
    }

    /// A step of every hidden measurement.
    pub(super) fn step(&mut self) {
        self.probes.iter_mut().for_each(Probe::step);
        if let Some(noisy) = &mut self.noisy {
            noisy.step();
        }
    }

    /// Takes the step that a racer has just made under the schedule's factor.
    pub(super) fn see(&mut self, racer: &Racer, factor: f64) {
        for law in self.strides.iter_mut().filter(|law| law.method == racer.rule.info.id && racer.stopped.is_none()) {
            law.see(racer.was(), racer.at(), factor * racer.rate);
        }
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let probes = self.probes.iter().map(|probe| probe.claim.clone());
        let strides = self.strides.iter().map(|law| law.claim.clone());
        let noisy = self.noisy.iter().flat_map(Noisy::claims);
        probes.chain(strides).chain(noisy).collect()
    }

    /// Every number of the estimators.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.probes.iter().for_each(|probe| probe.digest(hash));
        self.strides.iter().for_each(|law| law.digest(hash));
        if let Some(noisy) = &self.noisy {
            noisy.digest(hash);
        }
    }
}
