//! The saddle that walkers leave: where it is, which way is down, and the landscape as seen from it.

use crate::problem::landscape::{Landscape, Stationary};
use crate::scene::terrain::{Local, local};
use nalgebra::DMatrix;
use std::sync::Arc;

/// A curvature is negative only if it is this large beside the other.
const STRICT: f64 = 1e-6;

/// A place with its directions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Pass {
    /// The saddle; the start itself where none is known.
    pub(super) at: [f64; 2],
    /// Whether it is one that is known.
    pub(super) known: bool,
    /// The unit vectors of the greatest and of the least curvature.
    axes: [[f64; 2]; 2],
    /// The least curvature and the greatest.
    pub(super) curvatures: [f64; 2],
}

impl Pass {
    /// The saddle nearest to a point.
    pub(super) fn nearest(landscape: &dyn Landscape, stationary: &Stationary, start: [f64; 2]) -> Self {
        let distance = |at: &[f64; 2]| libm::hypot(at[0] - start[0], at[1] - start[1]);
        let saddle = stationary.saddles.iter().copied().min_by(|a, b| distance(a).total_cmp(&distance(b)));
        let at = saddle.unwrap_or(start);
        let Local { curvatures, .. } = local(landscape, at);
        let hessian = landscape.hessian(&at);
        // Of the two rows of H − λI, both at right angles to the eigenvector, the longer one.
        let least = curvatures[0];
        let rows = [[hessian[(0, 1)], least - hessian[(0, 0)]], [least - hessian[(1, 1)], hessian[(0, 1)]]];
        let length = |[x, y]: [f64; 2]| libm::hypot(x, y);
        let row = if length(rows[0]) >= length(rows[1]) { rows[0] } else { rows[1] };
        let size = length(row);
        let [x, y] = if size > 0.0 { row.map(|entry| entry / size) } else { [0.0, 1.0] };
        // Upwards, or to the right.
        let down = if y < 0.0 || (y == 0.0 && x < 0.0) { [-x, -y] } else { [x, y] };
        Self { at, known: saddle.is_some(), axes: [[down[1], -down[0]], down], curvatures }
    }

    /// Whether the least curvature is clearly negative.
    pub(super) fn is_strict(&self) -> bool {
        self.known && self.curvatures[0] < -STRICT * self.curvatures[1].abs()
    }

    /// The direction in which it is left, if curvature shows one.
    pub(super) fn down(&self) -> Option<[f64; 2]> {
        self.is_strict().then_some(self.axes[1])
    }

    /// How far a point has come: along the direction of least curvature, or in all where there is none.
    pub(super) fn departure(&self, z: [f64; 2]) -> f64 {
        let offset = [z[0] - self.at[0], z[1] - self.at[1]];
        match self.down() {
            Some(down) => (offset[0] * down[0] + offset[1] * down[1]).abs(),
            None => libm::hypot(offset[0], offset[1]),
        }
    }
}

/// A landscape about its pass, in coordinates u along the axes (the second is the way down) and in units of length: its
/// gradient is (∇f(+u) − ∇f(−u))/2 in these, Hu up to third order.
pub(super) struct Seen {
    landscape: Arc<dyn Landscape>,
    pass: Pass,
    unit: f64,
}

impl Seen {
    /// The landscape seen from its pass in a unit of length.
    pub(super) fn new(landscape: Arc<dyn Landscape>, pass: Pass, unit: f64) -> Self {
        Self { landscape, pass, unit }
    }

    fn place(&self, u: &[f64], sign: f64) -> [f64; 2] {
        let [across, down] = self.pass.axes;
        [0, 1].map(|i| self.pass.at[i] + sign * self.unit * (u[0] * across[i] + u[1] * down[i]))
    }

    /// How well a slope per length along the way down can be measured: how much it differs between twice the length and once
    /// (three times the third derivatives' part), and the rounding of the coordinates by the curvature.
    pub(super) fn blur(&self, length: f64) -> f64 {
        let per_length = |u: f64| {
            let mut gradient = [0.0; 2];
            self.gradient(&[0.0, u], &mut gradient);
            gradient[1] / u
        };
        let size = 1.0 + self.pass.at[0].abs().max(self.pass.at[1].abs());
        let stiffness = self.pass.curvatures[0].abs().max(self.pass.curvatures[1].abs());
        let rounding = 16.0 * f64::EPSILON * stiffness * size / (self.unit * length);
        (per_length(length) - per_length(2.0 * length)).abs() + rounding
    }
}

impl Landscape for Seen {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&self, u: &[f64]) -> f64 {
        self.landscape.value(&self.place(u, 1.0)) / (self.unit * self.unit)
    }

    fn gradient(&self, u: &[f64], gradient: &mut [f64]) {
        let mut sides = [[0.0; 2]; 2];
        for (side, sign) in sides.iter_mut().zip([1.0, -1.0]) {
            self.landscape.gradient(&self.place(u, sign), side);
        }
        let odd = [0, 1].map(|i| 0.5 * (sides[0][i] - sides[1][i]) / self.unit);
        for (entry, axis) in gradient.iter_mut().zip(self.pass.axes) {
            *entry = axis[0] * odd[0] + axis[1] * odd[1];
        }
    }

    fn hessian(&self, u: &[f64]) -> DMatrix<f64> {
        let hessian = self.landscape.hessian(&self.place(u, 1.0));
        let [[a, b], [c, d]] = self.pass.axes;
        let axes = DMatrix::from_row_slice(2, 2, &[a, b, c, d]);
        &axes * hessian * axes.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::landscape::LANDSCAPES;

    fn each_pass(mut look: impl FnMut(&str, Arc<dyn Landscape>, Pass)) {
        for info in LANDSCAPES {
            let Some(saddle) = info.saddle else { continue };
            let landscape = info.build_default().unwrap();
            let stationary = (info.stationary)(landscape.as_ref(), info.view);
            let pass = Pass::nearest(landscape.as_ref(), &stationary, saddle);
            look(info.id, landscape, pass);
        }
    }

    #[test]
    fn every_saddle_but_the_monkey_s_is_strict() {
        each_pass(|id, _, pass| assert_eq!(pass.is_strict(), id != "monkey-saddle", "{id}: {:?}", pass.curvatures));
    }

    #[test]
    fn seen_from_its_pass_every_landscape_has_its_curvatures_along_the_axes() {
        each_pass(|id, landscape, pass| {
            let seen = Seen::new(landscape, pass, 0.1);
            let hessian = seen.hessian(&[0.0, 0.0]);
            let scale = 1e-9 * (1.0 + hessian.amax());
            assert!((hessian[(1, 1)] - pass.curvatures[0]).abs() < scale, "{id}");
            assert!((hessian[(0, 0)] - pass.curvatures[1]).abs() < scale, "{id}");
            assert!(hessian[(0, 1)].abs() < scale, "{id}");
            let mut gradient = [0.0; 2];
            seen.gradient(&[0.0, 1e-4], &mut gradient);
            let off = (gradient[1] - 1e-4 * pass.curvatures[0]).abs() / 1e-4;
            assert!(off < 1e-4 * (1.0 + hessian.amax()), "{id}: {off}");
        });
    }
}
