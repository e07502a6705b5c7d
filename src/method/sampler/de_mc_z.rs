//! Differential evolution Markov chains that learn their steps from an archive of the past.

use super::state::{acceptance, accepts, dot};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;

/// States in the archive at most; when it is full every second one goes and the next come half as often.
const CAPACITY: usize = 1000;
/// Steps between two additions to the archive at first.
const THINNING: u64 = 10;
/// The share of snooker moves.
const SNOOKER: f64 = 0.1;
/// The share of the other moves with γ = 1, which jump between modes.
const JUMP: f64 = 0.1;

/// Each chain x of a few: y = x + γ(z₁ − z₂) + e with z₁, z₂ from the archive of past states, γ = 2.38/√(2d) or at times 1,
/// e ~ N(0, b²I); or a snooker move along x − z, y = x + γ_s(z₁ − z₂ projected on it), whose acceptance has the
/// factor (|y−z|/|x−z|)^{d−1} (ter Braak & Vrugt 2008, Statistics and Computing 18).
#[derive(Debug, Clone, PartialEq)]
pub struct DeMcZ {
    chains: Vec<(Vec<f64>, f64)>,
    archive: Vec<Vec<f64>>,
    thinning: u64,
    steps: u64,
    jitter: f64,
    adapting: bool,
}

impl DeMcZ {
    /// Chains at `starts` with jitter b > 0. The archive begins with ten points for each dimension, scattered by N(0, I) about the starts.
    pub fn new(target: &dyn Density, starts: &[Vec<f64>], jitter: f64, noise: &mut Stream) -> Self {
        let d = starts.first().map_or(1, Vec::len);
        let archive =
            (0..10 * d.max(2)).map(|k| starts[k % starts.len()].iter().map(|x| x + noise.normal()).collect()).collect();
        let chains = starts.iter().map(|x| (x.clone(), target.potential(x))).collect();
        Self { chains, archive, thinning: THINNING, steps: 0, jitter, adapting: true }
    }

    /// Whether states go on to join the archive.
    pub fn set_adapting(&mut self, adapting: bool) {
        self.adapting = adapting;
    }

    /// Two different states of the archive.
    fn pair(&self, noise: &mut Stream) -> (&[f64], &[f64]) {
        let first = noise.below(self.archive.len());
        let second = (first + 1 + noise.below(self.archive.len() - 1)) % self.archive.len();
        (&self.archive[first], &self.archive[second])
    }

    /// A parallel move.
    fn parallel(&self, x: &[f64], noise: &mut Stream) -> Vec<f64> {
        let gamma = if noise.uniform() < JUMP { 1.0 } else { 2.38 / libm::sqrt(2.0 * x.len() as f64) };
        let (first, second) = self.pair(noise);
        x.iter()
            .zip(first.iter().zip(second))
            .map(|(x, (a, b))| x + gamma * (a - b) + self.jitter * noise.normal())
            .collect()
    }

    /// A snooker move with the logarithm of its factor; none where x is the archived state itself.
    fn snooker(&self, x: &[f64], noise: &mut Stream) -> Option<(Vec<f64>, f64)> {
        let anchor = &self.archive[noise.below(self.archive.len())];
        let axis: Vec<f64> = x.iter().zip(anchor).map(|(x, z)| x - z).collect();
        let square = dot(&axis, &axis);
        let (first, second) = self.pair(noise);
        let gamma = 1.2 + noise.uniform();
        if square == 0.0 {
            return None;
        }
        let difference: Vec<f64> = first.iter().zip(second).map(|(a, b)| a - b).collect();
        let along = gamma * dot(&difference, &axis) / square;
        let proposal: Vec<f64> = x.iter().zip(&axis).map(|(x, a)| x + along * a).collect();
        // y − z = (1 + along)(x − z).
        Some((proposal, (x.len() as f64 - 1.0) * libm::log((1.0 + along).abs())))
    }

