//! Claims that are measured by estimates with standard errors.

use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Estimate;
use crate::words::{Notation, text};

/// The claim with its measurement, once there is one, and a tolerance in standard errors: the estimate's, or before that the
/// planned one, relative to the prediction.
pub(super) fn estimated(claim: Claim, estimate: Option<Estimate>, planned: f64, progress: f64) -> Claim {
    let error = estimate.map_or(planned * claim.predicted.abs(), |estimate| estimate.standard_error);
    let origin = text("tolerance.standard-errors").with("errors", STANDARD_ERRORS);
    let claim = claim.measured(estimate.map(|estimate| estimate.value)).progressing(progress);
    claim.within_by(STANDARD_ERRORS * error, origin)
}

/// The same claim with an allowance beyond statistics, `tolerance.ORIGIN` in `words/`.
pub(super) fn allowing(claim: Claim, allowance: f64, origin: &str) -> Claim {
    let origin = text(format!("tolerance.{origin}")).with("errors", STANDARD_ERRORS);
    let tolerance = claim.tolerance + allowance;
    claim.within_by(tolerance, origin.number("allowance", allowance, Notation::Scientific(1)))
}
