//! Whether an exact sampler keeps the density: independent draws of the exact law, moved a few times, must still follow it.

use super::run::Fixed;
use crate::frame::{Claim, Relation};
use crate::measure::kolmogorov;
use crate::method::sampler::state::plane;
use crate::method::sampler::{Sampler, SamplerInfo, Trace};
use crate::random::Stream;
use crate::source::Source;
use crate::words::{Notation, text};

/// Draws that are moved.
const WALKS: u64 = 24_000;
/// Evaluations in a step of the scene, about.
const BUDGET: u32 = 90;
/// Bins of equal probability for each coordinate.
const BINS: usize = 256;
/// A true claim fails with this probability at most.
const CHANCE: f64 = 1e-4;

const SOURCE: Source = Source {
    text: "Gandy & Scott (2020), Unit testing for MCMC and other Monte Carlo methods; bound: Massart (1990)",
    url: "https://arxiv.org/abs/2001.06465",
};

/// How often a draw is moved before it is looked at: so often that most of it is forgotten, or accepted at least once.
fn moves(id: &str) -> usize {
    match id {
        "hmc" | "nuts" => 2,
        "slice" | "gibbs" => 3,
        _ => 12,
    }
}

/// The claim's id for each exact sampler.
fn claim_id(id: &str) -> Option<&'static str> {
    let ids = [
        ("rwm", "exact-rwm"),
        ("adaptive-metropolis", "exact-adaptive-metropolis"),
        ("mala", "exact-mala"),
        ("hmc", "exact-hmc"),
        ("nuts", "exact-nuts"),
        ("slice", "exact-slice"),
        ("gibbs", "exact-gibbs"),
        ("de-mc-z", "exact-de-mc-z"),
    ];
    ids.iter().find(|(sampler, _)| *sampler == id).map(|(_, claim)| *claim)
}

/// A measurement under way.
#[derive(Clone)]
pub(super) struct Exactness {
    info: &'static SamplerInfo,
    claim: &'static str,
    /// The sampler as the warm-up left it; it is placed anew for each walk.
    sampler: Option<Box<dyn Sampler>>,
    stream: Stream,
    trace: Trace,
    walks: u64,
    counts: [Vec<u32>; 2],
}

impl Exactness {
    /// Nothing measured yet; none for a sampler that is not exact.
    pub(super) fn new(info: &'static SamplerInfo, seed: u64) -> Option<Self> {
        let claim = claim_id(info.info.id).filter(|_| info.exact)?;
        Some(Self {
            info,
            claim,
            sampler: None,
            stream: Stream::new(seed, &format!("exactness {}", info.info.id)),
            trace: Trace::new(false),
            walks: 0,
            counts: [vec![0; BINS], vec![0; BINS]],
        })
    }

    /// Whether it is this sampler's.
    pub(super) fn is_of(&self, info: &SamplerInfo) -> bool {
        self.info.info.id == info.info.id
    }

    /// Takes the sampler as it is at the end of the warm-up, with all that it has learnt.
    pub(super) fn begin(&mut self, sampler: &dyn Sampler) {
        let mut sampler = sampler.boxed();
        sampler.end_warm_up();
        self.sampler = Some(sampler);
    }

    /// Some walks more.
    pub(super) fn tick(&mut self, fixed: &Fixed) {
        let Some(sampler) = &mut self.sampler else { return };
        let target = fixed.planar.density.as_ref();
        let mut evaluations = 0;
        while self.walks < WALKS && evaluations < BUDGET {
            // Points of a population do not see each other once what they share is frozen: each is a walk of its own.
            for index in 0..sampler.len() {
                sampler.place(index, target, &fixed.draws().draw(&fixed.planar, &mut self.stream));
            }
            for _ in 0..moves(self.info.info.id) {
                sampler.step(target, &mut self.stream, &mut self.trace);
                evaluations += self.trace.evaluations;
            }
            for index in 0..sampler.len() {
                let at = plane(sampler.point(index));
                for (i, counts) in self.counts.iter_mut().enumerate() {
                    let share = fixed.law.marginals[i].distribution(at[i]);
                    counts[((share * BINS as f64) as usize).min(BINS - 1)] += 1;
                }
                self.walks += 1;
            }
        }
    }

    /// The greatest distance between the distribution functions, at the bins' ends, over both coordinates.
    fn distance(&self) -> f64 {
        let count = self.walks as f64;
        let of = |counts: &Vec<u32>| {
            let (mut sum, mut greatest) = (0.0, 0.0_f64);
            for (bin, n) in counts.iter().enumerate() {
                sum += f64::from(*n) / count;
                greatest = greatest.max((sum - (bin + 1) as f64 / BINS as f64).abs());
            }
            greatest
        };
        of(&self.counts[0]).max(of(&self.counts[1]))
    }

    /// The claim.
    pub(super) fn claim(&self, law_error: f64) -> Claim {
        let done = self.walks >= WALKS;
        // Two coordinates share the chance.
        let bound = kolmogorov::bound(WALKS as f64, 0.5 * CHANCE);
        let moves = moves(self.info.info.id);
        Claim {
            id: self.claim.into(),
            statement: text("claim.keeps-law").with("method", self.info.info.name()).with("moves", moves),
            predicted: 0.0,
            measured: done.then(|| self.distance()),
            tolerance: bound + law_error,
            tolerance_origin: text("tolerance.draws").with("draws", WALKS).number(
                "law",
                law_error,
                Notation::Scientific(0),
            ),
            relation: Relation::AtMost,
            progress: (self.walks as f64 / WALKS as f64).min(1.0),
            source: SOURCE,
        }
    }

    /// Feeds the state to a digest.
    pub(super) fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.counts.iter().flatten().for_each(|count| hash(f64::from(*count)));
    }
}
