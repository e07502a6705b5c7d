//! The chains on the circles: all start in one place, and are what the picture shows and the claims measure.

use crate::measure::estimate::{Estimate, Mean};
use crate::method::langevin::Ula;
use crate::normal;
use crate::problem::density::OrbitDensity;
use crate::problem::density::orbits::{determinant, parts};
use crate::random::Stream;

/// How many chains there are.
pub(super) const CHAINS: usize = 400;
/// The time over which the angle's forgetting is measured: in it the cosine keeps e^{−1/8}.
pub(super) const WINDOW: f64 = 0.25;
/// Windows of each chain.
pub(super) const WINDOWS: u64 = 25;
/// Looks at the variance across the circle.
const LOOKS: u64 = 12;

/// The angle of X on its circle: of z₊ where det X ≥ 0, else of z₋.
pub(super) fn angle(x: [f64; 4]) -> f64 {
    let [plus, minus] = parts(x);
    let [u, v] = if determinant(x) >= 0.0 { plus } else { minus };
    libm::atan2(v, u)
}

/// The chains, with what is measured of them.
#[derive(Debug, Clone)]
pub(in crate::scene::orbits) struct Ensemble {
    pub(super) chains: Vec<[f64; 4]>,
    /// Angles when the window began.
    marks: Vec<f64>,
    /// Steps of a window, before the first look, and between looks.
    window: u64,
    burn_in: u64,
    gap: u64,
    looks: u64,
    windows: u64,
    cosines: Mean,
    across: Mean,
    /// How many chains have ever changed the determinant's sign.
    crossed: Vec<bool>,
    positive: bool,
    stream: Stream,
    /// Chains that left every bound, and stand where they last were finite.
    pub(super) stopped: Vec<bool>,
    start_angle: f64,
    step: u64,
}

impl Ensemble {
    pub(super) fn new(start: [f64; 4], beta: f64, eta: f64, seed: u64) -> Self {
        let steps = |time: f64| (time / eta).ceil().max(1.0) as u64;
        Self {
            chains: vec![start; CHAINS],
            marks: Vec::new(),
            window: steps(WINDOW),
            // The slowest direction across forgets like e^{−8βt}.
            burn_in: steps(1.5 / beta),
            gap: steps(0.5 / beta),
            looks: 0,
            windows: 0,
            cosines: Mean::default(),
            across: Mean::default(),
            crossed: vec![false; CHAINS],
            positive: determinant(start) >= 0.0,
            stream: Stream::new(seed, "orbits"),
            stopped: vec![false; CHAINS],
            start_angle: angle(start),
            step: 0,
        }
    }

    /// A step of every chain, and looks where they are due.
    pub(super) fn step(&mut self, density: &OrbitDensity, ula: &Ula) {
        self.step += 1;
        let mut noise = [0.0; 4 * 50];
        for (group, chains) in self.chains.chunks_mut(50).enumerate() {
            normal::fill(&mut self.stream, &mut noise[..4 * chains.len()]);
            for (index, (x, xi)) in chains.iter_mut().zip(noise.chunks_exact(4)).enumerate() {
                let index = 50 * group + index;
                if !self.stopped[index] {
                    match moved(density, ula, *x, xi) {
                        Some(next) => *x = next,
                        None => self.stopped[index] = true,
                    }
                    self.crossed[index] |= (determinant(*x) >= 0.0) != self.positive;
                }
            }
        }
        self.look();
    }

    fn look(&mut self) {
        if self.windows < WINDOWS && self.step >= self.burn_in {
            let since = self.step - self.burn_in;
            if since.is_multiple_of(self.window) {
                let now: Vec<f64> = self.chains.iter().map(|x| angle(*x)).collect();
                if since > 0 {
                    self.marks.iter().zip(&now).for_each(|(before, after)| self.cosines.add(libm::cos(after - before)));
                    self.windows += 1;
                }
                self.marks = now;
            }
        }
        if self.looks < LOOKS && self.step >= self.burn_in && (self.step - self.burn_in).is_multiple_of(self.gap) {
            self.looks += 1;
            for x in &self.chains {
                let [plus, minus] = parts(*x).map(|[u, v]| libm::hypot(u, v));
                let (large, small) = (plus + minus - 1.0, (plus - minus).abs() - 1.0);
                self.across.add((large * large + small * small) / 3.0);
            }
        }
    }

    /// The time each chain needs for all windows.
    pub(super) fn horizon(&self, eta: f64) -> f64 {
        (self.burn_in + WINDOWS * self.window) as f64 * eta
    }

    /// How much of the windows is over.
    pub(super) fn progress(&self) -> f64 {
        (self.step as f64 / (self.burn_in + WINDOWS * self.window) as f64).min(1.0)
    }

    /// How much of the looks is over.
    pub(super) fn progress_of_looks(&self) -> f64 {
        self.looks as f64 / LOOKS as f64
    }

    /// The rate −log E cos/t with its standard error by the delta method, once all windows are over.
    pub(super) fn rotation_rate(&self, eta: f64) -> Option<Estimate> {
        let time = self.window as f64 * eta;
        let mean = (self.windows == WINDOWS).then(|| self.cosines.estimate()).flatten()?;
        let value = -libm::log(mean.value.max(f64::MIN_POSITIVE)) / time;
        Some(Estimate { value, standard_error: mean.standard_error / (mean.value.abs() * time) })
    }

    /// The variance in each direction across the circle, once all looks are over.
    pub(in crate::scene::orbits) fn normal_variance(&self) -> Option<Estimate> {
        (self.looks == LOOKS).then(|| self.across.estimate()).flatten()
    }

    /// How many chains have changed the determinant's sign so far.
    pub(in crate::scene::orbits) fn crossings(&self) -> usize {
        self.crossed.iter().filter(|crossed| **crossed).count()
    }

    /// The mean of cos(θ − θ₀) now.
    pub(super) fn correlation(&self) -> f64 {
        self.chains.iter().map(|x| libm::cos(angle(*x) - self.start_angle)).sum::<f64>() / CHAINS as f64
    }

    /// The share of chains with det X ≥ 0 now.
    pub(super) fn share_of_rotations(&self) -> f64 {
        self.chains.iter().filter(|x| determinant(**x) >= 0.0).count() as f64 / CHAINS as f64
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.chains.iter().flatten().chain(&self.marks).for_each(|v| hash(*v));
        self.cosines.digest(hash);
        self.across.digest(hash);
        hash(self.crossings() as f64);
    }
}

/// One step of a chain; none where it would leave every bound.
pub(super) fn moved(density: &OrbitDensity, ula: &Ula, x: [f64; 4], xi: &[f64]) -> Option<[f64; 4]> {
    let slope = density.slope(x);
    let next: [f64; 4] = core::array::from_fn(|i| ula.step(x[i], slope[i], xi[i]));
    next.iter().all(|v| v.abs() < 1e3).then_some(next)
}
