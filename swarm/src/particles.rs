//! Particles and how they move: overdamped Langevin dynamics by two schemes, and underdamped.

use crate::generator::Generator;
use crate::lanes::{Bits, Elementary, Lanes, clamped, from_bits, less, magnitude};
use crate::potential::Potential;
use crate::{BLOCK, WIDTH};

/// A rectangle that particles are reflected into.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Walls {
    /// Left and right.
    pub x: [f32; 2],
    /// Bottom and top.
    pub y: [f32; 2],
}

/// How time is cut into steps.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Scheme {
    /// Euler and Maruyama's x ← x − η∇f + √(2η/β)ξ, the unadjusted Langevin algorithm: weakly of first order.
    Langevin,
    /// Heun's x′ = x − η∇f(x) + √(2η/β)ξ, x ← x − ½η(∇f(x) + ∇f(x′)) + √(2η/β)ξ: weakly of second order for noise that does
    /// not depend on x (Kloeden & Platen 1992, section 15.1), at two gradients a step.
    Heun,
    /// dx = v dt, dv = −∇f dt − γv dt + √(2γ/β) dB by BAOAB (Leimkuhler & Matthews 2013, Applied Mathematics Research eXpress):
    /// kick, drift, exact friction, drift, kick. Two half kicks in one place are one whole kick here, so that the velocity
    /// that is kept lags half a kick behind.
    Underdamped {
        /// γ > 0.
        friction: f32,
    },
}

/// A scheme's coefficients for a step size, a temperature and walls.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Motion {
    scheme: Scheme,
    step: f32,
    /// Of the noise in x, or in v.
    noise: f32,
    /// What friction leaves of v in a step.
    kept: f32,
    walls: Walls,
}

impl Motion {
    /// Steps of size η > 0 at inverse temperature β > 0.
    pub fn new(scheme: Scheme, eta: f64, beta: f64, walls: Walls) -> Self {
        let (noise, kept) = match scheme {
            Scheme::Langevin | Scheme::Heun => ((2.0 * eta / beta).sqrt(), 0.0),
            Scheme::Underdamped { friction } => {
                // e^{−γη} through the lanes' own exponential: the platform's may differ between targets.
                let kept =
                    f64::from(Elementary::load().exp(Lanes::splat((-f64::from(friction) * eta) as f32)).to_array()[0]);
                (((1.0 - kept * kept).max(0.0) / beta).sqrt(), kept)
            }
        };
        Self { scheme, step: eta as f32, noise: noise as f32, kept: kept as f32, walls }
    }

    /// The scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }
}

/// Which cells of a grid over the walls may hold particles at first, row by row from the bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// What the grid covers.
    pub walls: Walls,
    /// Cells across.
    pub columns: usize,
    /// Whether each cell does.
    pub cells: Vec<bool>,
}

impl Held {
    fn holds(&self, x: f32, y: f32) -> bool {
        let rows = self.cells.len() / self.columns.max(1);
        let place = |value: f32, [low, high]: [f32; 2], cells: usize| (value - low) / (high - low) * cells as f32;
        let (across, up) = (place(x, self.walls.x, self.columns), place(y, self.walls.y, rows));
        let inside = across >= 0.0 && up >= 0.0 && across < self.columns as f32 && up < rows as f32;
        inside && self.cells.get(up as usize * self.columns + across as usize).copied().unwrap_or(false)
    }
}

/// Particles on the plane, coordinate by coordinate, with the generator of their noise.
#[derive(Debug, Clone)]
pub struct Particles {
    count: usize,
    x: Vec<Lanes>,
    y: Vec<Lanes>,
    /// Velocities, of underdamped motion alone.
    vx: Vec<Lanes>,
    vy: Vec<Lanes>,
    /// Whether velocities have had their first half kick.
    kicked: bool,
    generator: Generator,
}

/// The places of [`Particles::scattered`].
fn scatter(
    vectors: usize,
    middle: [f32; 2],
    deviation: f32,
    held: &Held,
    mut generator: Generator,
) -> (Vec<Lanes>, Vec<Lanes>) {
    let spread = Lanes::splat(deviation);
    let mut draw = || {
        let (across, up) = generator.normals();
        (Lanes::splat(middle[0]) + spread * across, Lanes::splat(middle[1]) + spread * up)
    };
    let mut place = || {
        let (first, second) = draw();
        let (mut x, mut y) = (first.to_array(), second.to_array());
        let mut free = x.iter().zip(&y).filter(|(x, y)| !held.holds(**x, **y)).count();
        for _ in 0..63 {
            if free == 0 {
                break;
            }
            let (first, second) = draw();
            let (other_x, other_y) = (first.to_array(), second.to_array());
            for lane in 0..WIDTH {
                if !held.holds(x[lane], y[lane]) {
                    (x[lane], y[lane]) = (other_x[lane], other_y[lane]);
                    free -= usize::from(held.holds(x[lane], y[lane]));
                }
            }
        }
        for lane in 0..WIDTH {
            if free > 0 && !held.holds(x[lane], y[lane]) {
                (x[lane], y[lane]) = (middle[0], middle[1]);
            }
        }
        (Lanes::from(x), Lanes::from(y))
    };
    (0..vectors).map(|_| place()).unzip()
}

