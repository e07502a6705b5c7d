//! Hidden probes near a minimum: the best contraction, the largest step size, the heavy ball's rate.

use super::basin::Basin;
use crate::frame::Claim;
use crate::measure::Extreme;
use crate::scene::exact::EXACT;
use crate::source::Source;
use crate::theory::descent;
use crate::words::{Notation, Text, text};

const NESTEROV: Source = Source {
    text: "Nesterov (2018), Lectures on convex optimization, theorem 2.1.15",
    url: "https://doi.org/10.1007/978-3-319-91578-4",
};
const POLYAK: Source = Source { text: "Polyak (1964), theorem 9", url: "https://doi.org/10.1016/0041-5553(64)90137-5" };

/// Less conditioned minima than this are round: the heavy ball then has nothing to gain.
const ROUND: f64 = 1.0 + 1e-6;
/// Halvings of the interval that holds the largest stable step size.
const HALVINGS: u32 = 44;
/// The heavy ball's error is compared after so many steps and after twice as many, at most.
const LONGEST: f64 = 200.0;
/// The least share of its error that it may come down to meanwhile.
const LEAST_SHARE: f64 = 1e-6;

/// What a probe does, a step at a time.
#[derive(Debug, Clone)]
enum Course {
    /// Descent at the best step size: the factor of |e| per step.
    Contraction { error: [f64; 2], extreme: Extreme },
    /// Bisection for the largest step size at which the error in the steepest direction does not grow.
    Threshold { low: f64, high: f64, left: u32 },
    /// The heavy ball along the flattest axis, to step N and 2N.
    HeavyBall { error: [f64; 2], velocity: [f64; 2], count: f64, length: f64, middle: f64 },
}

/// A hidden probe near the minimum, with its claim.
#[derive(Clone)]
pub(super) struct Probe {
    basin: Basin,
    course: Course,
    pub(super) claim: Claim,
}

/// The origin of a tolerance that third derivatives and rounding need.
fn blurred(origin: &str, blur: f64) -> Text {
    text(format!("tolerance.{origin}")).number("blur", blur, Notation::Scientific(1))
}

impl Probe {
    /// A probe with its claim, which any landscape but a quadratic keeps to only near its minimum.
    fn new(basin: &Basin, quadratic: bool, course: Course, claim: Claim) -> Self {
        let near = |law: Text| if quadratic { law } else { text("claim.near").with("law", law) };
        let claim = Claim { statement: near(claim.statement), ..claim };
        Self { basin: basin.clone(), course, claim }
    }

    /// Descent at the best step size.
    pub(super) fn contraction(basin: &Basin, quadratic: bool) -> Self {
        let (factor, blur) = (descent::best_contraction(basin.curvatures), basin.blur());
        let claim = Claim::equal("descent-contraction", factor, NESTEROV);
        let course = Course::Contraction { error: [basin.reach; 2], extreme: Extreme::new(factor) };
        Self::new(basin, quadratic, course, claim.within_by(EXACT + blur, blurred("contraction", blur)))
    }

    /// The search for the largest stable step size.
    pub(super) fn threshold(basin: &Basin, quadratic: bool) -> Self {
        let (largest, blur) = (descent::largest_step_size(basin.curvatures[1]), basin.blur());
        let claim = Claim::equal("descent-threshold", largest, NESTEROV);
        let course = Course::Threshold { low: 0.5 * largest, high: 2.0 * largest, left: HALVINGS };
        Self::new(basin, quadratic, course, claim.within_by((EXACT + blur) * largest, blurred("bisection", blur)))
    }

    /// The heavy ball; none where the minimum is round, or the rate too fast to be seen.
    pub(super) fn heavy_ball(basin: &Basin, quadratic: bool) -> Option<Self> {
        let [mu, l] = basin.curvatures;
        let (_, _, rate) = descent::heavy_ball([mu, l]);
        let length = libm::floor(0.5 * libm::log(LEAST_SHARE) / libm::log(rate)).min(LONGEST);
        if l / mu < ROUND || length < 2.0 {
            return None;
        }
        let blur = basin.blur() / LEAST_SHARE.sqrt() * l / mu;
        let origin = blurred("heavy-ball", blur).with("first", length).with("second", 2.0 * length);
        let claim = Claim::equal("heavy-ball-rate", rate, POLYAK).within_by(EXACT + blur, origin);
        let (error, velocity) = ([basin.reach, 0.0], [0.0; 2]);
        let course = Course::HeavyBall { error, velocity, count: 0.0, length, middle: f64::NAN };
        Some(Self::new(basin, quadratic, course, claim))
    }

    /// One step, until it has what it needs.
    pub(super) fn step(&mut self) {
        let basin = &self.basin;
        match &mut self.course {
            Course::Contraction { error, extreme } => {
                let before = libm::hypot(error[0], error[1]);
                // Inwards of this the coordinates' rounding would be measured.
                if before < 1e-2 * basin.reach {
                    return;
                }
                *error = basin.descend(*error, descent::best_step_size(basin.curvatures));
                extreme.see(libm::hypot(error[0], error[1]) / before);
                self.claim.measured = extreme.farthest();
                self.claim.progress = 1.0;
            }
            Course::Threshold { low, high, left } => {
                if *left == 0 {
                    return;
                }
                let middle = 0.5 * (*low + *high);
                let grown = basin.descend([0.0, basin.reach], middle)[1].abs() > basin.reach;
                if grown {
                    *high = middle
                } else {
                    *low = middle
                }
                *left -= 1;
                self.claim.progress = 1.0 - f64::from(*left) / f64::from(HALVINGS);
                if *left == 0 {
                    self.claim.measured = Some(middle);
                }
            }
            Course::HeavyBall { error, velocity, count, length, middle } => {
                if *count >= 2.0 * *length {
                    return;
                }
                let (eta, beta, rate) = descent::heavy_ball(basin.curvatures);
                let slope = basin.slope(*error);
                for i in 0..2 {
                    velocity[i] = beta * velocity[i] + slope[i];
                    error[i] -= eta * velocity[i];
                }
                *count += 1.0;
                // With a double root eₖ = (1 + ck)ρᵏe₀, and e₁ = (1 − ημ)e₀ gives c.
                let slant = (1.0 - eta * basin.curvatures[0]) / rate - 1.0;
                let bare = error[0] / (1.0 + slant * *count);
                if *count == *length {
                    *middle = bare;
                } else if *count == 2.0 * *length {
                    self.claim.measured = Some(libm::pow((bare / *middle).abs(), 1.0 / *length));
                }
                self.claim.progress = *count / (2.0 * *length);
            }
        }
    }

    /// Every number of its state.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        match &self.course {
            Course::Contraction { error, .. } => error.iter().for_each(|v| hash(*v)),
            Course::Threshold { low, high, .. } => [low, high].into_iter().for_each(|v| hash(*v)),
            Course::HeavyBall { error, velocity, .. } => error.iter().chain(velocity).for_each(|v| hash(*v)),
        }
        hash(self.claim.measured.unwrap_or(-1.0));
    }
}
