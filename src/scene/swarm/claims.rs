//! What the scene predicts and how it measures: the slope of the law's way to its limit, and a hidden swarm beside the equation.

use super::run::{CELLS, Fixed, halved};
use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Estimate;
use crate::method::fokker_planck::{FokkerPlanck, Mode};
use crate::method::swarm::{Motion, Particles, Scheme, Walls};
use crate::random::Stream;
use crate::source::Source;
use crate::theory::sampling::{sampling_floor, total_variation};
use crate::words::{Notation, text};
use std::sync::Arc;

/// Particles of a hidden swarm, and how many such there are: the mean over them has a small standard error.
const HIDDEN: usize = 2000;
const SWARMS: usize = 10;
/// Steps of the hidden swarm in one of the scene's, at most.
const MOST: f64 = 8.0;
/// What η·(sharpest curvature) of the hidden swarm's steps may be.
const CURVATURE: f64 = 0.1;
/// The late window begins where other modes have at most this share of the slowest one's total variation, or …
const OTHERS: f64 = 1e-5;
/// … after so many relaxation times, before rounding is seen.
const LATEST: f64 = 9.0;
/// The longest run for which claims are planned, in steps.
const PATIENCE: f64 = 200_000.0;

const GAP: Source = Source {
    text: "Pavliotis (2014), section 4.5: spectral expansion of the Fokker–Planck equation",
    url: "https://doi.org/10.1007/978-1-4939-1323-7",
};
const FLOOR: Source = Source {
    text: "Diaconis & Zabell (1991), Closed form summation for classical distributions: de Moivre's mean absolute deviation",
    url: "https://doi.org/10.1214/ss/1177011699",
};

/// The shares of each hidden swarm's particles in the bins of [`halved`].
fn shares_of_swarms(particles: &Particles, walls: Walls) -> Vec<Vec<f64>> {
    let (columns, rows) = (CELLS[0] / 2, CELLS[1] / 2);
    let bin = |value: f32, [low, high]: [f32; 2], bins: usize| {
        ((value - low) / (high - low) * bins as f32).clamp(0.0, bins as f32 - 1.0) as usize
    };
    let points: Vec<[f32; 2]> = particles.points().collect();
    let swarms = points.chunks(HIDDEN).map(|swarm| {
        let mut shares = vec![0.0; columns * rows];
        for [x, y] in swarm {
            shares[bin(*y, walls.y, rows) * columns + bin(*x, walls.x, columns)] += 1.0 / HIDDEN as f64;
        }
        shares
    });
    swarms.collect()
}

/// Everything that is predicted of the start.
pub(super) struct Plan {
    rate: f64,
    /// ½Σ|part| of the slowest mode, and ½Σ part²/π.
    amplitudes: [f64; 2],
    slowest: Vec<f64>,
    /// The steps between which the slope is taken.
    window: [u64; 2],
    /// The step at which the hidden swarm is looked at.
    look: u64,
    substeps: u64,
    hidden: Motion,
    coarse: FokkerPlanck,
    /// The variance's relative error of the hidden swarm's scheme on a Gaussian of the sharpest curvature.
    stretch: f64,
    limit: Vec<f64>,
}

/// What is measured.
#[derive(Clone)]
pub(super) struct Measurements {
    limit: Arc<Vec<f64>>,
    /// The stream's seed of the hidden swarm.
    seed: u64,
    /// The hidden swarms and the coarse law, from the first step until they have been looked at.
    hidden: Option<(Particles, Vec<f64>)>,
    /// The mean TV between a hidden swarm and the law, the floor there, and the grid's error.
    seen: Option<(f64, Estimate, f64)>,
    /// Total variation to the limit and what other modes may add, at both ends of the window.
    ends: [Option<(f64, f64)>; 2],
    step: u64,
}

impl Measurements {
    /// Nothing measured yet.
    pub(super) fn new(fixed: &Fixed, seed: u64) -> Self {
        let limit = Arc::new(halved(&fixed.fine.limit));
        Self { limit, seed, hidden: None, seen: None, ends: [None; 2], step: 0 }
    }

