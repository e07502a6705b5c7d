//! How the state moves: update rules as pure kernels, without scene, drawing or browser.

pub mod dynamics;
pub mod fokker_planck;
pub mod graph_walk;
pub mod greedy;
mod info;
pub mod langevin;
pub mod optimizer;
pub mod sampler;
pub mod swarm;
pub mod tempering;

pub use info::MethodInfo;
