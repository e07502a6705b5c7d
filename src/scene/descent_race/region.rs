//! A landscape on a rectangle, with bounds of its curvature and of its depth there.

use crate::geometry::Rect;
use crate::problem::landscape::Landscape;
use crate::scene::terrain::{Local, local};
use std::sync::Arc;

/// Places along each side at which the landscape is examined.
const PLACES: usize = 81;
/// How far beyond the rectangle, in its widths and heights, a step from inside may end.
const MARGIN: f64 = 0.25;

/// A rectangle, on which runs are watched until they leave it, and a wider one, on which the bounds hold.
#[derive(Clone)]
pub(super) struct Region {
    pub(super) landscape: Arc<dyn Landscape>,
    pub(super) start: [f64; 2],
    /// L: the greatest curvature in modulus, from Hessians and from gradients of neighbours.
    pub(super) steepest: f64,
    /// f(start) − f*, or more.
    pub(super) height: f64,
    /// The greatest |∇f|, or more.
    fastest: f64,
    inner: Rect,
}

impl Region {
    /// The view, widened to hold the start; nothing where the landscape is not finite or flat.
    pub(super) fn new(landscape: Arc<dyn Landscape>, view: Rect, start: [f64; 2]) -> Option<Self> {
        let inner = view.holding(start);
        let wide = |[low, high]: [f64; 2]| [low - MARGIN * (high - low), high + MARGIN * (high - low)];
        let outer = Rect::new(wide(inner.x), wide(inner.y));
        let spacing = [outer.width() / (PLACES - 1) as f64, outer.height() / (PLACES - 1) as f64];
        let (mut steepest, mut fastest, mut row) = (0.0_f64, 0.0_f64, Vec::<Local>::with_capacity(PLACES));
        // How far any place is from the nearest of the grid.
        let reach = 0.5 * libm::hypot(spacing[0], spacing[1]);
        let mut floors = Vec::with_capacity(PLACES * PLACES);
        for up in 0..PLACES {
            let below = std::mem::take(&mut row);
            for across in 0..PLACES {
                let at = [outer.x[0] + across as f64 * spacing[0], outer.y[0] + up as f64 * spacing[1]];
                let here = local(landscape.as_ref(), at);
                let neighbours = [(row.last(), spacing[0]), (below.get(across), spacing[1])];
                for (neighbour, distance) in neighbours {
                    let Some(neighbour) = neighbour else { continue };
                    let change = [0, 1].map(|i| here.gradient[i] - neighbour.gradient[i]);
                    steepest = steepest.max(libm::hypot(change[0], change[1]) / distance);
                }
                let curvature = here.curvatures[0].abs().max(here.curvatures[1].abs());
                let floor = landscape.value(&at) - here.steepness * reach;
                if !curvature.is_finite() || !floor.is_finite() {
                    return None;
                }
                (steepest, fastest) = (steepest.max(curvature), fastest.max(here.steepness));
                floors.push(floor);
                row.push(here);
            }
        }
        // By Taylor's theorem from the nearest place of the grid.
        let least = floors.into_iter().fold(f64::INFINITY, f64::min) - 0.5 * steepest * reach * reach;
        let height = landscape.value(&start) - least;
        let fastest = fastest + steepest * reach;
        (steepest > 0.0 && height.is_finite()).then_some(Self { landscape, start, steepest, height, fastest, inner })
    }

    /// ∇f.
    pub(super) fn slope(&self, at: [f64; 2]) -> [f64; 2] {
        let mut gradient = [0.0; 2];
        self.landscape.gradient(&at, &mut gradient);
        gradient
    }

    /// Whether runs are still watched here.
    pub(super) fn holds(&self, at: [f64; 2]) -> bool {
        self.inner.is_near(at, 0.0)
    }

    /// Whether no step from inside ends beyond the margin, with nine σ of noise.
    pub(super) fn keeps(&self, step_size: f64, sigma: f64) -> bool {
        let margin = MARGIN * self.inner.width().min(self.inner.height());
        step_size * (self.fastest + 9.0 * sigma) <= margin
    }
}
