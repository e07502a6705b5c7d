//! What theory says of the race exactly: near the minimum by hidden probes, of the racers themselves step by step.

use super::noisy::{Noisy, Quadratic};
use super::racer::Racer;
use crate::frame::{Claim, Relation};
use crate::measure::Extreme;
use crate::problem::landscape::Landscape;
use crate::source::Source;
use crate::theory::descent;
use nalgebra::linalg::SymmetricEigen;
use std::sync::Arc;

const NESTEROV: Source = Source {
    text: "Nesterov (2018), Lectures on convex optimization, theorem 2.1.15",
    url: "https://doi.org/10.1007/978-3-319-91578-4",
};
const POLYAK: Source = Source { text: "Polyak (1964), theorem 9", url: "https://doi.org/10.1016/0041-5553(64)90137-5" };

/// What "exact" means, relative.
const EXACT: f64 = 1e-9;
/// How far from the minimum probes start where the landscape is not a quadratic, in widths of its view.
const NEAR: f64 = 2e-6;
/// Less conditioned minima than this are round: the heavy ball then has nothing to gain.
const ROUND: f64 = 1.0 + 1e-6;
/// Halvings of the interval that holds the largest stable step size.
const HALVINGS: u32 = 44;
/// The heavy ball's error is compared after so many steps and after twice as many, at most.
const LONGEST: f64 = 200.0;
/// The least share of its error that it may come down to meanwhile.
const LEAST_SHARE: f64 = 1e-6;

/// A minimum with positive curvatures, seen so that the landscape is odd about it: (∇f(x* + e) − ∇f(x* − e))/2 = He up to
/// third order in e. A quadratic's gradient is exactly that.
#[derive(Clone)]
pub(super) struct Basin {
    landscape: Arc<dyn Landscape>,
    minimum: [f64; 2],
    /// μ and L.
    pub(super) curvatures: [f64; 2],
    /// The unit vectors along which the curvatures are μ and L.
    axes: [[f64; 2]; 2],
    /// How far out probes start.
    reach: f64,
}

impl Basin {
    /// The basin of a minimum; none where its curvatures are not positive numbers.
    pub(super) fn new(landscape: Arc<dyn Landscape>, minimum: [f64; 2], width: f64, quadratic: bool) -> Option<Self> {
        let hessian = landscape.hessian(&minimum);
        if !hessian.iter().all(|entry| entry.is_finite()) {
            return None;
        }
        let eigen = SymmetricEigen::try_new(hessian, f64::EPSILON, 1000)?;
        let steepest = eigen.eigenvalues.imax();
        let order = [1 - steepest, steepest];
        let curvatures = order.map(|index| eigen.eigenvalues[index]);
        let axes = order.map(|index| [eigen.eigenvectors[(0, index)], eigen.eigenvectors[(1, index)]]);
        let reach = if quadratic { 1.0 } else { NEAR * width };
        let sharp = curvatures[0] > 1e-9 * curvatures[1] && curvatures[1].is_finite();
        sharp.then_some(Self { landscape, minimum, curvatures, axes, reach })
    }

    /// The coordinates along the axes of the gradient at an error given in them.
    fn slope(&self, error: [f64; 2]) -> [f64; 2] {
        let offset = [0, 1].map(|i| error[0] * self.axes[0][i] + error[1] * self.axes[1][i]);
        let mut sides = [[0.0; 2]; 2];
        for (side, sign) in sides.iter_mut().zip([1.0, -1.0]) {
            let at = [0, 1].map(|i| self.minimum[i] + sign * offset[i]);
            self.landscape.gradient(&at, side);
        }
        let odd = [0, 1].map(|i| 0.5 * (sides[0][i] - sides[1][i]));
        self.axes.map(|axis| axis[0] * odd[0] + axis[1] * odd[1])
    }

    /// One step of descent on an error.
    fn descend(&self, error: [f64; 2], eta: f64) -> [f64; 2] {
        let slope = self.slope(error);
        [error[0] - eta * slope[0], error[1] - eta * slope[1]]
    }

    /// How well a factor can be measured: how much the slope per length at twice the reach differs from that at the reach,
    /// relative to the greatest curvature (this is three times the third derivatives' part, and nothing of the Hessian is in
    /// it), with the rounding of the coordinates.
    fn blur(&self) -> f64 {
        let size = 1.0 + self.minimum[0].abs().max(self.minimum[1].abs());
        let bent = (0..2).map(|axis| {
            let per_length = |reach: f64| {
                let mut error = [0.0; 2];
                error[axis] = reach;
                self.slope(error).map(|slope| slope / reach)
            };
            let (near, far) = (per_length(self.reach), per_length(2.0 * self.reach));
            (near[0] - far[0]).abs().max((near[1] - far[1]).abs())
        });
        4.0 * bent.fold(0.0, f64::max) / self.curvatures[1] + 16.0 * f64::EPSILON * size / self.reach
    }

