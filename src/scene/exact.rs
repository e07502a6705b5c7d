//! A law that holds at every step but for rounding, and the step that fits it worst.

use crate::frame::{Claim, Id};
use crate::measure::Extreme;
use crate::source::Source;
use crate::words::Text;

/// What "exact" means, relative to the quantity's size.
pub const EXACT: f64 = 1e-9;

/// A claim that a quantity is what theory says at every step that is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct ExactLaw {
    claim: Claim,
    extreme: Extreme,
}

impl ExactLaw {
    /// Of a quantity of size 1 (a ratio, a cosine, a difference relative to what is compared). Its statement is `claim.ID` in
    /// `words/`.
    pub fn equal(id: impl Into<Id>, predicted: f64, source: Source) -> Self {
        let claim = Claim::equal(id, predicted, source).within(EXACT, "exact");
        Self { claim, extreme: Extreme::new(predicted) }
    }

    /// [`ExactLaw::equal`] with a statement of its own.
    pub fn new(id: impl Into<Id>, statement: impl Into<Text>, source: Source, predicted: f64) -> Self {
        Self::equal(id, predicted, source).saying(statement.into())
    }

    /// The same law in other words than `claim.ID`.
    pub fn saying(self, statement: Text) -> Self {
        Self { claim: self.claim.saying(statement), ..self }
    }

    /// The same law of a quantity of another size, for rounding.
    pub fn of_size(self, size: f64) -> Self {
        Self { claim: Claim { tolerance: EXACT * size, ..self.claim }, ..self }
    }

    /// Takes one more measurement.
    pub fn see(&mut self, value: f64) {
        self.extreme.see(value);
    }

    /// The claim as it stands.
    pub fn claim(&self) -> Claim {
        self.claim.clone().measured(self.extreme.farthest())
    }

    /// Feeds the estimator to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.extreme.farthest().unwrap_or(0.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_step_off_by_more_than_rounding_breaks_the_law() {
        let source = Source { text: "", url: "" };
        let mut law = ExactLaw::equal("law", 1.0, source);
        assert_eq!(law.claim().holds(), None);
        law.see(1.0 + 1e-12);
        assert_eq!(law.claim().holds(), Some(true));
        law.see(1.0 - 1e-8);
        law.see(1.0);
        assert_eq!(law.claim().holds(), Some(false));
    }
}
