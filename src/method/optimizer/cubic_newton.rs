//! Newton's method with cubic regularization: it leaves every strict saddle, without any noise.

use super::curvature::Axes;
use super::{Optimizer, OptimizerInfo, Part, Scale, Step};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::source::Source;
use nalgebra::DVector;

/// x ← x + η argmin_h g·h + ½h·Hh + (M/6)|h|³ with gradient g and Hessian H at x (Nesterov & Polyak 2006, equation 2.4).
///
/// The minimum satisfies (H + ½M|h|I)h = −g with ½M|h| ≥ −λ_min. Where g has no part along the least curvature, there
/// may be two minima, one on either side: the one whose largest coordinate is positive is taken.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CubicNewton {
    /// η > 0; 1 is the method's own.
    pub learning_rate: f64,
    /// M > 0, a bound on how fast the Hessian changes.
    pub m: f64,
}

/// Halvings of the length's logarithm.
const HALVINGS: usize = 120;
/// The first lower bound of the length's excess, relative to the upper one.
const LEAST: f64 = 1e-40;

impl CubicNewton {
    /// The minimizing h in coordinates along the axes.
    fn minimizer(&self, axes: &Axes) -> DVector<f64> {
        let least = axes.least();
        let lowest = axes.eigenvalues[least];
        // With r = |h| = shortest + s, the divisors λᵢ + ½Mr are (λᵢ − min(λ_min, 0)) + ½Ms: no cancellation.
        let shortest = if lowest < 0.0 { -2.0 * lowest / self.m } else { 0.0 };
        let lifted = axes.eigenvalues.map(|curvature| curvature - lowest.min(0.0));
        let at = |s: f64| {
            lifted.zip_map(
                &axes.along,
                |curvature, slope| {
                    if slope == 0.0 { 0.0 } else { -slope / (curvature + 0.5 * self.m * s) }
                },
            )
        };
        let excess = |s: f64| at(s).norm() - (shortest + s);
        let mut high = (2.0 * axes.along.norm() / self.m).sqrt();
        let mut low = LEAST * high;
        if excess(low) <= 0.0 {
            // The hard case: even with the least divisors the rest of h is too short, and the least curvature makes up for it.
            let mut h = at(low);
            h[least] = 0.0;
            let missing = (shortest * shortest - h.norm_squared()).max(0.0).sqrt();
            let axis = axes.eigenvectors.column(least);
            let positive = axis[axis.iamax()] >= 0.0;
            let slope = axes.along[least];
            h[least] = if slope > 0.0 || (slope == 0.0 && !positive) { -missing } else { missing };
            return h;
        }
        for _ in 0..HALVINGS {
            // Geometrically: s spans decades.
            let middle = low.sqrt() * high.sqrt();
            if excess(middle) > 0.0 { low = middle } else { high = middle }
        }
        at(high)
    }
}

impl Optimizer for CubicNewton {
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
        let h = axes.vector(&self.minimizer(&axes));
        step.descend(x, self.learning_rate, Part::Preconditioned, |i, _| -h[i]);
    }
}

/// How legends and settings know it.
pub static INFO: OptimizerInfo = OptimizerInfo {
    info: MethodInfo {
        id: "cubic-newton",
        color: Color::Crimson,
        formula: r"x_{k+1} = x_k + \eta\,\operatorname{argmin}_h\ g_k \cdot h + \tfrac12 h \cdot H_k h + \tfrac{M}{6} |h|^3",
        source: Source {
            text: "Nesterov & Polyak (2006), Cubic regularization of Newton method and its global performance",
            url: "https://doi.org/10.1007/s10107-006-0706-8",
        },
        parameters: || vec![Parameter::log_number("M", "M", [1e-3, 1e6], 100.0)],
    },
    rate: 1.0,
    scale: Scale::Own,
    build: |learning_rate, settings| Ok(Box::new(CubicNewton { learning_rate, m: settings.number("cubic-newton.M")? })),
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::{Landscape, MonkeySaddle, Rosenbrock, Saddle};
    use crate::random::Stream;

    fn moved(landscape: &dyn Landscape, from: [f64; 2], m: f64) -> [f64; 2] {
        let (mut x, mut noise) = (from, Stream::new(0, "test"));
        CubicNewton { learning_rate: 1.0, m }.step(&mut Step::new(landscape, 1, &mut noise), &mut x, &mut []);
        [x[0] - from[0], x[1] - from[1]]
    }

    #[test]
    fn the_step_minimizes_the_cubic_model() {
        let landscapes: [&dyn Landscape; 3] = [&Rosenbrock, &Saddle, &MonkeySaddle];
        let mut stream = Stream::new(0, "cubic");
        for landscape in landscapes {
            for m in [0.5, 10.0, 300.0] {
                for _ in 0..20 {
                    let at = [4.0 * stream.uniform() - 2.0, 4.0 * stream.uniform() - 2.0];
                    let mut g = [0.0; 2];
                    landscape.gradient(&at, &mut g);
                    let hessian = landscape.hessian(&at);
                    let model = |h: [f64; 2]| {
                        let bent = hessian[(0, 0)] * h[0] * h[0]
                            + 2.0 * hessian[(0, 1)] * h[0] * h[1]
                            + hessian[(1, 1)] * h[1] * h[1];
                        g[0] * h[0] + g[1] * h[1] + 0.5 * bent + m / 6.0 * h[0].hypot(h[1]).powi(3)
                    };
                    let best = moved(landscape, at, m);
                    for _ in 0..200 {
                        let [x, y] = stream.in_disc(2.0 * best[0].hypot(best[1]) + 1.0);
                        let scale = 1e-12 * (1.0 + model([x, y]).abs());
                        assert!(model(best) <= model([x, y]) + scale, "{at:?}, M = {m}: {best:?} against {:?}", [x, y]);
                    }
                }
            }
        }
    }

    #[test]
    fn from_the_saddle_itself_it_leaves_by_twice_the_curvature_over_m() {
        // g = 0 and λ = 1, −1: h minimizes −½r² + Mr³/6 along the second axis, so r = 2/M.
        assert_eq!(moved(&Saddle, [0.0, 0.0], 10.0)[0], 0.0);
        assert!((moved(&Saddle, [0.0, 0.0], 10.0)[1] - 0.2).abs() < 1e-15);
        // The hard case with a gradient: from (δ, 0), h₁ = −δ/(1 + 1) at r = 2/M.
        let h = moved(&Saddle, [0.1, 0.0], 10.0);
        assert!((h[0] + 0.05).abs() < 1e-15 && (h[1] - (0.04_f64 - 0.0025).sqrt()).abs() < 1e-15, "{h:?}");
        // Nothing to go by at a monkey saddle.
        assert_eq!(moved(&MonkeySaddle, [0.0, 0.0], 10.0), [0.0, 0.0]);
    }
}
