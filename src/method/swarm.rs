//! Swarms: very many particles of the plane in vectors of eight, on any density.

use crate::problem::density::Density;
use crate::random::Stream;
pub use saddleback_swarm::{Held, Histogram, Motion, Particles, Scheme, Walls};
use saddleback_swarm::{Lanes, Potential};
use std::fmt;
use std::sync::Arc;

/// A density's potential for vectors of particles: its own where it has one, else particle by particle.
pub fn potential(density: &Arc<dyn Density>) -> Arc<dyn Potential> {
    density.vectorized().unwrap_or_else(|| Arc::new(OneByOne(density.clone())))
}

/// 32 random bits at a time from a stream, to seed the generators of a swarm's lanes.
pub fn seeds(stream: &mut Stream) -> impl FnMut() -> u32 + '_ {
    || (stream.uniform() * 4_294_967_296.0) as u32
}

/// A density that has no vectorized potential: typed formulas, landscapes. Some ten times slower.
struct OneByOne(Arc<dyn Density>);

impl fmt::Debug for OneByOne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OneByOne").finish_non_exhaustive()
    }
}

/// Slopes beyond are cut to this size, so that single precision holds them and what follows from them.
const STEEPEST: f64 = 1e18;

impl Potential for OneByOne {
    fn gradient(&self, x: &[Lanes], y: &[Lanes], gx: &mut [Lanes], gy: &mut [Lanes]) {
        let mut gradient = [0.0; 2];
        for (((x, y), gx), gy) in x.iter().zip(y).zip(gx).zip(gy) {
            let (xs, ys) = (x.to_array(), y.to_array());
            let slopes: [[f32; 2]; saddleback_swarm::WIDTH] = core::array::from_fn(|lane| {
                self.0.gradient(&[f64::from(xs[lane]), f64::from(ys[lane])], &mut gradient);
                // Where f has no slope a particle stays but for its noise.
                gradient.map(|slope| if slope.is_nan() { 0.0 } else { slope.clamp(-STEEPEST, STEEPEST) as f32 })
            });
            (*gx, *gy) = (Lanes::from(slopes.map(|slope| slope[0])), Lanes::from(slopes.map(|slope| slope[1])));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::density::{DENSITIES, Shape};
    use saddleback_swarm::Generator;

    #[test]
    fn single_precision_slopes_are_those_of_the_density() {
        let mut vectorized = 0;
        for info in DENSITIES {
            for shape in [Shape::default(), Shape { r: 3.3, correlation: -0.6 }] {
                let planar = (info.build)(shape);
                let potential = potential(&planar.density);
                vectorized += usize::from(planar.density.vectorized().is_some());
                let mut stream = Stream::new(0, info.id);
                for _ in 0..500 {
                    let place = |stream: &mut Stream, [from, to]: [f64; 2]| {
                        Lanes::from(std::array::from_fn::<f32, 8, _>(|_| {
                            (from + (to - from) * stream.uniform()) as f32
                        }))
                    };
                    let (x, y) = (place(&mut stream, planar.view.x), place(&mut stream, planar.view.y));
                    let (mut gx, mut gy) = ([Lanes::ZERO], [Lanes::ZERO]);
                    potential.gradient(&[x], &[y], &mut gx, &mut gy);
                    for lane in 0..8 {
                        let at = [x, y].map(|v| f64::from(v.to_array()[lane]));
                        let mut exact = [0.0; 2];
                        planar.density.gradient(&at, &mut exact);
                        // Rounding to 24 bits of numbers as large as the slope's change over the picture.
                        let hessian = planar.density.hessian(&at).amax();
                        let scale = 1.0 + libm::hypot(exact[0], exact[1]) + hessian * libm::hypot(at[0], at[1]);
                        for (single, exact) in [gx, gy].iter().zip(exact) {
                            let off = (f64::from(single[0].to_array()[lane]) - exact).abs();
                            assert!(off < 4e-6 * scale, "{} at {at:?}: {off:e} of {scale}", info.id);
                        }
                    }
                }
            }
        }
        assert!(vectorized >= 20, "ten densities at two shapes");
    }

    #[test]
    fn far_out_slopes_stay_finite() {
        for info in DENSITIES {
            let potential = potential(&(info.build)(Shape::default()).density);
            for at in [[30.0, 30.0], [-30.0, 2.0], [0.0, -30.0], [0.0, 0.0]] {
                let (mut gx, mut gy) = ([Lanes::ZERO], [Lanes::ZERO]);
                potential.gradient(&[Lanes::splat(at[0])], &[Lanes::splat(at[1])], &mut gx, &mut gy);
                assert!([gx, gy].iter().all(|g| g[0].to_array()[0].is_finite()), "{} at {at:?}", info.id);
            }
        }
    }

    #[test]
    fn seeds_differ_by_stream_and_give_generators_that_do() {
        let generator = |seed| Generator::new(seeds(&mut Stream::new(seed, "lanes")));
        assert_eq!(generator(1), generator(1));
        assert_ne!(generator(1), generator(2));
    }
}
