//! What is claimed of collapsing features: same-class differences at every step, the triangle in the end.

use super::super::COLLAPSE;
use super::setup::{CLASSES, EXAMPLES, IN_CLASS, RATE, Setup, State, class};
use crate::frame::Claim;
use crate::problem::linear_network::multiply;
use crate::scene::exact::ExactLaw;
use crate::theory::deep_linear::collapsed_singular_value;

/// The end is measured once ληt = 10: what weight decay removes is then left with e⁻²⁰ of its square.
const DECAYS: f64 = 10.0;
/// A singular value below this share of the predicted one has died: the path ended at a local minimum.
pub(super) const DEAD: f64 = 0.02;

/// The laws of the features in the picture.
#[derive(Debug, Clone)]
pub(super) struct Laws {
    differences: ExactLaw,
    /// When the end is measured.
    last: u64,
    /// Cosine and singular value that lie farthest from their predictions.
    end: Option<[f64; 2]>,
    predicted: Option<f64>,
    /// What is left of the start: ‖H‖² + Σ‖W_j‖² there times (1 − ηλ)^{2t}.
    left: f64,
    steps: u64,
}

fn farthest(values: &[f64], from: f64) -> f64 {
    values
        .iter()
        .copied()
        .fold(from, |most, value| if (value - from).abs() > (most - from).abs() { value } else { most })
}

impl Laws {
    /// Nothing seen yet.
    pub(super) fn new(setup: &Setup, start: &State) -> Self {
        let shrink = RATE * setup.decay;
        let last = libm::ceil(DECAYS / shrink) as u64;
        Self {
            differences: ExactLaw::equal("differences", 0.0, COLLAPSE),
            last,
            end: None,
            predicted: collapsed_singular_value(IN_CLASS, CLASSES, setup.decay, setup.layers),
            left: start.factors.squared_norm() * libm::exp(2.0 * last as f64 * libm::log1p(-shrink)),
            steps: 0,
        }
    }

    /// Looks at one step.
    pub(super) fn see(&mut self, setup: &Setup, before: &State, after: &State) {
        self.steps += 1;
        let weights = before.weights();
        let pull = multiply(&weights.transpose(), &weights) * (RATE / EXAMPLES as f64);
        let (h, next) = (before.features(), after.features());
        let size = 1.0 + h.amax() + next.amax();
        for example in 0..EXAMPLES {
            let first = class(example) * IN_CLASS;
            let delta = h.column(example) - h.column(first);
            for row in 0..2 {
                let pulled = pull[(row, 0)] * delta[0] + pull[(row, 1)] * delta[1];
                let expected = (1.0 - RATE * setup.decay) * delta[row] - pulled;
                self.differences.see((next[(row, example)] - next[(row, first)] - expected) / size);
            }
        }
        if self.steps == self.last
            && let Some(predicted) = self.predicted
            && after.singular_values()[1] > DEAD * predicted
        {
            self.end = Some([farthest(&after.cosines(), -0.5), farthest(&after.singular_values(), predicted)]);
        }
    }

    /// The claims as they stand; none about the end where a singular value has died.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims = vec![self.differences.claim()];
        let progress = self.progress();
        if let Some(predicted) = self.predicted.filter(|_| self.steps < self.last || self.end.is_some()) {
            let pair = [("angle", -0.5), ("size", predicted)];
            for (index, (id, predicted)) in pair.into_iter().enumerate() {
                let claim = Claim::equal(id, predicted, COLLAPSE).within(self.left, "decayed");
                claims.push(claim.measured(self.end.map(|end| end[index])).progressing(progress));
            }
        }
        claims
    }

    /// How much of the way to the end is done.
    pub(super) fn progress(&self) -> f64 {
        self.steps.min(self.last) as f64 / self.last as f64
    }

    /// The singular values that theory predicts in the end.
    pub(super) fn predicted(&self) -> Option<f64> {
        self.predicted
    }

    /// Feeds the estimators to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.differences.digest(hash);
        self.end.iter().flatten().for_each(|value| hash(*value));
    }
}
