//! Hidden chains that measure. They are independent of one another and in equilibrium from the first step: so every average, however
//! long, is one over the exact law, and its standard error is that of independent chains.

use super::setup::{CHAINS, GROUPS, Setup, WALKERS};
use crate::measure::crossings::Crossings;
use crate::measure::estimate::{Estimate, Mean, ratio};
use crate::method::langevin::Ula;
use crate::method::tempering::{Attempt, Ladder, Parallel, Simulated};
use crate::normal;
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::theory::passage::left_committor;
use crate::theory::tempering::weighted_acceptance;

/// Attempts of each pair of neighbouring levels, chain by chain.
#[derive(Debug, Clone)]
pub(super) struct Attempts {
    pairs: usize,
    tried: Vec<u32>,
    chances: Vec<f64>,
}

impl Attempts {
    fn new(chains: usize, pairs: usize) -> Self {
        Self { pairs, tried: vec![0; chains * pairs], chances: vec![0.0; chains * pairs] }
    }

    fn see(&mut self, chain: usize, attempt: Attempt) {
        let index = chain * self.pairs + attempt.lower;
        self.tried[index] += 1;
        self.chances[index] += attempt.probability;
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.tried.iter().for_each(|tried| hash(f64::from(*tried)));
        self.chances.iter().for_each(|sum| hash(*sum));
    }

    /// The mean acceptance probability between levels `pair` and `pair` + 1.
    pub(super) fn estimate(&self, pair: usize) -> Option<Estimate> {
        let chains = self.tried.len() / self.pairs.max(1);
        let at = |chain: usize| chain * self.pairs + pair;
        ratio((0..chains).map(|chain| (self.chances[at(chain)], f64::from(self.tried[at(chain)]))))
    }
}

/// A fixed number of steps, and how many are done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    steps: u64,
    done: u64,
}

impl Horizon {
    fn new(time: f64, eta: f64) -> Self {
        Self { steps: (time / eta).ceil().max(1.0) as u64, done: 0 }
    }

    /// Whether there is another step to do; counts it.
    fn go_on(&mut self) -> bool {
        let go_on = self.done < self.steps;
        self.done += u64::from(go_on);
        go_on
    }

    pub(super) fn progress(&self) -> f64 {
        self.done as f64 / self.steps as f64
    }
}

/// Walkers of simulated tempering.
#[derive(Debug, Clone)]
pub(super) struct SimulatedEnsemble {
    walkers: Vec<Simulated>,
    stream: Stream,
    levels: usize,
    /// Steps spent at each level, walker by walker, and attempts to leave it: as long as the shorter horizon.
    visits: Vec<u32>,
    pub(super) attempts: Attempts,
    pub(super) moves: Horizon,
    /// Steps at the last level with Σ P(left | x) over them, walker by walker: as long as the longer horizon.
    at_last: Vec<(f64, u32)>,
    pub(super) modes: Horizon,
    /// The ladder whose weights these walkers learn before anything is measured.
    learnt: Option<Ladder>,
    learning: Horizon,
    /// The acceptance of each pair of neighbours with the weights learnt, by quadrature.
    predicted: Vec<f64>,
    eta: f64,
    rate: f64,
}

/// The gain with which weights are learnt at a time, per unit time: constant at first, then as 1/t.
pub(super) fn gain(rate: f64, time: f64) -> f64 {
    const CONSTANT: f64 = 20.0;
    rate * (CONSTANT / time.max(CONSTANT))
}

impl SimulatedEnsemble {
    /// In equilibrium, to run for the planned times; where the weights are learnt, that comes first.
    pub(super) fn new(setup: &Setup) -> Self {
        let Setup { ladder, plan, learnt, .. } = setup;
        let mut stream = Stream::new(setup.seed, "simulated ensemble");
        let (levels, eta) = (ladder.len(), setup.eta());
        Self {
            walkers: (0..WALKERS).map(|_| Simulated::in_equilibrium(ladder, &mut stream)).collect(),
            stream,
            levels,
            visits: vec![0; WALKERS * levels],
            attempts: Attempts::new(WALKERS, levels - 1),
            moves: Horizon::new(plan.moves, eta),
            at_last: vec![(0.0, 0); WALKERS],
            modes: Horizon::new(plan.simulated_modes, eta),
            learnt: learnt.then(|| ladder.clone().with_weights(vec![0.0; levels])),
            learning: Horizon::new(plan.learning, eta),
            predicted: Vec::new(),
            eta,
            rate: plan.rate,
        }
    }

