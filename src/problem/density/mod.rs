//! Densities to sample, each with potential, exact gradient and Hessian, and the registry of named ones.

mod banana;
pub mod confined;
mod donut;
mod funnel;
mod gaussian;
mod landscapes;
mod laplace;
pub mod menu;
mod mixture;
mod muller_brown;
mod normal_pair;
pub mod orbits;
mod product;
mod squiggle;
mod tempered;

pub use banana::Banana;
pub use confined::Confined;
pub use donut::Donut;
pub use funnel::Funnel;
pub use gaussian::Gaussian;
pub use laplace::Laplace;
pub use mixture::{Component, Mixture};
pub use muller_brown::MullerBrown;
pub use normal_pair::NormalPair;
pub use orbits::OrbitDensity;
pub use product::ProductDensity;
pub use squiggle::Squiggle;
pub use tempered::{Boltzmann, Tempered};

use crate::error::{Error, find_by_id};
use crate::geometry::Rect;
use crate::parameter::{Choice, Parameter};
use crate::random::Stream;
use nalgebra::DMatrix;
use saddleback_swarm::{Potential, potential};
use std::sync::Arc;

/// A density p ∝ e^{−f} on ℝᵈ, known by its potential f.
pub trait Density: Send + Sync {
    /// d.
    fn dimension(&self) -> usize;

    /// f(x) = −log p(x) up to a constant.
    fn potential(&self, x: &[f64]) -> f64;

    /// ∇f(x), written to `gradient`.
    fn gradient(&self, x: &[f64], gradient: &mut [f64]);

    /// ∇²f(x).
    fn hessian(&self, x: &[f64]) -> DMatrix<f64>;

    /// f(x), with ∇f(x) written to `gradient`; cheaper than both apart where they share work.
    fn potential_and_gradient(&self, x: &[f64], gradient: &mut [f64]) -> f64 {
        self.gradient(x, gradient);
        self.potential(x)
    }

    /// log ∫e^{−f}, where it has a closed form.
    fn log_normalizer(&self) -> Option<f64> {
        None
    }

    /// Writes an exact draw to `x` and says so, where that is easy.
    fn draw(&self, _stream: &mut Stream, _x: &mut [f64]) -> bool {
        false
    }

    /// An exact draw of one coordinate given the others in `x`, where its conditional law is a known one.
    fn draw_coordinate(&self, _coordinate: usize, _x: &[f64], _stream: &mut Stream) -> Option<f64> {
        None
    }

    /// Writes prox_{λf}(x) = argmin f(y) + |y − x|²/2λ to `out` and says so, where f is convex and this has a closed form.
    fn proximal(&self, _x: &[f64], _lambda: f64, _out: &mut [f64]) -> bool {
        false
    }

    /// The same potential for vectors of eight particles of the plane, where there is one.
    fn vectorized(&self) -> Option<Arc<dyn Potential>> {
        None
    }
}

/// What may be varied about a named density.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shape {
    /// How far modes lie from the origin (two and four Gaussians), or the ring's radius (donut).
    pub r: f64,
    /// ρ of the correlated Gaussian.
    pub correlation: f64,
}

impl Default for Shape {
    fn default() -> Self {
        Self { r: 2.0, correlation: 0.8 }
    }
}

/// The interval of one coordinate outside of which a density of the plane has practically no mass, and how to divide it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Extent {
    /// Evenly, from the first to the second.
    Even([f64; 2]),
    /// From −`reach` to `reach`, finely within `scale` about 0 and in equal ratios beyond: for kinks and for heavy tails.
    Stretched {
        /// Where equal steps turn into equal ratios.
        scale: f64,
        /// The end.
        reach: f64,
    },
}

impl Extent {
    /// The interval for p^β where this is the one for p: wider by 1/√β (in equal ratios by 1/β) for β < 1.
    fn tempered(self, beta: f64) -> Self {
        match self {
            Self::Even([from, to]) => {
                let (middle, half) = (0.5 * (from + to), 0.5 * (to - from) / libm::sqrt(beta.min(1.0)));
                Self::Even([middle - half, middle + half])
            }
            Self::Stretched { scale, reach } => {
                Self::Stretched { scale: scale / beta.max(1.0), reach: reach / beta.min(1.0) }
            }
        }
    }
}

