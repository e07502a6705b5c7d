//! The no-U-turn sampler: trajectories that grow until they turn back, and a multinomial draw from them.

use super::dual_averaging::StepSize;
use super::state::{Phase, State, dot};
use super::{Sampler, SamplerInfo, Start, Trace};
use crate::method::MethodInfo;
use crate::palette::Color;
use crate::parameter::Parameter;
use crate::problem::density::Density;
use crate::random::Stream;
use crate::source::Source;
use std::collections::VecDeque;

/// A trajectory that loses more energy than this has diverged.
const LARGEST_ERROR: f64 = 1000.0;

/// NUTS with multinomial sampling (Betancourt 2017, arXiv:1701.02434, appendix A): the trajectory doubles forward or backward in time;
/// a new half whose weight is w against the old's W gives the next point with probability min(1, w/W), and inside a half with
/// w/(w+W). It ends when ρ = Σp over the trajectory, or over a half and the first momentum of the other, no longer agrees in
/// direction with the momenta at its ends (the generalized U-turn criterion), or at the greatest depth.
#[derive(Debug, Clone, PartialEq)]
pub struct Nuts {
    state: State,
    step: StepSize,
    depth: usize,
}

/// A piece of a trajectory, from its `first` momentum (next to what was there before) to its `last` point.
struct Tree {
    first: Vec<f64>,
    last: Phase,
    rho: Vec<f64>,
    log_weight: f64,
    draw: State,
}

/// What one transition shares between its trees.
struct Transition<'a> {
    target: &'a dyn Density,
    noise: &'a mut Stream,
    epsilon: f64,
    energy: f64,
    path: VecDeque<Vec<f64>>,
    record: bool,
    acceptances: f64,
    evaluations: u32,
}

fn sum(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a + b).collect()
}

/// log(eᵃ + eᵇ).
fn log_add(a: f64, b: f64) -> f64 {
    let (low, high) = (a.min(b), a.max(b));
    if low == f64::NEG_INFINITY { high } else { high + libm::log1p(libm::exp(low - high)) }
}

/// Whether a piece with momenta `start` and `end` at its ends and the sum ρ still goes on.
fn goes_on(start: &[f64], end: &[f64], rho: &[f64]) -> bool {
    dot(start, rho) > 0.0 && dot(end, rho) > 0.0
}

/// Whether two neighbouring pieces together still go on: all of it, and each with the first momentum of the other.
/// `outer` are the momenta at the far ends, `inner` those where the pieces meet.
fn pieces_go_on(outer: [&[f64]; 2], inner: [&[f64]; 2], rho: [&[f64]; 2]) -> bool {
    goes_on(outer[0], outer[1], &sum(rho[0], rho[1]))
        && goes_on(outer[0], inner[1], &sum(rho[0], inner[1]))
        && goes_on(inner[0], outer[1], &sum(rho[1], inner[0]))
}

impl Transition<'_> {
    /// 2^depth leapfrog steps on from `from`, forward or backward; none where they turn or diverge.
    fn grow(&mut self, from: &Phase, forward: bool, depth: usize) -> Option<Tree> {
        if depth == 0 {
            return self.leaf(from, forward);
        }
        let near = self.grow(from, forward, depth - 1)?;
        let far = self.grow(&near.last, forward, depth - 1)?;
        let log_weight = log_add(near.log_weight, far.log_weight);
        let take_far = self.noise.uniform() < libm::exp(far.log_weight - log_weight);
        let goes_on =
            pieces_go_on([&near.first, &far.last.momentum], [&near.last.momentum, &far.first], [&near.rho, &far.rho]);
        goes_on.then(|| Tree {
            rho: sum(&near.rho, &far.rho),
            first: near.first,
            last: far.last,
            log_weight,
            draw: if take_far { far.draw } else { near.draw },
        })
    }

    /// One leapfrog step.
    fn leaf(&mut self, from: &Phase, forward: bool) -> Option<Tree> {
        let mut last = from.clone();
        last.leapfrog(self.target, if forward { self.epsilon } else { -self.epsilon });
        self.evaluations += 1;
        let gain = self.energy - last.energy();
        if !last.state.is_finite() || gain.is_nan() || gain < -LARGEST_ERROR {
            return None;
        }
        self.acceptances += libm::exp(gain.min(0.0));
        if self.record {
            if forward {
                self.path.push_back(last.state.x.clone());
            } else {
                self.path.push_front(last.state.x.clone());
            }
        }
        Some(Tree {
            first: last.momentum.clone(),
            rho: last.momentum.clone(),
            log_weight: gain,
            draw: last.state.clone(),
            last,
        })
    }
}

