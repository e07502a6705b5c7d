//! What is solved: objectives, games and densities, each with value, gradient and Hessian.

pub mod density;
pub mod game;
pub mod landscape;
pub mod linear_network;
pub mod network;
