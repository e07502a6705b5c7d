//! A law that holds at every step but for rounding, and the step that fits it worst.

use crate::frame::{Claim, Relation};
use crate::measure::Extreme;
use crate::source::Source;

/// What "exact" means, relative to the quantity's size.
pub const EXACT: f64 = 1e-9;

/// A claim that a quantity is what theory says at every step that is seen.
#[derive(Debug, Clone, PartialEq)]
pub struct ExactLaw {
    id: &'static str,
    statement: String,
    source: Source,
    extreme: Extreme,
    size: f64,
}

impl ExactLaw {
    /// Of a quantity of size 1 (a ratio, a cosine, a difference relative to what is compared).
    pub fn new(id: &'static str, statement: &str, source: Source, predicted: f64) -> Self {
        Self { id, statement: statement.to_string(), source, extreme: Extreme::new(predicted), size: 1.0 }
    }

    /// The same law of a quantity of another size, for rounding.
    pub fn of_size(mut self, size: f64) -> Self {
        self.size = size;
        self
    }

    /// Takes one more measurement.
    pub fn see(&mut self, value: f64) {
        self.extreme.see(value);
    }

    /// The claim as it stands.
    pub fn claim(&self) -> Claim {
        let measured = self.extreme.farthest();
        Claim {
            id: self.id.into(),
            statement: self.statement.clone().into(),
            predicted: self.extreme.predicted(),
            measured,
            tolerance: EXACT * self.size,
            tolerance_origin: "exact: rounding only, 1e-9 of the quantity's size; the step that fits worst is shown"
                .to_string()
                .into(),
            relation: Relation::Equal,
            progress: f64::from(u8::from(measured.is_some())),
            source: self.source,
        }
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
        let mut law = ExactLaw::new("law", "", source, 1.0);
        assert_eq!(law.claim().holds(), None);
        law.see(1.0 + 1e-12);
        assert_eq!(law.claim().holds(), Some(true));
        law.see(1.0 - 1e-8);
        law.see(1.0);
        assert_eq!(law.claim().holds(), Some(false));
    }
}
