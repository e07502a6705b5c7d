//! What holds of any two batches and any discriminator: the best response, the duality of transport, and the critic below it.

use super::learner::Learner;
use super::play::{generate, judge, log_sigmoid, sigmoid};
use super::setup::{Setup, apart, latent, points, transport};
use super::{BEST_RESPONSE, DUALITY};
use crate::frame::Claim;
use crate::geometry::Rect;
use crate::measure::histogram::cell;
use crate::measure::symmetric::SymmetricSpectrum;
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::theory::best_response::{best_payoff, jensen_shannon, shortfall};
use nalgebra::DMatrix;
use saddleback_network::{Network, Panel};

/// The histograms' area and cells along each side. Points beyond it count in its outer cells.
pub(super) const AREA: Rect = Rect::new([-2.4, 2.4], [-2.4, 2.4]);
pub(super) const CELLS: usize = 48;

/// What is measured between fresh batches of the data and of a generator.
#[derive(Debug, Clone)]
pub(super) struct Laws {
    stream: Stream,
    best: ExactLaw,
    divergence: ExactLaw,
    duality: ExactLaw,
    /// The greatest ratio of the critic's bound to the transport distance.
    ratio: f64,
    /// The transport distance that was last measured.
    pub(super) distance: f64,
}

/// The shares of points in the cells of [`AREA`].
pub(super) fn histogram(points: &[[f64; 2]]) -> Vec<f64> {
    let mut shares = vec![0.0; CELLS * CELLS];
    let side = (AREA.x[1] - AREA.x[0]) / CELLS as f64;
    let inside = |x: f64, [low, high]: [f64; 2]| x.clamp(low + 0.5 * side, high - 0.5 * side);
    for [x, y] in points {
        shares[cell(AREA, CELLS, [inside(*x, AREA.x), inside(*y, AREA.y)])] += 1.0 / points.len() as f64;
    }
    shares
}

