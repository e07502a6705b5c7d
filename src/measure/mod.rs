//! What is seen: estimators with their standard errors.

pub mod estimate;
pub mod stopwatch;

/// The number of standard errors a claim's measurement may lie off: a true claim fails with probability 10⁻⁴.
pub const STANDARD_ERRORS: f64 = 3.89;
