//! Samplers: chains and populations that draw from a density, one file per kernel, and the registry of all of them.

mod adaptive_metropolis;
mod de_mc_z;
pub mod dual_averaging;
mod gibbs;
mod hmc;
mod mala;
mod microcanonical;
mod mirror_langevin;
mod nuts;
mod proximal_langevin;
mod rwm;
mod sgld;
mod slice;
pub mod state;
mod svgd;
mod ula;
mod underdamped_langevin;

pub use adaptive_metropolis::AdaptiveMetropolis;
pub use de_mc_z::DeMcZ;
pub use gibbs::Gibbs;
pub use hmc::Hmc;
pub use mala::Mala;
pub use microcanonical::Microcanonical;
pub use mirror_langevin::MirrorLangevin;
pub use nuts::Nuts;
pub use proximal_langevin::ProximalLangevin;
pub use rwm::Rwm;
pub use sgld::Sgld;
pub use slice::Slice;
pub use svgd::Svgd;
pub use ula::Ula;
pub use underdamped_langevin::UnderdampedLangevin;

use crate::error::Error;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::problem::density::Density;
use crate::random::Stream;

#[cfg(test)]
mod tests;

/// What one step proposed, as far as a picture of the plane shows it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Proposal {
    /// The first two coordinates of the points on the way, from where the step began to what it proposed.
    pub path: Vec<[f64; 2]>,
    /// Whether the proposal was accepted; none where nothing can be refused.
    pub accepted: Option<bool>,
}

/// What one step did.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trace {
    /// Whether proposals are to be recorded.
    pub record: bool,
    /// The proposals, one for each point that moves, where they are recorded.
    pub proposals: Vec<Proposal>,
    /// The Metropolis acceptance probability, averaged over the proposals or along a trajectory; 1 where nothing can be refused.
    pub acceptance: f64,
    /// |y − x|² of what was proposed last, where a step proposes one point at once (random walk, MALA); otherwise 0.
    pub square_distance: f64,
    /// How often f or ∇f (or both at one point) was evaluated; a conditional draw counts as one.
    pub evaluations: u32,
    /// Whether the step overflowed: the state is the last finite one.
    pub diverged: bool,
}

impl Trace {
    /// A trace that records proposals, or only counts.
    pub fn new(record: bool) -> Self {
        Self { record, acceptance: 1.0, ..Self::default() }
    }

    /// Forgets the step before.
    fn clear(&mut self) {
        self.proposals.clear();
        self.acceptance = 1.0;
        self.evaluations = 0;
        self.square_distance = 0.0;
        self.diverged = false;
    }

    /// Records a proposal, if they are to be recorded.
    fn propose<'a>(&mut self, path: impl IntoIterator<Item = &'a [f64]>, accepted: Option<bool>) {
        if self.record {
            self.proposals.push(Proposal { path: path.into_iter().map(state::plane).collect(), accepted });
        }
    }
}

/// A chain, or a population of points that move together, with its state. Memory is bounded whatever the number of steps.
pub trait Sampler: Send + Sync {
    /// Moves every point once and tells in `trace` how.
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace);

    /// How many points there are: 1 for a chain.
    fn len(&self) -> usize {
        1
    }

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where a point is.
    fn point(&self, index: usize) -> &[f64];

    /// The step size now, where there is one.
    fn step_size(&self) -> Option<f64>;

    /// Puts a point elsewhere; what was learnt stays.
    fn place(&mut self, index: usize, target: &dyn Density, point: &[f64]);

    /// Ends what is adapted in the warm-up, so that the kernel is a fixed one from here on.
    fn end_warm_up(&mut self) {}

    /// A copy.
    fn boxed(&self) -> Box<dyn Sampler>;
}

impl Clone for Box<dyn Sampler> {
    fn clone(&self) -> Self {
        self.boxed()
    }
}

/// What a sampler starts from.
pub struct Start<'a> {
    /// The hyper-parameters, under their full ids.
    pub settings: &'a Settings,
    /// The density.
    pub target: &'a dyn Density,
    /// Where points start: a chain takes the first, a population all.
    pub points: &'a [Vec<f64>],
    /// Whether step sizes are adapted in the warm-up.
    pub adapt: bool,
    /// Noise for what a population scatters at its start.
    pub noise: &'a mut Stream,
}

/// Builds a sampler; none where the density lacks what it needs.
pub type BuildSampler = fn(Start<'_>) -> Result<Option<Box<dyn Sampler>>, Error>;

/// A named sampler: what a legend shows, and how it is built.
pub struct SamplerInfo {
    /// What a legend shows.
    pub info: MethodInfo,
    /// Whether its points form one population, rather than a chain each.
    pub population: bool,
    /// Whether it leaves every density invariant; otherwise its law is off by a bias that vanishes with the step size.
    pub exact: bool,
    /// Whether it needs more of the density than f and ∇f; `needs.ID` in `words/` says which.
    pub needs_more: bool,
    /// How it is built.
    pub build: BuildSampler,
}

/// Every sampler, in the order of legends.
pub static SAMPLERS: &[&SamplerInfo] = &[
    &rwm::INFO,
    &adaptive_metropolis::INFO,
    &mala::INFO,
    &ula::INFO,
    &underdamped_langevin::INFO,
    &hmc::INFO,
    &nuts::INFO,
    &slice::INFO,
    &gibbs::INFO,
    &de_mc_z::INFO,
    &svgd::INFO,
    &microcanonical::INFO,
    &sgld::INFO,
    &proximal_langevin::INFO,
    &mirror_langevin::INFO,
];

/// The settings with every sampler's default hyper-parameters.
pub fn default_settings() -> Settings {
    Settings::new(SAMPLERS.iter().flat_map(|sampler| sampler.info.hyper_parameters()).collect())
}