/// Work space for one block of vectors.
struct Block {
    /// ∇f.
    gx: [Lanes; BLOCK],
    gy: [Lanes; BLOCK],
    /// ξ.
    nx: [Lanes; BLOCK],
    ny: [Lanes; BLOCK],
}

impl Block {
    fn new() -> Self {
        let zeros = [Lanes::ZERO; BLOCK];
        Self { gx: zeros, gy: zeros, nx: zeros, ny: zeros }
    }

    /// ∇f at a block's points.
    #[inline(always)]
    fn evaluate(&mut self, potential: &dyn Potential, x: &[Lanes], y: &[Lanes]) {
        potential.gradient(x, y, &mut self.gx[..x.len()], &mut self.gy[..y.len()]);
    }

    /// Fresh noise for so many vectors.
    #[inline(always)]
    fn draw(&mut self, generator: &mut Generator, vectors: usize) {
        generator.fill(&mut self.nx[..vectors], &mut self.ny[..vectors]);
    }
}

impl Particles {
    /// `count` particles where `place` puts them one after the other, their noise seeded by `seed` (see [`Generator::new`]).
    pub fn new(count: usize, mut place: impl FnMut() -> [f32; 2], seed: impl FnMut() -> u32) -> Self {
        let vectors = count.div_ceil(WIDTH);
        let (mut x, mut y) = (Vec::with_capacity(vectors), Vec::with_capacity(vectors));
        for _ in 0..vectors {
            // Lanes beyond the count move along unseen.
            let points: [[f32; 2]; WIDTH] = core::array::from_fn(|_| place());
            x.push(Lanes::from(points.map(|point| point[0])));
            y.push(Lanes::from(points.map(|point| point[1])));
        }
        Self { count, x, y, vx: Vec::new(), vy: Vec::new(), kicked: false, generator: Generator::new(seed) }
    }

    /// `count` particles from the normal law of a deviation about `middle`, cut off where `held` says; one that is not held after
    /// 64 draws stands in the middle. Seeds are those of their noise and of another generator for their places.
    pub fn scattered(
        count: usize,
        middle: [f32; 2],
        deviation: f32,
        held: &Held,
        mut seed: impl FnMut() -> u32,
    ) -> Self {
        let noise = Generator::new(&mut seed);
        let (x, y) = scatter(count.div_ceil(WIDTH), middle, deviation, held, Generator::new(seed));
        Self { count, x, y, vx: Vec::new(), vy: Vec::new(), kicked: false, generator: noise }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The memory that a copy takes, in bytes.
    pub fn bytes(&self) -> usize {
        4 * WIDTH * (self.x.len() + self.y.len() + self.vx.len() + self.vy.len())
    }

    /// The coordinates in vectors; see [`Particles::points`] for those of real particles alone.
    pub fn coordinates(&self) -> (&[Lanes], &[Lanes]) {
        (&self.x, &self.y)
    }

    /// Every particle's position.
    pub fn points(&self) -> impl Iterator<Item = [f32; 2]> + '_ {
        let both = self.x.iter().zip(&self.y);
        both.flat_map(|(x, y)| {
            let (x, y) = (x.to_array(), y.to_array());
            (0..WIDTH).map(move |lane| [x[lane], y[lane]])
        })
        .take(self.count)
    }

    /// One step of all.
    pub fn step(&mut self, potential: &dyn Potential, motion: &Motion) {
        match motion.scheme {
            Scheme::Langevin => self.langevin(potential, motion),
            Scheme::Heun => self.heun(potential, motion),
            Scheme::Underdamped { .. } => self.underdamped(potential, motion),
        }
    }

    fn langevin(&mut self, potential: &dyn Potential, motion: &Motion) {
        let mut block = Block::new();
        let (step, noise) = (Lanes::splat(motion.step), Lanes::splat(motion.noise));
        let mut generator = self.generator.clone();
        for (x, y) in self.x.chunks_mut(BLOCK).zip(self.y.chunks_mut(BLOCK)) {
            block.evaluate(potential, x, y);
            let n = x.len();
            block.draw(&mut generator, n);
            for k in 0..n {
                x[k] = reflected(x[k] - step * block.gx[k] + noise * block.nx[k], motion.walls.x);
                y[k] = reflected(y[k] - step * block.gy[k] + noise * block.ny[k], motion.walls.y);
            }
        }
        self.generator = generator;
    }

