//! What one step of an optimizer is given, and what it may tell of itself.

use super::sphere::add_on_sphere;
use crate::problem::landscape::Landscape;
use crate::random::Stream;
use nalgebra::DMatrix;

/// One step's surroundings: the landscape (seen through noise, where there is some), the learning rate's schedule, chance.
///
/// Whoever steps many points under one rule keeps one `Step` for all of them.
pub struct Step<'a> {
    /// f.
    landscape: &'a dyn Landscape,
    /// The step's number k, 1 for the first.
    pub count: u64,
    /// The schedule's factor on the learning rate.
    pub factor: f64,
    /// σ ≥ 0: each coordinate of every gradient is seen with Gaussian noise of this deviation.
    pub sigma: f64,
    /// Where noise comes from.
    pub noise: &'a mut Stream,
    /// How many gradients have been asked for.
    pub evaluations: u64,
    /// The anatomy of the last step, where someone wants to know it.
    pub anatomy: Option<Anatomy>,
    /// The gradient last looked at.
    pub(super) slope: Vec<f64>,
    direction: Vec<f64>,
}

impl<'a> Step<'a> {
    /// Step `count` on a landscape without noise on its gradients, under a constant schedule.
    pub fn new(landscape: &'a dyn Landscape, count: u64, noise: &'a mut Stream) -> Self {
        let slope = vec![0.0; landscape.dimension()];
        let direction = slope.clone();
        Self { landscape, count, factor: 1.0, sigma: 0.0, noise, evaluations: 0, anatomy: None, slope, direction }
    }

    /// The same step with the learning rate multiplied by `factor` and noise of deviation `sigma` on gradients.
    pub fn with(mut self, factor: f64, sigma: f64) -> Self {
        (self.factor, self.sigma) = (factor, sigma);
        self
    }

    /// The same step, which notes what the rule tells of it.
    pub fn told(mut self) -> Self {
        self.anatomy = Some(Anatomy::default());
        self
    }

    /// Looks at the gradient at x, through the noise; it is then in [`Step::slope`].
    pub(super) fn look(&mut self, x: &[f64]) {
        self.landscape.gradient(x, &mut self.slope);
        self.evaluations += 1;
        if self.sigma > 0.0 {
            let drawn: Vec<f64> = self.slope.iter().map(|_| self.sigma * self.noise.normal()).collect();
            self.slope.iter_mut().zip(&drawn).for_each(|(slope, noise)| *slope += noise);
            self.tell(Part::Noise, &drawn);
        }
        if let Some(anatomy) = &mut self.anatomy {
            anatomy.parts.push((Part::Gradient, self.slope.clone()));
        }
    }

    /// ∇²f(x), without noise. It counts as d gradients: so many differences of gradients would give it.
    pub(super) fn hessian(&mut self, x: &[f64]) -> DMatrix<f64> {
        self.evaluations += x.len() as u64;
        self.landscape.hessian(x)
    }

    /// |g| of the gradient last looked at.
    pub(super) fn steepness(&self) -> f64 {
        norm(&self.slope)
    }

    /// x ← x − ηd under the schedule, with coordinate i of d from the index i and the gradient's coordinate.
    pub(super) fn descend(
        &mut self,
        x: &mut [f64],
        learning_rate: f64,
        part: Part,
        mut direction: impl FnMut(usize, f64) -> f64,
    ) {
        let rate = self.factor * learning_rate;
        for (i, ((coordinate, slope), d)) in x.iter_mut().zip(&self.slope).zip(&mut self.direction).enumerate() {
            *d = direction(i, *slope);
            *coordinate -= rate * *d;
        }
        if part != Part::Gradient
            && let Some(anatomy) = &mut self.anatomy
        {
            anatomy.parts.push((part, self.direction.clone()));
        }
    }

    /// Adds noise uniform on the sphere of radius σ to the gradient last looked at.
    pub(super) fn kick_slope(&mut self, sigma: f64) {
        let before = self.anatomy.as_ref().map(|_| self.slope.clone());
        add_on_sphere(&mut self.slope, sigma, self.noise);
        if let Some(before) = before {
            let drawn: Vec<f64> = self.slope.iter().zip(&before).map(|(after, before)| after - before).collect();
            self.tell(Part::Noise, &drawn);
        }
    }

    /// Adds Gaussian noise of the given deviation to each coordinate of a point.
    pub(super) fn shake(&mut self, x: &mut [f64], spread: f64) {
        for (coordinate, drawn) in x.iter_mut().zip(&mut self.direction) {
            *drawn = spread * self.noise.normal();
            *coordinate += *drawn;
        }
        if let Some(anatomy) = &mut self.anatomy {
            anatomy.parts.push((Part::Kick, self.direction.clone()));
        }
    }

    /// Notes a part of the step, if anyone wants to know.
    pub(super) fn tell(&mut self, part: Part, vector: &[f64]) {
        if let Some(anatomy) = &mut self.anatomy {
            anatomy.parts.push((part, vector.to_vec()));
        }
    }
}

/// |v|, without overflow where v has two coordinates.
pub(super) fn norm(vector: &[f64]) -> f64 {
    if let [x, y] = vector { libm::hypot(*x, *y) } else { vector.iter().map(|v| v * v).sum::<f64>().sqrt() }
}

/// What a step was made of, in the order in which it came about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Anatomy {
    /// Each part with its vector.
    pub parts: Vec<(Part, Vec<f64>)>,
}

/// A part of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// A gradient that was looked at, noise included.
    Gradient,
    /// The running direction that gradients feed, which is descended.
    Momentum,
    /// The gradient or momentum after scaling, which is descended.
    Preconditioned,
    /// How far off, and in what direction, the rule looked at another gradient.
    Ascent,
    /// Noise that was added to a gradient.
    Noise,
    /// Noise that was added to the point.
    Kick,
}
