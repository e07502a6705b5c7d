//! Networks as landscapes: what they lose on their data, a function of all their parameters.

mod regression;

pub use regression::Regression;
