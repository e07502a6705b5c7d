//! How a state moves: update rules as pure kernels on plain state.

pub mod langevin;
pub mod tempering;
