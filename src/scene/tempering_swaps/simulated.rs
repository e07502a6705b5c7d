//! The walker of simulated tempering.

use super::chain::{Chain, Ledger, Swap};
use super::claims::{Among, farthest, mean_claim, when_done};
use super::ensembles::{SimulatedEnsemble, gain};
use super::setup::{Setup, WALKERS};
use crate::frame::{Axis, Chart, Claim, Layer, Mark};
use crate::measure::round_trips::RoundTrips;
use crate::method::MethodInfo;
use crate::method::tempering::{Ladder, SIMULATED, Simulated};
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::source::Source;
use crate::theory::tempering::round_trip_time;
use crate::words::{Text, signs, text};

const TEMPERING: Source = Source {
    text: "Ge, Lee & Risteski (2018), section 3; Off the convex path (2021), Beyond log-concave sampling, part 2",
    url: "https://arxiv.org/abs/1812.00793",
};

/// The walker of simulated tempering.
#[derive(Debug, Clone)]
pub(super) struct Tempered {
    walker: Simulated,
    trail: Trail,
    ledger: Ledger,
    trips: RoundTrips,
    /// Where the weights are learnt, the ladder with those so far.
    learner: Option<Ladder>,
    stream: Stream,
    ensemble: SimulatedEnsemble,
}

impl Tempered {
    /// In the left mode at β = 1.
    pub(super) fn new(setup: &Setup) -> Self {
        let (level, state) = (setup.last(), setup.start());
        Self {
            walker: Simulated { level, state },
            trail: Trail::from(setup.on_level(level, state.x)),
            ledger: Ledger::new(&setup.density),
            trips: RoundTrips::default(),
            learner: setup.learnt.then(|| setup.ladder.clone().with_weights(vec![0.0; level + 1])),
            stream: Stream::new(setup.seed, SIMULATED.id),
            ensemble: SimulatedEnsemble::new(setup),
        }
    }

    /// The predicted acceptance of each pair of neighbours, with the weights of the hidden walkers.
    fn acceptances<'a>(&'a self, setup: &'a Setup) -> &'a [f64] {
        self.ensemble.predicted_acceptances().unwrap_or(&setup.predictions.simulated)
    }

    fn time_at_levels(&self, levels: usize) -> Chart {
        let share = |level| self.ensemble.share_of_level(level).map_or(0.0, |estimate| estimate.value);
        let marks = vec![
            Mark::Bars {
                edges: (0..=levels).map(|level| level as f64 + 0.5).collect(),
                heights: (0..levels).map(share).collect(),
                color: SIMULATED.color,
            },
            Mark::Rule { at: 1.0 / levels as f64, vertical: false, label: signs("1/L") },
        ];
        let level = Axis::linear(text("axis.level")).within(0.5, levels as f64 + 0.5);
        Chart::new("level-time", level, Axis::linear(text("axis.share")), marks)
    }
}

