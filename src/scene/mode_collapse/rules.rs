//! The update rules: how far each player goes, and in which direction.

use super::{ADAPTIVE, Kind};
use crate::method::dynamics::moments::Moments;

/// Adam's memory of gradients.
const FIRST_MEMORY: f64 = 0.5;
/// Adam's memory of squares.
const SECOND_MEMORY: f64 = 0.999;
/// The generator's gradients start near 10⁻⁹. The usual floor of 10⁻⁸ would brake it.
const FLOOR: f64 = 1e-30;

/// The Euclidean length.
pub(super) fn length(vector: &[f64]) -> f64 {
    libm::sqrt(vector.iter().map(|x| x * x).sum())
}

/// A rule with its step sizes η_D and η_G, and its memory.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) kind: Kind,
    pub(super) step_sizes: [f64; 2],
    moments: [Moments; 2],
}

impl Rule {
    /// Without memory yet.
    pub(super) fn new(kind: Kind, step_sizes: [f64; 2]) -> Self {
        let moments = [0, 1].map(|_| Moments::new(FIRST_MEMORY, SECOND_MEMORY, FLOOR));
        Self { kind, step_sizes, moments }
    }

    /// The steps of both players. A player without a slope rests.
    pub(super) fn steps(&mut self, slopes: &[Vec<f64>; 2]) -> [Vec<f64>; 2] {
        [0, 1].map(|player| {
            let (slope, step_size) = (&slopes[player], self.step_sizes[player]);
            if ADAPTIVE.contains(&self.kind) {
                self.moments[player].see(slope);
            }
            let adam = self.moments[player].direction();
            let scaled = |by: f64, vector: &[f64]| vector.iter().map(|x| step_size * by * x).collect();
            let ratio = |above: &[f64], below: &[f64]| {
                let below = length(below);
                if below > 0.0 { length(above) / below } else { 0.0 }
            };
            match self.kind {
                Kind::Gradient => scaled(1.0, slope),
                Kind::Normalized => {
                    let length = length(slope);
                    if length > 0.0 { scaled(1.0 / length, slope) } else { vec![0.0; slope.len()] }
                }
                Kind::Adam => scaled(1.0, adam),
                Kind::AdamLength => scaled(ratio(adam, slope), slope),
                Kind::AdamDirection => scaled(ratio(slope, adam), adam),
            }
        })
    }

    /// What the memory takes, in bytes.
    pub(super) fn weight(&self) -> usize {
        self.moments.iter().map(|moments| moments.numbers().len()).sum::<usize>() * size_of::<f64>()
    }

    /// Feeds the memory to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.moments.iter().flat_map(Moments::numbers).for_each(|value| hash(*value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn lengths_and_directions_are_those_that_the_names_say() {
        let slopes = [vec![3e-9, -4e-9, 0.0], vec![1.0, 2.0, 2.0]];
        let steps = |kind| Rule::new(kind, [0.1, 0.2]).steps(&slopes);
        assert_relative_eq!(steps(Kind::Gradient)[1][2], 0.4);
        assert_relative_eq!(steps(Kind::Normalized)[0][1], -0.08);
        // The first direction of Adam is the sign of each entry.
        assert_relative_eq!(steps(Kind::Adam)[0][0], 0.1);
        let [short, long] = steps(Kind::AdamLength);
        assert_relative_eq!(length(&short), 0.1 * 2.0_f64.sqrt(), max_relative = 1e-12);
        assert_relative_eq!(long[1] / long[0], 2.0, max_relative = 1e-12);
        let [short, long] = steps(Kind::AdamDirection);
        assert_relative_eq!(length(&short), 5e-10, max_relative = 1e-12);
        assert_relative_eq!(long[1], long[0], max_relative = 1e-12);
        let still = [vec![0.0; 3], vec![0.0; 3]];
        for kind in [Kind::Gradient, Kind::Normalized, Kind::Adam, Kind::AdamLength, Kind::AdamDirection] {
            assert!(Rule::new(kind, [0.1, 0.2]).steps(&still).iter().flatten().all(|x| *x == 0.0));
        }
    }
}
