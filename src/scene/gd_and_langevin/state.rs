//! The scene's state: one descent, one Langevin walker, a cloud of walkers, and what is measured.

use super::LANGEVIN;
use super::contraction::Contraction;
use super::filling::Filling;
use super::setup::Setup;
use crate::random::Stream;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// The scene's state. What overflows stays at its last finite point, with a notice.
#[derive(Clone)]
pub(super) struct GdLangevinRun {
    pub(super) setup: Arc<Setup>,
    pub(super) descent: [f64; 2],
    pub(super) descent_trail: Trail,
    pub(super) walker: [f64; 2],
    pub(super) trail: Trail,
    pub(super) cloud: Vec<[f64; 2]>,
    pub(super) walker_stream: Stream,
    pub(super) cloud_stream: Stream,
    pub(super) filling: Filling,
    pub(super) contraction: Option<Contraction>,
    /// When descent and when Langevin first overflowed.
    pub(super) diverged: [Option<u64>; 2],
    pub(super) step: u64,
}

impl GdLangevinRun {
    /// At step 0: everyone at the start.
    pub(super) fn new(setup: Setup, walkers: usize) -> Self {
        let (seed, start) = (setup.seed, setup.start);
        Self {
            filling: Filling::new(seed),
            contraction: Contraction::new(&setup),
            descent: start,
            descent_trail: Trail::from(start),
            walker: start,
            trail: Trail::from(start),
            cloud: vec![start; walkers],
            walker_stream: Stream::new(seed, LANGEVIN.id),
            cloud_stream: Stream::new(seed, "cloud"),
            diverged: [None; 2],
            step: 0,
            setup: Arc::new(setup),
        }
    }
}