    /// A step of every walker, until the time is over.
    pub(super) fn step(&mut self, ladder: &Ladder) {
        if self.learnt.is_some() && self.learning.go_on() {
            self.learn();
            return;
        }
        let own = self.learnt.take();
        self.measure(own.as_ref().unwrap_or(ladder));
        self.learnt = own;
    }

    /// A step of learning; after the last, the walkers start anew in the equilibrium of the weights as they are then, and stay.
    fn learn(&mut self) {
        let Some(ladder) = &mut self.learnt else { return };
        let mut shares = vec![0.0; self.levels];
        for walker in &mut self.walkers {
            walker.step(ladder, &mut self.stream);
            shares[walker.level] += 1.0 / WALKERS as f64;
        }
        ladder.learn(&shares, self.eta * gain(self.rate, self.eta * self.learning.done as f64));
        if self.learning.done == self.learning.steps {
            let ladder = &*ladder;
            self.walkers = (0..WALKERS).map(|_| Simulated::in_equilibrium(ladder, &mut self.stream)).collect();
            let shares = ladder.shares();
            self.predicted = (1..self.levels)
                .map(|upper| {
                    let pair = [upper - 1, upper];
                    weighted_acceptance(ladder.density(), pair.map(|i| ladder.beta(i)), pair.map(|i| shares[i]))
                })
                .collect();
        }
    }

    /// The predicted acceptance of each pair once the weights are learnt; none where they are exact.
    pub(super) fn predicted_acceptances(&self) -> Option<&[f64]> {
        (!self.predicted.is_empty()).then_some(&self.predicted)
    }

    /// The ladder with the weights once they are learnt; none where they are exact.
    pub(super) fn learnt(&self) -> Option<&Ladder> {
        self.learnt.as_ref().filter(|_| self.learning.progress() >= 1.0)
    }

    fn measure(&mut self, ladder: &Ladder) {
        let (moves, modes) = (self.moves.go_on(), self.modes.go_on());
        if !(moves || modes) {
            return;
        }
        for (chain, walker) in self.walkers.iter_mut().enumerate() {
            let attempt = walker.step(ladder, &mut self.stream);
            if moves {
                attempt.into_iter().for_each(|attempt| self.attempts.see(chain, attempt));
                self.visits[chain * self.levels + walker.level] += 1;
            }
            if modes && walker.level + 1 == self.levels {
                let (left, steps) = &mut self.at_last[chain];
                *left += ladder.density().share_of_left(walker.state.x);
                *steps += 1;
            }
        }
    }

    /// The share of the time spent at a level.
    pub(super) fn share_of_level(&self, level: usize) -> Option<Estimate> {
        let steps = self.moves.done as f64;
        ratio(self.visits.chunks_exact(self.levels).map(|visits| (f64::from(visits[level]), steps)))
    }

    /// The left mode's share of the time at the last level.
    pub(super) fn share_of_left(&self) -> Option<Estimate> {
        ratio(self.at_last.iter().map(|(left, steps)| (*left, f64::from(*steps))))
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for walker in &self.walkers {
            hash(walker.state.x);
            hash(walker.level as f64);
        }
        self.learnt.iter().flat_map(Ladder::weights).for_each(|weight| hash(*weight));
        self.visits.iter().for_each(|visits| hash(f64::from(*visits)));
        for (left, steps) in &self.at_last {
            hash(*left);
            hash(f64::from(*steps));
        }
        self.attempts.digest(hash);
        [self.learning, self.moves, self.modes].iter().for_each(|horizon| hash(horizon.done as f64));
    }
}

/// Groups of replicas of parallel tempering.
#[derive(Debug, Clone)]
pub(super) struct ParallelEnsemble {
    groups: Vec<Parallel>,
    stream: Stream,
    /// As long as the shorter horizon.
    pub(super) attempts: Attempts,
    pub(super) moves: Horizon,
    /// Σ P(left | x) at the last level, group by group: as long as the longer horizon.
    left: Vec<f64>,
    pub(super) modes: Horizon,
}

