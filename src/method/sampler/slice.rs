//! Slice sampling, coordinate by coordinate.

use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// How many widths an interval steps out at most.
const MOST_STEPS: usize = 32;
/// How often an interval shrinks at most: beyond it no two of its points differ any more.
const MOST_SHRINKS: usize = 200;

/// Each coordinate in turn: a level u·p(x), u uniform; an interval about xᵢ that steps out by w until both ends lie below it;
/// then uniform points of it, to which it shrinks, until one lies above (Neal 2003, Annals of Statistics 31, figures 3 and 5).
#[derive(Debug, Clone, PartialEq)]
pub struct Slice {
    x: Vec<f64>,
    potential: f64,
    width: f64,
}

impl Slice {
    /// A chain at `start` with intervals that step out by w = `width`.
    pub fn new(target: &dyn Density, start: Vec<f64>, width: f64) -> Self {
        Self { potential: target.potential(&start), x: start, width }
    }

    /// Moves one coordinate.
    fn slice(&mut self, coordinate: usize, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        let here = self.x[coordinate];
        // −log of the level: f may rise by an exponential variable.
        let level = self.potential - libm::log(1.0 - noise.uniform());
        let mut point = self.x.clone();
        let mut potential = |value: f64, trace: &mut Trace| {
            point[coordinate] = value;
            trace.evaluations += 1;
            target.potential(&point)
        };
        let mut low = here - self.width * noise.uniform();
        let mut high = low + self.width;
        let left_steps = noise.below(MOST_STEPS);
        for _ in 0..left_steps {
            if potential(low, trace) > level {
                break;
            }
            low -= self.width;
        }
        for _ in left_steps + 1..MOST_STEPS {
            if potential(high, trace) > level {
                break;
            }
            high += self.width;
        }
        for _ in 0..MOST_SHRINKS {
            let value = low + (high - low) * noise.uniform();
            let there = potential(value, trace);
            if there <= level {
                self.x[coordinate] = value;
                self.potential = there;
                return;
            }
            if value < here { low = value } else { high = value }
        }
    }
}

impl Sampler for Slice {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let mut path = vec![self.x.clone()];
        for coordinate in 0..self.x.len() {
            self.slice(coordinate, target, noise, trace);
            if trace.record {
                path.push(self.x.clone());
            }
        }
        trace.propose(path.iter().map(Vec::as_slice), None);
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.x.copy_from_slice(point);
        self.potential = target.potential(point);
    }

    fn step_size(&self) -> Option<f64> {
        Some(self.width)
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "slice",
        color: Color::Olive,
        formula: r"u \sim U(0, p(x)),\quad x_i \sim U\{x_i : p(x) > u\}\ \text{by stepping out and shrinking}",
        source: Source {
            text: "Neal (2003), Slice sampling, Annals of Statistics 31",
            url: "https://doi.org/10.1214/aos/1056562461",
        },
        parameters: || vec![Parameter::log_number("width", "w", [0.01, 100.0], 2.0)],
    },
    population: false,
    exact: true,
    needs: "",
    build: |start: Start<'_>| {
        let width = start.settings.number("slice.width")?;
        Ok(Some(Box::new(Slice::new(start.target, start.points[0].clone(), width))))
    },
};
