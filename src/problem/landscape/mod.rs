//! Objectives to descend, each with value, exact gradient and Hessian, and the registry of named ones.

mod beale;
mod formula;
mod monkey_saddle;
mod rosenbrock;
mod saddle;

pub use beale::Beale;
pub use formula::FormulaLandscape;
pub use monkey_saddle::MonkeySaddle;
pub use rosenbrock::Rosenbrock;
pub use saddle::Saddle;

use crate::error::{Error, nearest, shorten};
use crate::frame::Rect;
use nalgebra::DMatrix;

/// A smooth function on ℝᵈ.
pub trait Landscape: Send + Sync {
    /// d.
    fn dimension(&self) -> usize;
    /// f(x).
    fn value(&self, x: &[f64]) -> f64;
    /// ∇f(x), written to `gradient`.
    fn gradient(&self, x: &[f64], gradient: &mut [f64]);
    /// ∇²f(x).
    fn hessian(&self, x: &[f64]) -> DMatrix<f64>;
}

/// A named landscape of the plane: what a menu shows, and what is known of it.
pub struct LandscapeInfo {
    /// Kebab-case id.
    pub id: &'static str,
    /// What a person reads.
    pub label: &'static str,
    /// f(x, y) in LaTeX.
    pub formula: &'static str,
    /// The view that shows it well.
    pub view: Rect,
    /// A start that teaches something.
    pub start: [f64; 2],
    /// Its local minima.
    pub minima: &'static [[f64; 2]],
    /// Its saddles.
    pub saddles: &'static [[f64; 2]],
    /// The function itself.
    pub landscape: &'static dyn Landscape,
}

/// Every named landscape, in the order of menus.
pub static LANDSCAPES: &[&LandscapeInfo] = &[&saddle::INFO, &monkey_saddle::INFO, &rosenbrock::INFO, &beale::INFO];

/// The named landscape with the given id.
///
/// # Errors
/// [`Error::Unknown`] with the nearest id.
pub fn find(id: &str) -> Result<&'static LandscapeInfo, Error> {
    LANDSCAPES.iter().copied().find(|landscape| landscape.id == id).ok_or_else(|| Error::Unknown {
        kind: "landscape".to_string(),
        given: shorten(id),
        allowed: LANDSCAPES.iter().map(|landscape| landscape.id).collect::<Vec<_>>().join(", "),
        nearest: nearest(id, LANDSCAPES.iter().map(|landscape| landscape.id)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    #[test]
    fn gradients_and_hessians_agree_with_finite_differences_and_each_other() {
        let mut stream = Stream::new(0, "landscapes");
        for info in LANDSCAPES {
            for _ in 0..200 {
                let z = [
                    info.view.x[0] + info.view.width() * stream.uniform(),
                    info.view.y[0] + info.view.height() * stream.uniform(),
                ];
                let (h, f) = (1e-5, info.landscape);
                let (mut gradient, hessian) = ([0.0; 2], f.hessian(&z));
                f.gradient(&z, &mut gradient);
                let scale = 1.0 + f.value(&z).abs() + hessian.amax();
                for i in 0..2 {
                    let (mut forward, mut backward) = (z, z);
                    forward[i] += h;
                    backward[i] -= h;
                    let slope = (f.value(&forward) - f.value(&backward)) / (2.0 * h);
                    assert!((slope - gradient[i]).abs() < 1e-7 * scale, "{}: gradient {i} at {z:?}", info.id);
                    let (mut ahead, mut behind) = ([0.0; 2], [0.0; 2]);
                    f.gradient(&forward, &mut ahead);
                    f.gradient(&backward, &mut behind);
                    for j in 0..2 {
                        let curvature = (ahead[j] - behind[j]) / (2.0 * h);
                        assert!(
                            (curvature - hessian[(i, j)]).abs() < 1e-7 * scale,
                            "{}: Hessian {i}{j} at {z:?}",
                            info.id
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn minima_and_saddles_are_what_they_are_called() {
        for info in LANDSCAPES {
            for (points, of_minimum) in [(info.minima, true), (info.saddles, false)] {
                for point in points {
                    let mut gradient = [0.0; 2];
                    info.landscape.gradient(point, &mut gradient);
                    assert!(gradient[0].hypot(gradient[1]) < 1e-9, "{} at {point:?}", info.id);
                    let eigenvalues = info.landscape.hessian(point).symmetric_eigenvalues();
                    assert_eq!(eigenvalues.min() > 0.0, of_minimum, "{} at {point:?}: {eigenvalues}", info.id);
                }
            }
        }
    }
}
