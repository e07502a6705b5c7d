//! Methods whose steps have a length by definition, measured on the racers themselves.

use crate::frame::Claim;
use crate::measure::Extreme;
use crate::scene::exact::EXACT;
use crate::source::Source;

/// A length that a racer's steps have by its definition.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stride {
    /// Each coordinate that moves at all moves by the rate.
    Coordinates,
    /// The step's length is the rate.
    Length,
}

/// A law of a racer's strides, relative to its rate under the schedule.
#[derive(Debug, Clone)]
pub(super) struct StrideLaw {
    pub(super) method: &'static str,
    stride: Stride,
    extreme: Extreme,
    pub(super) claim: Claim,
}

impl StrideLaw {
    fn new(id: &'static str, method: &'static str, stride: Stride, source: Source) -> Self {
        let claim = Claim::equal(id, 1.0, source).within(EXACT, "coordinates");
        Self { method, stride, extreme: Extreme::new(1.0), claim }
    }

    /// All such laws.
    pub(super) fn all() -> [Self; 3] {
        let lion = Source { text: "Chen et al. (2023), algorithm 2", url: "https://arxiv.org/abs/2302.06675" };
        let sign = Source { text: "Bernstein et al. (2018)", url: "https://arxiv.org/abs/1802.04434" };
        let normalized =
            Source { text: "Hazan, Levy & Shalev-Shwartz (2015)", url: "https://arxiv.org/abs/1507.02030" };
        [
            Self::new("lion-stride", "lion", Stride::Coordinates, lion),
            Self::new("sign-stride", "sign-gd", Stride::Coordinates, sign),
            Self::new("normalized-stride", "normalized-gd", Stride::Length, normalized),
        ]
    }

    /// Takes a step of its racer under a rate.
    pub(super) fn see(&mut self, from: [f64; 2], to: [f64; 2], rate: f64) {
        let moves = [to[0] - from[0], to[1] - from[1]];
        // A difference of coordinates carries their rounding; a rate that a schedule has brought near 0 cannot be measured.
        let size = from[0].abs().max(from[1].abs()).max(to[0].abs()).max(to[1].abs());
        let rounding = 4.0 * f64::EPSILON * size / rate;
        if !rounding.is_finite() || rounding > 1e-3 {
            return;
        }
        match self.stride {
            Stride::Length if moves == [0.0; 2] => return,
            Stride::Length => self.extreme.see(libm::hypot(moves[0], moves[1]) / rate),
            Stride::Coordinates => {
                moves.iter().filter(|moved| **moved != 0.0).for_each(|moved| self.extreme.see(moved.abs() / rate));
            }
        }
        self.claim.tolerance = self.claim.tolerance.max(EXACT + rounding);
        self.claim.measured = self.extreme.farthest();
        self.claim.progress = 1.0;
    }

    /// The estimator.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.extreme.farthest().unwrap_or(-1.0));
    }
}
