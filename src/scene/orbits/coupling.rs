//! Two pairs of Brownian motions coupled by reflection, one on the plane, one on the unit sphere, with hidden pairs that are timed.

use super::{claims, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::measure::estimate::{Estimate, Mean};
use crate::method::langevin::ULA;
use crate::normal;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};

/// Pairs under way at once on each surface.
const PAIRS: usize = 600;
/// Pairs that are timed on each surface in all.
pub(super) const LEGS: u64 = 6000;
/// Bins of the meeting times, up to twice the plane's median.
pub(super) const BINS: usize = 40;
/// The time after which a pair on the sphere is given up: e⁻²⁰ of them are left then.
const GIVEN_UP: f64 = 20.0;
/// Where the plane's mirror and the sphere's centre stand in the picture, and how far a pair on the plane may go.
pub(super) const MIRROR: f64 = -1.65;
pub(super) const SPHERE: [f64; 2] = [1.65, 0.0];
const PANEL: f64 = 1.45;
/// For how many steps a pair that has met goes on as one before it starts anew.
const TOGETHER: u32 = 240;

/// On what the motions move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Surface {
    Plane,
    Sphere,
}

impl Surface {
    /// A motion's distance from the mirror a step of time η later, or none where it met the mirror on its way: then it met its image.
    /// Between two looks a motion at a and b has touched the mirror with probability e^{−2ab/η}, as a Brownian bridge does.
    fn away(self, from: f64, eta: f64, [across, along]: [f64; 2], luck: f64) -> Option<f64> {
        let root = libm::sqrt(eta);
        let to = match self {
            Self::Plane => from + root * across,
            Self::Sphere => {
                // Along a great circle, in a direction of normal coordinates (across, along).
                let length = root * libm::hypot(across, along);
                let slope = if length > 0.0 { libm::sin(length) / length } else { 1.0 };
                let (sine, cosine) = libm::sincos(from);
                libm::asin((sine * libm::cos(length) + cosine * slope * root * across).clamp(-1.0, 1.0))
            }
        };
        (to > 0.0 && luck >= libm::exp(-2.0 * from * to / eta)).then_some(to)
    }
}

/// Pairs that are timed until they meet or are given up. Which pair starts next never depends on how long one will take, so that the
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
    fn new(surface: Surface, distance: f64, eta: f64, median: u64, seed: u64) -> Self {
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

    fn step(&mut self, eta: f64) {
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

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.pairs.iter().for_each(|(at, _)| hash(*at));
        self.times.digest(hash);
        hash(self.early as f64);
    }
}

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
    fn new(surface: Surface, distance: f64, seed: u64) -> Self {
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
            Surface::Sphere => picture::projected(at).0,
        })
    }

    fn step(&mut self, eta: f64) {
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
    fn distance(&self) -> f64 {
        if self.together.is_some() { 0.0 } else { 2.0 * self.off_mirror() }
    }

    fn outside(&self) -> bool {
        self.surface == Surface::Plane && (self.at[0].abs() > PANEL || self.at[1].abs() > PANEL)
    }
}

/// From a unit vector along the great circle in the direction of a vector's tangential part, as far as that is long.
fn along_great_circle(at: [f64; 3], step: [f64; 3]) -> [f64; 3] {
    let radial: f64 = at.iter().zip(step).map(|(a, s)| a * s).sum();
    let tangent: [f64; 3] = core::array::from_fn(|i| step[i] - radial * at[i]);
    let length = tangent.iter().map(|v| v * v).sum::<f64>().sqrt();
    let slope = if length > 0.0 { libm::sin(length) / length } else { 1.0 };
    let next: [f64; 3] = core::array::from_fn(|i| at[i] * libm::cos(length) + slope * tangent[i]);
    let size = next.iter().map(|v| v * v).sum::<f64>().sqrt();
    next.map(|v| v / size)
}

/// The scene's state.
#[derive(Debug, Clone)]
pub(super) struct CouplingRun {
    pub(super) eta: f64,
    pub(super) distance: f64,
    /// The steps by which half of the pairs on the plane have met.
    pub(super) median: u64,
    pub(super) pairs: [Pair; 2],
    pub(super) plane: Meetings,
    pub(super) sphere: Meetings,
    pub(super) step: u64,
}

