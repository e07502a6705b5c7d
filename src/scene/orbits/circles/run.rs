//! The circles' state in time: one chain that is followed, and four hundred that start where it does.

use super::ensemble::Ensemble;
use crate::error::Error;
use crate::method::langevin::{ULA, Ula};
use crate::parameter::Settings;
use crate::problem::density::OrbitDensity;
use crate::problem::density::orbits::parts;
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::theory::orbits::OrbitLaw;
use std::sync::Arc;

/// Where the two circles' centres stand in the picture.
pub(super) const CENTRES: [[f64; 2]; 2] = [[-1.6, 0.0], [1.6, 0.0]];

/// The constants of a run.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) density: OrbitDensity,
    pub(super) ula: Ula,
    pub(super) beta: f64,
    /// What theory says where M = I.
    pub(super) law: Option<OrbitLaw>,
}

/// The scene's state. The drift is cubic, so that a step that is far too large may throw a chain out: it then stops.
#[derive(Debug, Clone)]
pub(in crate::scene::orbits) struct CirclesRun {
    pub(super) setup: Arc<Setup>,
    pub(super) walker: [f64; 4],
    pub(super) trails: [Trail; 2],
    pub(super) stream: Stream,
    /// The step at which the chain left every bound.
    pub(super) stopped: Option<u64>,
    pub(in crate::scene::orbits) ensemble: Ensemble,
    pub(super) step: u64,
}

/// Where a matrix stands in both halves of the picture.
pub(super) fn places(x: [f64; 4]) -> [[f64; 2]; 2] {
    let parts = parts(x);
    [0, 1].map(|side: usize| [CENTRES[side][0] + parts[side][0], CENTRES[side][1] + parts[side][1]])
}

impl CirclesRun {
    /// At step 0: every chain at √M or at its reflection.
    pub(in crate::scene::orbits) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (beta, eta, m) = (settings.number("beta")?, settings.number("eta")?, settings.number("m")?);
        let density = OrbitDensity { beta, target: [1.0, m] };
        let sign = if settings.choice("side")? == "reflection" { -1.0 } else { 1.0 };
        let start = [1.0, 0.0, 0.0, sign * m.sqrt()];
        let law = (m == 1.0).then(|| OrbitLaw::new(beta));
        Ok(Self {
            // The dynamics are those of the potential βf at temperature 1.
            setup: Arc::new(Setup { density, ula: Ula::new(eta, 1.0), beta, law }),
            walker: start,
            trails: places(start).map(Trail::from),
            stream: Stream::new(seed, ULA.id),
            stopped: None,
            ensemble: Ensemble::new(start, beta, eta, seed),
            step: 0,
        })
    }

    pub(super) fn eta(&self) -> f64 {
        self.setup.ula.eta()
    }
}
