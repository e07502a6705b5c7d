//! How closely walkers fill the density: hidden ones, Metropolis-corrected so that the step leaves no bias, against the sampling floor.

use super::ground::Fixed;
use crate::frame::{Claim, Relation};
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::method::fokker_planck::FokkerPlanck;
use crate::normal;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;
use crate::theory::draws::Draws;
use crate::theory::sampling::{sampling_floor, total_variation};

/// Hidden walkers in a group, and groups: the mean over many groups has a small standard error.
const WALKERS: usize = 50;
const GROUPS: usize = 6;
/// Looks at them.
const LOOKS: u64 = 24;
/// Relaxation times before the first look, and between two: e⁻⁹ of the start is left, and e⁻³ of a look in the next.
const BURN_IN: f64 = 9.0;
const GAP: f64 = 3.0;
/// Longer than so many steps nobody waits: no claim is made.
const LONGEST: f64 = 200_000.0;
/// Where Metropolis refuses more than the rest, the step is too coarse for the relaxation time to be the diffusion's.
const LEAST_ACCEPTANCE: f64 = 0.6;
/// Exact draws by which that is told.
const DRAWS: usize = 300;
/// Cells of the grid whose generator tells the relaxation time, each way.
const GRID: usize = 36;

const SOURCE: Source = Source {
    text: "Roberts & Tweedie (1996), Exponential convergence of Langevin distributions; floor: de Moivre (1730), Diaconis & Zabell (1991)",
    url: "https://doi.org/10.2307/3318418",
};

/// A walker with what is known of βf there.
#[derive(Debug, Clone, Copy)]
struct Walker {
    at: [f64; 2],
    potential: f64,
    slope: [f64; 2],
}

impl Walker {
    fn new(target: &dyn Density, at: [f64; 2]) -> Self {
        let mut slope = [0.0; 2];
        let potential = target.potential_and_gradient(&at, &mut slope);
        Self { at, potential, slope }
    }

    /// Langevin's step of time η/β for the potential βf, kept or refused (MALA; Roberts & Tweedie 1996); whether it was kept.
    fn step(&mut self, target: &dyn Density, step: f64, noise: [f64; 2], stream: &mut Stream) -> bool {
        let spread = libm::sqrt(2.0 * step);
        let to = Self::new(target, [0, 1].map(|i| self.at[i] - step * self.slope[i] + spread * noise[i]));
        let mut log_ratio = self.potential - to.potential;
        for (i, xi) in noise.iter().enumerate() {
            let back = self.at[i] - to.at[i] + step * to.slope[i];
            log_ratio += 0.5 * xi * xi - back * back / (4.0 * step);
        }
        let uniform = stream.uniform();
        let kept = log_ratio >= 0.0 || uniform < libm::exp(log_ratio);
        if kept {
            *self = to;
        }
        kept
    }
}

/// The share of steps from exact draws that are kept.
fn acceptance(fixed: &Fixed, step: f64, seed: u64) -> f64 {
    let (mut stream, target) = (Stream::new(seed, "acceptance"), fixed.planar.density.as_ref());
    let draws = Draws::new(&fixed.planar);
    let kept = (0..DRAWS).filter(|_| {
        let mut walker = Walker::new(target, draws.draw(&fixed.planar, &mut stream));
        let noise = [stream.normal(), stream.normal()];
        walker.step(target, step, noise, &mut stream)
    });
    kept.count() as f64 / DRAWS as f64
}

/// When the walkers are looked at, and what is expected then.
pub(super) struct Plan {
    /// Where all walkers start.
    lowest: [f64; 2],
    burn_in: u64,
    gap: u64,
    floor: f64,
}

/// A measurement under way.
#[derive(Clone)]
pub(super) struct Filling {
    walkers: Vec<Walker>,
    stream: Stream,
    looks: u64,
    distances: Mean,
    step: u64,
}

