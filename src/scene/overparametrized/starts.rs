//! Hidden starts: how the Gram matrix scatters about its limit, and how many units are silent.

use super::setup::Setup;
use super::{FINE_GRAINED, GLOBAL_MINIMA};
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::random::Stream;
use crate::scene::instrument::Instrument;
use crate::theory::wide_network::silent_share;

/// Starts that are drawn.
const STARTS: u64 = 400;
/// Independent units of each.
const UNITS: usize = 64;
/// Starts of one step of the scene.
const AT_ONCE: u64 = 10;

/// The squared distance of H(0) from H∞, and the share of units that are active nowhere.
#[derive(Debug, Clone)]
pub(super) struct Starts {
    chance: Stream,
    spread: Mean,
    silent: u64,
}

impl Starts {
    /// None drawn yet.
    pub(super) fn new(seed: u64) -> Self {
        Self { chance: Stream::new(seed, "hidden starts"), spread: Mean::default(), silent: 0 }
    }

    fn draw(&mut self, setup: &Setup) {
        let n = setup.points.len();
        let mut both = vec![0_u32; n * n];
        for _ in 0..UNITS {
            let [v, w] = self.chance.on_circle(1.0);
            let active: Vec<bool> = setup.points.iter().map(|[x, y]| v * x + w * y >= 0.0).collect();
            self.silent += u64::from(!active.contains(&true));
            for i in (0..n).filter(|i| active[*i]) {
                for j in (0..n).filter(|j| active[*j]) {
                    both[i * n + j] += 1;
                }
            }
        }
        let mut square = 0.0;
        for i in 0..n {
            for j in 0..n {
                let ([x, y], [u, v]) = (setup.points[i], setup.points[j]);
                let off = (x * u + y * v) * f64::from(both[i * n + j]) / UNITS as f64 - setup.wide.gram[(i, j)];
                square += off * off;
            }
        }
        self.spread.add(UNITS as f64 * square);
    }

    fn progress(&self) -> f64 {
        self.spread.count as f64 / STARTS as f64
    }
}

/// The spread's claim; the silent share has its own.
impl Instrument<Setup> for Starts {
    fn step(&mut self, setup: &Setup, _count: u64) {
        let left = STARTS - self.spread.count;
        (0..left.min(AT_ONCE)).for_each(|_| self.draw(setup));
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let estimate = self.spread.estimate();
        let error = estimate.map_or(0.0, |estimate| estimate.standard_error);
        let measured = estimate.map(|estimate| estimate.value).filter(|_| self.spread.count == STARTS);
        Some(
            Claim::equal("gram-spread", setup.wide.gram_spread(), GLOBAL_MINIMA)
                .within(STANDARD_ERRORS * error, "starts")
                .measured(measured)
                .progressing(self.progress()),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.spread.digest(hash);
        hash(self.silent as f64);
    }
}

/// The share of silent units among those of the hidden starts.
#[derive(Debug, Clone)]
pub(super) struct Silent(pub(super) Starts);

impl Instrument<Setup> for Silent {
    fn step(&mut self, setup: &Setup, count: u64) {
        self.0.step(setup, count);
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let (first, last) = (setup.angles.first()?, setup.angles.last()?);
        let predicted = silent_share(*first, *last);
        let units = (STARTS * UNITS as u64) as f64;
        let error = libm::sqrt(predicted * (1.0 - predicted) / units);
        let measured = (self.0.spread.count == STARTS).then(|| self.0.silent as f64 / units);
        Some(
            Claim::equal("dead", predicted, FINE_GRAINED)
                .within(STANDARD_ERRORS * error, "units")
                .measured(measured)
                .progressing(self.0.progress()),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.0.digest(hash);
    }
}