impl Nuts {
    /// A chain at `start` with step ε and trajectories of up to 2^depth − 1 steps.
    pub fn new(target: &dyn Density, start: Vec<f64>, step: StepSize, depth: usize) -> Self {
        Self { state: State::at(target, start), step, depth }
    }
}

impl Sampler for Nuts {
    fn step(&mut self, target: &dyn Density, noise: &mut Stream, trace: &mut Trace) {
        trace.clear();
        let thrown = Phase::thrown(self.state.clone(), noise);
        let mut transition = Transition {
            target,
            noise,
            epsilon: self.step.value(),
            energy: thrown.energy(),
            path: VecDeque::from([self.state.x.clone()]),
            record: trace.record,
            acceptances: 0.0,
            evaluations: 0,
        };
        let mut rho = thrown.momentum.clone();
        let mut log_weight = 0.0;
        // The trajectory's ends: backward, forward.
        let mut ends = [thrown.clone(), thrown];
        for depth in 0..self.depth {
            let forward = transition.noise.uniform() < 0.5;
            let (fixed, moving) = (usize::from(!forward), usize::from(forward));
            let Some(tree) = transition.grow(&ends[moving], forward, depth) else { break };
            if transition.noise.uniform() < libm::exp(tree.log_weight - log_weight) {
                self.state = tree.draw;
            }
            log_weight = log_add(log_weight, tree.log_weight);
            // In the order of the growth: the old piece, then the new one.
            let goes_on = pieces_go_on(
                [&ends[fixed].momentum, &tree.last.momentum],
                [&ends[moving].momentum, &tree.first],
                [&rho, &tree.rho],
            );
            rho = sum(&rho, &tree.rho);
            ends[moving] = tree.last;
            if !goes_on {
                break;
            }
        }
        let Transition { path, acceptances, evaluations, .. } = transition;
        trace.evaluations = evaluations;
        trace.acceptance = acceptances / f64::from(evaluations.max(1));
        trace.propose(path.iter().map(Vec::as_slice), None);
        self.step.learn(trace.acceptance);
    }

    fn point(&self, _index: usize) -> &[f64] {
        &self.state.x
    }

    fn place(&mut self, _index: usize, target: &dyn Density, point: &[f64]) {
        self.state = State::at(target, point.to_vec());
    }

    fn step_size(&self) -> Option<f64> {
        Some(self.step.value())
    }

    fn end_warm_up(&mut self) {
        self.step.freeze();
    }

    fn boxed(&self) -> Box<dyn Sampler> {
        Box::new(self.clone())
    }
}

/// How legends and settings know it.
pub(super) static INFO: SamplerInfo = SamplerInfo {
    info: MethodInfo {
        id: "nuts",
        color: Color::Purple,
        formula: r"\text{double the trajectory while}\ p_-\cdot\rho > 0\ \text{and}\ p_+\cdot\rho > 0,\quad \rho = \sum p",
        source: Source {
            text: "Hoffman & Gelman (2014), The no-U-turn sampler; Betancourt (2017), A conceptual introduction, appendix A",
            url: "https://arxiv.org/abs/1701.02434",
        },
        parameters: || {
            vec![
                Parameter::log_number("step", r"\epsilon", [1e-3, 10.0], 0.2),
                Parameter::integer("depth", "", [1, 10], 8),
                StepSize::target(0.99, 0.8),
            ]
        },
    },
    population: false,
    exact: true,
    needs: "",
    build: |start: Start<'_>| {
        let step = StepSize::of_method("nuts", &start)?;
        let depth = start.settings.count("nuts.depth")?;
        Ok(Some(Box::new(Nuts::new(start.target, start.points[0].clone(), step, depth))))
    },
};
