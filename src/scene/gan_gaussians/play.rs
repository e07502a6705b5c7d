//! What both networks do with a batch: points, judgements, the payoff, and the slopes along all weights.

use super::setup::{Batch, Players, Setup};
use saddleback_network::{Lanes, Panel, Trace};

/// What the players want.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loss {
    /// The generator descends the payoff that the discriminator climbs.
    Minimax,
    /// The generator climbs E ln s(d(y)).
    NonSaturating,
    /// Both look at d(x) − d(y) of pairs.
    Relativistic,
}

/// A loss with the weights of the slope's penalty at real and at generated points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Aim {
    pub(super) loss: Loss,
    pub(super) at_real: f64,
    pub(super) at_generated: f64,
}

/// The plain game.
pub(super) const PLAIN: Aim = Aim { loss: Loss::Minimax, at_real: 0.0, at_generated: 0.0 };

/// s(t) = 1/(1 + e^{−t}).
pub(super) fn sigmoid(t: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-t))
}

/// ln s(t), exact where s(t) is 0 to rounding.
pub(super) fn log_sigmoid(t: f64) -> f64 {
    t.min(0.0) - libm::log1p(libm::exp(-t.abs()))
}

/// Points of the generator, y = b tanh(a/b), with the pass that led to them.
pub(super) struct Drawn {
    trace: Trace,
    pub(super) points: Panel,
}

/// Runs the generator.
pub(super) fn generate(setup: &Setup, generator: &[f64], latent: &Panel) -> Drawn {
    let mut trace = Trace::new(&setup.generator, latent.examples());
    trace.forward(&setup.generator, generator, latent);
    let points = Panel::from_fn(2, latent.examples(), |axis, example| {
        trace.outputs().map_or(0.0, |a| setup.reach * libm::tanh(a.at(axis, example) / setup.reach))
    });
    Drawn { trace, points }
}

/// Runs the discriminator.
pub(super) fn judge(setup: &Setup, discriminator: &[f64], points: &Panel) -> (Trace, Vec<f64>) {
    let mut trace = Trace::new(&setup.discriminator, points.examples());
    trace.forward(&setup.discriminator, discriminator, points);
    let logits = trace.outputs().map_or_else(Vec::new, |outputs| outputs.unit(0));
    (trace, logits)
}

/// V = E ln s(d(x)) + E ln(1 − s(d(y))).
fn payoff_of(real: &[f64], generated: &[f64]) -> f64 {
    let mean =
        |values: &[f64], sign: f64| values.iter().map(|d| log_sigmoid(sign * d)).sum::<f64>() / values.len() as f64;
    mean(real, 1.0) + mean(generated, -1.0)
}

/// V on a batch.
pub(super) fn payoff(setup: &Setup, players: &Players, batch: &Batch) -> f64 {
    let drawn = generate(setup, &players.generator, &batch.latent);
    let real = judge(setup, &players.discriminator, &batch.real).1;
    payoff_of(&real, &judge(setup, &players.discriminator, &drawn.points).1)
}

/// Slopes that both players descend, and the payoff.
#[derive(Debug, Clone)]
pub(super) struct Slopes {
    pub(super) generator: Vec<f64>,
    pub(super) discriminator: Vec<f64>,
    pub(super) payoff: f64,
}

/// ∂L/∂G from ∂L/∂y at each generated point.
pub(super) fn through_generator(
    setup: &Setup,
    generator: &[f64],
    latent: &Panel,
    drawn: &Drawn,
    mut slope: Panel,
) -> Vec<f64> {
    let inverse = Lanes::splat(1.0 / setup.reach);
    for axis in 0..2 {
        for (slope, y) in slope.row_mut(axis).iter_mut().zip(drawn.points.row(axis)) {
            let share = *y * inverse;
            *slope *= Lanes::ONE - share * share;
        }
    }
    let mut gradient = vec![0.0; generator.len()];
    drawn.trace.backward(&setup.generator, generator, latent, &slope, &mut gradient);
    gradient
}