/// A density of the plane, with what is needed to draw it and to integrate it.
#[derive(Clone)]
pub struct Planar {
    /// The density.
    pub density: Arc<dyn Density>,
    /// The view that shows it well.
    pub view: Rect,
    /// Where its mass lies, by coordinate.
    pub extent: [Extent; 2],
    /// A start that teaches something.
    pub start: [f64; 2],
    /// Its modes, or the means of its components; where modes form a line, one of them.
    pub modes: Vec<[f64; 2]>,
}

impl Planar {
    /// The same for the density ∝ p^β, β > 0.
    pub fn tempered(self, beta: f64) -> Self {
        if beta == 1.0 {
            return self;
        }
        Self {
            density: Arc::new(Tempered { density: self.density, beta }),
            extent: self.extent.map(|extent| extent.tempered(beta)),
            ..self
        }
    }

    /// Which of the modes is the nearest.
    pub fn mode(&self, [x, y]: [f64; 2]) -> usize {
        let distance = |mode: &[f64; 2]| libm::hypot(x - mode[0], y - mode[1]);
        let nearest = self.modes.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
        nearest.map_or(0, |(index, _)| index)
    }
}

/// A named density of the plane: what a menu shows, and how it is built.
pub struct DensityInfo {
    /// Kebab-case id.
    pub id: &'static str,
    /// The density, or its potential, in LaTeX.
    pub formula: &'static str,
    /// The density itself.
    pub build: fn(Shape) -> Planar,
}

/// Every named density, in the order of menus.
pub static DENSITIES: &[&DensityInfo] = &[
    &gaussian::INFO,
    &product::TWO,
    &product::FOUR,
    &mixture::INFO,
    &banana::INFO,
    &donut::INFO,
    &funnel::INFO,
    &squiggle::INFO,
    &muller_brown::INFO,
    &laplace::INFO,
    &landscapes::SADDLE,
    &landscapes::MONKEY_SADDLE,
];

/// The named density with the given id.
///
/// # Errors
/// [`Error::Unknown`] with the nearest id.
pub fn find(id: &str) -> Result<&'static DensityInfo, Error> {
    find_by_id("density", id, DENSITIES.iter().map(|density| (density.id, *density)))
}