    fn heun(&mut self, potential: &dyn Potential, motion: &Motion) {
        let (mut block, mut ahead) = (Block::new(), Block::new());
        let (step, half) = (Lanes::splat(motion.step), Lanes::splat(0.5 * motion.step));
        let noise = Lanes::splat(motion.noise);
        let mut generator = self.generator.clone();
        let (mut px, mut py) = ([Lanes::ZERO; BLOCK], [Lanes::ZERO; BLOCK]);
        for (x, y) in self.x.chunks_mut(BLOCK).zip(self.y.chunks_mut(BLOCK)) {
            let n = x.len();
            block.evaluate(potential, x, y);
            block.draw(&mut generator, n);
            for k in 0..n {
                let (first, second) = (block.nx[k], block.ny[k]);
                // What the noise does is done; the drift is added to it in either place.
                (px[k], py[k]) =
                    (x[k] - step * block.gx[k] + noise * first, y[k] - step * block.gy[k] + noise * second);
                (px[k], py[k]) = (reflected(px[k], motion.walls.x), reflected(py[k], motion.walls.y));
                (x[k], y[k]) = (x[k] - half * block.gx[k] + noise * first, y[k] - half * block.gy[k] + noise * second);
            }
            ahead.evaluate(potential, &px[..n], &py[..n]);
            for k in 0..n {
                x[k] = reflected(x[k] - half * ahead.gx[k], motion.walls.x);
                y[k] = reflected(y[k] - half * ahead.gy[k], motion.walls.y);
            }
        }
        self.generator = generator;
    }

    fn underdamped(&mut self, potential: &dyn Potential, motion: &Motion) {
        let mut block = Block::new();
        self.vx.resize(self.x.len(), Lanes::ZERO);
        self.vy.resize(self.y.len(), Lanes::ZERO);
        let kick = Lanes::splat(if self.kicked { motion.step } else { 0.5 * motion.step });
        self.kicked = true;
        let (half, kept, noise) =
            (Lanes::splat(0.5 * motion.step), Lanes::splat(motion.kept), Lanes::splat(motion.noise));
        let mut generator = self.generator.clone();
        let moved = |x: Lanes, v: Lanes, slope: Lanes, xi: Lanes, wall: [f32; 2]| {
            let v = v - kick * slope;
            let x = x + half * v;
            let v = kept * v + noise * xi;
            bounced(x + half * v, v, wall)
        };
        let places = self.x.chunks_mut(BLOCK).zip(self.y.chunks_mut(BLOCK));
        let velocities = self.vx.chunks_mut(BLOCK).zip(self.vy.chunks_mut(BLOCK));
        for ((x, y), (vx, vy)) in places.zip(velocities) {
            block.evaluate(potential, x, y);
            block.draw(&mut generator, x.len());
            for k in 0..x.len() {
                let (first, second) = (block.nx[k], block.ny[k]);
                (x[k], vx[k]) = moved(x[k], vx[k], block.gx[k], first, motion.walls.x);
                (y[k], vy[k]) = moved(y[k], vy[k], block.gy[k], second, motion.walls.y);
            }
        }
        self.generator = generator;
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for vectors in [&self.x, &self.y, &self.vx, &self.vy] {
            vectors.iter().flat_map(|lanes| lanes.to_array()).for_each(|value| hash(f64::from(value)));
        }
        self.generator.digest(hash);
    }
}

/// A place mirrored into [low, high]; what flew farther than the interval's width comes to stand at a wall.
#[inline(always)]
fn reflected(x: Lanes, [low, high]: [f32; 2]) -> Lanes {
    let below = Lanes::splat(low) + magnitude(x - Lanes::splat(low));
    let inside = Lanes::splat(high) - magnitude(Lanes::splat(high) - below);
    clamped(inside, low, high)
}

/// The same, and the velocity turned where a wall was met.
#[inline(always)]
fn bounced(x: Lanes, v: Lanes, wall: [f32; 2]) -> (Lanes, Lanes) {
    let met: Bits = less(x, Lanes::splat(wall[0])) | less(Lanes::splat(wall[1]), x);
    let turned = from_bits(crate::lanes::bits(v) ^ (met & Bits::splat(0x8000_0000)));
    (reflected(x, wall), turned)
}

#[cfg(test)]
mod tests;
