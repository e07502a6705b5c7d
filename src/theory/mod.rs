//! What the papers predict: one function per prediction, named after what it predicts.

pub mod absorbing;
pub mod coupling;
pub mod escape;
pub mod langevin;
pub mod law;
pub mod orbits;
pub mod passage;
pub mod quadrature;
pub mod sampling;
pub mod spectral_gap;
pub mod spiral;
pub mod tempering;
