//! What the scene predicts, measured on its paths, on a hidden neighbour of the cycle, and on hidden flocks.

use super::methods::{AUTO_TUNING, EXPONENTIAL, INTRINSIC};
use super::rounding::Rounding;
use super::setup::{Setup, Weights, angle};
use crate::frame::Claim;
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::source::Source;
use crate::theory::scale_invariance::{cosine_of_winding, fall, log_area_factor, two_cycle};

/// A law about a change in a step is measured while the change is at least this share of the whole: then rounding stays below
/// 10⁻¹⁰.
const VISIBLE: f64 = 1e-5;
/// Starts in each hidden flock.
const STARTS: usize = 200;
/// Steps in which the winding is measured.
const TURNS: u64 = 400;
/// How far from the cycle its neighbour starts, relative.
const NEAR: f64 = 1e-5;

/// One flock of random directions, with what has been seen of its losses.
#[derive(Debug, Clone, PartialEq)]
struct Flock {
    walkers: Vec<Weights>,
    returned: Vec<bool>,
}

impl Flock {
    fn step(&mut self, setup: &Setup, decay: f64, late: bool) {
        for (walker, returned) in self.walkers.iter_mut().zip(&mut self.returned) {
            walker.step(setup.landscape.as_ref(), setup.step_size, decay);
            *returned |= late && setup.landscape.value(&walker.at) > 0.1;
        }
    }

    fn share(&self) -> f64 {
        self.returned.iter().filter(|returned| **returned).count() as f64 / self.returned.len() as f64
    }
}

/// The winding about the cycle of period 2: Σ(uₜ₊₁ + uₜ₋₁)uₜ/2Σuₜ² of a neighbour's u = ln|x| − ln|x*|, which is cos ω of u = A cos(ωt + ψ).
#[derive(Debug, Clone, PartialEq)]
struct Winding {
    walker: Weights,
    cycle: [f64; 2],
    last: [f64; 2],
    sums: [f64; 2],
    steps: u64,
}

impl Winding {
    fn new(setup: &Setup) -> Self {
        let cycle = two_cycle(setup.step_size, setup.decay);
        let walker = Weights::new([cycle[0] * (1.0 + NEAR), cycle[1]]);
        Self { walker, cycle, last: [0.0; 2], sums: [0.0; 2], steps: 0 }
    }

    fn step(&mut self, setup: &Setup) {
        if self.steps == TURNS {
            return;
        }
        let u = libm::log(self.walker.at[0].abs() / self.cycle[0]);
        let [before, middle] = self.last;
        if self.steps >= 2 {
            self.sums[0] += 0.5 * (u + before) * middle;
            self.sums[1] += middle * middle;
        }
        self.last = [middle, u];
        self.walker.step(setup.landscape.as_ref(), setup.step_size, setup.decay);
        self.steps += 1;
    }
}

/// The measurements.
#[derive(Debug, Clone)]
pub(super) struct Claims {
    /// None where the gradient vanishes at the start.
    laws: Option<Laws>,
    winding: Option<(Winding, f64)>,
    /// Without and with decay.
    flocks: Option<[Flock; 2]>,
    /// Steps that the flocks take; what happens in the second half counts.
    horizon: u64,
    steps: u64,
}

/// Laws of the drawn paths.
#[derive(Debug, Clone)]
struct Laws {
    orthogonal: ExactLaw,
    growth: ExactLaw,
    fall: ExactLaw,
    area: ExactLaw,
    exponential: ExactLaw,
    rounding: Rounding,
    /// The step at which rounding has come to matter.
    blurred: Option<u64>,
}

const FIGURE: Source = Source { text: "Li, Lyu & Arora (2020), figure 1", url: INTRINSIC.url };

impl Laws {
    fn new() -> Self {
        Self {
            orthogonal: ExactLaw::equal("orthogonal", 0.0, AUTO_TUNING),
            growth: ExactLaw::equal("growth", 1.0, AUTO_TUNING),
            fall: ExactLaw::equal("fall", 0.0, FIGURE),
            area: ExactLaw::equal("area", 1.0, FIGURE),
            exponential: ExactLaw::equal("exponential", 0.0, EXPONENTIAL),
            rounding: Rounding::default(),
            blurred: None,
        }
    }

    fn all(&self) -> [&ExactLaw; 5] {
        [&self.orthogonal, &self.growth, &self.fall, &self.area, &self.exponential]
    }
}

impl Claims {
    pub(super) fn new(setup: &Setup, seed: u64) -> Self {
        let intrinsic = setup.step_size * setup.decay;
        let laws = (!setup.is_on_axis()).then(Laws::new);
        // Weaker decay winds too slowly to be seen in so few steps.
        let winding =
            (intrinsic >= 1e-3).then(|| (Winding::new(setup), cosine_of_winding(setup.step_size, setup.decay)));
        // Weaker decay lets the loss fall below the smallest number before it comes back.
        let flocks = (intrinsic >= 2e-3).then(|| {
            let mut directions = Stream::new(seed, "directions");
            let radius = libm::sqrt(5.0 * setup.step_size);
            let walkers: Vec<Weights> = (0..STARTS).map(|_| Weights::new(directions.on_circle(radius))).collect();
            let flock = Flock { walkers, returned: vec![false; STARTS] };
            [flock.clone(), flock]
        });
        let horizon = if intrinsic > 0.0 { libm::ceil(30.0 / intrinsic) as u64 } else { 0 };
        Self { laws, winding, flocks, horizon, steps: 0 }
    }

