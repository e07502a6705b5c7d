//! What does not change in a run: the ladder, what quadrature predicts on it, and how long hidden chains measure.

use crate::error::Error;
use crate::method::MethodInfo;
use crate::method::langevin::{Evaluated, ULA, Ula};
use crate::method::tempering::{Ladder, geometric_ladder};
use crate::parameter::Settings;
use crate::problem::density::NormalPair;
use crate::theory::passage::{boundary_shift, chain_crossing_rate, crossing_rate, mode_relaxation_rate};
use crate::theory::tempering::{
    equalized_ladder, log_partition_function, parallel_acceptance, relative_variance_of_end_level,
    simulated_acceptance, time_before_forgetting,
};

/// Hidden walkers of simulated tempering, groups of parallel tempering, and plain chains.
pub(super) const WALKERS: usize = 400;
pub(super) const GROUPS: usize = 100;
pub(super) const CHAINS: usize = 300;

/// Crossings of all plain chains together that are waited for: their number's standard error is then about 1.5 %.
const CROSSINGS: f64 = 5000.0;
/// The relative standard error for which the tempering ensembles' times are planned.
const PLANNED: f64 = 0.015;

/// What quadrature predicts.
#[derive(Debug, Clone)]
pub(super) struct Predictions {
    /// The left mode's weight.
    pub(super) weight: f64,
    /// 1 − TV of each pair of neighbouring levels.
    pub(super) simulated: Vec<f64>,
    /// The acceptance of swaps of each pair.
    pub(super) parallel: Vec<f64>,
    /// The plain chain's crossings per unit time, for the diffusion with moved cores and for the chain.
    pub(super) crossing_rate: f64,
    pub(super) chain_crossing_rate: f64,
}

/// For how long hidden chains run, in units of time: fixed before they start, so that standard errors come out near 1.5 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plan {
    /// To learn the weights, where they are not exact, and attempts per unit time.
    pub(super) learning: f64,
    pub(super) rate: f64,
    /// To measure time at levels and acceptance.
    pub(super) moves: f64,
    /// To measure the modes' shares by simulated and by parallel tempering.
    pub(super) simulated_modes: f64,
    pub(super) parallel_modes: f64,
    /// To count the plain chains' crossings.
    pub(super) plain: f64,
}

/// What does not change while the scene runs.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) density: NormalPair,
    pub(super) ladder: Ladder,
    pub(super) predictions: Predictions,
    pub(super) plan: Plan,
    pub(super) ula: Ula,
    pub(super) seed: u64,
    /// Whether simulated tempering learns its weights.
    pub(super) learnt: bool,
    /// The greatest density of any level: the picture's scale.
    peak: f64,
    /// Whether the plain chain has a row of its own above the ladder.
    plain_row: bool,
    /// Attempts per unit time.
    pub(super) rate: f64,
}

/// The density that the settings name.
pub(super) fn density(settings: &Settings) -> Result<NormalPair, Error> {
    Ok(NormalPair::new(settings.number("r")?, settings.number("weight")?))
}

/// The ladder of inverse temperatures that the settings name.
pub(super) fn betas(settings: &Settings) -> Result<Vec<f64>, Error> {
    let (levels, beta_min) = (settings.count("levels")?, settings.number("beta-min")?);
    Ok(match settings.choice("ladder")? {
        "equalized" => equalized_ladder(&density(settings)?, levels, beta_min),
        _ => geometric_ladder(levels, beta_min),
    })
}

/// A prediction for each pair of neighbouring levels.
pub(super) fn pairs(density: &NormalPair, betas: &[f64], f: fn(&NormalPair, f64, f64) -> f64) -> Vec<f64> {
    betas.windows(2).map(|pair| f(density, pair[0], pair[1])).collect()
}

