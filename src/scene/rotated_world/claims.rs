//! What theory says of each method in a turned world, and the step that fits it worst.

use super::rules::{Nature, nature};
use super::setup::Setup;
use crate::error::Error;
use crate::frame::Claim;
use crate::method::optimizer::OptimizerInfo;
use crate::parameter::Settings;
use crate::scene::exact::ExactLaw;
use crate::source::Source;
use crate::theory::rotation::first_deviation_of_adam;
use crate::words::text;

pub(super) const DISSECTING: Source = Source {
    text: "Jelassi, Dobre, Mensch, Li & Gidel (2022), Dissecting adaptive methods in GANs",
    url: "https://arxiv.org/abs/2210.04319",
};
pub(super) const ADAM: Source = Source {
    text: "Kingma & Ba (2015), Adam: a method for stochastic optimization",
    url: "https://arxiv.org/abs/1412.6980",
};

/// Steps shorter than this, relative to where they are taken, are no longer known to 10⁻⁹.
const VISIBLE: f64 = 1e-6;

/// What is seen of a step in both worlds.
pub(super) struct Seen {
    /// The step's number.
    pub(super) count: u64,
    /// The size of the coordinates, for rounding.
    pub(super) scale: f64,
    /// How far apart the worlds are after it.
    pub(super) deviation: f64,
    /// Whether rounding has not been amplified much.
    pub(super) faithful: bool,
    /// Before and after, in the world as it is and in the turned world.
    pub(super) steps: [([f64; 2], [f64; 2]); 2],
}

/// What a law speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quantity {
    /// The deviation, relative to the coordinates' size.
    Deviation,
    /// The deviation after the first step.
    FirstDeviation,
    /// The sine of the angle between a step and the gradient.
    Direction,
    /// A step's length over η|∇f|.
    Length,
}

/// The laws of one method.
#[derive(Debug, Clone)]
pub(super) struct Laws {
    laws: Vec<(Quantity, ExactLaw)>,
    /// Whether rounding has come to matter.
    blurred: bool,
}

impl Laws {
    pub(super) fn new(setup: &Setup, rule: &OptimizerInfo, settings: &Settings) -> Result<Self, Error> {
        let id = rule.info.id;
        let is_right_angle = libm::fmod(settings.number("angle")?, 90.0) == 0.0;
        let mut laws = Vec::new();
        if nature(id) == Nature::Whole {
            let statement = text("claim.turns").with("method", rule.info.label());
            laws.push((Quantity::Deviation, ExactLaw::new(format!("turns-{id}"), statement, DISSECTING, 0.0)));
        }
        match id {
            "adam" => {
                // The other coordinatewise rules turn by right angles too, but jump where rounding decides a slope's sign.
                if is_right_angle {
                    laws.push((Quantity::Deviation, ExactLaw::equal("turns-adam", 0.0, ADAM)));
                }
                let mut gradient = [0.0; 2];
                setup.landscape.gradient(&setup.start, &mut gradient);
                let epsilon = settings.number("adam.eps")?;
                let predicted = first_deviation_of_adam(setup.step_size, gradient, epsilon, setup.turn);
                // A slope near zero is not known to enough relative digits once the world is turned.
                let turned = setup.turn.direction(gradient);
                let size = libm::hypot(gradient[0], gradient[1]);
                let is_clear = gradient.iter().chain(&turned).all(|slope| *slope == 0.0 || slope.abs() > 1e-6 * size);
                if is_clear && predicted.is_finite() {
                    let law = ExactLaw::equal("adam-first-step", predicted, ADAM);
                    let size = setup.step_size.max(VISIBLE * setup.view.width());
                    laws.push((Quantity::FirstDeviation, law.of_size(size)));
                }
            }
            "ada-lr" => laws.push((Quantity::Direction, ExactLaw::equal("ada-lr-direction", 0.0, DISSECTING))),
            "ada-dir" => laws.push((Quantity::Length, ExactLaw::equal("ada-dir-length", 1.0, DISSECTING))),
            _ => {}
        }
        Ok(Self { laws, blurred: false })
    }

    /// Whether the worlds are still compared.
    pub(super) fn compare(&self) -> bool {
        !self.blurred && self.laws.iter().any(|(quantity, _)| *quantity == Quantity::Deviation)
    }

    pub(super) fn see(&mut self, setup: &Setup, seen: &Seen) {
        self.blurred |= !seen.faithful;
        for (quantity, law) in &mut self.laws {
            match quantity {
                Quantity::Deviation if !self.blurred => law.see(seen.deviation / seen.scale),
                Quantity::FirstDeviation if seen.count == 1 => law.see(seen.deviation),
                Quantity::Direction | Quantity::Length => {
                    for (world, (before, after)) in setup.worlds().into_iter().zip(seen.steps) {
                        let mut gradient = [0.0; 2];
                        world.gradient(&before, &mut gradient);
                        let step = [after[0] - before[0], after[1] - before[1]];
                        let length = libm::hypot(step[0], step[1]);
                        let slope = libm::hypot(gradient[0], gradient[1]);
                        if length < VISIBLE * seen.scale {
                            continue;
                        }
                        law.see(if *quantity == Quantity::Length {
                            length / (setup.step_size * slope)
                        } else {
                            (step[0] * gradient[1] - step[1] * gradient[0]) / (length * slope)
                        });
                    }
                }
                Quantity::Deviation | Quantity::FirstDeviation => {}
            }
        }
    }

    /// The claims that can be measured: none about a path that amplifies rounding at once.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let claims = self.laws.iter().map(|(_, law)| law.claim());
        claims.filter(|claim| claim.measured.is_some() || !self.blurred).collect()
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.laws.iter().for_each(|(_, law)| law.digest(hash));
    }
}
