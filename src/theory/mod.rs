//! What the papers predict: one function per prediction, named after what it predicts.

pub mod absorbing;
pub mod draws;
pub mod escape;
pub mod langevin;
pub mod law;
pub mod optimal_scaling;
pub mod passage;
pub mod quadrature;
pub mod sampling;
pub mod spiral;
pub mod tempering;
