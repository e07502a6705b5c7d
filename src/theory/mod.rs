//! What the papers predict: one function per prediction, named after what it predicts.

pub mod absorbing;
pub mod accept_reject;
pub mod counterexample;
pub mod coupling;
pub mod deep_linear;
pub mod descent;
pub mod draws;
pub mod escape;
pub mod hidden;
pub mod langevin;
pub mod law;
pub mod minimum_norm;
pub mod optimal_scaling;
pub mod orbits;
pub mod passage;
pub mod quadrature;
pub mod rotation;
pub mod sampling;
pub mod scalar_network;
pub mod scale_invariance;
pub mod spectral_gap;
pub mod spiral;
pub mod tempering;
pub mod valley;
pub mod wide_network;