impl Plan {
    /// None where the density relaxes too slowly for anyone to wait, or is not known well enough, or where Metropolis would refuse too much.
    pub(super) fn new(fixed: &Fixed, eta: f64, beta: f64, seed: u64) -> Option<Self> {
        let grid = FokkerPlanck::new(fixed.planar.density.as_ref(), 1.0, 1.0, fixed.planar.view, GRID, GRID);
        // A law that excites all modes: everything in one corner of what the grid holds, and a little everywhere.
        let mut law = vec![0.0; grid.limit.len()];
        let held = grid.limit.iter().position(|mass| *mass > 0.0)?;
        law[held] = 1.0;
        let rate = grid.modes(&law).first().map(|mode| mode.rate)?;
        // Steps of a relaxation time: the potential βf relaxes by a time η/β each step, but for what Metropolis refuses.
        let accepted = acceptance(fixed, eta / beta, seed);
        let time = beta / (eta * rate * accepted * accepted);
        let total = (BURN_IN + GAP * LOOKS as f64) * time;
        if !(fixed.trusted() && rate > 0.0 && accepted > LEAST_ACCEPTANCE && total < LONGEST) {
            return None;
        }
        Some(Self {
            lowest: fixed.planar.modes.first().copied()?,
            burn_in: (BURN_IN * time).ceil() as u64,
            gap: (GAP * time).ceil() as u64,
            floor: sampling_floor(WALKERS as f64, fixed.masses()).value,
        })
    }
}

impl Filling {
    /// Before the first step, which puts all walkers at the lowest point.
    pub(super) fn new(seed: u64) -> Self {
        let stream = Stream::new(seed, "filling");
        Self { walkers: Vec::new(), stream, looks: 0, distances: Mean::default(), step: 0 }
    }

    /// One step of every hidden walker.
    pub(super) fn tick(&mut self, plan: &Plan, fixed: &Fixed, step: f64) {
        if self.looks == LOOKS {
            return;
        }
        self.step += 1;
        let target = fixed.planar.density.as_ref();
        if self.step == 1 {
            self.walkers = vec![Walker::new(target, plan.lowest); GROUPS * WALKERS];
        }
        let mut noise = [0.0; 2 * GROUPS * WALKERS];
        normal::fill(&mut self.stream, &mut noise);
        for (walker, xi) in self.walkers.iter_mut().zip(noise.chunks_exact(2)) {
            walker.step(target, step, [xi[0], xi[1]], &mut self.stream);
        }
        if self.step >= plan.burn_in && (self.step - plan.burn_in).is_multiple_of(plan.gap) {
            self.looks += 1;
            for group in self.walkers.chunks(WALKERS) {
                let shares = fixed.shares(group.iter().map(|walker| walker.at));
                self.distances.add(total_variation(&shares, fixed.masses()));
            }
        }
    }

    /// The claim.
    pub(super) fn claim(&self, plan: &Plan) -> Claim {
        let done = self.looks == LOOKS;
        let estimate = if done { self.distances.estimate() } else { None };
        let quantile = normal::student(STANDARD_ERRORS, (LOOKS * GROUPS as u64 - 1) as f64);
        let last = plan.burn_in + (LOOKS - 1) * plan.gap;
        Claim {
            id: "sampling-floor".into(),
            statement: format!(
                r"With Metropolis' correction the total variation between {WALKERS} walkers' histogram and $e^{{-\beta f}}$ falls to what that many independent draws leave, about $\frac12\sum_b\sqrt{{2p_b(1-p_b)/\pi N}}$"
            ).into(),
            predicted: plan.floor,
            measured: estimate.map(|e| e.value),
            tolerance: quantile * estimate.map_or(0.01, |e| e.standard_error),
            tolerance_origin: format!(
                "{quantile:.2} standard errors (one in 10⁴ by Student's law) over {GROUPS} groups and {LOOKS} looks, at least {GAP} relaxation times apart and the first after {BURN_IN}"
            ).into(),
            relation: Relation::Equal,
            progress: if done { 1.0 } else { (self.step as f64 / last as f64).min(1.0) },
            source: SOURCE,
        }
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flat_map(|walker| walker.at).for_each(&mut *hash);
        self.distances.digest(hash);
    }
}
