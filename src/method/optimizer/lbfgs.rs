//! L-BFGS: Newton's direction from the last few changes of the gradient.

use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// x ← x − ηHg with H from the last m pairs s = Δx, y = Δg by the two-loop recursion from H₀ = (s·y/y·y)I (Liu & Nocedal
/// 1989), pairs with s·y ≤ 10⁻¹⁰ left out; the first step is −min(1, 1/|g|₁)ηg. As in PyTorch with one iteration a step and
/// without line search, but for its tolerances: the scene runs on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lbfgs {
    /// η > 0; 1 is the method's own.
    pub learning_rate: f64,
    /// m in 1..=[`MOST`].
    pub memory: usize,
}

/// The most pairs that are remembered.
pub const MOST: usize = 32;
/// Pairs of less curvature than this are left out, as PyTorch does.
const LEAST_CURVATURE: f64 = 1e-10;
/// How many pairs there have been, and H₀'s factor, come first in the memory.
const HEADER: usize = 2;

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

impl Optimizer for Lbfgs {
    /// The number of pairs so far, H₀'s factor, the last gradient, the last step, then pairs (s, y) in a ring.
    fn memory(&self, dimension: usize) -> usize {
        HEADER + 2 * dimension + 2 * dimension * self.memory
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], memory: &mut [f64]) {
        step.look(x);
        let d = x.len();
        let (header, rest) = memory.split_at_mut(HEADER);
        let (last, pairs) = rest.split_at_mut(2 * d);
        let (last_gradient, last_step) = last.split_at_mut(d);
        let mut direction = step.slope.clone();
        let mut shortening = 1.0;
        if step.count == 1 {
            header[1] = 1.0;
            shortening = (1.0 / step.slope.iter().map(|slope| slope.abs()).sum::<f64>()).min(1.0);
        } else {
            let change: Vec<f64> = step.slope.iter().zip(&*last_gradient).map(|(now, last)| now - last).collect();
            let curvature = dot(last_step, &change);
            if curvature > LEAST_CURVATURE {
                let slot = header[0] as usize % self.memory;
                let pair = &mut pairs[2 * d * slot..2 * d * (slot + 1)];
                pair[..d].copy_from_slice(last_step);
                pair[d..].copy_from_slice(&change);
                header[0] += 1.0;
                header[1] = curvature / dot(&change, &change);
            }
            two_loops(&mut direction, pairs, header[0] as usize, self.memory, header[1]);
        }
        last_gradient.copy_from_slice(&step.slope);
        direction.iter_mut().for_each(|entry| *entry *= shortening);
        let rate = step.factor * self.learning_rate;
        last_step.iter_mut().zip(&direction).for_each(|(moved, entry)| *moved = -rate * entry);
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, _| direction[i]);
    }
}

/// Replaces a gradient by its product with the inverse Hessian that the pairs imply; `count` pairs so far, of which the ring
/// holds the last `length`.
fn two_loops(direction: &mut [f64], pairs: &[f64], count: usize, length: usize, scale: f64) {
    let d = direction.len();
    let known = count.min(length).min(MOST);
    let pair = |age: usize| {
        let slot = (count - 1 - age) % length;
        pairs[2 * d * slot..2 * d * (slot + 1)].split_at(d)
    };
    let mut weights = [0.0; MOST];
    for (age, weight) in weights.iter_mut().enumerate().take(known) {
        let (s, y) = pair(age);
        *weight = dot(s, direction) / dot(s, y);
        direction.iter_mut().zip(y).for_each(|(entry, change)| *entry -= *weight * change);
    }
    direction.iter_mut().for_each(|entry| *entry *= scale);
    for age in (0..known).rev() {
        let (s, y) = pair(age);
        let more = weights[age] - dot(y, direction) / dot(s, y);
        direction.iter_mut().zip(s).for_each(|(entry, moved)| *entry += more * moved);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "lbfgs",
        color: Color::Moss,
        formula: r"x_{k+1} = x_k - \eta\,H_k \nabla f(x_k)",
        source: Source {
            text: "Liu & Nocedal (1989), On the limited memory BFGS method for large scale optimization",
            url: "https://doi.org/10.1007/BF01589116",
        },
        parameters: || vec![Parameter::integer("memory", "m", [1, MOST as i64], 10)],
    },
    rate: 1.0,
    scale: Scale::Own,
    build: |learning_rate, settings| {
        let memory = settings.count("lbfgs.memory")?.clamp(1, MOST);
        Ok(Box::new(Lbfgs { learning_rate, memory }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::{Landscape, Ravine, Rosenbrock};
    use crate::random::Stream;

    fn path(landscape: &dyn Landscape, start: [f64; 2], memory: usize, steps: u64) -> Vec<[f64; 2]> {
        let rule = Lbfgs { learning_rate: 1.0, memory };
        let (mut x, mut noise) = (start, Stream::new(0, "test"));
        let mut numbers = vec![0.0; rule.memory(2)];
        let mut points = vec![x];
        for count in 1..=steps {
            rule.step(&mut Step::new(landscape, count, &mut noise), &mut x, &mut numbers);
            points.push(x);
        }
        points
    }

    #[test]
    fn its_matrix_maps_the_last_change_of_the_gradient_to_the_last_step() {
        // The secant equation, by which quasi-Newton methods are defined: seen on the direction for that change as gradient.
        for memory in [1, 3] {
            let rule = Lbfgs { learning_rate: 1.0, memory };
            let (mut x, mut noise) = ([-1.2, 1.0], Stream::new(0, "test"));
            let mut numbers = vec![0.0; rule.memory(2)];
            let mut before = numbers.clone();
            for count in 1..=6 {
                before.clone_from(&numbers);
                rule.step(&mut Step::new(&Rosenbrock, count, &mut noise), &mut x, &mut numbers);
            }
            let (count, newest) = (numbers[0] as usize, (numbers[0] as usize - 1) % memory);
            assert!(count > before[0] as usize);
            let pairs = &numbers[6..];
            let (s, y) = pairs[4 * newest..4 * newest + 4].split_at(2);
            let mut image = [y[0], y[1]];
            two_loops(&mut image, pairs, count, memory, numbers[1]);
            assert!((image[0] - s[0]).abs() < 1e-12 && (image[1] - s[1]).abs() < 1e-12, "{image:?} for {s:?}");
        }
    }

    #[test]
    fn it_finds_the_minimum_of_a_quadratic_and_of_rosenbrock_s_valley() {
        let end = *path(&Ravine { condition: 25.0 }, [-2.0, 1.2], 10, 15).last().unwrap();
        assert!(end[0].hypot(end[1]) < 1e-9, "{end:?}");
        let end = *path(&Rosenbrock, [-1.2, 1.0], 10, 120).last().unwrap();
        assert!((end[0] - 1.0).hypot(end[1] - 1.0) < 1e-9, "{end:?}");
    }
}
