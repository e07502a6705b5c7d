//! What theory says of the players that are seen: the start of each rule, and what a step of plain gradients adds.

use super::game::{Players, Slopes};
use super::learner::Learner;
use super::rules::length;
use super::setup::Setup;
use super::{DISSECTING, EULER, Kind};
use crate::frame::Claim;
use crate::scene::exact::ExactLaw;
use crate::theory::two_modes::{crossing, greatest, take_off};

/// A neuron has taken off when its projection on a mode is this long.
const HEIGHT: f64 = 0.5;
/// Later starts than this are not waited for.
const LATEST: u64 = 4000;
/// Fewer neurons feel the generator more.
const LEAST_NEURONS: usize = 4;
/// The generator's influence that the prediction without a generator bears, four times that of the default settings.
const MOST_INFLUENCE: f64 = 6e-5;
/// The generator has moved by less than this share of its own length when the discriminator takes off.
const STILL: f64 = 0.01;
/// That bound is offered where the expected share is this or less.
const EXPECTED_STILL: f64 = 0.001;
/// The tolerance in steps, and as a share of the predicted step: the next order of the modified equation, and the generator.
const TAKE_OFF_TOLERANCE: [f64; 2] = [1.0, 1.0 / 2000.0];

/// The laws of one pair of players.
#[derive(Debug, Clone)]
pub(super) struct Laws {
    kind: Kind,
    step_sizes: [f64; 2],
    /// The greatest projection at the start, and the length of V there.
    first: f64,
    size: f64,
    /// When the first neuron should take off, where theory says so.
    predicted: Option<f64>,
    is_still: bool,
    /// The greatest projection after the last step.
    before: f64,
    /// How far V has gone in all until the first neuron takes off.
    path: f64,
    took_off: Option<f64>,
    gain: ExactLaw,
    pace: ExactLaw,
}

impl Laws {
    /// None for a rule without laws.
    pub(super) fn new(setup: &Setup, learner: &Learner) -> Option<Self> {
        let (kind, step_sizes) = (learner.rule.kind, learner.rule.step_sizes);
        if !matches!(kind, Kind::Gradient | Kind::Normalized) {
            return None;
        }
        let projections = Players::projections(&learner.players.neurons, setup);
        let start = &setup.start;
        let is_undisturbed = start.neurons >= LEAST_NEURONS && start.influence() <= MOST_INFLUENCE;
        let foreseen = kind == Kind::Gradient && is_undisturbed;
        let predicted =
            foreseen.then(|| take_off(&projections, start.overlap, step_sizes[0], HEIGHT, LATEST)).flatten();
        // While x grows to ½ by dx = ¾x²η_D, a column grows by ∫(3/2m)(xσ_v z)²x η_G, with z² of mean square 3.
        let share = 0.25 * libm::sqrt(3.0) * step_sizes[1] / step_sizes[0] * start.column_scale
            / (start.columns as f64 * libm::sqrt(start.dimension as f64));
        let first = greatest(&projections);
        Some(Self {
            kind,
            step_sizes,
            first,
            size: length(&learner.players.columns),
            predicted,
            is_still: predicted.is_some() && share <= EXPECTED_STILL,
            before: first,
            path: 0.0,
            took_off: None,
            gain: ExactLaw::equal("nothing-lost", 0.0, DISSECTING),
            pace: ExactLaw::equal("unit-pace", 1.0, DISSECTING),
        })
    }

    /// Takes up a step: the players before it, the slopes that it used, and the players after it.
    pub(super) fn see(&mut self, setup: &Setup, step: u64, before: &Players, slopes: &Slopes, learner: &Learner) {
        if self.took_off.is_none() {
            self.path += learner.lengths[1];
            let after = greatest(&Players::projections(&learner.players.neurons, setup));
            if after >= HEIGHT && self.before < HEIGHT {
                self.took_off = Some(crossing(step, self.before, after, HEIGHT));
            }
            self.before = after;
        }
        match self.kind {
            Kind::Gradient => self.weigh(before, slopes, &learner.players),
            _ => self.pace.see(learner.lengths[1] / self.step_sizes[1]),
        }
    }

    /// Δ(‖W‖²/2η_D + ‖V‖²/2η_G) against the data's part and the squares of the steps.
    fn weigh(&mut self, before: &Players, slopes: &Slopes, after: &Players) {
        let square = |vector: &[f64]| vector.iter().map(|x| x * x).sum::<f64>();
        let [of_neurons, of_columns] = self.step_sizes;
        let energy = |p: &Players| square(&p.neurons) / (2.0 * of_neurons) + square(&p.columns) / (2.0 * of_columns);
        let squares = 0.5 * of_neurons * square(&slopes.of[0]) + 0.5 * of_columns * square(&slopes.of[1]);
        let gain = slopes.from_data + squares;
        let (was, is) = (energy(before), energy(after));
        self.gain.see((is - was - gain) / (was + is + slopes.from_data.abs() + squares));
    }

    /// The claims as they stand.
    pub(super) fn claims(&self, step: u64) -> Vec<Claim> {
        if self.kind == Kind::Normalized {
            // A projection of ½ needs at least (½ − x₀)/η_D steps of length η_D, and V takes a step of η_G with each.
            let least = (HEIGHT - self.first).max(0.0) * self.step_sizes[1] / self.step_sizes[0] / self.size;
            let measured = self.took_off.map(|_| self.path / self.size);
            let same = Claim::at_least("same-pace", least, DISSECTING).within(0.0, "steps").measured(measured);
            return vec![self.pace.claim(), same];
        }
        let mut claims = vec![self.gain.claim()];
        if let Some(predicted) = self.predicted {
            let progress = (step as f64 / predicted).min(1.0);
            let [steps, share] = TAKE_OFF_TOLERANCE;
            claims.push(
                Claim::equal("take-off", predicted, EULER)
                    .within(steps + share * predicted, "take-off")
                    .measured(self.took_off)
                    .progressing(progress),
            );
            if self.is_still {
                let measured = self.took_off.map(|_| self.path / self.size);
                let still = Claim::at_most("generator-stands-still", STILL, DISSECTING);
                claims.push(still.within(0.0, "still").measured(measured).progressing(progress));
            }
        }
        claims
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.gain.digest(hash);
        self.pace.digest(hash);
        hash(self.path);
        hash(self.took_off.unwrap_or(0.0));
    }
}
