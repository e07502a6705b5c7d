//! Objectives to descend, each with value, exact gradient and Hessian, and the registry of named ones.

mod ackley;
mod beale;
mod booth;
mod bowl;
mod eggholder;
mod formula;
mod goldstein_price;
mod himmelblau;
mod jet;
mod levy;
mod matyas;
mod monkey_saddle;
mod product_net;
mod rastrigin;
mod ravine;
mod residuals;
mod rosenbrock;
mod saddle;
mod scale_invariant;
mod sharp_and_flat;
mod six_hump_camel;
mod stationary;
mod styblinski_tang;
mod three_hump_camel;
mod turned;

pub use beale::Beale;
pub use formula::FormulaLandscape;
pub use jet::{Jet, Planar};
pub use monkey_saddle::MonkeySaddle;
pub use ravine::Ravine;
pub use residuals::{Residuals, noisy_gradient, residuals};
pub use rosenbrock::Rosenbrock;
pub use saddle::Saddle;
pub use stationary::Stationary;
pub use turned::{Turn, Turned};

use crate::error::{Error, find_by_id};
use crate::geometry::Rect;
use crate::parameter::{Parameter, Settings};
use nalgebra::DMatrix;
use std::sync::Arc;

/// A smooth function on ℝᵈ.
pub trait Landscape: Send + Sync {
    /// d.
    fn dimension(&self) -> usize;
    /// f(x).
    fn value(&self, x: &[f64]) -> f64;
    /// ∇f(x), written to `gradient`.
    fn gradient(&self, x: &[f64], gradient: &mut [f64]);
    /// f(x), with ∇f(x) written to `gradient`.
    fn value_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.gradient(x, gradient);
        self.value(x)
    }
    /// ∇²f(x).
    fn hessian(&self, x: &[f64]) -> DMatrix<f64>;
    /// ∇²f(x)·v, written to `product`. Where the dimension is high it must not take the whole matrix.
    fn hessian_product(&self, x: &[f64], direction: &[f64], product: &mut [f64]) {
        let hessian = self.hessian(x);
        for (row, entry) in hessian.row_iter().zip(product) {
            *entry = row.iter().zip(direction).map(|(h, v)| h * v).sum();
        }
    }
}

/// A named landscape of the plane: what a menu shows, and what is known of it.
pub struct LandscapeInfo {
    /// Kebab-case id.
    pub id: &'static str,
    /// f(x, y) in LaTeX.
    pub formula: &'static str,
    /// The view that shows it well.
    pub view: Rect,
    /// A start that teaches something.
    pub start: [f64; 2],
    /// A learning rate with which gradient descent goes down steadily from that start.
    pub rate: f64,
    /// The saddle that is worth escaping from, to four digits; none where its view has no saddle.
    pub saddle: Option<[f64; 2]>,
    /// Whether it is a convex quadratic, so that theory speaks of it exactly.
    pub quadratic: bool,
    /// Its own parameters.
    pub parameters: fn() -> Vec<Parameter>,
    /// The function itself, with the settings' parameters.
    pub build: fn(&Settings) -> Result<Arc<dyn Landscape>, Error>,
    /// Its minima and saddles in a view.
    pub stationary: fn(&dyn Landscape, Rect) -> Stationary,
}

impl LandscapeInfo {
    /// The function with its parameters at their defaults.
    ///
    /// # Errors
    /// When its own defaults do not build it, which does not happen.
    pub fn build_default(&self) -> Result<Arc<dyn Landscape>, Error> {
        (self.build)(&Settings::new((self.parameters)()))
    }
}

/// Every named landscape, in the order of menus.
pub static LANDSCAPES: &[&LandscapeInfo] = &[
    &bowl::INFO,
    &ravine::INFO,
    &rosenbrock::INFO,
    &beale::INFO,
    &himmelblau::INFO,
    &booth::INFO,
    &matyas::INFO,
    &goldstein_price::INFO,
    &three_hump_camel::INFO,
    &six_hump_camel::INFO,
    &styblinski_tang::INFO,
    &rastrigin::INFO,
    &ackley::INFO,
    &levy::INFO,
    &eggholder::INFO,
    &saddle::INFO,
    &monkey_saddle::INFO,
    &product_net::INFO,
    &scale_invariant::INFO,
    &sharp_and_flat::INFO,
    &formula::INFO,
];