    /// Takes a step of the paths (without decay, with it, with the exponential rate).
    pub(super) fn see(&mut self, setup: &Setup, step: u64, before: &[Weights; 3], after: &[Weights; 3]) {
        self.steps = step;
        if let Some(laws) = &mut self.laws {
            laws.see_plain(setup, before[0], after[0]);
            laws.see_decayed(setup, before[1], after[1]);
            laws.see_directions(setup, step, before[1].at, [after[1], after[2]]);
        }
        if let Some((winding, _)) = &mut self.winding {
            winding.step(setup);
        }
        if let Some(flocks) = self.flocks.as_mut().filter(|_| step <= self.horizon) {
            let late = step > self.horizon / 2;
            flocks[0].step(setup, 0.0, late);
            flocks[1].step(setup, setup.decay, late);
        }
    }

    pub(super) fn claims(&self) -> Vec<Claim> {
        let mut claims = Vec::new();
        if let Some(laws) = &self.laws {
            claims.extend(laws.all().map(ExactLaw::claim));
        }
        if let Some((winding, predicted)) = &self.winding {
            let done = winding.steps == TURNS;
            let claim = Claim::equal("winding", *predicted, FIGURE).within(100.0 * NEAR * (1.0 - predicted), "winding");
            let claim = claim.measured(done.then(|| winding.sums[0] / winding.sums[1]));
            claims.push(claim.progressing(winding.steps as f64 / TURNS as f64));
        }
        if let Some([plain, decayed]) = &self.flocks {
            let done = self.steps >= self.horizon;
            let progress = (self.steps as f64 / self.horizon as f64).min(1.0);
            let returns = Claim::at_least("returns", 0.9, INTRINSIC).within(0.0, "returns");
            let settles = Claim::equal("settles", 0.0, AUTO_TUNING).within(0.0, "settles");
            for (claim, flock) in [(returns, decayed), (settles, plain)] {
                let statement = claim.statement.clone().with("starts", STARTS);
                let claim = claim.saying(statement).measured(done.then(|| flock.share()));
                claims.push(claim.progressing(progress));
            }
        }
        claims
    }

    /// The step at which rounding has grown too much to compare decay with the exponential rate.
    pub(super) fn blurred(&self) -> Option<u64> {
        self.laws.as_ref()?.blurred
    }

    pub(super) fn weight(&self) -> usize {
        self.flocks.as_ref().map_or(0, |_| 2 * STARTS * (size_of::<Weights>() + 1))
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        if let Some(laws) = &self.laws {
            laws.all().into_iter().for_each(|law| law.digest(hash));
            laws.rounding.digest(hash);
        }
        if let Some((winding, _)) = &self.winding {
            winding.walker.at.into_iter().chain(winding.sums).for_each(&mut *hash);
        }
        for flock in self.flocks.iter().flatten() {
            flock.walkers.iter().flat_map(|walker| walker.at).for_each(&mut *hash);
            hash(flock.share());
        }
    }
}

impl Laws {
    fn see_plain(&mut self, setup: &Setup, before: Weights, after: Weights) {
        if after.stopped {
            return;
        }
        let mut gradient = [0.0; 2];
        setup.landscape.gradient(&before.at, &mut gradient);
        let step = setup.step_size * libm::hypot(gradient[0], gradient[1]);
        let grown = after.squared_norm() - before.squared_norm();
        if step * step >= VISIBLE * after.squared_norm() {
            self.growth.see(grown / (step * step));
        }
    }

    fn see_decayed(&mut self, setup: &Setup, before: Weights, after: Weights) {
        let ([x, y], next) = (before.at, after.at);
        let loss = setup.landscape.value(&before.at);
        // Squares of what is smaller underflow.
        if after.stopped || loss < 1e-250 || next[0] == 0.0 {
            return;
        }
        let mut gradient = [0.0; 2];
        setup.landscape.gradient(&before.at, &mut gradient);
        let product = x * gradient[0] + y * gradient[1];
        self.orthogonal.see(product / (libm::hypot(x, y) * libm::hypot(gradient[0], gradient[1])));
        let after_loss = setup.landscape.value(&next);
        let predicted = fall(setup.step_size, setup.decay, before.at);
        self.fall.see((loss - after_loss - predicted) / loss.max(after_loss));
        let h = setup.landscape.hessian(&before.at);
        // The determinant is a difference of products of this size; where it all but vanishes rounding is all that is left.
        let size = libm::pow(1.0 + setup.step_size * h.amax(), 2.0);
        let shrinking = (x / next[0] * (y / next[1])).abs();
        if size * shrinking * VISIBLE < 1.0 {
            self.area.see(log_area_factor(
                setup.step_size,
                setup.decay,
                [h[(0, 0)], h[(0, 1)], h[(1, 1)]],
                before.at,
                next,
            ));
        }
    }

    fn see_directions(&mut self, setup: &Setup, step: u64, before: [f64; 2], [decayed, exponential]: [Weights; 2]) {
        if self.blurred.is_some() || decayed.stopped || exponential.stopped {
            return;
        }
        self.rounding.step(setup.step_size, setup.decay, before);
        if !self.rounding.is_small() {
            self.blurred = Some(step);
            return;
        }
        self.exponential.see(angle(decayed.at, exponential.at));
    }
}
