//! Single shapes: normal laws plain, bent, sheared and funnelled, a ring, and one with a kink.

use super::{Potential, each};
use crate::lanes::{Elementary, Lanes, signed};

/// f = ½(x² − 2ρxy + y²)/(1 − ρ²).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gaussian {
    /// ρ, |ρ| < 1.
    pub correlation: f32,
}

impl Potential for Gaussian {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let rho = Lanes::splat(self.correlation);
        let precision = Lanes::splat(1.0 / (1.0 - self.correlation * self.correlation));
        each(x, y, gx, gy, |x, y| ((x - rho * y) * precision, (y - rho * x) * precision));
    }
}

/// f = x²/2a² + (y − b(x² − a²))²/2s².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Banana {
    /// a > 0.
    pub width: f32,
    /// b.
    pub bend: f32,
    /// s > 0.
    pub thickness: f32,
}

impl Potential for Banana {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let square = self.width * self.width;
        let (inverse, bend) = (Lanes::splat(1.0 / square), Lanes::splat(self.bend));
        let precision = Lanes::splat(1.0 / (self.thickness * self.thickness));
        each(x, y, gx, gy, |x, y| {
            let across = (y - bend * (x * x - Lanes::splat(square))) * precision;
            (x * (inverse - (bend + bend) * across), across)
        });
    }
}

/// f = (x² + y² − R²)²/8R²s².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Donut {
    /// R > 0.
    pub radius: f32,
    /// s > 0.
    pub thickness: f32,
}

impl Potential for Donut {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let square = self.radius * self.radius;
        let scale = Lanes::splat(0.5 / (square * self.thickness * self.thickness));
        each(x, y, gx, gy, |x, y| {
            let excess = (x * x + y * y - Lanes::splat(square)) * scale;
            (excess * x, excess * y)
        });
    }
}

/// f = x²/2s² + ½e^{−x}y² + ½x.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Funnel {
    /// s > 0.
    pub deviation: f32,
}

impl Potential for Funnel {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let inverse = Lanes::splat(1.0 / (self.deviation * self.deviation));
        let half = Lanes::splat(0.5);
        let elementary = Elementary::load();
        each(x, y, gx, gy, |x, y| {
            let slope = elementary.exp(-x) * y;
            (x * inverse + half - half * slope * y, slope)
        });
    }
}

/// f = x²/2a² + (y + sin ωx)²/2s².
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Squiggle {
    /// a > 0.
    pub width: f32,
    /// ω.
    pub frequency: f32,
    /// s > 0.
    pub thickness: f32,
}

impl Potential for Squiggle {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let inverse = Lanes::splat(1.0 / (self.width * self.width));
        let precision = Lanes::splat(1.0 / (self.thickness * self.thickness));
        let frequency = Lanes::splat(self.frequency);
        let elementary = Elementary::load();
        each(x, y, gx, gy, |x, y| {
            let (sine, cosine) = elementary.sine_cosine(frequency * x);
            let pull = (y + sine) * precision;
            (x * inverse + pull * frequency * cosine, pull)
        });
    }
}

/// f = (|x| + |y|)/s. At its kinks the slope of one side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Laplace {
    /// s > 0.
    pub scale: f32,
}

impl Potential for Laplace {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let slope = Lanes::splat(1.0 / self.scale);
        each(x, y, gx, gy, |x, y| (signed(slope, x), signed(slope, y)));
    }
}