impl ParallelEnsemble {
    /// In equilibrium, to run for the planned times.
    pub(super) fn new(setup: &Setup) -> Self {
        let (Setup { ladder, plan, .. }, eta) = (setup, setup.eta());
        let mut stream = Stream::new(setup.seed, "parallel ensemble");
        Self {
            groups: (0..GROUPS).map(|_| Parallel::in_equilibrium(ladder, &mut stream)).collect(),
            stream,
            attempts: Attempts::new(GROUPS, ladder.len() - 1),
            moves: Horizon::new(plan.moves, eta),
            left: vec![0.0; GROUPS],
            modes: Horizon::new(plan.parallel_modes, eta),
        }
    }

    /// A step of every group, until the time is over.
    pub(super) fn step(&mut self, ladder: &Ladder) {
        let (moves, modes) = (self.moves.go_on(), self.modes.go_on());
        if !(moves || modes) {
            return;
        }
        for (chain, group) in self.groups.iter_mut().enumerate() {
            group.step(ladder, &mut self.stream, |attempt| {
                if moves {
                    self.attempts.see(chain, attempt);
                }
            });
            if let Some(coldest) = group.states.last().filter(|_| modes) {
                self.left[chain] += ladder.density().share_of_left(coldest.x);
            }
        }
    }

    /// The left mode's share of the time at the last level.
    pub(super) fn share_of_left(&self) -> Option<Estimate> {
        let steps = self.modes.done as f64;
        ratio(self.left.iter().map(|left| (*left, steps)))
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for group in &self.groups {
            group.states.iter().for_each(|state| hash(state.x));
            group.replicas.iter().for_each(|replica| hash(*replica as f64));
        }
        self.left.iter().for_each(|sum| hash(*sum));
        self.attempts.digest(hash);
        [self.moves, self.modes].iter().for_each(|horizon| hash(horizon.done as f64));
    }
}

/// Plain Langevin chains whose crossings from mode to mode are counted.
#[derive(Debug, Clone)]
pub(super) struct PlainEnsemble {
    density: NormalPair,
    ula: Ula,
    chains: Vec<(f64, Crossings)>,
    stream: Stream,
    pub(super) horizon: Horizon,
}

impl PlainEnsemble {
    /// In equilibrium, each with the core in which it last stood drawn from its law given x; to run for the planned time.
    pub(super) fn new(setup: &Setup) -> Self {
        let density = setup.density;
        let mut stream = Stream::new(setup.seed, "plain ensemble");
        let a = density.r();
        let chains = (0..CHAINS)
            .map(|_| {
                let x = density.sample_tempered(1.0, &mut stream);
                let on_right = stream.uniform() >= left_committor(&density, a, x);
                (x, Crossings::new(a, on_right))
            })
            .collect();
        let horizon = Horizon::new(setup.plan.plain, setup.eta());
        Self { density, ula: setup.ula, chains, stream, horizon }
    }

    /// A step of every chain, until the time is over.
    pub(super) fn step(&mut self) {
        if !self.horizon.go_on() {
            return;
        }
        let mut noise = [0.0; CHAINS];
        normal::fill(&mut self.stream, &mut noise);
        for ((x, crossings), xi) in self.chains.iter_mut().zip(noise) {
            *x = self.ula.step(*x, self.density.slope(*x), xi);
            crossings.see(*x);
        }
    }

    /// How long each chain is watched.
    pub(super) fn time(&self) -> f64 {
        self.horizon.steps as f64 * self.ula.eta()
    }

    /// The mean number of crossings of a chain so far.
    pub(super) fn crossings(&self) -> Option<Estimate> {
        let mut mean = Mean::default();
        self.chains.iter().for_each(|(_, crossings)| mean.add(f64::from(crossings.count)));
        mean.estimate()
    }

    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for (x, crossings) in &self.chains {
            hash(*x);
            crossings.digest(hash);
        }
        hash(self.horizon.done as f64);
    }
}
