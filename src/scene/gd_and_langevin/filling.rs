//! How closely walkers fill the density: hidden ones, corrected by Metropolis so that the step leaves no bias, against the distance
//! that as many independent draws leave.

use super::setup::Setup;
use crate::frame::Claim;
use crate::measure::STANDARD_ERRORS;
use crate::measure::estimate::Mean;
use crate::method::fokker_planck::FokkerPlanck;
use crate::method::sampler::dual_averaging::StepSize;
use crate::method::sampler::state::plane;
use crate::method::sampler::{Mala, Sampler as _, Trace};
use crate::normal;
use crate::random::Stream;
use crate::source::Source;
use crate::theory::draws::Draws;
use crate::theory::sampling::{sampling_floor, total_variation};
use crate::words::{Notation, text};
use std::sync::{Arc, OnceLock};

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

/// A walker for the potential βf, whose steps take the time η/β.
fn walker(setup: &Setup, at: [f64; 2]) -> Mala {
    Mala::new(setup.planar.density.as_ref(), at.to_vec(), StepSize::fixed(setup.ula.eta() / setup.beta))
}

/// The mean acceptance of steps from exact draws.
fn acceptance(setup: &Setup) -> f64 {
    let (mut stream, draws) = (Stream::new(setup.seed, "acceptance"), Draws::new(&setup.planar));
    let mut trace = Trace::new(false);
    let accepted = (0..DRAWS).map(|_| {
        let at = draws.draw(&setup.planar, &mut stream);
        walker(setup, at).step(setup.planar.density.as_ref(), &mut stream, &mut trace);
        trace.acceptance
    });
    accepted.sum::<f64>() / DRAWS as f64
}

/// When the walkers are looked at, and what is expected then.
#[derive(Debug, Clone, Copy)]
struct Plan {
    /// Where all walkers start.
    lowest: [f64; 2],
    burn_in: u64,
    gap: u64,
    floor: f64,
}

impl Plan {
    /// None where the density relaxes too slowly for anyone to wait, or is not known well enough, or where Metropolis would refuse too much.
    fn new(setup: &Setup) -> Option<Self> {
        let grid = FokkerPlanck::new(setup.planar.density.as_ref(), 1.0, 1.0, setup.planar.view, GRID, GRID);
        // A law that excites all modes: everything in one corner of what the grid holds, and a little everywhere.
        let mut law = vec![0.0; grid.limit.len()];
        let held = grid.limit.iter().position(|mass| *mass > 0.0)?;
        law[held] = 1.0;
        let rate = grid.modes(&law).first().map(|mode| mode.rate)?;
        // Steps of a relaxation time: the potential βf relaxes by a time η/β each step, but for what Metropolis refuses.
        let accepted = acceptance(setup);
        let time = setup.beta / (setup.ula.eta() * rate * accepted * accepted);
        let total = (BURN_IN + GAP * LOOKS as f64) * time;
        if !(setup.trusted() && rate > 0.0 && accepted > LEAST_ACCEPTANCE && total < LONGEST) {
            return None;
        }
        Some(Self {
            lowest: setup.planar.modes.first().copied()?,
            burn_in: (BURN_IN * time).ceil() as u64,
            gap: (GAP * time).ceil() as u64,
            floor: sampling_floor(WALKERS as f64, setup.masses()).value,
        })
    }
}

/// A measurement under way.
#[derive(Clone)]
pub(super) struct Filling {
    /// Made when it is first needed: the relaxation time takes long to find.
    plan: Arc<OnceLock<Option<Plan>>>,
    walkers: Vec<Mala>,
    stream: Stream,
    looks: u64,
    distances: Mean,
    step: u64,
}

impl Filling {
    /// Before the first step, which puts all walkers at the lowest point.
    pub(super) fn new(seed: u64) -> Self {
        let (stream, plan) = (Stream::new(seed, "filling"), Arc::default());
        Self { plan, walkers: Vec::new(), stream, looks: 0, distances: Mean::default(), step: 0 }
    }

    fn plan(&self, setup: &Setup) -> Option<Plan> {
        *self.plan.get_or_init(|| Plan::new(setup))
    }

    /// Makes the plan, unless it is made.
    pub(super) fn prepare(&self, setup: &Setup) -> bool {
        let missing = self.plan.get().is_none();
        self.plan(setup);
        missing
    }

    /// One step of every hidden walker.
    pub(super) fn tick(&mut self, setup: &Setup) {
        let Some(plan) = self.plan(setup).filter(|_| self.looks < LOOKS) else { return };
        if self.step == 0 {
            self.walkers = vec![walker(setup, plan.lowest); GROUPS * WALKERS];
        }
        self.step += 1;
        let mut trace = Trace::new(false);
        for walker in &mut self.walkers {
            walker.step(setup.planar.density.as_ref(), &mut self.stream, &mut trace);
        }
        if self.step >= plan.burn_in && (self.step - plan.burn_in).is_multiple_of(plan.gap) {
            self.looks += 1;
            for group in self.walkers.chunks(WALKERS) {
                let shares = setup.shares(group.iter().map(|walker| plane(walker.point(0))));
                self.distances.add(total_variation(&shares, setup.masses()));
            }
        }
    }

    /// The claim, unless nobody would wait so long.
    pub(super) fn claim(&self, setup: &Setup) -> Option<Claim> {
        let plan = self.plan(setup)?;
        let done = self.looks == LOOKS;
        let estimate = if done { self.distances.estimate() } else { None };
        let quantile = normal::student(STANDARD_ERRORS, (LOOKS * GROUPS as u64 - 1) as f64);
        let last = plan.burn_in + (LOOKS - 1) * plan.gap;
        let origin = text("tolerance.looks")
            .number("errors", quantile, Notation::Fixed(2))
            .with("groups", GROUPS)
            .with("looks", LOOKS)
            .with("gap", GAP)
            .with("first", BURN_IN);
        Some(
            Claim::equal("sampling-floor", plan.floor, SOURCE)
                .saying(text("claim.sampling-floor").with("walkers", WALKERS))
                .within_by(quantile * estimate.map_or(0.01, |e| e.standard_error), origin)
                .measured(estimate.map(|e| e.value))
                .progressing(if done { 1.0 } else { (self.step as f64 / last as f64).min(1.0) }),
        )
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walkers.iter().flat_map(|walker| plane(walker.point(0))).for_each(&mut *hash);
        hash(self.step as f64);
        hash(self.looks as f64);
        self.distances.digest(hash);
    }
}
