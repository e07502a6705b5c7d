//! How the state moves: update rules as pure kernels, without scene, drawing or browser.

pub mod dynamics;
mod info;
pub mod langevin;
pub mod optimizer;
pub mod sampler;
pub mod tempering;

pub use info::MethodInfo;
