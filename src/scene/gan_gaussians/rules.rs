//! The thirteen ways to train: what one iteration of each does with both networks.

use super::play::{Aim, Loss, PLAIN, generate, payoff, slopes, through_generator};
use super::setup::{Batch, Players, Setup, apart, points, transport};
use crate::method::dynamics::moments::Moments;
use crate::random::Stream;
use saddleback_network::Panel;

/// Adam's memory of gradients and of squares, and its floor.
const ADAM: [f64; 3] = [0.5, 0.999, 1e-8];
/// An iteration whose number is a multiple of this keeps its step untested.
const UNTESTED: u64 = 4;
/// A coin keeps so many of the steps that it decides on.
const KEPT: f64 = 0.4;
/// Steps that the generator looks ahead.
const AHEAD: usize = 5;
/// The weight of both penalties of the relativistic loss.
const RELATIVISTIC_PENALTY: f64 = 0.05;

/// A way to train.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Gda,
    Alternating,
    InnerAscent,
    AcceptReject,
    Notebook,
    RandomReject,
    LookAhead,
    Optimistic,
    Extra,
    NonSaturating,
    SlopePenalty,
    Relativistic,
    Transport,
}

/// Where batches come from: the data, or the data turned by a quarter.
#[derive(Debug, Clone)]
pub(super) struct Source {
    pub(super) stream: Stream,
    pub(super) is_turned: bool,
}

impl Source {
    fn batch(&mut self, setup: &Setup) -> Batch {
        let batch = setup.draw(&mut self.stream);
        if !self.is_turned {
            return batch;
        }
        let [x, y] = [batch.real.unit(0), batch.real.unit(1)];
        let real = Panel::from_fn(2, x.len(), |axis, example| if axis == 0 { y[example] } else { -x[example] });
        Batch { real, latent: batch.latent }
    }
}

/// A way to train with its memory.
#[derive(Debug, Clone)]
pub(super) struct Rule {
    pub(super) kind: Kind,
    of_generator: Moments,
    of_discriminator: Moments,
    coin: Stream,
    count: u64,
    /// The payoff of the last step that was kept, or of the last step.
    kept: f64,
}

fn moments() -> Moments {
    let [first, second, floor] = ADAM;
    Moments::new(first, second, floor)
}

/// θ ← θ − η·(Adam's direction).
fn descend(weights: &mut [f64], moments: &mut Moments, slope: &[f64], step_size: f64) {
    moments.see(slope);
    weights.iter_mut().zip(moments.direction()).for_each(|(w, u)| *w -= step_size * u);
}

/// θ ← θ − η(2uₜ − uₜ₋₁).
fn descend_optimistically(weights: &mut [f64], moments: &mut Moments, slope: &[f64], step_size: f64) {
    moments.see(slope);
    let directions = moments.direction().iter().zip(moments.previous_direction());
    weights.iter_mut().zip(directions).for_each(|(w, (u, before))| *w -= step_size * (2.0 * u - before));
}

impl Rule {
    /// Without memory yet.
    pub(super) fn new(kind: Kind, coin: Stream) -> Self {
        Self { kind, of_generator: moments(), of_discriminator: moments(), coin, count: 0, kept: f64::NAN }
    }

    fn aim(&self, setup: &Setup) -> Aim {
        match self.kind {
            Kind::NonSaturating => Aim { loss: Loss::NonSaturating, ..PLAIN },
            Kind::SlopePenalty => Aim { at_real: setup.penalty, ..PLAIN },
            Kind::Relativistic => {
                let weight = RELATIVISTIC_PENALTY;
                Aim { loss: Loss::Relativistic, at_real: weight, at_generated: weight }
            }
            _ => PLAIN,
        }
    }

    /// One iteration; the payoff that it saw, NaN where it has none.
    pub(super) fn iterate(&mut self, setup: &Setup, players: &mut Players, source: &mut Source) -> f64 {
        self.count += 1;
        match self.kind {
            Kind::Alternating => self.alternate(setup, players, source),
            Kind::InnerAscent | Kind::AcceptReject | Kind::Notebook | Kind::RandomReject => {
                self.propose(setup, players, source)
            }
            Kind::LookAhead => self.look_ahead(setup, players, source),
            Kind::Extra => self.extrapolate(setup, players, source),
            Kind::Transport => self.carry(setup, players, source),
            _ => self.both(setup, players, &source.batch(setup)),
        }
    }

