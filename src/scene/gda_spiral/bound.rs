//! The bound on anchored extragradient's field, ‖F(zₖ)‖² ≤ C‖z₀ − z*‖²/(k + 1)², measured where it is tightest.

use crate::error::Error;
use crate::frame::Claim;
use crate::parameter::Settings;
use crate::scene::exact::EXACT;
use crate::source::Source;
use crate::theory::spiral;

const YOON_RYU: Source = Source { text: "Yoon & Ryu (2021), EAG-C", url: "https://arxiv.org/abs/2102.07922" };

/// The bound's constant, and how tight it has been at most.
#[derive(Debug, Clone)]
pub(super) struct AnchoredBound {
    constant: f64,
    distance: f64,
    step: u64,
    /// The greatest ‖F(zₖ)‖²(k + 1)²/‖z₀ − z*‖² so far.
    tightest: Option<f64>,
}

impl AnchoredBound {
    /// For a linear game with multiplier α − ib, whose Lipschitz constant is |c|. None where the theorem says nothing: in a
    /// box, for a field that is not monotone, for a longer step, at the equilibrium itself.
    pub(super) fn new(
        settings: &Settings,
        multiplier: Option<[f64; 2]>,
        start: [f64; 2],
    ) -> Result<Option<Self>, Error> {
        let chosen = settings.choices("methods")?.iter().any(|id| id == "anchored");
        let distance = libm::hypot(start[0], start[1]);
        let (free, step_size) = (settings.number("box")? <= 0.0, settings.number("eta")?);
        let constant = multiplier
            .filter(|[alpha, _]| *alpha >= 0.0)
            .and_then(|[alpha, b]| spiral::anchored_constant(step_size, libm::hypot(alpha, b)));
        let bound = constant.map(|constant| Self { constant, distance, step: 0, tightest: None });
        // Below this, squares of distances lose their digits.
        Ok(bound.filter(|_| chosen && free && distance > 1e-100))
    }

    /// Takes |F| after the next step.
    pub(super) fn see(&mut self, field: f64) {
        self.step += 1;
        let scaled = field * (self.step + 1) as f64 / self.distance;
        self.tightest = Some(self.tightest.unwrap_or(0.0).max(scaled * scaled));
    }

    /// The bound on |F| at step k.
    pub(super) fn at(&self, step: f64) -> f64 {
        self.constant.sqrt() * self.distance / (step + 1.0)
    }

    /// The claim as it stands.
    pub(super) fn claim(&self) -> Claim {
        Claim::at_most("anchored-bound", self.constant, YOON_RYU)
            .within(EXACT * self.constant, "tightest")
            .measured(self.tightest)
    }

    /// Every number of the estimator.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.tightest.unwrap_or(0.0));
    }
}