/// ∏‖W_l‖₂, a bound on how fast the network's output changes with its input when no activation is steeper than 1.
fn lipschitz_bound(network: &Network, weights: &[f64]) -> f64 {
    let mut place = 0;
    let norm = |layer: &saddleback_network::Layer| {
        let rows = &weights[place..place + layer.inputs * layer.outputs];
        place += layer.parameters();
        // The smaller of WᵀW and WWᵀ.
        let small = layer.inputs.min(layer.outputs);
        let entry = |i: usize, j: usize| -> f64 {
            if layer.inputs <= layer.outputs {
                rows.chunks(layer.inputs).map(|row| row[i] * row[j]).sum()
            } else {
                let row = |k: usize| &rows[k * layer.inputs..(k + 1) * layer.inputs];
                row(i).iter().zip(row(j)).map(|(a, b)| a * b).sum()
            }
        };
        let greatest = SymmetricSpectrum::new(&DMatrix::from_fn(small, small, entry));
        libm::sqrt(greatest.map_or(f64::NAN, |spectrum| spectrum.greatest()))
    };
    network.layers().iter().map(norm).product()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

impl Laws {
    /// Nothing measured yet.
    pub(super) fn new(learner: &Learner, seed: u64) -> Self {
        Self {
            stream: Stream::new(seed, &format!("measured {}", learner.info.id)),
            best: ExactLaw::equal("best-response", 0.0, BEST_RESPONSE),
            divergence: ExactLaw::equal("jensen-shannon", 0.0, BEST_RESPONSE),
            duality: ExactLaw::equal("duality", 0.0, DUALITY),
            ratio: f64::NEG_INFINITY,
            distance: f64::NAN,
        }
    }

    /// Measures once.
    pub(super) fn see(&mut self, setup: &Setup, learner: &Learner) {
        let real_panel = setup.real(&mut self.stream, setup.batch);
        let drawn = generate(setup, &learner.players.generator, &latent(&mut self.stream, setup.batch));
        let (real, generated) = (points(&real_panel), points(&drawn.points));
        self.see_transport(&real, &generated);
        let logits = |panel: &Panel| judge(setup, &learner.players.discriminator, panel).1;
        let bound = lipschitz_bound(&setup.discriminator, &learner.players.discriminator);
        let rise = mean(&logits(&real_panel)) - mean(&logits(&drawn.points));
        if bound > 0.0 {
            self.ratio = self.ratio.max(rise / bound / self.distance);
        }
        self.see_responses(&histogram(&real), &histogram(&generated), &|cells| logits(cells));
    }

    fn see_transport(&mut self, real: &[[f64; 2]], generated: &[[f64; 2]]) {
        let (cost, _, potentials) = transport(real, generated);
        let n = real.len() as f64;
        // f(x) = minⱼ (|x − yⱼ| − ψⱼ) changes by no more than the distance, as a least of such functions.
        let f = |at: &[f64; 2]| {
            generated
                .iter()
                .zip(&potentials)
                .map(|(y, potential)| apart(*at, *y) - potential)
                .fold(f64::INFINITY, f64::min)
        };
        let dual = (real.iter().map(f).sum::<f64>() - generated.iter().map(f).sum::<f64>()) / n;
        self.distance = cost / n;
        self.duality.see(self.distance - dual);
    }

    fn see_responses(&mut self, p: &[f64], q: &[f64], logits: &dyn Fn(&Panel) -> Vec<f64>) {
        let filled: Vec<usize> = (0..p.len()).filter(|k| p[*k] + q[*k] > 0.0).collect();
        let side = (AREA.x[1] - AREA.x[0]) / CELLS as f64;
        let centre =
            |k: usize| [AREA.x[0] + side * ((k % CELLS) as f64 + 0.5), AREA.y[0] + side * ((k / CELLS) as f64 + 0.5)];
        let judged = logits(&Panel::from_fn(2, filled.len(), |axis, example| centre(filled[example])[axis]));
        let of = |law: &[f64]| filled.iter().map(|k| law[*k]).collect::<Vec<f64>>();
        let (p, q) = (of(p), of(q));
        let best = best_payoff(&p, &q);
        self.divergence.see(best - 2.0 * jensen_shannon(&p, &q) + libm::log(4.0));
        // A network that is sure beyond rounding has an infinite shortfall.
        if judged.iter().all(|d| d.abs() < 30.0) {
            let term = |((p, q), d): ((&f64, &f64), &f64)| p * log_sigmoid(*d) + q * log_sigmoid(-d);
            let payoff: f64 = p.iter().zip(&q).zip(&judged).map(term).sum();
            let says: Vec<f64> = judged.iter().map(|d| sigmoid(*d)).collect();
            let short = shortfall(&p, &q, &says);
            self.best.see((best - payoff - short) / (1.0 + payoff.abs()));
        }
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let ratio = Some(self.ratio).filter(|ratio| ratio.is_finite());
        let critic = Claim::at_most("critic-below-transport", 1.0, DUALITY).within(0.0, "bound").measured(ratio);
        vec![self.best.claim(), self.divergence.claim(), self.duality.claim(), critic]
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        [&self.best, &self.divergence, &self.duality].into_iter().for_each(|law| law.digest(hash));
        hash(if self.ratio.is_finite() { self.ratio } else { 0.0 });
        hash(if self.distance.is_finite() { self.distance } else { 0.0 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use saddleback_network::Activation;

    #[test]
    fn the_bound_is_the_product_of_greatest_singular_values() {
        let network = Network::through(&[2, 3, 1], Activation::Relu);
        // W₁ has orthogonal columns of lengths 2 and 1; W₂ is (3, 4, 0).
        let weights = [2.0, 0.0, 0.0, 1.0, 0.0, 0.0, 9.0, 9.0, 9.0, 3.0, 4.0, 0.0, 7.0];
        assert_relative_eq!(lipschitz_bound(&network, &weights), 10.0, max_relative = 1e-12);
    }

    #[test]
    fn points_outside_count_at_the_rim() {
        let shares = histogram(&[[9.0, -9.0], [0.01, 0.01]]);
        assert_relative_eq!(shares[CELLS - 1], 0.5);
        assert_relative_eq!(shares.iter().sum::<f64>(), 1.0);
    }
}