/// The slopes of both on one batch, both at the players as they are.
pub(super) fn slopes(setup: &Setup, players: &Players, batch: &Batch, aim: Aim) -> Slopes {
    let n = batch.real.examples();
    let share = 1.0 / n as f64;
    let drawn = generate(setup, &players.generator, &batch.latent);
    let weights = &players.discriminator;
    let (on_real, real) = judge(setup, weights, &batch.real);
    let (on_generated, generated) = judge(setup, weights, &drawn.points);
    let row = |f: &dyn Fn(usize) -> f64| Panel::from_fn(1, n, |_, example| share * f(example));
    // ∂/∂d of what the discriminator descends, at real and at generated points.
    let [at_real, at_generated] = match aim.loss {
        Loss::Minimax | Loss::NonSaturating => [row(&|i| -sigmoid(-real[i])), row(&|i| sigmoid(generated[i]))],
        Loss::Relativistic => [row(&|i| -sigmoid(generated[i] - real[i])), row(&|i| sigmoid(generated[i] - real[i]))],
    };
    let mut discriminator = vec![0.0; weights.len()];
    let mut from_generated = vec![0.0; weights.len()];
    on_real.backward(&setup.discriminator, weights, &batch.real, &at_real, &mut discriminator);
    let below = on_generated.backward(&setup.discriminator, weights, &drawn.points, &at_generated, &mut from_generated);
    discriminator.iter_mut().zip(&from_generated).for_each(|(sum, part)| *sum += part);
    for (trace, weight) in [(&on_real, aim.at_real), (&on_generated, aim.at_generated)] {
        if weight > 0.0 {
            trace.add_slope_penalty(&setup.discriminator, weights, 0.5 * weight * share, &mut discriminator);
        }
    }
    // What the generator descends.
    let wanted = match aim.loss {
        // ∂V/∂d(y) = −s(d(y)): the discriminator's own slope with the other sign.
        Loss::Minimax => None,
        Loss::NonSaturating => Some(row(&|i| -sigmoid(-generated[i]))),
        Loss::Relativistic => Some(row(&|i| -sigmoid(real[i] - generated[i]))),
    };
    let slope = match wanted {
        None => negated(&below),
        Some(wanted) => {
            on_generated.backward(&setup.discriminator, weights, &drawn.points, &wanted, &mut from_generated)
        }
    };
    let generator = through_generator(setup, &players.generator, &batch.latent, &drawn, slope);
    Slopes { generator, discriminator, payoff: payoff_of(&real, &generated) }
}

fn negated(panel: &Panel) -> Panel {
    let mut panel = panel.clone();
    for unit in 0..panel.units() {
        panel.row_mut(unit).iter_mut().for_each(|lanes| *lanes = Lanes::ZERO - *lanes);
    }
    panel
}

/// −∂V/∂y at generated points: where the discriminator pulls each.
pub(super) fn pulls(setup: &Setup, discriminator: &[f64], points: &Panel) -> Vec<[f64; 2]> {
    let (trace, logits) = judge(setup, discriminator, points);
    let slope = Panel::from_fn(1, points.examples(), |_, example| sigmoid(logits[example]));
    let mut unused = vec![0.0; discriminator.len()];
    let below = trace.backward(&setup.discriminator, discriminator, points, &slope, &mut unused);
    super::setup::points(&below)
}

#[cfg(test)]
mod tests {
    use super::super::GanGaussians;
    use super::*;
    use crate::parameter::Settings;
    use crate::random::Stream;
    use crate::scene::Scene as _;
    use approx::assert_relative_eq;

    #[test]
    fn slopes_agree_with_differences() {
        let setup = Setup::new(&Settings::new(GanGaussians.parameters()), 2).unwrap();
        let players = setup.start(3);
        let batch = setup.draw(&mut Stream::new(4, "batch"));
        let n = setup.batch as f64;
        let value = |players: &Players, loss: Loss, of_generator: bool| {
            let drawn = generate(&setup, &players.generator, &batch.latent);
            let real = judge(&setup, &players.discriminator, &batch.real).1;
            let generated = judge(&setup, &players.discriminator, &drawn.points).1;
            let pairs =
                |sign: f64| real.iter().zip(&generated).map(|(x, y)| -log_sigmoid(sign * (x - y))).sum::<f64>() / n;
            match (loss, of_generator) {
                (Loss::Minimax, true) => payoff_of(&real, &generated),
                (Loss::NonSaturating, true) => -generated.iter().map(|d| log_sigmoid(*d)).sum::<f64>() / n,
                (Loss::Relativistic, true) => pairs(-1.0),
                (Loss::Relativistic, false) => pairs(1.0),
                (_, false) => -payoff_of(&real, &generated),
            }
        };
        for loss in [Loss::Minimax, Loss::NonSaturating, Loss::Relativistic] {
            let slopes = slopes(&setup, &players, &batch, Aim { loss, ..PLAIN });
            for of_generator in [true, false] {
                let exact = if of_generator { &slopes.generator } else { &slopes.discriminator };
                for entry in (0..exact.len()).step_by(97) {
                    let at = |by: f64| {
                        let mut moved = players.clone();
                        let weights = if of_generator { &mut moved.generator } else { &mut moved.discriminator };
                        weights[entry] += by;
                        value(&moved, loss, of_generator)
                    };
                    let difference = (at(1e-6) - at(-1e-6)) / 2e-6;
                    assert_relative_eq!(exact[entry], difference, epsilon = 1e-8, max_relative = 1e-5);
                }
            }
        }
    }
}