impl Predictions {
    fn new(density: &NormalPair, betas: &[f64], eta: f64) -> Self {
        Self {
            weight: density.left_weight(),
            simulated: pairs(density, betas, simulated_acceptance),
            parallel: pairs(density, betas, parallel_acceptance),
            crossing_rate: crossing_rate(density, density.r() + boundary_shift(eta, 1.0)),
            chain_crossing_rate: chain_crossing_rate(density, eta, density.r()),
        }
    }

    /// The times of hidden chains, given the betas of the ladder, the step and the rate λ of attempts.
    fn plan(&self, density: &NormalPair, betas: &[f64], eta: f64, rate: f64) -> Plan {
        // At most one attempt is made in a step.
        let rate = -libm::expm1(-rate * eta) / eta;
        let samples = |relative_variance: f64, chains: usize| relative_variance / (chains as f64 * PLANNED * PLANNED);
        let least = self.simulated.iter().copied().fold(1.0, f64::min);
        let ends = relative_variance_of_end_level(betas.len(), rate, least);
        let relaxation: Vec<f64> = betas
            .iter()
            .map(|beta| mode_relaxation_rate(density, *beta, log_partition_function(density, *beta), density.r()))
            .collect();
        let odds = (1.0 - self.weight) / self.weight;
        // Σ over lags of the autocovariance of the mode at the last level, relative to w².
        let modes = |acceptances: &[f64]| 2.0 * odds * time_before_forgetting(rate, acceptances, &relaxation);
        // A walker of simulated tempering is at the last level one L-th of its time.
        let levels = betas.len() as f64;
        Plan {
            // Time to visit all levels many times.
            learning: (30.0 * levels / rate).clamp(40.0, 1500.0),
            rate,
            moves: samples(ends, WALKERS),
            simulated_modes: samples(levels * modes(&self.simulated), WALKERS),
            parallel_modes: samples(modes(&self.parallel), GROUPS),
            plain: CROSSINGS / CHAINS as f64 / self.crossing_rate,
        }
    }
}

impl Setup {
    /// From the scene's settings.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (density, betas) = (density(settings)?, betas(settings)?);
        let (eta, rate) = (settings.number("eta")?, settings.number("rate")?);
        let partition = betas.iter().map(|beta| log_partition_function(&density, *beta)).collect();
        let predictions = Predictions::new(&density, &betas, eta);
        let reach = density.r() + 2.0;
        let heights = (0..=400).map(|k| density.density(reach * f64::from(k - 200) / 200.0));
        Ok(Self {
            plan: predictions.plan(&density, &betas, eta, rate),
            predictions,
            ladder: Ladder::new(density, &betas, partition, eta, rate),
            ula: Ula::new(eta, 1.0),
            seed,
            learnt: settings.choice("weights")? == "learnt",
            peak: heights.fold(0.0, f64::max),
            plain_row: runs(settings, &ULA)?,
            rate,
            density,
        })
    }

    /// The step η.
    pub(super) fn eta(&self) -> f64 {
        self.ula.eta()
    }

    /// The level with β = 1, from 0.
    pub(super) fn last(&self) -> usize {
        self.ladder.len() - 1
    }

    /// Where chains start: in the left mode.
    pub(super) fn start(&self) -> Evaluated {
        Evaluated::at(&self.density, -self.density.r())
    }

    /// How many rows the picture has.
    pub(super) fn rows(&self) -> usize {
        self.ladder.len() + usize::from(self.plain_row)
    }

    /// Where x stands in the picture on a level's density; level L is the row of the plain chain above the ladder.
    pub(super) fn on_level(&self, level: usize, x: f64) -> [f64; 2] {
        let height = libm::exp(self.ladder.log_density(level.min(self.last()), x)) / self.peak;
        [x, (level + 1) as f64 + 0.72 * height]
    }
}

/// Whether a method is among those chosen.
pub(super) fn runs(settings: &Settings, info: &MethodInfo) -> Result<bool, Error> {
    Ok(settings.choices("methods")?.iter().any(|id| id == info.id))
}
