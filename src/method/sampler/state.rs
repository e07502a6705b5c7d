//! Points with what is known of the density there, and the Hamiltonian flow through them.

use crate::problem::density::Density;
use crate::random::Stream;

/// The first two coordinates of a point; 0 for those it lacks.
pub fn plane(x: &[f64]) -> [f64; 2] {
    [0, 1].map(|i| x.get(i).copied().unwrap_or(0.0))
}

/// xᵀy.
pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| a * b).sum()
}

/// |x − y|².
pub fn square_distance(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(a, b)| (a - b) * (a - b)).sum()
}

/// Whether Metropolis accepts at this log ratio; a ratio that is not a number is refused.
pub fn accepts(log_ratio: f64, noise: &mut Stream) -> bool {
    let uniform = noise.uniform();
    log_ratio >= 0.0 || uniform < libm::exp(log_ratio)
}

/// min(1, e^{log ratio}), 0 where that is not a number.
pub fn acceptance(log_ratio: f64) -> f64 {
    if log_ratio.is_nan() { 0.0 } else { libm::exp(log_ratio.min(0.0)) }
}

/// A point with f and ∇f.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The point.
    pub x: Vec<f64>,
    /// f(x).
    pub potential: f64,
    /// ∇f(x).
    pub gradient: Vec<f64>,
}

impl State {
    /// What is known of f at x; one evaluation.
    pub fn at(target: &dyn Density, x: Vec<f64>) -> Self {
        let mut gradient = vec![0.0; x.len()];
        let potential = target.potential_and_gradient(&x, &mut gradient);
        Self { x, potential, gradient }
    }

    /// Whether the point and what is known of it are finite.
    pub fn is_finite(&self) -> bool {
        self.potential.is_finite() && self.x.iter().chain(&self.gradient).all(|value| value.is_finite())
    }
}

/// A point with a momentum of unit mass.
#[derive(Debug, Clone, PartialEq)]
pub struct Phase {
    /// The point.
    pub state: State,
    /// p.
    pub momentum: Vec<f64>,
}

impl Phase {
    /// The point with a momentum from N(0, I).
    pub fn thrown(state: State, noise: &mut Stream) -> Self {
        let momentum = state.x.iter().map(|_| noise.normal()).collect();
        Self { state, momentum }
    }

    /// H = f(x) + ½|p|².
    pub fn energy(&self) -> f64 {
        self.state.potential + 0.5 * dot(&self.momentum, &self.momentum)
    }

    /// p ← p − ε∇f(x).
    pub fn kick(&mut self, epsilon: f64) {
        for (p, slope) in self.momentum.iter_mut().zip(&self.state.gradient) {
            *p -= epsilon * slope;
        }
    }

    /// x ← x + εp, and no evaluation.
    pub fn drift(&mut self, epsilon: f64) {
        for (x, p) in self.state.x.iter_mut().zip(&self.momentum) {
            *x += epsilon * p;
        }
    }

    /// Evaluates f where the point is now.
    pub fn evaluate(&mut self, target: &dyn Density) {
        self.state.potential = target.potential_and_gradient(&self.state.x, &mut self.state.gradient);
    }

    /// A step of the leapfrog (velocity Verlet): half a kick, a drift, half a kick. Symplectic, reversible, of second order
    /// (Leimkuhler & Reich 2004, *Simulating Hamiltonian Dynamics*, section 2.5); one evaluation. ε < 0 goes back.
    pub fn leapfrog(&mut self, target: &dyn Density, epsilon: f64) {
        self.kick(0.5 * epsilon);
        self.drift(epsilon);
        self.evaluate(target);
        self.kick(0.5 * epsilon);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::density::{Banana, Gaussian};
    use approx::assert_relative_eq;

    fn run(target: &dyn Density, start: [f64; 2], momentum: [f64; 2], epsilon: f64, steps: usize) -> Phase {
        let mut phase = Phase { state: State::at(target, start.to_vec()), momentum: momentum.to_vec() };
        (0..steps).for_each(|_| phase.leapfrog(target, epsilon));
        phase
    }

    #[test]
    fn the_leapfrog_is_reversible_and_of_second_order() {
        let banana = Banana { width: 1.5, bend: 0.5, thickness: 0.5 };
        let there = run(&banana, [1.0, 0.3], [0.7, -0.4], 0.05, 60);
        let mut back = there.clone();
        back.momentum.iter_mut().for_each(|p| *p = -*p);
        (0..60).for_each(|_| back.leapfrog(&banana, 0.05));
        assert_relative_eq!(back.state.x[..], [1.0, 0.3][..], epsilon = 1e-11);
        assert_relative_eq!(back.momentum[..], [-0.7, 0.4][..], epsilon = 1e-11);
        // The energy's error and the point's, against a thousand times finer steps, fall fourfold with half the step.
        let exact = run(&banana, [1.0, 0.3], [0.7, -0.4], 1e-4, 10_000);
        let error = |steps: usize| {
            let end = run(&banana, [1.0, 0.3], [0.7, -0.4], 1.0 / steps as f64, steps);
            let distance = (end.state.x[0] - exact.state.x[0]).hypot(end.state.x[1] - exact.state.x[1]);
            [distance, (end.energy() - exact.energy()).abs()]
        };
        let (coarse, fine) = (error(50), error(100));
        for (coarse, fine) in coarse.iter().zip(fine) {
            assert_relative_eq!(coarse / fine, 4.0, epsilon = 0.1);
        }
    }

    #[test]
    fn the_leapfrog_keeps_areas() {
        // On a Gaussian it is linear: its matrix has determinant 1, and its trace is 2 − ε².
        let gaussian = Gaussian { dimension: 1, correlation: 0.0 };
        let (epsilon, mut columns) = (0.3, Vec::new());
        for (x, p) in [(1.0, 0.0), (0.0, 1.0)] {
            let mut phase = Phase { state: State::at(&gaussian, vec![x]), momentum: vec![p] };
            phase.leapfrog(&gaussian, epsilon);
            columns.push([phase.state.x[0], phase.momentum[0]]);
        }
        assert_relative_eq!(columns[0][0] * columns[1][1] - columns[0][1] * columns[1][0], 1.0, epsilon = 1e-14);
        assert_relative_eq!(columns[0][0] + columns[1][1], 2.0 - epsilon * epsilon, epsilon = 1e-14);
    }
}