impl CouplingRun {
    /// At step 0: each pair at the distance set, symmetric about its mirror.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (eta, distance) = (settings.number("eta")?, settings.number("distance")?);
        // 2Φ(−r/2√t) = ½.
        let root = -0.5 * distance / normal::quantile(0.25);
        let median = (root * root / eta).ceil().max(1.0) as u64;
        Ok(Self {
            eta,
            distance,
            median,
            pairs: [Surface::Plane, Surface::Sphere].map(|surface| Pair::new(surface, distance, seed)),
            plane: Meetings::new(Surface::Plane, distance, eta, median, seed),
            sphere: Meetings::new(Surface::Sphere, distance, eta, median, seed),
            step: 0,
        })
    }
}

impl Run for CouplingRun {
    fn step(&mut self) {
        self.step += 1;
        self.pairs.iter_mut().for_each(|pair| pair.step(self.eta));
        self.plane.step(self.eta);
        self.sphere.step(self.eta);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        Rect::new([-3.2, 3.2], [-1.75, 1.75])
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        picture::surfaces()
    }

    fn frame(&self) -> Frame {
        let readout = |id: &str, label: &str, value: f64| Readout {
            id: id.to_string().into(),
            label: label.to_string().into(),
            value,
            unit: String::new().into(),
        };
        let [plane, sphere] = &self.pairs;
        Frame {
            twin: Vec::new(),
            layers: picture::pairs(self),
            charts: picture::meetings(self),
            readouts: vec![
                readout("time", "time ηk", self.eta * self.step as f64),
                readout("plane", "meetings on the plane", f64::from(plane.meetings)),
                readout("sphere", "meetings on the sphere", f64::from(sphere.meetings)),
            ],
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let [plane, sphere] = &self.pairs;
        let observable = |id: &str, value: f64| Observable { id: id.to_string(), value };
        vec![observable("distance.plane", plane.distance()), observable("distance.sphere", sphere.distance())]
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |label: &str, pair: &Pair| Track {
            id: ULA.id.to_string(),
            label: label.to_string().into(),
            point: pair.at.to_vec(),
            value: pair.distance(),
        };
        let [plane, sphere] = &self.pairs;
        vec![track("a motion on the plane", plane), track("a motion on the sphere", sphere)]
    }

    fn claims(&self) -> Vec<Claim> {
        claims::coupling(self)
    }

    fn probe(&self, [x, y]: [f64; 2]) -> Option<Probe> {
        let line = if x < 0.0 {
            format!("on the plane, {:.3} from the mirror", (x - MIRROR).abs())
        } else {
            let from_centre = libm::hypot(x - SPHERE[0], y - SPHERE[1]);
            format!("on the sphere: {}", if from_centre <= 1.0 { "seen from the front" } else { "beside it" })
        };
        Some(Probe { lines: vec![line.into()] })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.pairs.iter().flat_map(|pair| pair.at).for_each(&mut *hash);
        self.plane.digest(hash);
        self.sphere.digest(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn steps_on_the_sphere_stay_on_it_and_have_their_length() {
        let mut stream = Stream::new(2, "sphere");
        let mut at = [0.6, 0.0, 0.8];
        for _ in 0..1000 {
            let step = [0.1 * stream.normal(), 0.1 * stream.normal(), 0.1 * stream.normal()];
            let radial: f64 = at.iter().zip(step).map(|(a, s)| a * s).sum();
            let length = step.iter().map(|v| v * v).sum::<f64>() - radial * radial;
            let next = along_great_circle(at, step);
            let cosine: f64 = at.iter().zip(next).map(|(a, b)| a * b).sum();
            assert_relative_eq!(libm::acos(cosine.min(1.0)), length.max(0.0).sqrt(), epsilon = 1e-7);
            at = next;
        }
        assert_relative_eq!(at.iter().map(|v| v * v).sum::<f64>(), 1.0, epsilon = 1e-14);
    }

    #[test]
    fn height_alone_moves_as_the_vector_does() {
        // The same step, once by the distance from the mirror alone and once by the vector: across is the direction towards the pole.
        let (from, eta, across, along) = (0.7_f64, 0.01, 0.8, -1.3);
        let at = [from.sin(), 0.0, from.cos()];
        let root = libm::sqrt(eta);
        let step = [root * across * from.cos(), root * along, -root * across * from.sin()];
        let to = Surface::Sphere.away(from, eta, [across, along], 1.0).unwrap();
        assert_relative_eq!(libm::sin(to), along_great_circle(at, step)[0], epsilon = 1e-14);
    }

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
