//! What holds of two trained networks: symmetries, certificates, means over permutations, and barriers.

use super::matching::Matching;
use super::network::Form;
use super::setup::Setup;
use super::ways::{Way, barrier};
use super::{CURVES, Kind, REBASIN};
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::{Estimate, Mean};
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::theory::mode_connectivity::{Unit, random_midpoint};
use saddleback_network::Panel;

/// Random permutations for the mean halfway.
const PERMUTATIONS: usize = 1000;
/// A unit of this share of the largest: its products with itself are lost in the rounding of others.
const NOTHING: f64 = 1e-6;
/// Of the straight barrier so much is left at most.
const LEFT: f64 = 0.1;

/// A random order of units, and random signs where the function is odd and these are wanted.
fn shuffled(units: &[Unit], with_signs: bool, stream: &mut Stream) -> (Vec<usize>, Vec<Unit>) {
    let mut order: Vec<usize> = (0..units.len()).collect();
    for k in (1..order.len()).rev() {
        order.swap(k, stream.below(k + 1));
    }
    let sign = |stream: &mut Stream| if with_signs && stream.uniform() < 0.5 { -1.0 } else { 1.0 };
    let place = |r: &usize| {
        let (unit, sign) = (units[*r], sign(stream));
        Unit { weights: unit.weights.map(|w| sign * w), bias: sign * unit.bias, output: sign * unit.output }
    };
    let units = order.iter().map(place).collect();
    (order, units)
}

/// How many units of a renumbered copy are not those of A. Units as small as [`NOTHING`] cannot be told apart by products.
fn missed(a: &[Unit], copy: &[Unit]) -> usize {
    let entries = |unit: &Unit| [unit.weights[0], unit.weights[1], unit.bias, unit.output];
    let size = a.iter().flat_map(entries).fold(0.0_f64, |size, entry| size.max(entry.abs()));
    let differs =
        |(r, s): &(&Unit, &Unit)| entries(r).iter().zip(entries(s)).any(|(x, y)| (x - y).abs() > NOTHING * size);
    a.iter().zip(copy).filter(differs).count()
}

/// What theory says of f at the first data point, halfway to randomly ordered units.
fn predicted_halfway(setup: &Setup, a: &[Unit], b: &[Unit]) -> f64 {
    let activation = |z: f64| if setup.form.is_odd() { libm::tanh(z) } else { z.max(0.0) };
    setup.data.points.first().map_or(0.0, |point| random_midpoint(a, b, *point, activation))
}

/// The claims, as far as they are measured.
#[derive(Debug, Clone)]
pub(super) struct Laws {
    chance: Stream,
    symmetry: ExactLaw,
    optimal: ExactLaw,
    /// Units that a copy's matching does not find.
    missed: Option<usize>,
    /// The prediction of the mean halfway, and the mean.
    halfway: (f64, Option<Estimate>),
    excess: Option<f64>,
    /// Barriers of the matched and of the straight way.
    matched: Option<[f64; 2]>,
}

impl Laws {
    /// Nothing measured yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            chance: Stream::new(seed, "permutations"),
            symmetry: ExactLaw::equal("symmetry", 0.0, REBASIN),
            optimal: ExactLaw::equal("optimal", 0.0, REBASIN),
            missed: None,
            halfway: (0.0, None),
            excess: None,
            matched: None,
        }
    }

    /// Looks at both networks in training.
    pub(super) fn see(&mut self, setup: &Setup, a: &[f64], b: &[f64]) {
        let form = &setup.form;
        let [of_a, of_b] = [a, b].map(|weights| setup.units(weights));
        let (_, other) = shuffled(&of_a, form.is_odd(), &mut self.chance);
        let outputs = |units: &[Unit]| form.outputs(&Form::weights(units), &setup.data.inputs);
        for (x, y) in outputs(&of_a).iter().zip(outputs(&other)) {
            self.symmetry.see((x - y) / (1.0 + x.abs()));
        }
        self.halfway.0 = predicted_halfway(setup, &of_a, &of_b);
        let matching = Matching::by_weights(form, &of_a, &of_b);
        if matching.size > 0.0 {
            self.optimal.see(matching.gap / matching.size);
        }
    }

    /// Looks at both networks when they are trained.
    pub(super) fn conclude(&mut self, setup: &Setup, a: &[f64], b: &[f64]) {
        let (form, data) = (&setup.form, &setup.data);
        let [of_a, of_b] = [a, b].map(|weights| setup.units(weights));
        let (_, copy) = shuffled(&of_a, form.is_odd(), &mut self.chance);
        self.missed = Some(missed(&of_a, &Matching::by_weights(form, &of_a, &copy).apply(&copy)));
        self.halfway = (predicted_halfway(setup, &of_a, &of_b), self.mean_halfway(setup, &of_a, &of_b));
        let losses = |kind: Kind| setup.way(kind, a, b, None).losses(form, data);
        self.excess = Some(barrier(&losses(Kind::Doubled)));
        self.matched = Some([barrier(&losses(Kind::Weights)), barrier(&losses(Kind::Straight))]);
    }

    /// The mean of f at the first data point, halfway between A and randomly ordered B.
    fn mean_halfway(&mut self, setup: &Setup, a: &[Unit], b: &[Unit]) -> Option<Estimate> {
        let point = *setup.data.points.first()?;
        let input = Panel::from_fn(2, 1, |axis, _| point[axis]);
        let mut mean = Mean::default();
        for _ in 0..PERMUTATIONS {
            let (_, other) = shuffled(b, false, &mut self.chance);
            let way = Way::Straight([Form::weights(a), Form::weights(&other)]);
            mean.add(way.outputs(&setup.form, 0.5, &input).first().copied().unwrap_or(f64::NAN));
        }
        mean.estimate()
    }

    /// The claims as they stand, with how much of the training is done.
    pub(super) fn claims(&self, setup: &Setup, progress: f64) -> Vec<Claim> {
        let copy =
            Claim::equal("copy", 0.0, REBASIN).within(0.0, "count").measured(self.missed.map(|missed| missed as f64));
        let doubled = Claim::at_most("doubled-path", 0.0, CURVES).within(1e-12, "jensen").measured(self.excess);
        let mut claims = vec![self.symmetry.claim(), self.optimal.claim(), copy.progressing(progress)];
        let (predicted, estimate) = self.halfway;
        let tolerance = STANDARD_ERRORS * estimate.map_or(0.0, |estimate| estimate.standard_error);
        let halfway = Claim::equal("random-midpoint", predicted, REBASIN).within(tolerance, "permutations");
        claims.push(halfway.measured(estimate.map(|estimate| estimate.value)).progressing(progress));
        claims.push(doubled.progressing(progress));
        if setup.is_known[0] {
            let ratio = self.matched.map(|[matched, straight]| matched / straight);
            claims.push(
                Claim::at_most("rebasin", LEFT, REBASIN).within(0.0, "bound").measured(ratio).progressing(progress),
            );
        }
        claims
    }

    /// What is left of the straight barrier on a bent way.
    pub(super) fn bent(&self, barrier: Option<f64>, progress: f64) -> Claim {
        let ratio = barrier.zip(self.matched).map(|(bent, [_, straight])| bent / straight);
        Claim::at_most("bent", LEFT, CURVES).within(0.0, "bound").measured(ratio).progressing(progress)
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.symmetry.digest(hash);
        self.optimal.digest(hash);
        hash(self.missed.map_or(-1.0, |missed| missed as f64));
        hash(self.halfway.1.map_or(0.0, |estimate| estimate.value));
        hash(self.matched.map_or(0.0, |[matched, _]| matched));
    }
}