impl Chain for Tempered {
    fn info(&self) -> &'static MethodInfo {
        &SIMULATED
    }

    fn boxed(&self) -> Box<dyn Chain> {
        Box::new(self.clone())
    }

    fn step(&mut self, setup: &Setup, step: u64) {
        // The move at the level and the jump between levels are drawn as the two strokes that they are.
        let before = self.walker.level;
        self.walker.step(self.learner.as_ref().unwrap_or(&setup.ladder), &mut self.stream);
        let Simulated { level, state } = self.walker;
        if let Some(learner) = &mut self.learner {
            let mut shares = vec![0.0; setup.ladder.len()];
            shares[level] = 1.0;
            learner.learn(&shares, setup.eta() * gain(setup.rate, setup.eta() * step as f64));
        }
        self.trips.see(level, setup.ladder.len());
        if level != before {
            self.trail.push(setup.on_level(before, state.x));
        }
        self.trail.push(setup.on_level(level, state.x));
        if level == setup.last() {
            self.ledger.see(&setup.density, state.x);
        }
        self.ensemble.step(&setup.ladder);
    }

    fn place(&self) -> (f64, Vec<f64>) {
        let Simulated { level, state } = self.walker;
        (state.x, vec![state.x, (level + 1) as f64])
    }

    fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    fn follow(&self, report: &mut dyn FnMut(&str, f64)) {
        report("level.simulated-tempering", (self.walker.level + 1) as f64);
        if let Some(learner) = &self.learner {
            report("weights.simulated-tempering", worst_weight(learner));
        }
    }

    fn trails(&self) -> Vec<Layer> {
        vec![Layer::Trail { points: self.trail.to_vec(), color: SIMULATED.color }]
    }

    fn markers(&self, setup: &Setup) -> Vec<Layer> {
        let at = setup.on_level(self.walker.level, self.walker.state.x);
        vec![Layer::point(at, SIMULATED.color, text("label.tempered"))]
    }

    fn levels(&self, setup: &Setup) -> Option<Chart> {
        let level = Axis::linear(text("axis.level")).within(0.7, setup.ladder.len() as f64 + 0.3);
        Some(Chart::over_time("level", level, vec![Mark::series("level.simulated-tempering", SIMULATED.color)]))
    }

    fn charts(&self, setup: &Setup) -> Vec<Chart> {
        let weights = self.learner.as_ref().map(|_| {
            let marks = vec![Mark::series("weights.simulated-tempering", SIMULATED.color)];
            Chart::over_time("weights", Axis::log(signs("|ζ − log Z|")), marks)
        });
        std::iter::once(self.time_at_levels(setup.ladder.len())).chain(weights).collect()
    }

    fn trips(&self, setup: &Setup, time: f64) -> Option<[f64; 2]> {
        let expected = time / round_trip_time(setup.rate, &setup.predictions.simulated);
        Some([f64::from(self.trips.count), expected])
    }

    fn swaps(&self, setup: &Setup) -> Vec<Swap> {
        Swap::of_pairs(self.acceptances(setup), |pair| self.ensemble.attempts.estimate(pair))
    }

    fn claims(&self, setup: &Setup) -> Vec<Claim> {
        let (ensemble, levels) = (&self.ensemble, setup.ladder.len());
        let progress = ensemble.moves.progress();
        let learnt = if ensemble.learnt().is_some() { "-learnt" } else { "" };

        let shares = ensemble.learnt().map_or_else(|| vec![1.0 / levels as f64; levels], Ladder::shares);
        let level = when_done(progress, farthest((0..levels).map(|i| (shares[i], ensemble.share_of_level(i)))));
        let which = level.map_or(Text::NONE, |(i, ..)| text("label.farthest-level").with("level", i + 1));
        let (predicted, estimate) = level.map_or((shares[0], None), |(_, predicted, e)| (predicted, Some(e)));
        let tolerance = Among(levels).of_chains("walkers", WALKERS);
        let time = mean_claim("level-time", predicted, TEMPERING, estimate, tolerance, progress)
            .saying(text(format!("claim.level-time{learnt}")).with("which", which));

        let acceptance = Among(levels - 1).pairs_claim(
            "simulated-acceptance",
            TEMPERING,
            &self.swaps(setup),
            progress,
            ("walkers", WALKERS),
            learnt,
        );

        let progress = ensemble.modes.progress();
        let left = when_done(progress, ensemble.share_of_left());
        let (weight, tolerance) = (setup.predictions.weight, Among(1).of_chains("walkers", WALKERS));
        vec![time, acceptance, mean_claim("simulated-share", weight, TEMPERING, left, tolerance, progress)]
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        hash(self.walker.state.x);
        hash(self.walker.level as f64);
        self.learner.iter().flat_map(Ladder::weights).for_each(|weight| hash(*weight));
        self.ledger.digest(hash);
        self.trips.digest(hash);
        self.ensemble.digest(hash);
    }
}

/// The greatest error of a ladder's weights against log ∫e^{−β_i f}, both from their means.
fn worst_weight(ladder: &Ladder) -> f64 {
    let differences: Vec<f64> =
        ladder.weights().iter().zip(ladder.log_partition_functions()).map(|(zeta, log_z)| zeta - log_z).collect();
    let mean = differences.iter().sum::<f64>() / differences.len().max(1) as f64;
    differences.iter().map(|difference| (difference - mean).abs()).fold(0.0, f64::max)
}
