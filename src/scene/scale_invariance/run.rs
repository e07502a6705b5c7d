//! The scene's state in time: descent with and without decay, with the exponential rate, and with neighbours.

use super::claims::Claims;
use super::methods::METHODS;
use super::setup::{OFFSET, Setup, Weights, angle};
use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// The scene's state; paths in the order of [`METHODS`].
#[derive(Clone)]
pub(super) struct ScaleInvarianceRun {
    pub(super) setup: Arc<Setup>,
    pub(super) paths: [Weights; 3],
    pub(super) trails: [Trail; 3],
    /// Neighbours of the paths without and with decay.
    pub(super) neighbours: [Weights; 2],
    pub(super) claims: Claims,
    pub(super) step: u64,
}

impl ScaleInvarianceRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
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
    pub(super) fn separation(&self, index: usize) -> f64 {
        angle(self.paths[index].at, self.neighbours[index].at)
    }
}