    /// After a step of the law.
    pub(super) fn tick(&mut self, fixed: &Fixed, step: u64, law: &[f64]) {
        self.step = step;
        let Some(plan) = fixed.plan() else { return };
        if step == 1 {
            let particles = fixed.particles(SWARMS * HIDDEN, &mut Stream::new(self.seed, "hidden swarm"));
            self.hidden = Some((particles, plan.start(&fixed.start_law())));
        }
        for (end, at) in self.ends.iter_mut().zip(plan.window) {
            if step == at {
                *end = Some((total_variation(law, &fixed.fine.limit), plan.others(fixed, law)));
            }
        }
        let Some((particles, coarse)) = &mut self.hidden else { return };
        (0..plan.substeps).for_each(|_| particles.step(fixed.potential.as_ref(), &plan.hidden));
        plan.coarse.step(coarse);
        if step == plan.look {
            let bins = halved(law);
            let swarms = shares_of_swarms(particles, fixed.walls);
            let apart = swarms.iter().map(|seen| total_variation(seen, &bins)).sum::<f64>() / SWARMS as f64;
            // Richardson: the error of the grid is a third of its distance from the grid of twice the width.
            self.seen = Some((apart, sampling_floor(HIDDEN as f64, &bins), total_variation(&bins, coarse) / 3.0));
            self.hidden = None;
        }
    }

    /// The sampling floor of a number of particles in the limit.
    pub(super) fn floor_of(&self, count: usize) -> f64 {
        sampling_floor(count as f64, &self.limit).value
    }

    /// The memory of a copy, in bytes.
    pub(super) fn bytes(&self) -> usize {
        self.hidden.as_ref().map_or(0, |(particles, coarse)| particles.bytes() + 8 * coarse.len())
    }

    /// The claims, in order.
    pub(super) fn claims(&self, fixed: &Fixed) -> Vec<Claim> {
        let Some(plan) = fixed.plan() else { return Vec::new() };
        vec![self.slope_claim(plan, fixed), self.agreement_claim(plan, fixed)]
    }

    fn slope_claim(&self, plan: &Plan, fixed: &Fixed) -> Claim {
        let time = fixed.eta * (plan.window[1] - plan.window[0]) as f64;
        let both = self.ends[0].zip(self.ends[1]);
        let measured = both.map(|((first, _), (last, _))| libm::log(last / first) / time);
        // Rounding: sums of laws are exact to about 10⁻¹⁴.
        let allowance = both
            .map_or(0.0, |((first, others), (last, rest))| ((others + 1e-14) / first + (rest + 1e-14) / last) / time);
        Claim {
            id: "late-slope".into(),
            statement: text("claim.late-slope"),
            predicted: -plan.rate,
            measured,
            tolerance: allowance + 1e-9 * plan.rate,
            tolerance_origin: text("tolerance.faster-modes").number("allowance", allowance, Notation::Scientific(1)),
            relation: Relation::Equal,
            progress: (self.step as f64 / plan.window[1] as f64).min(1.0),
            source: GAP,
        }
    }

    fn agreement_claim(&self, plan: &Plan, fixed: &Fixed) -> Claim {
        let planned = sampling_floor(HIDDEN as f64, &plan.limit);
        let (floor, grid) = self.seen.map_or((planned, 0.0), |(_, floor, grid)| (floor, grid));
        // Total variation between normal laws whose variances differ by a small share: 0.242 of it, for each coordinate.
        let scheme = 2.0 * 0.242 * plan.stretch.abs();
        let time = fixed.eta * plan.look as f64;
        Claim {
            id: "sampling-floor".into(),
            statement: text("claim.sampling-floor")
                .number("time", time, Notation::Fixed(2))
                .with("particles", HIDDEN)
                .with("columns", CELLS[0] / 2)
                .with("rows", CELLS[1] / 2),
            predicted: floor.value,
            measured: self.seen.map(|(apart, ..)| apart),
            tolerance: STANDARD_ERRORS * floor.standard_error / (SWARMS as f64).sqrt() + grid + scheme,
            tolerance_origin: text("tolerance.swarms")
                .with("errors", STANDARD_ERRORS)
                .with("swarms", SWARMS)
                .number("grid", grid, Notation::Fixed(4))
                .number("scheme", scheme, Notation::Fixed(4)),
            relation: Relation::Equal,
            progress: (self.step as f64 / plan.look as f64).min(1.0),
            source: FLOOR,
        }
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        if let Some((particles, coarse)) = &self.hidden {
            particles.digest(hash);
            coarse.iter().for_each(|mass| hash(*mass));
        }
        self.ends.iter().flatten().for_each(|(value, others)| {
            hash(*value);
            hash(*others);
        });
        self.seen.iter().for_each(|(apart, ..)| hash(*apart));
    }
}

