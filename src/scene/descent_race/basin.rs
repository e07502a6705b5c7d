//! The surroundings of a minimum, where theory speaks of any landscape.

use super::noisy::Quadratic;
use crate::problem::landscape::Landscape;
use nalgebra::linalg::SymmetricEigen;
use std::sync::Arc;

/// How far from the minimum probes start where the landscape is not a quadratic, in widths of its view.
const NEAR: f64 = 2e-6;

/// A minimum with positive curvatures, seen so that the landscape is odd about it: (∇f(x* + e) − ∇f(x* − e))/2 = He up to
/// third order in e. A quadratic's gradient is exactly that.
#[derive(Clone)]
pub(super) struct Basin {
    landscape: Arc<dyn Landscape>,
    minimum: [f64; 2],
    /// μ and L.
    pub(super) curvatures: [f64; 2],
    /// The unit vectors along which the curvatures are μ and L.
    axes: [[f64; 2]; 2],
    /// How far out probes start.
    pub(super) reach: f64,
}

impl Basin {
    /// The basin of a minimum; none where its curvatures are not positive numbers.
    pub(super) fn new(landscape: Arc<dyn Landscape>, minimum: [f64; 2], width: f64, quadratic: bool) -> Option<Self> {
        let hessian = landscape.hessian(&minimum);
        if !hessian.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let eigen = SymmetricEigen::try_new(hessian, f64::EPSILON, 1000)?;
        let steepest = eigen.eigenvalues.imax();
        let order = [1 - steepest, steepest];
        let curvatures = order.map(|index| eigen.eigenvalues[index]);
        let axes = order.map(|index| [eigen.eigenvectors[(0, index)], eigen.eigenvectors[(1, index)]]);
        let reach = if quadratic { 1.0 } else { NEAR * width };
        let sharp = curvatures[0] > 1e-9 * curvatures[1] && curvatures[1].is_finite();
        sharp.then_some(Self { landscape, minimum, curvatures, axes, reach })
    }

    /// The coordinates along the axes of the gradient at an error given in them.
    pub(super) fn slope(&self, error: [f64; 2]) -> [f64; 2] {
        let offset = [0, 1].map(|i| error[0] * self.axes[0][i] + error[1] * self.axes[1][i]);
        let mut sides = [[0.0; 2]; 2];
        for (side, sign) in sides.iter_mut().zip([1.0, -1.0]) {
            let at = [0, 1].map(|i| self.minimum[i] + sign * offset[i]);
            self.landscape.gradient(&at, side);
        }
        let odd = [0, 1].map(|i| 0.5 * (sides[0][i] - sides[1][i]));
        self.axes.map(|axis| axis[0] * odd[0] + axis[1] * odd[1])
    }

    /// One step of descent on an error.
    pub(super) fn descend(&self, error: [f64; 2], eta: f64) -> [f64; 2] {
        let slope = self.slope(error);
        [error[0] - eta * slope[0], error[1] - eta * slope[1]]
    }

    /// How well a factor can be measured: how much the slope per length at twice the reach differs from that at the reach,
    /// relative to the greatest curvature (this is three times the third derivatives' part, and nothing of the Hessian is in
    /// it), with the rounding of the coordinates.
    pub(super) fn blur(&self) -> f64 {
        let size = 1.0 + self.minimum[0].abs().max(self.minimum[1].abs());
        let bent = (0..2).map(|axis| {
            let per_length = |reach: f64| {
                let mut error = [0.0; 2];
                error[axis] = reach;
                self.slope(error).map(|slope| slope / reach)
            };
            let (near, far) = (per_length(self.reach), per_length(2.0 * self.reach));
            (near[0] - far[0]).abs().max((near[1] - far[1]).abs())
        });
        4.0 * bent.fold(0.0, f64::max) / self.curvatures[1] + 16.0 * f64::EPSILON * size / self.reach
    }

    /// The quadratic of the start's error.
    pub(super) fn quadratic(&self, start: [f64; 2]) -> Quadratic {
        let offset = [start[0] - self.minimum[0], start[1] - self.minimum[1]];
        let error = self.axes.map(|axis| axis[0] * offset[0] + axis[1] * offset[1]);
        Quadratic { curvatures: self.curvatures, error }
    }
}
