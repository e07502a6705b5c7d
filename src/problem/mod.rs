//! What is solved: objectives, games and densities with exact derivatives.

pub mod density;
