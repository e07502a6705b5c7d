//! The pair that is drawn on a surface.

use super::surface::{MIRROR, PANEL, Surface, along_great_circle, projected};
use crate::random::Stream;
use crate::scene::trail::Trail;

/// For how many steps a pair that has met goes on as one before it starts anew.
const TOGETHER: u32 = 240;

/// The pair that is drawn: one motion; the other is its image until they have met, and the same from then on.
#[derive(Debug, Clone)]
pub(super) struct Pair {
    surface: Surface,
    /// On the plane (x, y, –) from the mirror x = 0, on the sphere a unit vector with its mirror x = 0.
    pub(super) at: [f64; 3],
    start: [f64; 3],
    /// Steps since they met.
    pub(super) together: Option<u32>,
    pub(super) trails: [Trail; 2],
    pub(super) meetings: u32,
    stream: Stream,
}

impl Pair {
    pub(super) fn new(surface: Surface, distance: f64, seed: u64) -> Self {
        let (name, start) = match surface {
            Surface::Plane => ("pair on the plane", [0.5 * distance, 0.0, 0.0]),
            Surface::Sphere => {
                let (sine, cosine) = libm::sincos(0.5 * distance);
                ("pair on the sphere", [sine, 0.0, cosine])
            }
        };
        let mut pair = Self {
            surface,
            at: start,
            start,
            together: None,
            trails: [Trail::default(), Trail::default()],
            meetings: 0,
            stream: Stream::new(seed, name),
        };
        pair.begin();
        pair
    }

    fn begin(&mut self) {
        self.at = self.start;
        self.together = None;
        self.trails = self.shown().map(Trail::from);
    }

    /// Both motions.
    pub(super) fn both(&self) -> [[f64; 3]; 2] {
        let [x, y, z] = self.at;
        [self.at, if self.together.is_some() { self.at } else { [-x, y, z] }]
    }

    /// Both where they are drawn.
    pub(super) fn shown(&self) -> [[f64; 2]; 2] {
        self.both().map(|at| match self.surface {
            Surface::Plane => [MIRROR + at[0], at[1]],
            Surface::Sphere => projected(at).0,
        })
    }

    pub(super) fn step(&mut self, eta: f64) {
        if self.together.is_some_and(|steps| steps >= TOGETHER) || self.outside() {
            self.begin();
        }
        let xi = [self.stream.normal(), self.stream.normal(), self.stream.normal()];
        let luck = self.stream.uniform();
        let (before, root) = (self.off_mirror(), libm::sqrt(eta));
        self.at = match self.surface {
            Surface::Plane => [self.at[0] + root * xi[0], self.at[1] + root * xi[1], 0.0],
            Surface::Sphere => along_great_circle(self.at, xi.map(|v| root * v)),
        };
        let after = self.off_mirror();
        if let Some(steps) = &mut self.together {
            *steps += 1;
        } else if after <= 0.0 || luck < libm::exp(-2.0 * before * after / eta) {
            self.together = Some(0);
            self.meetings += 1;
        }
        let shown = self.shown();
        self.trails.iter_mut().zip(shown).for_each(|(trail, at)| trail.push(at));
    }

    fn off_mirror(&self) -> f64 {
        match self.surface {
            Surface::Plane => self.at[0],
            Surface::Sphere => libm::asin(self.at[0].clamp(-1.0, 1.0)),
        }
    }

    /// The distance between the two.
    pub(super) fn distance(&self) -> f64 {
        if self.together.is_some() { 0.0 } else { 2.0 * self.off_mirror() }
    }

    fn outside(&self) -> bool {
        self.surface == Surface::Plane && (self.at[0].abs() > PANEL || self.at[1].abs() > PANEL)
    }

    /// Feeds every number of the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().for_each(|coordinate| hash(*coordinate));
        hash(self.together.map_or(-1.0, f64::from));
        hash(f64::from(self.meetings));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_that_met_moves_as_one() {
        let mut pair = Pair::new(Surface::Sphere, 0.5, 3);
        while pair.together.is_none() {
            pair.step(0.01);
            let [x, y] = pair.both();
            assert!(pair.together.is_some() || (x[0] == -y[0] && x[1] == y[1] && x[0] > 0.0));
        }
        let [x, y] = pair.both();
        assert_eq!(x, y);
        assert_eq!(pair.distance(), 0.0);
    }
}
