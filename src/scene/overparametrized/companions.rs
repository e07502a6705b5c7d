//! Hidden networks that start with large weights: their mean loss and how far they move, beside the infinitely wide network's.

use super::FINE_GRAINED;
use super::setup::{Setup, loss};
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::random::Stream;
use crate::scene::instrument::Instrument;

/// Networks of each width.
const NETWORKS: u64 = 64;
/// κ of these networks: so large that hardly a unit flips.
const SCALE: f64 = 256.0;
/// Below this width terms of order 1/m² count.
const LEAST_WIDTH: usize = 256;
/// The loss is compared twice as late as it is predicted to have fallen to this share.
const SHARE: f64 = 0.1;
/// No more steps than this.
const LIMIT: u32 = 400;
/// Products of one step of the scene: units times points times steps.
const WORK: usize = 1 << 21;

/// Networks of the scene's width, and as many of half of it.
#[derive(Debug, Clone)]
pub(super) struct Companions {
    chance: Stream,
    steps: u32,
    loss: Mean,
    /// ‖W − W₀‖² of the full and of half the width.
    distance: [Mean; 2],
    /// m times the second-order term of the mean loss.
    correction: f64,
}

impl Companions {
    /// None where the width is small, or where the loss falls too slowly.
    pub(super) fn new(setup: &Setup, seed: u64) -> Option<Self> {
        if setup.width < LEAST_WIDTH || setup.wide.loss(setup.rate, 0) == 0.0 {
            return None;
        }
        let steps = 2 * setup.wide.first_below(SHARE, setup.rate, LIMIT / 2)?;
        Some(Self {
            chance: Stream::new(seed, "companions"),
            steps,
            loss: Mean::default(),
            distance: [Mean::default(); 2],
            correction: setup.wide.loss_correction(setup.rate, steps),
        })
    }

    /// Trains the next network.
    fn train(&mut self, setup: &Setup) {
        let half = self.distance[1].count < self.distance[0].count;
        // An even width, so that every unit has its partner.
        let width = if half { setup.width / 4 * 2 } else { setup.width / 2 * 2 };
        let start = setup.draw(width, SCALE, &mut self.chance);
        let mut layer = start.clone();
        for _ in 0..self.steps {
            let residuals = setup.residuals(&layer);
            layer.descend(&setup.points, &residuals, setup.rate);
        }
        self.distance[usize::from(half)].add(layer.squared_distance(&start));
        if !half {
            self.loss.add(loss(&setup.residuals(&layer)));
        }
    }

    fn is_done(&self) -> bool {
        self.distance[1].count == NETWORKS
    }

    fn progress(&self) -> f64 {
        (self.distance[0].count + self.distance[1].count) as f64 / (2 * NETWORKS) as f64
    }
}

/// Which of the two quantities a claim is about. Both read the same networks.
#[derive(Clone)]
pub(super) struct LazyLoss(pub(super) Companions);

impl Instrument<Setup> for LazyLoss {
    fn step(&mut self, setup: &Setup, _count: u64) {
        let each = setup.width * setup.points.len() * self.0.steps as usize;
        for _ in 0..(WORK / each.max(1)).clamp(1, 8) {
            if !self.0.is_done() {
                self.0.train(setup);
            }
        }
    }

    fn claim(&self, setup: &Setup) -> Option<Claim> {
        let estimate = self.0.loss.estimate();
        let error = estimate.map_or(0.0, |estimate| estimate.standard_error);
        let width = (setup.width / 2 * 2) as f64;
        let correction = self.0.correction / width;
        let predicted = setup.wide.loss(setup.rate, self.0.steps) + correction;
        Some(
            Claim::equal("lazy-loss", predicted, FINE_GRAINED)
                .within(STANDARD_ERRORS * error + 0.5 * correction.abs(), "companions")
                .measured(estimate.map(|estimate| estimate.value).filter(|_| self.0.is_done()))
                .progressing(self.0.progress()),
        )
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.0.loss.digest(hash);
        self.0.distance.iter().for_each(|mean| mean.digest(hash));
    }
}

impl LazyLoss {
    /// How far the weights have moved; the tolerance counts the change from half the width.
    pub(super) fn distance(&self, setup: &Setup) -> Option<Claim> {
        let [whole, half] = self.0.distance.map(|mean| mean.estimate());
        let error = whole.map_or(0.0, |estimate| estimate.standard_error);
        let change = whole.zip(half).map_or(0.0, |(whole, half)| (whole.value - half.value).abs());
        let predicted = setup.wide.squared_distance(setup.rate, self.0.steps);
        Some(
            Claim::equal("distance", predicted, FINE_GRAINED)
                .within(STANDARD_ERRORS * error + change, "half-width")
                .measured(whole.map(|estimate| estimate.value).filter(|_| self.0.is_done()))
                .progressing(self.0.progress()),
        )
    }
}
