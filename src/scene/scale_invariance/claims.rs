//! What the scene predicts, measured on its paths, on a hidden neighbour of the cycle, and on hidden flocks.

use super::run::{OFFSET, Setup, Weights, angle};
use super::{AUTO_TUNING, EXPONENTIAL, INTRINSIC};
use crate::frame::{Claim, Relation};
use crate::random::Stream;
use crate::scene::exact::ExactLaw;
use crate::source::Source;
use crate::theory::scale_invariance::{cosine_of_winding, fall, log_area_factor, two_cycle};
use crate::words::Text;

/// A law about what changes in a step is measured while that is at least this share of the whole: then rounding stays below 10⁻¹⁰.
const VISIBLE: f64 = 1e-5;
/// Separations of neighbours by more than this factor end the comparison with the exponential rate: rounding, about 10⁻¹⁶ a step, has
/// grown as they have.
const AMPLIFIED: f64 = 1e4;
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
    /// The step at which rounding has come to matter.
    blurred: Option<u64>,
}

const DERIVED: Source =
    Source { text: "From the update rule; the loss: Li, Lyu & Arora (2020), figure 1", url: INTRINSIC.url };

impl Claims {
    pub(super) fn new(setup: &Setup, seed: u64) -> Self {
        let intrinsic = setup.step_size * setup.decay;
        let moves = setup.start[0] != 0.0 && setup.start[1] != 0.0;
        let laws = moves.then(|| Laws {
            orthogonal: ExactLaw::new(
                "orthogonal",
                r"The gradient is orthogonal to the weights: $\cos\angle(\nabla L, w) = 0$",
                AUTO_TUNING,
                0.0,
            ),
            growth: ExactLaw::new(
                "growth",
                r"Without decay a step adds $\eta^2\|\nabla L\|^2$ to $\|w\|^2$: the ratio of both is 1",
                AUTO_TUNING,
                1.0,
            ),
            fall: ExactLaw::new(
                "fall",
                r"A step lowers the loss by $a g^2 (1 - a\cos 2\varphi)/(1 + a^2 g^2)$, $a = \eta/((1 - \eta\lambda)\|w\|^2)$, $g = \sin 2\varphi$, $\sin^2\varphi = L$: so it rises where $\|w\|^2 (1 - \eta\lambda) < \eta (1 - 2L)$. Difference relative to $L$",
                DERIVED,
                0.0,
            ),
            area: ExactLaw::new(
                "area",
                r"A step preserves area in $(\ln|x|, \ln|y|)$, with decay or without: nothing attracts. Factor",
                DERIVED,
                1.0,
            ),
            exponential: ExactLaw::new(
                "exponential",
                r"Decay $\lambda$ with constant $\eta$ takes the directions of no decay with $\eta (1 - \eta\lambda)^{-2t-1}$: angle between the two, until rounding is amplified ten thousandfold",
                EXPONENTIAL,
                0.0,
            ),
            blurred: None,
        });
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
    pub(super) fn see(
        &mut self,
        setup: &Setup,
        step: u64,
        before: &[Weights; 3],
        after: &[Weights; 3],
        neighbour: Weights,
    ) {
        self.steps = step;
        if let Some(laws) = &mut self.laws {
            laws.see_plain(setup, before[0], after[0]);
            laws.see_decayed(setup, before[1], after[1]);
            laws.see_directions(step, after[1], after[2], neighbour);
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
            claims.extend(
                [&laws.orthogonal, &laws.growth, &laws.fall, &laws.area, &laws.exponential].map(ExactLaw::claim),
            );
        }
        if let Some((winding, predicted)) = &self.winding {
            let done = winding.steps == TURNS;
            claims.push(Claim {
                id: "winding".into(),
                statement: r"Paths near the cycle of period 2, $L = \eta\lambda/2$ and $\|w\|^2 = \eta$, wind about it by $\omega$ a step, $\cos\omega = 2(1 - \eta\lambda)^2 - 1$: it neither attracts nor repels. $\cos\omega$".to_string().into(),
                predicted: *predicted,
                measured: done.then(|| winding.sums[0] / winding.sums[1]),
                tolerance: 100.0 * NEAR * (1.0 - predicted),
                tolerance_origin: "100 times the neighbour's distance from the cycle, for what is not linear, relative to 1 − cos ω".to_string().into(),
                relation: Relation::Equal,
                progress: winding.steps as f64 / TURNS as f64,
                source: DERIVED,
            });
        }
        if let Some([plain, decayed]) = &self.flocks {
            let done = self.steps >= self.horizon;
            let progress = (self.steps as f64 / self.horizon as f64).min(1.0);
            claims.push(Claim {
                id: "returns".into(),
                statement: format!(r"With decay the loss does not settle: of {STARTS} directions at least nine in ten rise above $0.1$ in the later half of $30/(\eta\lambda)$ steps (the others wind about the cycle of period 2)").into(),
                predicted: 0.9,
                measured: done.then(|| decayed.share()),
                tolerance: 0.0,
                tolerance_origin: "an inequality: about one in a hundred winds about the cycle".to_string().into(),
                relation: Relation::AtLeast,
                progress,
                source: INTRINSIC,
            });
            claims.push(Claim {
                id: "settles".into(),
                statement: format!(r"Without decay it settles: of the same {STARTS} directions none does").into(),
                predicted: 0.0,
                measured: done.then(|| plain.share()),
                tolerance: 0.0,
                tolerance_origin: "exact".to_string().into(),
                relation: Relation::Equal,
                progress,
                source: AUTO_TUNING,
            });
        }
        claims
    }

    /// What has to be said of the comparison with the exponential rate.
    pub(super) fn notice(&self) -> Option<Text> {
        let step = self.laws.as_ref()?.blurred?;
        Some(format!(
            "after step {step} chaos has amplified rounding: decay and the exponential rate, the same in theory, part in time"
        ).into())
    }

    pub(super) fn weight(&self) -> usize {
        self.flocks.as_ref().map_or(0, |_| 2 * STARTS * (size_of::<Weights>() + 1))
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        if let Some(laws) = &self.laws {
            for law in [&laws.orthogonal, &laws.growth, &laws.fall, &laws.area, &laws.exponential] {
                law.digest(hash);
            }
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

    fn see_directions(&mut self, step: u64, decayed: Weights, exponential: Weights, neighbour: Weights) {
        if self.blurred.is_some() || decayed.stopped || exponential.stopped {
            return;
        }
        // How the neighbours have separated, in the coordinates in which small losses count as well.
        let apart = |i: usize| libm::log((neighbour.at[i] / decayed.at[i]).abs()).abs();
        let separated = apart(0) + apart(1);
        if separated.is_nan() || separated > AMPLIFIED * OFFSET {
            self.blurred = Some(step);
            return;
        }
        self.exponential.see(angle(decayed.at, exponential.at));
    }
}