    /// The quadratic of the start's error.
    pub(super) fn quadratic(&self, start: [f64; 2]) -> Quadratic {
        let offset = [start[0] - self.minimum[0], start[1] - self.minimum[1]];
        let error = self.axes.map(|axis| axis[0] * offset[0] + axis[1] * offset[1]);
        Quadratic { curvatures: self.curvatures, error }
    }
}

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
struct Probe {
    basin: Basin,
    course: Course,
    claim: Claim,
}

fn claim(id: &'static str, statement: String, predicted: f64, tolerance: f64, origin: String, source: Source) -> Claim {
    Claim {
        id: id.into(),
        statement: statement.into(),
        predicted,
        measured: None,
        tolerance,
        tolerance_origin: origin.into(),
        relation: Relation::Equal,
        progress: 0.0,
        source,
    }
}

fn near(quadratic: bool) -> &'static str {
    if quadratic { "" } else { " near the minimum that is nearest to the start" }
}

impl Probe {
    fn contraction(basin: &Basin, quadratic: bool) -> Self {
        let (factor, blur) = (descent::best_contraction(basin.curvatures), basin.blur());
        let statement = format!(
            r"At $\eta = 2/(\mu + L)$ gradient descent multiplies the error by $(\kappa - 1)/(\kappa + 1)$ per step{}",
            near(quadratic)
        );
        let origin =
            format!("exact but for rounding and third derivatives: {blur:.1e}; the step that fits worst is shown");
        Self {
            basin: basin.clone(),
            course: Course::Contraction { error: [basin.reach; 2], extreme: Extreme::new(factor) },
            claim: claim("descent-contraction", statement, factor, EXACT + blur, origin, NESTEROV),
        }
    }

    fn threshold(basin: &Basin, quadratic: bool) -> Self {
        let (largest, blur) = (descent::largest_step_size(basin.curvatures[1]), basin.blur());
        let statement = format!(
            r"Gradient descent diverges if and only if $\eta > 2/L${}: the largest step size at which the error does not grow",
            near(quadratic)
        );
        let origin = format!("bisection to 1e-13, rounding and third derivatives: {blur:.1e}, relative");
        Self {
            basin: basin.clone(),
            course: Course::Threshold { low: 0.5 * largest, high: 2.0 * largest, left: HALVINGS },
            claim: claim("descent-threshold", statement, largest, (EXACT + blur) * largest, origin, NESTEROV),
        }
    }

    fn heavy_ball(basin: &Basin, quadratic: bool) -> Option<Self> {
        let [mu, l] = basin.curvatures;
        let (_, _, rate) = descent::heavy_ball([mu, l]);
        let length = libm::floor(0.5 * libm::log(LEAST_SHARE) / libm::log(rate)).min(LONGEST);
        if l / mu < ROUND || length < 2.0 {
            return None;
        }
        let blur = basin.blur() / LEAST_SHARE.sqrt() * l / mu;
        let statement = format!(
            r"The heavy ball at $\eta = 4/(\sqrt L + \sqrt\mu)^2$, $\beta = \rho^2$ has the asymptotic rate $\rho = (\sqrt\kappa - 1)/(\sqrt\kappa + 1)$ per step{}",
            near(quadratic)
        );
        let origin = format!(
            "from steps {length} and {} along the flattest axis, the double root's factor 1 + ck taken out; rounding and third \
             derivatives: {blur:.1e}",
            2.0 * length
        );
        Some(Self {
            basin: basin.clone(),
            course: Course::HeavyBall {
                error: [basin.reach, 0.0],
                velocity: [0.0; 2],
                count: 0.0,
                length,
                middle: f64::NAN,
            },
            claim: claim("heavy-ball-rate", statement, rate, EXACT + blur, origin, POLYAK),
        })
    }

    fn step(&mut self) {
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

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        match &self.course {
            Course::Contraction { error, .. } => error.iter().for_each(|v| hash(*v)),
            Course::Threshold { low, high, .. } => [low, high].into_iter().for_each(|v| hash(*v)),
            Course::HeavyBall { error, velocity, .. } => error.iter().chain(velocity).for_each(|v| hash(*v)),
        }
        hash(self.claim.measured.unwrap_or(-1.0));
    }
}

/// A length that a racer's steps have by its definition.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stride {
    /// Each coordinate that moves at all moves by the rate.
    Coordinates,
    /// The step's length is the rate.
    Length,
}

/// A law of a racer's strides, relative to its rate under the schedule.
#[derive(Debug, Clone)]
struct StrideLaw {
    method: &'static str,
    stride: Stride,
    extreme: Extreme,
    claim: Claim,
}

