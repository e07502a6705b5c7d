//! The coupled motions' state in time: a pair on each surface that is drawn, and hidden ones that are timed.

use super::meetings::Meetings;
use super::pair::Pair;
use super::surface::Surface;
use crate::error::Error;
use crate::normal;
use crate::parameter::Settings;

/// The state of the coupled motions.
#[derive(Debug, Clone)]
pub(in crate::scene::orbits) struct CouplingRun {
    pub(super) eta: f64,
    pub(super) distance: f64,
    /// The steps by which half of the pairs on the plane have met.
    pub(super) median: u64,
    pub(super) pairs: [Pair; 2],
    pub(super) plane: Meetings,
    pub(super) sphere: Meetings,
    pub(super) step: u64,
}

impl CouplingRun {
    /// At step 0: each pair at the distance set, symmetric about its mirror.
    pub(in crate::scene::orbits) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (eta, distance) = (settings.number("eta")?, settings.number("distance")?);
        // 2Φ(−r/2√t) = ½.
        let root = -0.5 * distance / normal::quantile(0.25);
        let median = (root * root / eta).ceil().max(1.0) as u64;
        Ok(Self {
            eta,
            distance,
            median,
            pairs: [Surface::Plane, Surface::Sphere].map(|surface| Pair::new(surface, distance, seed)),
            plane: Meetings::new(Surface::Plane, distance, eta, median, seed),
            sphere: Meetings::new(Surface::Sphere, distance, eta, median, seed),
            step: 0,
        })
    }
}
