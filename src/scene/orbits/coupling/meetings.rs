//! Hidden pairs that are timed until they meet.

use super::surface::Surface;
use crate::measure::estimate::{Estimate, Mean};
use crate::normal;
use crate::random::Stream;

/// Pairs under way at once on each surface.
const PAIRS: usize = 600;
/// Pairs that are timed on each surface in all.
pub(super) const LEGS: u64 = 6000;
/// Bins of the meeting times, up to twice the plane's median.
const BINS: usize = 40;
/// The time after which a pair on the sphere is given up: e⁻²⁰ of them are left then.
const GIVEN_UP: f64 = 20.0;

/// Pairs that are timed until they meet or are given up. Which pair starts next never depends on how long one will take, so the
/// first n are independent.
#[derive(Debug, Clone)]
pub(super) struct Meetings {
    surface: Surface,
    start: f64,
    begun: u64,
    ended: u64,
    /// Distances from the mirror, and steps under way.
    pairs: Vec<(f64, u64)>,
    given_up: u64,
    /// A bin's width in steps.
    width: f64,
    met: [u64; BINS],
    /// Met by the plane's median, and the times of all.
    early: u64,
    median: u64,
    times: Mean,
    stream: Stream,
}

impl Meetings {
    pub(super) fn new(surface: Surface, distance: f64, eta: f64, median: u64, seed: u64) -> Self {
        let name = if surface == Surface::Plane { "pairs on the plane" } else { "pairs on the sphere" };
        let given_up = if surface == Surface::Plane { 2 * median } else { (GIVEN_UP / eta) as u64 };
        Self {
            surface,
            start: 0.5 * distance,
            begun: PAIRS as u64,
            ended: 0,
            pairs: vec![(0.5 * distance, 0); PAIRS],
            given_up,
            width: 2.0 * median as f64 / BINS as f64,
            met: [0; BINS],
            early: 0,
            median,
            times: Mean::default(),
            stream: Stream::new(seed, name),
        }
    }

    pub(super) fn step(&mut self, eta: f64) {
        let mut noise = [0.0; 2 * PAIRS];
        normal::fill(&mut self.stream, &mut noise[..2 * self.pairs.len()]);
        let mut index = 0;
        for xi in noise.chunks_exact(2).take(self.pairs.len()) {
            let luck = self.stream.uniform();
            let (from, age) = &mut self.pairs[index];
            *age += 1;
            let age = *age;
            let over = match self.surface.away(*from, eta, [xi[0], xi[1]], luck) {
                Some(to) => {
                    *from = to;
                    age >= self.given_up
                }
                None => {
                    self.early += u64::from(age <= self.median);
                    // Within the step, half of it on average.
                    self.times.add(age as f64 - 0.5);
                    if let Some(count) = self.met.get_mut(((age as f64 - 0.5) / self.width) as usize) {
                        *count += 1;
                    }
                    true
                }
            };
            if over {
                self.ended += 1;
                if self.begun < LEGS {
                    self.begun += 1;
                    self.pairs[index] = (self.start, 0);
                } else {
                    self.pairs.remove(index);
                    continue;
                }
            }
            index += 1;
        }
    }

    /// The share of the pairs that are done.
    pub(super) fn progress(&self) -> f64 {
        self.ended as f64 / LEGS as f64
    }

    /// The share that had met by the plane's median time, once all are done.
    pub(super) fn met_early(&self) -> Option<Estimate> {
        let (n, share) = (LEGS as f64, self.early as f64 / LEGS as f64);
        (self.ended == LEGS).then(|| Estimate { value: share, standard_error: (share * (1.0 - share) / n).sqrt() })
    }

    /// The mean time of those that met, in steps, once all are done.
    pub(super) fn mean_steps(&self) -> Option<Estimate> {
        (self.ended == LEGS).then(|| self.times.estimate()).flatten()
    }

    /// The share that has met by the end of each bin, in steps: of the pairs watched for so long (life table, as pairs still run).
    pub(super) fn curve(&self) -> Vec<[f64; 2]> {
        let mut running = [0_u64; BINS];
        for (_, age) in &self.pairs {
            if let Some(count) = running.get_mut((*age as f64 / self.width) as usize) {
                *count += 1;
            }
        }
        let (mut at_risk, mut apart) = (self.begun as f64, 1.0);
        let mut curve = vec![[0.0, 0.0]];
        for (bin, (met, watched)) in self.met.iter().zip(running).enumerate() {
            let (met, watched) = (*met as f64, watched as f64);
            let exposed = at_risk - 0.5 * watched;
            if exposed < 20.0 {
                break;
            }
            apart *= 1.0 - (met / exposed).min(1.0);
            at_risk -= met + watched;
            curve.push([(bin + 1) as f64 * self.width, 1.0 - apart]);
        }
        curve
    }

    /// Feeds every number of the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for (at, age) in &self.pairs {
            hash(*at);
            hash(*age as f64);
        }
        let counts = [self.begun, self.ended, self.early].into_iter().chain(self.met);
        counts.for_each(|count| hash(count as f64));
        self.times.digest(hash);
    }
}
