//! A million particles on the plane under Langevin dynamics: vectors of eight single-precision lanes, structure of arrays.
//!
//! The same bits on every target: additions, multiplications, divisions, square roots and operations on integers alone, in an
//! order that is written down; nothing fused, no function of the platform's. [`lanes`] has the elementary functions,
//! [`generator`] the random numbers, [`potential`] the gradients, [`particles`] the dynamics, [`histogram`] the picture,
//! [`stencil`] the step of a law on a grid, beside which swarms are seen, [`band`] and [`vector`] the linear algebra of its modes.

pub mod band;
pub mod generator;
pub mod histogram;
pub mod lanes;
pub mod particles;
pub mod potential;
pub mod stencil;
pub mod vector;

pub use band::Band;
pub use generator::Generator;
pub use histogram::Histogram;
pub use lanes::Lanes;
pub use particles::{Held, Motion, Particles, Scheme, Walls};
pub use potential::Potential;
pub use stencil::Stencil;

/// Lanes of a vector.
pub const WIDTH: usize = 8;

/// Vectors that are worked on at once: what a block reads and writes stays in the nearest cache.
pub const BLOCK: usize = 32;