    /// Both at once, on one batch.
    fn both(&mut self, setup: &Setup, players: &mut Players, batch: &Batch) -> f64 {
        let slopes = slopes(setup, players, batch, self.aim(setup));
        let step = if self.kind == Kind::Optimistic { descend_optimistically } else { descend };
        let [eta_g, eta_d] = setup.step_sizes;
        step(&mut players.generator, &mut self.of_generator, &slopes.generator, eta_g);
        step(&mut players.discriminator, &mut self.of_discriminator, &slopes.discriminator, eta_d);
        slopes.payoff
    }

    /// A step of the generator, then one of the discriminator on a fresh batch.
    fn alternate(&mut self, setup: &Setup, players: &mut Players, source: &mut Source) -> f64 {
        let first = slopes(setup, players, &source.batch(setup), PLAIN);
        descend(&mut players.generator, &mut self.of_generator, &first.generator, setup.step_sizes[0]);
        self.ascend(setup, players, &source.batch(setup));
        first.payoff
    }

    /// A step of the discriminator.
    fn ascend(&mut self, setup: &Setup, players: &mut Players, batch: &Batch) {
        let slopes = slopes(setup, players, batch, PLAIN);
        descend(&mut players.discriminator, &mut self.of_discriminator, &slopes.discriminator, setup.step_sizes[1]);
    }

    /// Both at once, then more steps of the discriminator on fresh batches. The step may be taken back; the moments are not.
    fn propose(&mut self, setup: &Setup, players: &mut Players, source: &mut Source) -> f64 {
        let before = players.clone();
        let mut batch = source.batch(setup);
        let first = slopes(setup, players, &batch, PLAIN);
        let [eta_g, eta_d] = setup.step_sizes;
        descend(&mut players.generator, &mut self.of_generator, &first.generator, eta_g);
        descend(&mut players.discriminator, &mut self.of_discriminator, &first.discriminator, eta_d);
        for _ in 1..setup.inner {
            batch = source.batch(setup);
            self.ascend(setup, players, &batch);
        }
        if self.kind == Kind::InnerAscent {
            return first.payoff;
        }
        let value = payoff(setup, players, &batch);
        let is_tested = !self.count.is_multiple_of(UNTESTED);
        match self.kind {
            Kind::AcceptReject if is_tested && value > self.kept => *players = before,
            Kind::Notebook => {
                if is_tested && value < self.kept {
                    players.generator = before.generator;
                }
                self.kept = value;
            }
            Kind::RandomReject if is_tested && self.coin.uniform() >= KEPT => *players = before,
            _ => self.kept = value,
        }
        value
    }

    /// The generator answers a discriminator that has gone on for some steps, which are undone.
    fn look_ahead(&mut self, setup: &Setup, players: &mut Players, source: &mut Source) -> f64 {
        let mut later = (players.clone(), self.of_discriminator.clone());
        for _ in 0..AHEAD {
            let slopes = slopes(setup, &later.0, &source.batch(setup), PLAIN);
            descend(&mut later.0.discriminator, &mut later.1, &slopes.discriminator, setup.step_sizes[1]);
        }
        let batch = source.batch(setup);
        let answer = slopes(setup, &later.0, &batch, PLAIN).generator;
        let now = slopes(setup, players, &batch, PLAIN);
        descend(&mut players.generator, &mut self.of_generator, &answer, setup.step_sizes[0]);
        descend(&mut players.discriminator, &mut self.of_discriminator, &now.discriminator, setup.step_sizes[1]);
        now.payoff
    }

    /// A trial step of both, and from where they were a step along the slopes that they see there.
    fn extrapolate(&mut self, setup: &Setup, players: &mut Players, source: &mut Source) -> f64 {
        let mut trial = players.clone();
        let [eta_g, eta_d] = setup.step_sizes;
        let here = slopes(setup, &trial, &source.batch(setup), PLAIN);
        descend(&mut trial.generator, &mut self.of_generator, &here.generator, eta_g);
        descend(&mut trial.discriminator, &mut self.of_discriminator, &here.discriminator, eta_d);
        let there = slopes(setup, &trial, &source.batch(setup), PLAIN);
        descend(&mut players.generator, &mut self.of_generator, &there.generator, eta_g);
        descend(&mut players.discriminator, &mut self.of_discriminator, &there.discriminator, eta_d);
        here.payoff
    }