/// The parameter `density`: one of the named ones.
pub fn parameter(default: &str) -> Parameter {
    let options = DENSITIES.iter().map(|density| Choice::new("density", density.id)).collect();
    Parameter::choice("density", options, default)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All named densities at two shapes, plain and tempered, and those that exist in any dimension, in five.
    fn all() -> Vec<(&'static str, Arc<dyn Density>, Rect)> {
        let shapes = [Shape::default(), Shape { r: 3.0, correlation: -0.5 }];
        let mut all = Vec::new();
        for info in DENSITIES {
            for shape in shapes {
                for planar in [(info.build)(shape), (info.build)(shape).tempered(0.4)] {
                    all.push((info.id, planar.density, planar.view));
                }
            }
        }
        let square = Rect::new([-3.0, 3.0], [-3.0, 3.0]);
        all.push(("gaussian", Arc::new(Gaussian { dimension: 5, correlation: 0.7 }), square));
        all.push(("funnel", Arc::new(Funnel { dimension: 5, deviation: 1.5 }), square));
        all.push(("laplace", Arc::new(Laplace { dimension: 5, scale: 0.7 }), square));
        all
    }

    #[test]
    fn gradients_and_hessians_agree_with_differences_and_each_other() {
        let mut stream = Stream::new(0, "densities");
        for (id, density, view) in all() {
            let d = density.dimension();
            for _ in 0..100 {
                let mut x = vec![0.0; d];
                x[0] = view.x[0] + view.width() * stream.uniform();
                x[1..].iter_mut().for_each(|v| *v = view.y[0] + view.height() * stream.uniform());
                let h = 1e-5;
                if id == "laplace" && x.iter().any(|v| v.abs() < 2.0 * h) {
                    continue;
                }
                let (mut gradient, mut ahead, mut behind) = (vec![0.0; d], vec![0.0; d], vec![0.0; d]);
                let hessian = density.hessian(&x);
                let potential = density.potential_and_gradient(&x, &mut gradient);
                let apart = density.potential(&x);
                assert!((potential - apart).abs() <= 1e-12 * (1.0 + apart.abs()), "{id} at {x:?}");
                let scale =
                    1.0 + potential.abs() + gradient.iter().fold(0.0, |m: f64, g| m.max(g.abs())) + hessian.amax();
                for i in 0..d {
                    let (mut forward, mut backward) = (x.clone(), x.clone());
                    forward[i] += h;
                    backward[i] -= h;
                    let slope = (density.potential(&forward) - density.potential(&backward)) / (2.0 * h);
                    assert!(
                        (slope - gradient[i]).abs() < 1e-6 * scale,
                        "{id}: gradient {i} at {x:?}: {slope} {}",
                        gradient[i]
                    );
                    density.gradient(&forward, &mut ahead);
                    density.gradient(&backward, &mut behind);
                    for j in 0..d {
                        let curvature = (ahead[j] - behind[j]) / (2.0 * h);
                        assert!((curvature - hessian[(i, j)]).abs() < 1e-6 * scale, "{id}: Hessian {i}{j} at {x:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn exact_draws_have_a_score_of_mean_zero_and_the_right_spread() {
        // E[∇f] = 0 and E[x·∇f] = d for every smooth density that vanishes at infinity (integration by parts).
        for (id, density, _) in all() {
            let d = density.dimension();
            let mut stream = Stream::new(1, id);
            let (mut x, mut gradient) = (vec![0.0; d], vec![0.0; d]);
            if !density.draw(&mut stream, &mut x) {
                continue;
            }
            let n = 20_000;
            let mut means = vec![crate::measure::estimate::Mean::default(); d + 1];
            for _ in 0..n {
                density.draw(&mut stream, &mut x);
                density.gradient(&x, &mut gradient);
                for (mean, slope) in means.iter_mut().zip(&gradient) {
                    mean.add(*slope);
                }
                means[d].add(x.iter().zip(&gradient).map(|(x, g)| x * g).sum());
            }
            for (k, mean) in means.iter().enumerate() {
                let estimate = mean.estimate().unwrap();
                let exact = if k == d { d as f64 } else { 0.0 };
                let z = (estimate.value - exact) / estimate.standard_error;
                assert!(z.abs() < 4.5, "{id}: {k}: {estimate:?}, not {exact}");
            }
        }
    }

    #[test]
    fn conditional_draws_keep_the_law() {
        // One sweep of them from exact draws: the mean change of each coordinate's value, square and of f is 0.
        for (id, density, _) in all() {
            let d = density.dimension();
            let mut stream = Stream::new(2, id);
            let mut x = vec![0.0; d];
            if density.draw_coordinate(0, &x, &mut stream).is_none() {
                continue;
            }
            let mut means = vec![crate::measure::estimate::Mean::default(); 2 * d + 1];
            for _ in 0..20_000 {
                density.draw(&mut stream, &mut x);
                let before = x.clone();
                for i in 0..d {
                    x[i] = density.draw_coordinate(i, &x, &mut stream).unwrap();
                }
                for i in 0..d {
                    means[i].add(x[i] - before[i]);
                    means[d + i].add(x[i] * x[i] - before[i] * before[i]);
                }
                means[2 * d].add(density.potential(&x) - density.potential(&before));
            }
            for mean in means {
                let estimate = mean.estimate().unwrap();
                assert!(estimate.value.abs() < 4.5 * estimate.standard_error, "{id}: {estimate:?}");
            }
        }
    }

    #[test]
    fn a_proximal_point_is_one() {
        // (x − prox)/λ is a subgradient at the proximal point.
        let laplace = Laplace { dimension: 3, scale: 0.5 };
        let (lambda, x) = (0.4, [2.0, -0.3, -1.7]);
        let mut point = [0.0; 3];
        assert!(laplace.proximal(&x, lambda, &mut point));
        for i in 0..3 {
            let slope = (x[i] - point[i]) / lambda;
            assert!(slope.abs() <= 2.0 + 1e-12 && (point[i] == 0.0 || (slope - 2.0 * point[i].signum()).abs() < 1e-12));
        }
    }

    #[test]
    fn starts_lie_in_the_view_and_names_are_found() {
        for info in DENSITIES {
            let planar = (info.build)(Shape::default());
            let inside = |[x, y]: [f64; 2]| {
                (planar.view.x[0]..=planar.view.x[1]).contains(&x) && (planar.view.y[0]..=planar.view.y[1]).contains(&y)
            };
            assert!(inside(planar.start) && planar.modes.iter().all(|m| inside(*m)), "{}", info.id);
            assert!(planar.modes.iter().enumerate().all(|(k, mode)| planar.mode(*mode) == k));
            assert_eq!(find(info.id).unwrap().id, info.id);
        }
        assert!(find("banan").err().unwrap().to_string().contains("nearest=banana"));
    }
}
