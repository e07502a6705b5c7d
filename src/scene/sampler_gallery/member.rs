//! One sampler of the gallery: its chains, what they drew, and what that says.

use crate::error::Error;
use crate::geometry::Rect;
use crate::measure::chain_record::{ChainRecord, Diagnostics};
use crate::measure::histogram::cell;
use crate::method::sampler::state::plane;
use crate::method::sampler::{Sampler, SamplerInfo, Start, Trace};
use crate::parameter::Settings;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::theory::sampling::total_variation;

/// Cells of the histogram each way.
pub(super) const CELLS: usize = 30;
/// Steps between two renewals of the diagnostics.
const RENEWAL: u64 = 64;

/// A sampler's chains in time. What is drawn in the warm-up is forgotten.
#[derive(Clone)]
pub(super) struct Member {
    pub(super) info: &'static SamplerInfo,
    /// A sampler for each chain, or one for a population.
    pub(super) chains: Vec<Box<dyn Sampler>>,
    streams: Vec<Stream>,
    /// What the first chain (or the population) did last.
    pub(super) trace: Trace,
    /// What the others did last.
    others: Trace,
    /// Whether its points are independent draws' equals in the long run: all but the deterministic particles.
    pub(super) random: bool,
    record: ChainRecord,
    counts: Vec<u32>,
    counted: u64,
    accepted: f64,
    steps: u64,
    evaluations: u64,
    pub(super) diagnostics: Option<Diagnostics>,
    /// The first step at which something overflowed.
    pub(super) diverged: Option<u64>,
}

impl Member {
    /// Chains at the given points; none where the density lacks what the sampler needs.
    pub(super) fn new(
        info: &'static SamplerInfo,
        target: &dyn Density,
        settings: &Settings,
        points: &[Vec<f64>],
        seed: u64,
    ) -> Result<Option<Self>, Error> {
        let adapt = settings.toggle("adapt")? && settings.count("warm-up")? > 0;
        let (mut chains, mut streams) = (Vec::new(), Vec::new());
        let count = if info.population { 1 } else { points.len() };
        for chain in 0..count {
            let mut noise = Stream::new(seed, &format!("{} {chain}", info.info.id));
            let starts = if info.population { points } else { &points[chain..=chain] };
            let start = Start { settings, target, points: starts, adapt, noise: &mut noise };
            let Some(sampler) = (info.build)(start)? else { return Ok(None) };
            chains.push(sampler);
            streams.push(noise);
        }
        let random = info.info.id != "svgd";
        let length = if random { points.len() } else { 0 };
        Ok(Some(Self {
            info,
            chains,
            streams,
            trace: Trace::new(true),
            others: Trace::new(false),
            random,
            record: ChainRecord::new(length),
            counts: vec![0; CELLS * CELLS + 1],
            counted: 0,
            accepted: 0.0,
            steps: 0,
            evaluations: 0,
            diagnostics: None,
            diverged: None,
        }))
    }

    /// Where all its points are.
    pub(super) fn points(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        self.chains.iter().flat_map(|chain| (0..chain.len()).map(|k| plane(chain.point(k))))
    }

    /// The draws that are kept, for a cloud.
    pub(super) fn draws(&self) -> impl Iterator<Item = [f64; 2]> + '_ {
        self.record.draws()
    }

    /// Step `step` of every chain; `counts` says whether the warm-up is over.
    pub(super) fn step(&mut self, target: &dyn Density, view: Rect, step: u64, counts: bool) {
        let (mut accepted, mut evaluations) = (0.0, 0);
        for (chain, (sampler, noise)) in self.chains.iter_mut().zip(&mut self.streams).enumerate() {
            let trace = if chain == 0 { &mut self.trace } else { &mut self.others };
            sampler.step(target, noise, trace);
            accepted += trace.acceptance;
            evaluations += u64::from(trace.evaluations);
            if trace.diverged && self.diverged.is_none() {
                self.diverged = Some(step);
            }
        }
        if !counts {
            return;
        }
        self.steps += 1;
        self.accepted += accepted / self.chains.len() as f64;
        self.evaluations += evaluations;
        let points: Vec<[f64; 2]> = self.points().collect();
        if self.random {
            self.record.add(points.iter().copied());
        } else {
            // Particles that come to rest: what they are now is what counts.
            self.counts.iter_mut().for_each(|count| *count = 0);
            self.counted = 0;
        }
        for at in &points {
            self.counts[cell(view, CELLS, *at)] += 1;
        }
        self.counted += points.len() as u64;
        if step.is_multiple_of(RENEWAL) || self.steps == RENEWAL / 4 {
            self.diagnostics = self.record.diagnostics();
        }
    }

    /// Ends the warm-up.
    pub(super) fn freeze(&mut self) {
        self.chains.iter_mut().for_each(|chain| chain.end_warm_up());
    }

    /// The mean acceptance probability so far; none where nothing is refused or counted.
    pub(super) fn acceptance(&self) -> Option<f64> {
        (self.steps > 0).then(|| self.accepted / self.steps as f64)
    }

    /// The step size of the first chain.
    pub(super) fn step_size(&self) -> Option<f64> {
        self.chains.first().and_then(|chain| chain.step_size())
    }

    /// Evaluations for a step of one chain.
    pub(super) fn evaluations_per_step(&self) -> f64 {
        self.evaluations as f64 / (self.steps * self.chains.len() as u64) as f64
    }

    /// Effective draws for a thousand evaluations.
    pub(super) fn efficiency(&self) -> Option<f64> {
        // Diagnostics are of the last renewal: their own count of draws goes with them.
        let per_draw = self.evaluations as f64 / self.counted.max(1) as f64;
        let efficiency = |said: Diagnostics| 1000.0 / (said.autocorrelation_time * per_draw);
        self.diagnostics.map(efficiency).filter(|value| value.is_finite())
    }

    /// The shares of the draws in the cells, the outside last; none before the first.
    fn shares(&self) -> Option<Vec<f64>> {
        let count = self.counted as f64;
        (self.counted > 0).then(|| self.counts.iter().map(|n| f64::from(*n) / count).collect())
    }

    /// The total variation between the draws' histogram and the law on the same cells.
    pub(super) fn total_variation(&self, law: &[f64]) -> f64 {
        self.shares().map_or(f64::NAN, |shares| total_variation(&shares, law))
    }

    /// The share of the draws in each column (0) or row (1) of the cells.
    pub(super) fn marginal(&self, coordinate: usize) -> Option<[f64; CELLS]> {
        let shares = self.shares()?;
        let mut marginal = [0.0; CELLS];
        for (index, share) in shares[..CELLS * CELLS].iter().enumerate() {
            marginal[if coordinate == 0 { index % CELLS } else { index / CELLS }] += share;
        }
        Some(marginal)
    }

    /// Bytes that it takes.
    pub(super) fn bytes(&self) -> usize {
        self.record.bytes() + 4 * self.counts.len() + 40_000
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.points().flatten().for_each(&mut *hash);
        self.step_size().into_iter().for_each(&mut *hash);
        self.record.digest(hash);
        self.counts.iter().for_each(|count| hash(f64::from(*count)));
        hash(self.accepted);
        hash(self.evaluations as f64);
    }
}
