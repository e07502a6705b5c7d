//! The replicas of parallel tempering.

use super::chain::{Chain, Ledger, Swap};
use super::claims::{Among, mean_claim, when_done};
use super::ensembles::ParallelEnsemble;
use super::setup::{GROUPS, Setup};
use crate::frame::{Axis, Chart, Claim, Layer, Mark};
use crate::measure::round_trips::RoundTrips;
use crate::method::MethodInfo;
use crate::method::tempering::{PARALLEL, Parallel};
use crate::palette::Color;
use crate::random::Stream;
use crate::source::Source;
use crate::theory::tempering::round_trip_time;
use crate::words::{Text, text};
use std::collections::VecDeque;

/// The most replicas, and a colour for each one's thread.
const MOST: usize = 8;
const THREADS: [Color; MOST] =
    [Color::Green, Color::Purple, Color::Orange, Color::Sky, Color::Yellow, Color::Vermillion, Color::Blue, Color::Ink];
/// How many points of a replica's thread are kept.
const THREAD: usize = 240;
/// For how many steps the replicas' levels are kept.
const RECENT: usize = 120;

const SWAPS: Source =
    Source { text: "Geyer (1991); Earl & Deem (2005), equation 3", url: "https://arxiv.org/abs/physics/0508111" };

/// The replicas of parallel tempering.
#[derive(Debug, Clone)]
pub(super) struct Replicas {
    group: Parallel,
    /// The recent past of each replica.
    threads: Vec<VecDeque<[f64; 2]>>,
    /// The last steps with the level of each replica, counted from 1.
    recent: VecDeque<(u64, [u8; MOST])>,
    ledger: Ledger,
    /// Of each replica.
    trips: Vec<RoundTrips>,
    stream: Stream,
    ensemble: ParallelEnsemble,
}

/// Adds to a queue that keeps at most so many.
fn push<T>(queue: &mut VecDeque<T>, most: usize, value: T) {
    if queue.len() == most {
        queue.pop_front();
    }
    queue.push_back(value);
}

impl Replicas {
    /// In the left mode at every level.
    pub(super) fn new(setup: &Setup) -> Self {
        let levels = setup.ladder.len();
        Self {
            group: Parallel { states: vec![setup.start(); levels], replicas: (0..levels).collect() },
            threads: vec![VecDeque::with_capacity(THREAD); levels],
            recent: VecDeque::with_capacity(RECENT),
            ledger: Ledger::new(&setup.density),
            trips: vec![RoundTrips::default(); levels],
            stream: Stream::new(setup.seed, PARALLEL.id),
            ensemble: ParallelEnsemble::new(setup),
        }
    }

    /// x at β = 1.
    fn coldest(&self) -> f64 {
        self.group.states.last().map_or(f64::NAN, |state| state.x)
    }
}

impl Chain for Replicas {
    fn info(&self) -> &'static MethodInfo {
        &PARALLEL
    }

    fn boxed(&self) -> Box<dyn Chain> {
        Box::new(self.clone())
    }

    /// Follows the group replica by replica: along a level, then straight up or down where two trade places.
    fn step(&mut self, setup: &Setup, step: u64) {
        let before = self.group.replicas.clone();
        self.group.step(&setup.ladder, &mut self.stream, |_| ());
        let mut levels = [0; MOST];
        for (level, replica) in self.group.replicas.iter().enumerate() {
            let x = self.group.states[level].x;
            let from = before.iter().position(|other| other == replica).filter(|from| *from != level);
            for stop in from.into_iter().chain([level]) {
                push(&mut self.threads[*replica], THREAD, setup.on_level(stop, x));
            }
            levels[*replica] = level as u8 + 1;
            self.trips[*replica].see(level, setup.ladder.len());
        }
        push(&mut self.recent, RECENT, (step, levels));
        self.ledger.see(&setup.density, self.coldest());
        self.ensemble.step(&setup.ladder);
    }

    fn place(&self) -> (f64, Vec<f64>) {
        (self.coldest(), self.group.states.iter().map(|state| state.x).collect())
    }

    fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    fn gradients(&self) -> usize {
        self.group.states.len()
    }

    fn follow(&self, report: &mut dyn FnMut(&str, f64)) {
        for replica in 0..self.group.replicas.len() {
            let level = self.group.level(replica).map_or(f64::NAN, |level| (level + 1) as f64);
            report(&format!("level.replica-{}", replica + 1), level);
        }
    }

    fn trails(&self) -> Vec<Layer> {
        let threads = self.threads.iter().zip(THREADS);
        threads.map(|(thread, color)| Layer::Trail { points: thread.iter().copied().collect(), color }).collect()
    }

    fn markers(&self, setup: &Setup) -> Vec<Layer> {
        let replicas = self.group.replicas.iter().zip(&self.group.states).enumerate();
        replicas
            .map(|(level, (replica, state))| {
                Layer::point(setup.on_level(level, state.x), THREADS[replica % MOST], Text::NONE)
            })
            .collect()
    }

    /// The last steps along the ladder, one line for each replica, a little apart so that none hides another.
    fn levels(&self, setup: &Setup) -> Option<Chart> {
        let count = setup.ladder.len();
        let line = |replica: usize| {
            let apart = 0.12 * (replica as f64 / (count - 1).max(1) as f64 - 0.5);
            let points = self.recent.iter().map(|(step, levels)| [*step as f64, f64::from(levels[replica]) + apart]);
            Mark::measured(points.collect(), THREADS[replica % MOST])
        };
        let level = Axis::linear(text("axis.level")).within(0.7, count as f64 + 0.3);
        Some(Chart::over_time("replicas", level, (0..count).map(line).collect()))
    }

    fn trips(&self, setup: &Setup, time: f64) -> Option<[f64; 2]> {
        let made: u32 = self.trips.iter().map(|trips| trips.count).sum();
        let each = time / round_trip_time(setup.rate, &setup.predictions.parallel);
        Some([f64::from(made), setup.ladder.len() as f64 * each])
    }

    fn swaps(&self, setup: &Setup) -> Vec<Swap> {
        Swap::of_pairs(&setup.predictions.parallel, |pair| self.ensemble.attempts.estimate(pair))
    }

    fn claims(&self, setup: &Setup) -> Vec<Claim> {
        let ensemble = &self.ensemble;
        let (swaps, progress) = (self.swaps(setup), ensemble.moves.progress());
        let acceptance =
            Among(swaps.len()).pairs_claim("parallel-acceptance", SWAPS, &swaps, progress, ("groups", GROUPS), "");
        let progress = ensemble.modes.progress();
        let left = when_done(progress, ensemble.share_of_left());
        let (weight, tolerance) = (setup.predictions.weight, Among(1).of_chains("groups", GROUPS));
        vec![acceptance, mean_claim("parallel-share", weight, SWAPS, left, tolerance, progress)]
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.group.states.iter().for_each(|state| hash(state.x));
        self.group.replicas.iter().for_each(|replica| hash(*replica as f64));
        self.ledger.digest(hash);
        self.trips.iter().for_each(|trips| trips.digest(hash));
        self.ensemble.digest(hash);
    }
}
