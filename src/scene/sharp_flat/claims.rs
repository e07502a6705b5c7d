//! The scene's predictions of sharpness and imbalance: measured on its methods, and on hidden walkers.

use super::converging::Converging;
use super::eroding::Eroding;
use super::near_flow::NearFlow;
use super::setup::Setup;
use super::{LABEL_NOISE, LABEL_NOISE_SGD, SAM, SCALAR_NETWORKS};
use crate::method::MethodInfo;
use crate::scene::exact::ExactLaw;
use crate::scene::instrument::Instruments;
use crate::theory::valley::imbalance;

/// The exact law of a method's imbalance x² − y² on the product net, where it has one.
pub(super) fn imbalance_law(setup: &Setup, info: &MethodInfo) -> Option<ExactLaw> {
    let [x, y] = setup.start;
    // Measured from the first step on, or not at all.
    if !setup.has_valley() || imbalance(setup.start).abs() < 1e-3 * (x * x + y * y) {
        return None;
    }
    let (id, source) = match info.id {
        "gd" => ("gd-imbalance", SCALAR_NETWORKS),
        "sam" => ("sam-imbalance", SAM),
        id if id == LABEL_NOISE_SGD.id => ("label-noise-imbalance", LABEL_NOISE),
        _ => return None,
    };
    Some(ExactLaw::equal(id, 1.0, source))
}

/// The hidden walkers.
pub(super) fn instruments(setup: &Setup, seed: u64) -> Instruments<Setup> {
    let mut instruments = Instruments::new();
    instruments.add(Converging::new(setup, seed));
    instruments.add(NearFlow::new(setup));
    instruments.add(Eroding::new(setup, seed));
    instruments
}
