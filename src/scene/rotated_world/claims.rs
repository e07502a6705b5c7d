//! What theory says of each method in a turned world, and the step that fits it worst.

use super::run::Setup;
use super::{ADAM, DISSECTING, TURNING};
use crate::error::Error;
use crate::frame::Claim;
use crate::method::optimizer::OptimizerInfo;
use crate::parameter::Settings;
use crate::problem::landscape::Landscape;
use crate::scene::exact::ExactLaw;
use crate::source::Source;
use crate::theory::rotation::first_deviation_of_adam;

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
        const EQUIVARIANCE: Source = Source {
            text: "From the update rule: it knows gradients as wholes, and ∇f turns with f",
            url: DISSECTING.url,
        };
        let right_angle = libm::fmod(settings.number("angle")?, 90.0) == 0.0;
        let mut laws = Vec::new();
        let mut turns = |id, statement: &str, source| {
            laws.push((Quantity::Deviation, ExactLaw::new(id, statement.to_string(), source, 0.0)));
        };
        match rule.info.id {
            id if TURNING.contains(&id) => {
                let statement = format!(
                    "{} turns with the world: once turned back, its path is the same. Deviation relative to the picture",
                    rule.info.label()
                );
                turns(turning_id(id), &statement, EQUIVARIANCE);
            }
            "adam" if right_angle => {
                let statement =
                    "A right angle maps axes to axes: Adam turns with that too. Deviation relative to the picture";
                turns("turns-adam", statement, ADAM);
            }
            _ => {}
        }
        match rule.info.id {
            "adam" => {
                let mut gradient = [0.0; 2];
                setup.landscape.gradient(&setup.start, &mut gradient);
                let epsilon = settings.number("adam.eps")?;
                let predicted = first_deviation_of_adam(setup.step_size, gradient, epsilon, setup.turn);
                // A slope near the floor is not known to enough digits, relative, once the world is turned.
                let turned = setup.turn.direction(gradient);
                let size = libm::hypot(gradient[0], gradient[1]);
                let clear = gradient.iter().chain(&turned).all(|slope| *slope == 0.0 || slope.abs() > 1e-6 * size);
                if clear && predicted.is_finite() {
                    let law = ExactLaw::new(
                        "adam-first-step",
                        r"Adam does not: its first step goes to a corner of a square along the axes of either world, and the two, once turned back, lie $\eta\,|A(g) - R^{-1}A(Rg)|$ apart, $A(g)_i = g_i/(|g_i| + \varepsilon)$",
                        ADAM,
                        predicted,
                    );
                    laws.push((Quantity::FirstDeviation, law.of_size(setup.step_size.max(VISIBLE * setup.view.width()))));
                }
            }
            "ada-lr" => laws.push((
                Quantity::Direction,
                ExactLaw::new(
                    "ada-lr-direction",
                    r"AdaLR moves along the gradient in either world: sine of the angle between. (Its length is Adam's, so that it does not turn with the world either.)",
                    DISSECTING,
                    0.0,
                ),
            )),
            "ada-dir" => laws.push((
                Quantity::Length,
                ExactLaw::new(
                    "ada-dir-length",
                    r"AdaDir's steps are $\eta\,|\nabla f|$ long in either world: ratio of both. (Its direction is Adam's.)",
                    DISSECTING,
                    1.0,
                ),
            )),
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
                    let worlds: [&dyn Landscape; 2] = [setup.landscape.as_ref(), &setup.turned];
                    for (world, (before, after)) in worlds.into_iter().zip(seen.steps) {
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

    /// Those that can be measured: none of a path that amplifies rounding at once.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let claims = self.laws.iter().map(|(_, law)| law.claim());
        claims.filter(|claim| claim.measured.is_some() || !self.blurred).collect()
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.laws.iter().for_each(|(_, law)| law.digest(hash));
    }
}

/// The id of the claim that a method turns with the world.
fn turning_id(method: &str) -> &'static str {
    match method {
        "gd" => "turns-gd",
        "momentum" => "turns-momentum",
        "nesterov" => "turns-nesterov",
        "normalized-gd" => "turns-normalized-gd",
        "sam" => "turns-sam",
        "newton" => "turns-newton",
        _ => "turns-cubic-newton",
    }
}
