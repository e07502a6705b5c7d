//! How the state moves: update rules as pure kernels, without scene, drawing or browser.

pub mod dynamics;
mod info;

pub use info::MethodInfo;
