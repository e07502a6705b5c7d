//! What is measured while the methods run: laws of single steps, the anchored bound, the census.

use super::bound::AnchoredBound;
use super::census::Census;
use super::laws::{Law, laws};
use crate::error::Error;
use crate::frame::Claim;
use crate::parameter::Settings;

/// The measurements that make sense under the settings.
#[derive(Debug, Clone)]
pub(super) struct Claims {
    laws: Vec<Law>,
    /// The bound on anchored extragradient's field.
    pub(super) bound: Option<AnchoredBound>,
    census: Option<Census>,
}

impl Claims {
    /// Nothing measured yet; of a linear game with its multiplier.
    pub(super) fn new(
        settings: &Settings,
        seed: u64,
        multiplier: Option<[f64; 2]>,
        start: [f64; 2],
    ) -> Result<Self, Error> {
        let bound = AnchoredBound::new(settings, multiplier, start)?;
        Ok(Self { laws: laws(settings, multiplier, start)?, bound, census: Census::new(settings, seed)? })
    }

    /// Takes a step of a method, and |F| after it.
    pub(super) fn see(&mut self, method: &str, before: [f64; 2], after: [f64; 2], field: impl FnOnce() -> f64) {
        self.laws.iter_mut().filter(|law| law.method == method).for_each(|law| law.see(before, after));
        if let Some(bound) = self.bound.as_mut().filter(|_| method == "anchored") {
            bound.see(field());
        }
    }

    /// Goes on with the census.
    pub(super) fn step(&mut self) {
        self.census.iter_mut().for_each(Census::step);
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims: Vec<Claim> = self.laws.iter().map(Law::claim).collect();
        claims.extend(self.bound.as_ref().map(AnchoredBound::claim));
        claims.extend(self.census.iter().flat_map(Census::claims));
        claims
    }

    /// Every number of the estimators.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.laws.iter().for_each(|law| law.digest(hash));
        self.bound.iter().for_each(|bound| bound.digest(hash));
        self.census.iter().for_each(|census| census.digest(hash));
    }
}
