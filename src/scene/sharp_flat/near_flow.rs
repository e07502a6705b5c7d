//! Hidden descent with two short steps, beside the gradient flow: how much imbalance it loses.

use super::BALANCE;
use super::setup::Setup;
use crate::frame::Claim;
use crate::scene::exact::EXACT;
use crate::scene::instrument::Instrument;
use crate::theory::valley::{flow_erosion, flow_sharpness, imbalance};

/// Descent on the product net with two short steps, h and h/2, from the scene's start: how much imbalance it loses per h.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct NearFlow {
    short: f64,
    walkers: [[f64; 2]; 2],
    start: f64,
    horizon: u64,
    steps: u64,
}

impl NearFlow {
    /// None where D vanishes, or the valley is much flatter than the slopes on the way, so that it would take too long.
    pub(super) fn new(setup: &Setup) -> Option<Self> {
        let [x, y] = setup.start;
        let start = imbalance(setup.start);
        if setup.info.id != "product-net" || start.abs() < 1e-3 * (x * x + y * y).max(1.0) {
            return None;
        }
        let p = x * y;
        // A bound on curvature along the flow, where p runs from p₀ to 1.
        let steepest = 2.0 * libm::hypot(start, 2.0 * p.abs().max(1.0)) + 2.0 * (1.0 - p).abs();
        let short = 0.02 / steepest;
        let horizon = libm::ceil(40.0 / (short * flow_sharpness(start)));
        let walkers = [setup.start; 2];
        (horizon <= Setup::PATIENCE).then_some(Self { short, walkers, start, horizon: horizon as u64, steps: 0 })
    }

    fn progress(&self) -> f64 {
        self.steps as f64 / self.horizon as f64
    }

    /// −ln(D∞/D₀)/(4h) with h and with h/2, once both have arrived.
    fn erosions(&self) -> Option<[f64; 2]> {
        let arrived = self.walkers.iter().all(|[x, y]| (1.0 - x * y).abs() < 1e-6);
        let erosion = |at: [f64; 2], h: f64| -libm::log(imbalance(at) / self.start) / (4.0 * h);
        (self.steps == self.horizon && arrived)
            .then(|| [erosion(self.walkers[0], self.short), erosion(self.walkers[1], 0.5 * self.short)])
    }
}

impl Instrument<Setup> for NearFlow {
    fn step(&mut self, setup: &Setup, _count: u64) {
        if self.steps == self.horizon {
            return;
        }
        self.steps += 1;
        setup.descend(self.short, &mut self.walkers[0]);
        for _ in 0..2 {
            setup.descend(0.5 * self.short, &mut self.walkers[1]);
        }
    }

    /// None in the end where it has not arrived.
    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let erosions = self.erosions();
        // The next term is of the order of h: halving h has taken away as much as remains.
        let next = erosions.map_or(0.0, |[whole, half]| (whole - half).abs());
        (erosions.is_some() || self.steps < self.horizon).then(|| {
            Claim::equal("flow-imbalance", flow_erosion(setup.start), BALANCE)
                .within(1.5 * next + EXACT, "halving")
                .measured(erosions.map(|[_, half]| half))
                .progressing(self.progress())
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flatten().for_each(|value| hash(*value));
    }
}