/// The named landscape with the given id.
///
/// # Errors
/// [`Error::Unknown`] with the nearest id.
pub fn find(id: &str) -> Result<&'static LandscapeInfo, Error> {
    find_by_id("landscape", id, LANDSCAPES.iter().map(|info| (info.id, *info)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    fn each(mut look: impl FnMut(&LandscapeInfo, &dyn Landscape)) {
        for info in LANDSCAPES {
            let landscape = (info.build)(&Settings::new((info.parameters)())).unwrap();
            look(info, landscape.as_ref());
        }
    }

    #[test]
    fn gradients_and_hessians_agree_with_finite_differences_and_each_other() {
        let mut stream = Stream::new(0, "landscapes");
        each(|info, f| {
            for _ in 0..200 {
                let z = [
                    info.view.x[0] + info.view.width() * stream.uniform(),
                    info.view.y[0] + info.view.height() * stream.uniform(),
                ];
                let h = 1e-5;
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
        });
    }

    #[test]
    fn minima_and_saddles_are_what_they_are_called() {
        each(|info, f| {
            let known = (info.stationary)(f, info.view);
            for (points, of_minimum) in [(&known.minima, true), (&known.saddles, false)] {
                for point in points {
                    let mut gradient = [0.0; 2];
                    f.gradient(point, &mut gradient);
                    let hessian = f.hessian(point);
                    // To machine precision: no nearer double has a gradient that is clearly smaller.
                    let rounding = 1e-14 * (1.0 + hessian.amax()) * (1.0 + point[0].hypot(point[1]));
                    assert!(gradient[0].hypot(gradient[1]) < rounding, "{} at {point:?}: {gradient:?}", info.id);
                    let eigenvalues = hessian.symmetric_eigenvalues();
                    assert_eq!(eigenvalues.min() > 0.0, of_minimum, "{} at {point:?}: {eigenvalues}", info.id);
                }
            }
            // The saddle that scenes escape from is one of them.
            let off = |at: [f64; 2]| {
                known.saddles.iter().map(|to| (to[0] - at[0]).hypot(to[1] - at[1])).fold(f64::INFINITY, f64::min)
            };
            assert_eq!(info.saddle.is_some(), !known.saddles.is_empty(), "{}: LandscapeInfo::saddle", info.id);
            assert!(info.saddle.is_none_or(|at| off(at) < 1e-4 * info.view.width()), "{}: {:?}", info.id, info.saddle);
            let valley = known.valley.map(|nearest| nearest(info.start));
            for point in valley.iter().chain(&known.minima) {
                let mut gradient = [0.0; 2];
                f.gradient(point, &mut gradient);
                assert!(gradient[0].hypot(gradient[1]) < 1e-9, "{} at {point:?}", info.id);
            }
        });
    }

    #[test]
    fn landscapes_have_the_values_that_the_literature_gives() {
        let values = [
            ("booth", [1.0, 3.0], 0.0),
            ("goldstein-price", [0.0, -1.0], 3.0),
            ("six-hump-camel", [0.089_842_0, -0.712_656_4], -1.031_628_453_5),
            ("styblinski-tang", [-2.903_534, -2.903_534], -78.332_331_4),
            ("himmelblau", [3.0, 2.0], 0.0),
            ("levy", [1.0, 1.0], 0.0),
            ("ackley", [0.0, 0.0], 0.0),
            ("eggholder", [512.0, 404.231_9], -959.640_662_7),
            ("rastrigin", [1.0, -2.0], 5.0),
            ("matyas", [1.0, 1.0], 0.04),
            ("three-hump-camel", [1.0, 1.0], 2.0 - 1.05 + 1.0 / 6.0 + 2.0),
        ];
        for (id, at, value) in values {
            let info = find(id).unwrap();
            let f = (info.build)(&Settings::new((info.parameters)())).unwrap();
            assert!((f.value(&at) - value).abs() < 1e-7, "{id}: {}", f.value(&at));
        }
        let wells = find("sharp-and-flat").unwrap();
        let f = (wells.build)(&Settings::new(Vec::new())).unwrap();
        for (x, curvature) in [(1.0, 10.0), (-1.0, 0.2)] {
            let hessian = f.hessian(&[x, 0.0]);
            assert!((hessian[(0, 0)] - curvature).abs() < 1e-13 && (hessian[(1, 1)] - curvature).abs() < 1e-13);
        }
    }
}