    /// The generator descends the transport distance between its batch and the real one.
    fn carry(&mut self, setup: &Setup, players: &mut Players, source: &mut Source) -> f64 {
        let batch = source.batch(setup);
        let drawn = generate(setup, &players.generator, &batch.latent);
        let (from, to) = (points(&drawn.points), points(&batch.real));
        let (_, partners, _) = transport(&from, &to);
        let share = 1.0 / from.len() as f64;
        let slope = Panel::from_fn(2, from.len(), |axis, example| {
            let goal = to[partners[example]];
            let distance = apart(from[example], goal);
            if distance > 0.0 { share * (from[example][axis] - goal[axis]) / distance } else { 0.0 }
        });
        let slope = through_generator(setup, &players.generator, &batch.latent, &drawn, slope);
        descend(&mut players.generator, &mut self.of_generator, &slope, setup.step_sizes[0]);
        f64::NAN
    }

    /// Feeds the memory to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.of_generator.numbers().iter().chain(self.of_discriminator.numbers()).for_each(|x| hash(*x));
        hash(if self.kept.is_nan() { 0.0 } else { self.kept });
    }
}

#[cfg(test)]
mod tests {
    use super::super::GanGaussians;
    use super::super::setup::LATENT;
    use super::*;
    use crate::parameter::Settings;
    use crate::scene::Scene as _;
    use serde_json::Value;

    /// Points of a batch of the references.
    const BATCH: usize = 16;

    /// The start of a network of the references.
    fn start(size: usize, shift: f64) -> Vec<f64> {
        (0..size).map(|k| 0.4 * libm::sin(1.7 * k as f64 + shift)).collect()
    }

    fn batch(step: usize) -> Batch {
        let step = step as f64;
        let real = Panel::from_fn(2, BATCH, |axis, k| {
            let k = k as f64;
            if axis == 0 { libm::cos(step + 0.7 * k) } else { libm::sin(1.3 * step + k) }
        });
        let wave = |j: usize, k: usize| libm::sin(0.9 * step + 2.1 * k as f64 + 1.1 * j as f64);
        Batch { real, latent: Panel::from_fn(LATENT, BATCH, wave) }
    }

    /// `tests/golden/gan.py` wrote the references with PyTorch. They agree to 1e-9, relative to the largest.
    #[test]
    fn four_losses_follow_their_references() {
        let golden: Value = serde_json::from_str(include_str!("../../../tests/golden/gan.json")).unwrap();
        let numbers =
            |value: &Value| -> Vec<f64> { value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect() };
        let mut settings = Settings::new(GanGaussians.parameters());
        settings.set("eta-g", "0.002").unwrap();
        settings.set("eta-d", "0.003").unwrap();
        let setup = Setup::new(&settings, 0).unwrap();
        let kinds = [Kind::Gda, Kind::NonSaturating, Kind::SlopePenalty, Kind::Relativistic];
        for (case, kind) in golden["cases"].as_array().unwrap().iter().zip(kinds) {
            let mut rule = Rule::new(kind, Stream::new(0, "coin"));
            let mut players = Players {
                generator: start(setup.generator.parameters(), 0.3),
                discriminator: start(setup.discriminator.parameters(), 1.1),
            };
            let references = numbers(&case["payoffs"]);
            let payoffs: Vec<f64> =
                (0..references.len()).map(|step| rule.both(&setup, &mut players, &batch(step))).collect();
            let thinned = |weights: &[f64]| weights.iter().step_by(17).copied().collect::<Vec<f64>>();
            let pairs = [
                (payoffs, references),
                (thinned(&players.generator), numbers(&case["generator"])),
                (thinned(&players.discriminator), numbers(&case["discriminator"])),
            ];
            for (computed, references) in pairs {
                let size = references.iter().fold(0.0_f64, |size, x| size.max(x.abs()));
                assert_eq!(computed.len(), references.len());
                for (x, reference) in computed.iter().zip(&references) {
                    assert!((x - reference).abs() <= 1e-9 * size, "{kind:?}: {x}, not {reference}");
                }
            }
        }
    }
}
