//! What is seen: estimators that turn a run's states into numbers with known errors.

pub mod assignment;
pub mod chain_record;
pub mod crossings;
pub mod effective_size;
pub mod estimate;
pub mod extreme;
pub mod histogram;
pub mod kolmogorov;
pub mod limit_cycle;
pub mod median;
pub mod rank;
pub mod round_trips;
pub mod sharpness;
pub mod spectrum;
pub mod split_r_hat;
pub mod stopwatch;
pub mod symmetric;

pub use extreme::Extreme;
pub use median::median_of_steps;

/// Standard errors within which a true two-sided claim lies with probability 1 − 10⁻⁴.
pub const STANDARD_ERRORS: f64 = 3.89;
