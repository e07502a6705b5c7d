//! Does depth help? Steps to a small loss at the best step size of each depth, for squared errors and for fourth powers.

use super::plane::loss::PowerLoss;
use super::plane::walker::{factors, point};
use crate::frame::{Axis, Chart, Mark};
use crate::palette::Color;
use crate::random::Stream;
use crate::scene::Study;
use crate::scene::study::Records;
use crate::words::text;
use nalgebra::DMatrix;

/// Starts, near 0 as in the source.
const STARTS: usize = 20;
/// Powers of the error, with their colours.
const POWERS: [(usize, Color); 2] = [(2, Color::Vermillion), (4, Color::Blue)];
/// The loss is to fall to this share of the first.
const SHARE: f64 = 1e-4;
/// Step sizes, by factors of 2^{1/4} from the least on: coarser ones leave the comparison to chance.
const RATES: usize = 56;
const LEAST_RATE: f64 = 2e-3;
/// No run takes more steps.
const LIMIT: usize = 2000;
/// A path this far from 0 has diverged.
const TOO_FAR: f64 = 1e3;

/// Depths 1, 2 and 3 at their best step sizes, from random starts.
pub(super) struct Acceleration {
    pub(super) seed: u64,
}

/// The steps until the loss is small; none within a limit.
fn steps(loss: &PowerLoss, start: [f64; 2], depth: usize, rate: f64, limit: usize) -> Option<usize> {
    let mut network = factors(start, depth, 0.0).ok()?;
    let goal = SHARE * loss.at(start);
    for step in 0..limit {
        let at = point(&network);
        if loss.at(at) <= goal {
            return Some(step);
        }
        if !at.iter().all(|part| part.abs() < TOO_FAR) {
            return None;
        }
        let [x, y] = loss.slope(at);
        let slopes = network.slopes(&DMatrix::from_row_slice(1, 2, &[x, y]));
        network.step(&slopes, rate, 1.0);
    }
    None
}

/// The fewest steps over all step sizes. The longest come first, so that most runs can stop early.
fn fewest(loss: &PowerLoss, start: [f64; 2], depth: usize) -> usize {
    (0..RATES).rev().fold(LIMIT, |best, index| {
        let rate = LEAST_RATE * libm::pow(2.0, 0.25 * index as f64);
        steps(loss, start, depth, rate, best).unwrap_or(best)
    })
}

impl Study for Acceleration {
    fn parts(&self) -> usize {
        STARTS * POWERS.len()
    }

    fn part(&self, index: usize) -> Vec<f64> {
        let (number, which) = (index / POWERS.len(), index % POWERS.len());
        let mut stream = Stream::new(self.seed, &format!("acceleration {number}"));
        let radius = 0.1 + 0.2 * stream.uniform();
        let start = stream.on_circle(radius);
        let loss = PowerLoss::new(POWERS[which].0);
        let [one, two, three] = [1, 2, 3].map(|depth| fewest(&loss, start, depth) as f64);
        vec![POWERS[which].0 as f64, start[0], start[1], one, two, three]
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let mut marks = vec![Mark::predicted(vec![[1.0, 1.0], [LIMIT as f64, LIMIT as f64]])];
        for (power, color) in POWERS {
            let own = parts.iter().flatten().filter(|part| part[0] == power as f64);
            let points = own.map(|part| [part[3].max(1.0), part[4].max(1.0)]).collect();
            marks.push(Mark::Dots { points, errors: Vec::new(), color });
        }
        let axis = |id: &'static str| Axis::log(text(id)).within(1.0, LIMIT as f64);
        Chart::new("acceleration", axis("axis.depth-1"), axis("axis.depth-2"), marks)
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let rows = parts.iter().flatten().cloned().collect();
        Records::new(&["p", "w1", "w2", "steps at depth 1", "steps at depth 2", "steps at depth 3"], rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn depth_never_helps_with_squares_and_mostly_with_fourth_powers() {
        let study = Acceleration { seed: 0 };
        let parts: Vec<Vec<f64>> = (0..study.parts()).map(|index| study.part(index)).collect();
        let faster = |power: f64, depth: usize| {
            parts.iter().filter(|part| part[0] == power && part[2 + depth] < part[3]).count()
        };
        assert_eq!([faster(2.0, 2), faster(2.0, 3)], [0, 0]);
        assert!(faster(4.0, 2) >= 12 && faster(4.0, 3) >= faster(4.0, 2), "{parts:?}");
        assert!(parts.iter().all(|part| part[3..].iter().all(|steps| *steps < LIMIT as f64)));
    }
}
