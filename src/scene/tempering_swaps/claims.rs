//! Claims about means over independent hidden chains.

use super::chain::Swap;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Estimate;
use crate::normal;
use crate::source::Source;
use crate::words::{Notation, Text, text};

/// The number of standard errors that the farthest of `count` estimates exceeds with the probability 10⁻⁴ that one exceeds
/// [`STANDARD_ERRORS`] (Bonferroni), when the standard error itself is estimated from `chains` chains (Student).
pub(super) fn standard_errors(count: usize, chains: usize) -> f64 {
    let one_sided = 1.0 - normal::distribution(STANDARD_ERRORS);
    normal::student(-normal::quantile(one_sided / count.max(1) as f64), chains as f64 - 1.0)
}

/// The estimate farthest from its prediction, in standard errors: its index with the prediction and the estimate.
pub(super) fn farthest(pairs: impl Iterator<Item = (f64, Option<Estimate>)>) -> Option<(usize, f64, Estimate)> {
    let distance = |predicted: f64, e: Estimate| (e.value - predicted).abs() / e.standard_error;
    pairs
        .enumerate()
        .filter_map(|(index, (predicted, estimate))| estimate.map(|estimate| (index, predicted, estimate)))
        .max_by(|a, b| distance(a.1, a.2).total_cmp(&distance(b.1, b.2)))
}

/// An estimate once its ensemble is done.
pub(super) fn when_done<T>(progress: f64, estimate: Option<T>) -> Option<T> {
    if progress >= 1.0 { estimate } else { None }
}

/// A claim about the mean over independent chains, within so many standard errors.
pub(super) fn mean_claim(
    id: &'static str,
    predicted: f64,
    source: Source,
    estimate: Option<Estimate>,
    (errors, origin): (f64, Text),
    progress: f64,
) -> Claim {
    // Before the measurement the tolerance is what the sample's size is planned for.
    let error = estimate.map_or(0.016 * predicted, |e| e.standard_error);
    Claim::equal(id, predicted, source)
        .within_by(errors * error, origin)
        .measured(estimate.map(|e| e.value))
        .progressing(progress)
}

/// How many estimates are looked at; the claim is about the one that is farthest off.
pub(super) struct Among(pub(super) usize);

impl Among {
    /// The standard errors allowed over so many independent chains, and the origin, `tolerance.WHAT` in `words/`.
    pub(super) fn of_chains(&self, what: &str, chains: usize) -> (f64, Text) {
        let errors = standard_errors(self.0, chains);
        let origin = text(format!("tolerance.{what}{}", if self.0 > 1 { "-farthest" } else { "" }))
            .number("errors", errors, Notation::Fixed(2))
            .with("chains", chains);
        (errors, if self.0 > 1 { origin.with("count", self.0) } else { origin })
    }

    /// The claim about the acceptance between neighbouring levels; its statement is `claim.ID` followed by `variant`.
    pub(super) fn pairs_claim(
        &self,
        id: &'static str,
        source: Source,
        swaps: &[Swap],
        progress: f64,
        (what, chains): (&str, usize),
        variant: &str,
    ) -> Claim {
        let pair = when_done(progress, farthest(swaps.iter().map(|swap| (swap.predicted, swap.measured))));
        let which =
            pair.map_or(Text::NONE, |(i, ..)| text("label.farthest-pair").with("lower", i + 1).with("upper", i + 2));
        let first = swaps.first().map_or(f64::NAN, |swap| swap.predicted);
        let (predicted, estimate) = pair.map_or((first, None), |(_, predicted, e)| (predicted, Some(e)));
        mean_claim(id, predicted, source, estimate, self.of_chains(what, chains), progress)
            .saying(text(format!("claim.{id}{variant}")).with("which", which))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_farthest_of_many_may_lie_farther_off() {
        let many = 1_000_000_000;
        assert_relative_eq!(standard_errors(1, many), STANDARD_ERRORS, max_relative = 1e-6);
        let of_four = standard_errors(4, many);
        let each = 1.0 - normal::distribution(of_four);
        assert_relative_eq!(4.0 * each, 1.0 - normal::distribution(STANDARD_ERRORS), max_relative = 1e-4);
        assert!(standard_errors(4, 100) > of_four + 0.1);
    }
}