    /// Lets the chains' states join the archive when they are due.
    fn archive(&mut self) {
        if !self.steps.is_multiple_of(self.thinning) {
            return;
        }
        self.archive.extend(self.chains.iter().map(|(x, _)| x.clone()));
        if self.archive.len() > CAPACITY {
            let mut index = 0;
            self.archive.retain(|_| {
                index += 1;
                index % 2 == 0
            });
            self.thinning = self.thinning.saturating_mul(2);
        }
    }
}

impl Sampler for DeMcZ {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        trace.acceptance = 0.0;
        for index in 0..self.chains.len() {
            let (x, potential) = &self.chains[index];
            let snooker = if noise.uniform() < SNOOKER { self.snooker(x, noise) } else { None };
            let (proposal, log_factor) = snooker.unwrap_or_else(|| (self.parallel(x, noise), 0.0));
            let there = target.potential(&proposal);
            let log_ratio = potential - there + log_factor;
            let accepted = accepts(log_ratio, noise);
            trace.evaluations += 1;
            trace.acceptance += acceptance(log_ratio) / self.chains.len() as f64;
            trace.propose([&x[..], &proposal], Some(accepted));
            if accepted {
                self.chains[index] = (proposal, there);
            }
        }
        self.steps += 1;
        if self.adapting {
            self.archive();
        }
    }

    fn len(&self) -> usize {
        self.chains.len()
    }

    fn point(&self, index: usize) -> &[f64] {
        &self.chains[index].0
    }

    fn place(&mut self, index: usize, target: &dyn Density, point: &[f64]) {
        self.chains[index] = (point.to_vec(), target.potential(point));
    }

    fn step_size(&self) -> Option<f64> {
        None
    }

    /// From here on the archive is the one that was gathered.
    fn end_warm_up(&mut self) {
        self.set_adapting(false);
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "de-mc-z",
        color: Color::Teal,
        formula: r"y = x + \gamma\,(z_1 - z_2) + e,\quad z_1, z_2\ \text{from the past}",
        source: Source {
            text: "ter Braak & Vrugt (2008), Differential evolution Markov chain with snooker updater and fewer chains",
            url: "https://doi.org/10.1007/s11222-008-9104-9",
        },
        parameters: || vec![Parameter::log_number("jitter", "b", [1e-6, 1.0], 0.01)],
    },
    population: true,
    exact: true,
    needs: "",
    build: |start: Start<'_>| {
        let jitter = start.settings.number("de-mc-z.jitter")?;
        Ok(Some(Box::new(DeMcZ::new(start.target, start.points, jitter, start.noise))))
    },
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::estimate::Mean;
    use crate::problem::density::Banana;

    #[test]
    fn both_moves_keep_the_density_whatever_is_in_the_archive() {
        // The archive has nothing to do with the chain's exact start; the snooker's factor matters, so it gets many steps.
        let target = Banana { width: 1.5, bend: 0.5, thickness: 0.5 };
        let mut noise = Stream::new(4, "de-mc-z");
        let mut trace = Trace::default();
        let mut population = DeMcZ::new(&target, &[vec![0.5, -0.5]], 0.05, &mut noise);
        population.set_adapting(false);
        let mut means = [Mean::default(); 5];
        let mut x = [0.0; 2];
        for _ in 0..20_000 {
            target.draw(&mut noise, &mut x);
            population.chains = vec![(x.to_vec(), target.potential(&x))];
            (0..60).for_each(|_| population.step(&target, &mut noise, &mut trace));
            let (end, potential) = &population.chains[0];
            let before = [x[0], x[1], x[0] * x[0], x[1] * x[1], target.potential(&x)];
            let after = [end[0], end[1], end[0] * end[0], end[1] * end[1], *potential];
            means.iter_mut().zip(after.iter().zip(before)).for_each(|(mean, (a, b))| mean.add(a - b));
        }
        for mean in means {
            let estimate = mean.estimate().unwrap();
            // Five means at 10⁻⁴ in all.
            assert!(estimate.value.abs() < 4.3 * estimate.standard_error, "{estimate:?}");
        }
    }
}