impl Plan {
    /// None where the start is the limit, or where a measurement would take too long.
    pub(super) fn new(fixed: &Fixed) -> Option<Self> {
        let (grid, eta, beta) = (&fixed.fine, fixed.eta, fixed.beta);
        let modes = grid.modes(&fixed.start_law());
        let size = |mode: &Mode| 0.5 * mode.part.iter().map(|mass| mass.abs()).sum::<f64>();
        let Mode { rate, part } = modes.iter().find(|mode| mode.rate > 0.0 && size(mode) > 1e-9)?.clone();
        let amplitude = 0.5 * part.iter().map(|mass| mass.abs()).sum::<f64>();
        let weighted = |part: &[f64]| -> f64 {
            part.iter()
                .zip(&grid.limit)
                .filter(|(_, limit)| **limit > 0.0)
                .map(|(mass, limit)| mass * mass / limit)
                .sum()
        };
        // When the other modes' bound ½‖·‖ has fallen to its share of the slowest one's.
        let late = modes
            .iter()
            .filter(|mode| mode.rate > rate * (1.0 + 1e-9))
            .map(|mode| {
                let excess = 0.5 * weighted(&mode.part).sqrt() / (OTHERS * amplitude);
                libm::log(excess.max(1.0)) / (mode.rate - rate)
            })
            .fold(1.0 / rate, f64::max)
            .min(LATEST / rate);
        let steps = |time: f64| (time / eta).ceil();
        let window = [steps(late), steps(late + 1.0 / rate)];
        if window[1] > PATIENCE {
            return None;
        }
        // The sharpest curvature where the mass is.
        let top = grid.limit.iter().copied().fold(0.0, f64::max);
        let sharpest = (0..grid.limit.len())
            .filter(|cell| grid.limit[*cell] > 1e-3 * top)
            .map(|cell| fixed.planar.density.hessian(&grid.centre(cell)).amax())
            .fold(0.0, f64::max);
        let substeps = (eta * sharpest / CURVATURE).ceil().clamp(1.0, MOST);
        let small = eta / substeps;
        // Heun's variance on a Gaussian of curvature α, relative to the law's, with s = ηα: 2s(1 − s/2)²/(1 − (1 − s + s²/2)²).
        let s = (small * sharpest).min(1.0);
        let kept = 1.0 - s + 0.5 * s * s;
        let stretch =
            if s > 0.0 { 2.0 * s * (1.0 - 0.5 * s) * (1.0 - 0.5 * s) / (1.0 - kept * kept) - 1.0 } else { 0.0 };
        let look = steps(1.0 / rate).max(1.0);
        let coarse =
            FokkerPlanck::new(fixed.planar.density.as_ref(), beta, eta, fixed.area, CELLS[0] / 2, CELLS[1] / 2);
        Some(Self {
            rate,
            amplitudes: [amplitude, 0.5 * weighted(&part)],
            slowest: part,
            window: window.map(|step| step as u64),
            look: look as u64,
            substeps: substeps as u64,
            hidden: Motion::new(Scheme::Heun, small, beta, fixed.walls),
            coarse,
            stretch,
            limit: halved(&grid.limit),
        })
    }

    /// λ₂.
    pub(super) fn gap(&self) -> f64 {
        self.rate
    }

    /// Amplitude and rate of the total variation's late decay.
    pub(super) fn asymptote(&self) -> (f64, f64) {
        (self.amplitudes[0], self.rate)
    }

    /// Amplitude and rate of the relative entropy's late decay.
    pub(super) fn entropy_asymptote(&self) -> (f64, f64) {
        (self.amplitudes[1], 2.0 * self.rate)
    }

    /// The start on the coarse grid.
    fn start(&self, law: &[f64]) -> Vec<f64> {
        let mut coarse = halved(law);
        coarse.iter_mut().zip(&self.coarse.limit).for_each(|(mass, limit)| *mass *= f64::from(u8::from(*limit > 0.0)));
        let total: f64 = coarse.iter().sum();
        if total > 0.0 {
            coarse.iter_mut().for_each(|mass| *mass /= total);
        }
        coarse
    }

    /// ½‖(p − π)/π less its part along the slowest mode‖ in L²(π): what the other modes add to the total variation at most.
    fn others(&self, fixed: &Fixed, law: &[f64]) -> f64 {
        let limit = &fixed.fine.limit;
        let product = |a: &dyn Fn(usize) -> f64, b: &dyn Fn(usize) -> f64| -> f64 {
            (0..limit.len()).filter(|cell| limit[*cell] > 0.0).map(|cell| a(cell) * b(cell) / limit[cell]).sum()
        };
        let (rest, slowest) = (|cell: usize| law[cell] - limit[cell], |cell: usize| self.slowest[cell]);
        let along = product(&rest, &slowest) / product(&slowest, &slowest);
        let other = |cell: usize| rest(cell) - along * slowest(cell);
        0.5 * product(&other, &other).sqrt()
    }
}
