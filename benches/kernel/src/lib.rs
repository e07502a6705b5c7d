//! Langevin steps of a swarm and nothing else: the same density, step size and start as `typed_array_swarm.js` has.

use saddleback_swarm::potential::Mixture;
use saddleback_swarm::{Motion, Particles, Potential, Scheme, Walls};
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// A swarm on the mixture of three modes.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Kernel {
    particles: Particles,
    potential: Arc<dyn Potential>,
    motion: Motion,
}

#[wasm_bindgen]
impl Kernel {
    /// So many particles, all at (−1.5, −1.5).
    #[wasm_bindgen(constructor)]
    pub fn new(count: usize) -> Self {
        let mode = |x: f64, y: f64, variance: f64| (-variance.ln(), [x, y], variance);
        let mut state = 1_u32;
        let seed = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state ^ (state >> 15)
        };
        let walls = Walls { x: [-8.0, 8.0], y: [-8.0, 8.0] };
        Self {
            particles: Particles::new(count, || [-1.5, -1.5], seed),
            potential: Mixture::of_three([mode(-1.5, -1.5, 0.8), mode(1.5, 1.5, 0.8), mode(-2.0, 2.0, 0.5)]),
            motion: Motion::new(Scheme::Langevin, 0.01, 1.0, walls),
        }
    }

    /// Takes steps.
    pub fn step(&mut self, steps: u32) {
        for _ in 0..steps {
            self.particles.step(self.potential.as_ref(), &self.motion);
        }
    }
}
