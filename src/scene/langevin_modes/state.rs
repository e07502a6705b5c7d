//! The scene's state: the trail, its companions, and what is measured.

use super::claims::Claims;
use super::setup::Setup;
use crate::method::langevin::{ULA, Ula};
use crate::normal;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::scene::trail::Trail;
use std::sync::Arc;

/// A walker farther out than this stops: the step is too large for how steep its place is, or nothing holds it.
const LOST: f64 = 1e3;

/// The scene's state.
#[derive(Clone)]
pub(super) struct LangevinRun {
    pub(super) setup: Arc<Setup>,
    pub(super) walker: [f64; 2],
    pub(super) trail: Trail,
    pub(super) companions: Vec<[f64; 2]>,
    pub(super) walker_stream: Stream,
    pub(super) companions_stream: Stream,
    pub(super) claims: Claims,
    /// How many walkers have stopped.
    pub(super) stopped: usize,
    pub(super) step: u64,
}

impl LangevinRun {
    /// At step 0: everyone at the start.
    pub(super) fn new(setup: Setup, companions: usize, seed: u64) -> Self {
        let start = setup.start;
        Self {
            claims: Claims::new(&setup, seed),
            stopped: 0,
            walker: start,
            trail: Trail::from(start),
            companions: vec![start; companions],
            walker_stream: Stream::new(seed, ULA.id),
            companions_stream: Stream::new(seed, "companions"),
            step: 0,
            setup: Arc::new(setup),
        }
    }

    /// The share of the companions that stands nearest to each mode, of at most four.
    pub(super) fn shares(&self) -> [f64; 4] {
        let mut counts = [0.0; 4];
        for at in &self.companions {
            counts[self.setup.planar.mode(*at).min(counts.len() - 1)] += 1.0;
        }
        counts.map(|count| count / self.companions.len().max(1) as f64)
    }
}

/// One step of every walker in the plane; how many have left every bound, and so stay where they are.
pub(super) fn advance(density: &dyn Density, ula: &Ula, walkers: &mut [[f64; 2]], stream: &mut Stream) -> usize {
    let (mut slope, mut stopped) = ([0.0; 2], 0);
    let mut noise = [0.0; 256];
    for chunk in walkers.chunks_mut(noise.len() / 2) {
        let noise = &mut noise[..2 * chunk.len()];
        normal::fill(stream, noise);
        for (at, xi) in chunk.iter_mut().zip(noise.chunks_exact(2)) {
            density.gradient(at, &mut slope);
            let next = [ula.step(at[0], slope[0], xi[0]), ula.step(at[1], slope[1], xi[1])];
            if next.iter().all(|v| v.abs() < LOST) {
                *at = next;
            } else {
                stopped += 1;
            }
        }
    }
    stopped
}