impl StrideLaw {
    fn new(id: &'static str, method: &'static str, stride: Stride, statement: &str, source: Source) -> Self {
        let origin = "exact: rounding of the coordinates only; the step that fits worst is shown".to_string();
        let claim = claim(id, statement.to_string(), 1.0, EXACT, origin, source);
        Self { method, stride, extreme: Extreme::new(1.0), claim }
    }

    /// Takes a step of its racer under a rate.
    fn see(&mut self, from: [f64; 2], to: [f64; 2], rate: f64) {
        let moves = [to[0] - from[0], to[1] - from[1]];
        // A difference of coordinates carries their rounding; a rate that a schedule has brought near 0 cannot be measured.
        let size = from[0].abs().max(from[1].abs()).max(to[0].abs()).max(to[1].abs());
        let rounding = 4.0 * f64::EPSILON * size / rate;
        if !rounding.is_finite() || rounding > 1e-3 {
            return;
        }
        match self.stride {
            Stride::Length if moves == [0.0; 2] => return,
            Stride::Length => self.extreme.see(libm::hypot(moves[0], moves[1]) / rate),
            Stride::Coordinates => {
                moves.iter().filter(|moved| **moved != 0.0).for_each(|moved| self.extreme.see(moved.abs() / rate));
            }
        }
        self.claim.tolerance = self.claim.tolerance.max(EXACT + rounding);
        self.claim.measured = self.extreme.farthest();
        self.claim.progress = 1.0;
    }
}

/// All that the scene claims.
#[derive(Clone, Default)]
pub(super) struct Laws {
    probes: Vec<Probe>,
    strides: Vec<StrideLaw>,
    noisy: Option<Noisy>,
}

impl Laws {
    /// The laws of the chosen methods about a basin, if there is one.
    pub(super) fn new(chosen: &[String], basin: Option<&Basin>, quadratic: bool) -> Self {
        let on = |id: &str| chosen.iter().any(|method| method == id);
        let mut laws = Self::default();
        if let Some(basin) = basin {
            if on("gd") {
                laws.probes.push(Probe::contraction(basin, quadratic));
                laws.probes.push(Probe::threshold(basin, quadratic));
            }
            if on("momentum") {
                laws.probes.extend(Probe::heavy_ball(basin, quadratic));
            }
        }
        let strides = [
            StrideLaw::new(
                "lion-stride",
                "lion",
                Stride::Coordinates,
                r"Lion moves every coordinate by the learning rate, however steep: $|\Delta x_i|/\eta$",
                Source { text: "Chen et al. (2023), algorithm 2", url: "https://arxiv.org/abs/2302.06675" },
            ),
            StrideLaw::new(
                "sign-stride",
                "sign-gd",
                Stride::Coordinates,
                r"Sign descent moves every coordinate by the learning rate: $|\Delta x_i|/\eta$",
                Source { text: "Bernstein et al. (2018)", url: "https://arxiv.org/abs/1802.04434" },
            ),
            StrideLaw::new(
                "normalized-stride",
                "normalized-gd",
                Stride::Length,
                r"Normalized descent moves by the learning rate: $|\Delta x|/\eta$",
                Source { text: "Hazan, Levy & Shalev-Shwartz (2015)", url: "https://arxiv.org/abs/1507.02030" },
            ),
        ];
        laws.strides.extend(strides.into_iter().filter(|law| on(law.method)));
        laws
    }

    /// The same laws with those of noisy descent.
    pub(super) fn with_noise(mut self, noisy: Option<Noisy>) -> Self {
        self.noisy = noisy;
        self
    }

    /// A step of every hidden measurement.
    pub(super) fn step(&mut self) {
        self.probes.iter_mut().for_each(Probe::step);
        if let Some(noisy) = &mut self.noisy {
            noisy.step();
        }
    }

    /// Takes the step that a racer has just made under the schedule's factor.
    pub(super) fn see(&mut self, racer: &Racer, factor: f64) {
        for law in self.strides.iter_mut().filter(|law| law.method == racer.rule.info.id && racer.stopped.is_none()) {
            law.see(racer.was(), racer.at(), factor * racer.rate);
        }
    }

    /// The claims as they stand.
    pub(super) fn claims(&self) -> Vec<Claim> {
        let probes = self.probes.iter().map(|probe| probe.claim.clone());
        let strides = self.strides.iter().map(|law| law.claim.clone());
        let noisy = self.noisy.iter().flat_map(Noisy::claims);
        probes.chain(strides).chain(noisy).collect()
    }

    /// Every number of the estimators.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.probes.iter().for_each(|probe| probe.digest(hash));
        self.strides.iter().for_each(|law| hash(law.extreme.farthest().unwrap_or(-1.0)));
        if let Some(noisy) = &self.noisy {
            noisy.digest(hash);
        }
    }
}
