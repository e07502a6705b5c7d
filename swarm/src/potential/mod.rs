//! Gradients of potentials, a block of vectors at a time.

mod mixture;
mod muller_brown;
mod smooth;

pub use mixture::{Mixture, Pair, Product};
pub use muller_brown::Exponentials;
pub use smooth::{Banana, Donut, Funnel, Gaussian, Laplace, Squiggle};

use crate::lanes::Lanes;
use core::fmt;

/// f, of which particles need the gradient.
pub trait Potential: Send + Sync + fmt::Debug {
    /// Writes ∇f(x, y) into `gx` and `gy`, which are as long as `x` and `y`. Finite for every point within the walls.
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]);
}

/// Writes the gradient of one vector after the other.
#[inline(always)]
fn each(
    x: &[Lanes],
    y: &[Lanes],
    gx: &mut [Lanes],
    gy: &mut [Lanes],
    gradient: impl Fn(Lanes, Lanes) -> (Lanes, Lanes),
) {
    for (((x, y), gx), gy) in x.iter().zip(y).zip(gx).zip(gy) {
        (*gx, *gy) = gradient(*x, *y);
    }
}
