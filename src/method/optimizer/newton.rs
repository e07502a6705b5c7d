//! Newton's method: straight to where the local quadratic is level, be that a minimum, a saddle or a maximum.

use super::curvature::Axes;
use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;

/// x ← x − η(∇²f(x) + λI)⁻¹∇f(x) (Nocedal & Wright 2006, section 3.3); directions in which ∇²f + λI is singular are not moved in.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Newton {
    /// η > 0; 1 is Newton's own.
    pub learning_rate: f64,
    /// λ ≥ 0.
    pub damping: f64,
}

impl Optimizer for Newton {
    fn memory(&self, _dimension: usize) -> usize {
        0
    }

    fn step(&self, step: &mut Step<'_>, x: &mut [f64], _memory: &mut [f64]) {
        step.look(x);
        let Some(axes) = Axes::new(step.hessian(x), &step.slope) else {
            // No step can be computed where the curvature overflows: not a number, which the caller reports.
            x.fill(f64::NAN);
            return;
        };
        let singular = f64::EPSILON * (axes.eigenvalues.amax() + self.damping);
        let along = axes.along.zip_map(&axes.eigenvalues, |slope, curvature| {
            let divisor = curvature + self.damping;
            if divisor.abs() <= singular { 0.0 } else { slope / divisor }
        });
        let direction = axes.vector(&along);
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, _| direction[i]);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "newton",
        color: Color::Umber,
        formula: r"x_{k+1} = x_k - \eta\,(\nabla^2 f(x_k) + \lambda I)^{-1} \nabla f(x_k)",
        source: Source {
            text: "Nocedal & Wright (2006), Numerical optimization, section 3.3",
            url: "https://doi.org/10.1007/978-0-387-40065-5",
        },
        parameters: || vec![Parameter::number("damping", r"\lambda", [0.0, 100.0], 0.0)],
    },
    rate: 1.0,
    scale: Scale::Own,
    build: |learning_rate, settings| {
        Ok(Box::new(Newton { learning_rate, damping: settings.number("newton.damping")? }))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::{MonkeySaddle, Ravine, Saddle};
    use crate::random::Stream;

    #[test]
    fn a_quadratic_takes_one_step_and_the_damping_shortens_it_as_it_says() {
        let (ravine, mut noise) = (Ravine { condition: 25.0 }, Stream::new(0, "test"));
        let mut x = [-2.0, 1.2];
        let mut step = Step::new(&ravine, 1, &mut noise);
        Newton { learning_rate: 1.0, damping: 0.0 }.step(&mut step, &mut x, &mut []);
        assert!(x[0].abs() < 1e-15 && x[1].abs() < 1e-15, "{x:?}");
        x = [-2.0, 1.2];
        Newton { learning_rate: 0.5, damping: 3.0 }.step(&mut step, &mut x, &mut []);
        assert!((x[0] + 2.0 * (1.0 - 0.5 / 4.0)).abs() < 1e-14 && (x[1] - 1.2 * (1.0 - 12.5 / 28.0)).abs() < 1e-14);
        assert_eq!(step.evaluations, 6);
    }

    #[test]
    fn it_runs_to_a_saddle_quadratically() {
        let mut noise = Stream::new(0, "test");
        let mut x = [0.7, 0.3];
        for (count, error) in [(1, 0.1), (2, 2e-3), (3, 1e-8), (4, 1e-20)] {
            let mut step = Step::new(&Saddle, count, &mut noise);
            Newton { learning_rate: 1.0, damping: 0.0 }.step(&mut step, &mut x, &mut []);
            assert!(x[0].abs() < 1e-15 && x[1].abs() < error, "{count}: {x:?}");
        }
    }

    #[test]
    fn where_there_is_no_curvature_it_stays() {
        let mut noise = Stream::new(0, "test");
        let mut x = [0.0, 0.0];
        Newton { learning_rate: 1.0, damping: 0.0 }.step(&mut Step::new(&MonkeySaddle, 1, &mut noise), &mut x, &mut []);
        assert_eq!(x, [0.0, 0.0]);
    }
}
