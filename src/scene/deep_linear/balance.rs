//! The law of balance: what a step adds to the imbalance of neighbouring factors.

use super::ACCELERATION;
use crate::frame::Claim;
use crate::problem::linear_network::{LinearNetwork, imbalances};
use crate::scene::exact::ExactLaw;
use nalgebra::DMatrix;

/// W_{j+1}ᵀW_{j+1} − W_jW_jᵀ becomes keep² times itself plus η²(G_{j+1}ᵀG_{j+1} − G_jG_jᵀ), at every step.
#[derive(Debug, Clone)]
pub(super) struct Balance(ExactLaw);

impl Balance {
    /// Nothing seen yet.
    pub(super) fn new() -> Self {
        Self(ExactLaw::equal("balance", 0.0, ACCELERATION))
    }

    /// Looks at one step of [`LinearNetwork::step`].
    pub(super) fn see(
        &mut self,
        before: &LinearNetwork,
        after: &LinearNetwork,
        slopes: &[DMatrix<f64>],
        rate: f64,
        keep: f64,
    ) {
        let gains = imbalances(slopes);
        // The imbalance is a difference of squares, and rounding is a share of these.
        let gained: f64 = slopes.iter().map(DMatrix::norm_squared).sum();
        let size = before.squared_norm() + after.squared_norm() + rate * rate * gained;
        if size == 0.0 {
            return;
        }
        for ((old, new), gain) in before.imbalances().iter().zip(after.imbalances()).zip(gains) {
            let off = new - old * (keep * keep) - gain * (rate * rate);
            off.iter().for_each(|entry| self.0.see(entry / size));
        }
    }

    /// The claim; of a single factor there is none.
    pub(super) fn claim(&self, layers: usize) -> Option<Claim> {
        (layers > 1).then(|| self.0.claim())
    }

    /// Feeds the estimator to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.0.digest(hash);
    }
}

/// The greatest entry of all imbalances.
pub(super) fn greatest_imbalance(network: &LinearNetwork) -> f64 {
    network.imbalances().iter().flatten().fold(0.0, |most, entry| most.max(entry.abs()))
}
