//! The scene's state in time: the chains that are seen, and the hidden ensembles that measure.

use super::claims::{self, Predictions};
use super::ensembles::{ParallelEnsemble, PlainEnsemble, SimulatedEnsemble, gain};
use super::picture;
use super::tables;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::measure::crossings::Crossings;
use crate::measure::round_trips::RoundTrips;
use crate::method::MethodInfo;
use crate::method::langevin::{Evaluated, ULA, Ula};
use crate::method::tempering::{Ladder, PARALLEL, Parallel, SIMULATED, Simulated, geometric_ladder};
use crate::parameter::Settings;
use crate::problem::density::NormalPair;
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::tempering::{equalized_ladder, log_partition_function};
use std::collections::VecDeque;
use std::sync::Arc;

/// How many points of a replica's thread are kept.
const THREAD: usize = 240;
/// For how many steps the replicas' levels are kept.
const RECENT: usize = 120;
/// The ids under which the replicas' levels are recorded.
const REPLICAS: [&str; 8] = [
    "level.replica-1",
    "level.replica-2",
    "level.replica-3",
    "level.replica-4",
    "level.replica-5",
    "level.replica-6",
    "level.replica-7",
    "level.replica-8",
];

/// What does not change while the scene runs.
#[derive(Debug)]
pub(super) struct Setup {
    pub(super) density: NormalPair,
    pub(super) ladder: Ladder,
    pub(super) predictions: Predictions,
    ula: Ula,
    /// The greatest density of any level: the picture's scale.
    pub(super) peak: f64,
    /// Whether the plain chain has a row of its own above the ladder.
    pub(super) plain_row: bool,
    /// Attempts per unit time.
    pub(super) rate: f64,
}

/// What is followed of any visible chain: crossings and the left mode's share at β = 1.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    pub(super) crossings: Crossings,
    left: f64,
    steps: f64,
}

impl Ledger {
    fn new(density: &NormalPair) -> Self {
        Self { crossings: Crossings::new(density.r(), false), left: 0.0, steps: 0.0 }
    }

    fn see(&mut self, density: &NormalPair, x: f64) {
        self.crossings.see(x);
        self.left += density.share_of_left(x);
        self.steps += 1.0;
    }

    /// The left mode's share so far; NaN before there is one.
    fn share(&self) -> f64 {
        self.left / self.steps
    }
}

/// The plain chain.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    pub(super) x: f64,
    pub(super) trail: Trail,
    pub(super) ledger: Ledger,
    stream: Stream,
    ensemble: PlainEnsemble,
}

/// The walker of simulated tempering.
#[derive(Debug, Clone)]
pub(super) struct Tempered {
    pub(super) walker: Simulated,
    pub(super) trail: Trail,
    pub(super) ledger: Ledger,
    pub(super) trips: RoundTrips,
    /// Where the weights are learnt, the ladder with those so far.
    pub(super) learner: Option<Ladder>,
    stream: Stream,
    pub(super) ensemble: SimulatedEnsemble,
}

/// The replicas of parallel tempering.
#[derive(Debug, Clone)]
pub(super) struct Replicas {
    pub(super) group: Parallel,
    /// The recent past of each replica.
    pub(super) threads: Vec<VecDeque<[f64; 2]>>,
    /// The last steps with the level of each replica, counted from 1.
    pub(super) recent: VecDeque<(u64, [u8; REPLICAS.len()])>,
    pub(super) ledger: Ledger,
    /// Of each replica.
    pub(super) trips: Vec<RoundTrips>,
    stream: Stream,
    pub(super) ensemble: ParallelEnsemble,
}

/// The scene's state. For every η that the scene admits the plain chain contracts far out (η < 2), and Metropolis refuses what overshoots:
/// nothing diverges.
#[derive(Debug, Clone)]
pub(super) struct TemperingRun {
    pub(super) setup: Arc<Setup>,
    pub(super) plain: Option<Plain>,
    pub(super) tempered: Option<Tempered>,
    pub(super) replicas: Option<Replicas>,
    pub(super) step: u64,
}

impl Replicas {
    /// One step of the group, followed replica by replica: along a level, then straight up or down where two trade places.
    fn follow(&mut self, setup: &Setup, step: u64) {
        let before = self.group.replicas.clone();
        self.group.step(&setup.ladder, &mut self.stream, |_| ());
        let mut levels = [0; REPLICAS.len()];
        for (level, replica) in self.group.replicas.iter().enumerate() {
            let x = self.group.states[level].x;
            let from = before.iter().position(|other| other == replica).filter(|from| *from != level);
            let thread = &mut self.threads[*replica];
            for stop in from.into_iter().chain([level]) {
                if thread.len() == THREAD {
                    thread.pop_front();
                }
                thread.push_back(setup.on_level(stop, x));
            }
            levels[*replica] = level as u8 + 1;
            self.trips[*replica].see(level, setup.ladder.len());
        }
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back((step, levels));
        let coldest = setup.ladder.len() - 1;
        self.ledger.see(&setup.density, self.group.states[coldest].x);
    }
}

impl TemperingRun {
    /// At step 0: whoever is seen starts in the left mode at β = 1, the replicas in the left mode at every level.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let density = NormalPair::new(settings.number("r")?, settings.number("weight")?);
        let (levels, beta_min) = (settings.count("levels")?, settings.number("beta-min")?);
        let betas = match settings.choice("ladder")? {
            "equalized" => equalized_ladder(&density, levels, beta_min),
            _ => geometric_ladder(levels, beta_min),
        };
        let learnt = settings.choice("weights")? == "learnt";
        let (eta, rate) = (settings.number("eta")?, settings.number("rate")?);
        let chosen = settings.choices("methods")?;
        let runs = |info: &MethodInfo| chosen.iter().any(|id| id == info.id);
        let partition = betas.iter().map(|beta| log_partition_function(&density, *beta)).collect();
        let ladder = Ladder::new(density, &betas, partition, eta, rate);
        let predictions = Predictions::new(&density, &betas, eta);
        let plan = predictions.plan(&density, &betas, eta, rate);
        let last = ladder.len() - 1;
        let start = Evaluated::at(&density, -density.r());
        let reach = density.r() + 2.0;
        let heights = (0..=400).map(|k| density.density(reach * f64::from(k - 200) / 200.0));
        let setup = Setup {
            density,
            predictions,
            ula: Ula::new(eta, 1.0),
            peak: heights.fold(0.0, f64::max),
            plain_row: runs(&ULA),
            rate,
            ladder,
        };
        let ledger = Ledger::new(&density);
        let plain = runs(&ULA).then(|| Plain {
            x: start.x,
            trail: Trail::from(setup.on_level(last + 1, start.x)),
            ledger: ledger.clone(),
            stream: Stream::new(seed, ULA.id),
            ensemble: PlainEnsemble::new(density, plan.plain, eta, seed),
        });
        let tempered = runs(&SIMULATED).then(|| Tempered {
            walker: Simulated { level: last, state: start },
            trail: Trail::from(setup.on_level(last, start.x)),
            ledger: ledger.clone(),
            trips: RoundTrips::default(),
            learner: learnt.then(|| setup.ladder.clone().with_weights(vec![0.0; last + 1])),
            stream: Stream::new(seed, SIMULATED.id),
            ensemble: SimulatedEnsemble::new(&setup.ladder, &plan, eta, learnt, seed),
        });
        let replicas = runs(&PARALLEL).then(|| Replicas {
            group: Parallel { states: vec![start; last + 1], replicas: (0..=last).collect() },
            threads: vec![VecDeque::with_capacity(THREAD); last + 1],
            recent: VecDeque::with_capacity(RECENT),
            ledger,
            trips: vec![RoundTrips::default(); last + 1],
            stream: Stream::new(seed, PARALLEL.id),
            ensemble: ParallelEnsemble::new(&setup.ladder, &plan, eta, seed),
        });
        Ok(Self { setup: Arc::new(setup), plain, tempered, replicas, step: 0 })
    }
}

impl Setup {
    /// The step η.
    pub(super) fn eta(&self) -> f64 {
        self.ula.eta()
    }

    /// How many rows the picture has.
    pub(super) fn rows(&self) -> usize {
        self.ladder.len() + usize::from(self.plain_row)
    }

    /// Where x stands in the picture on a level's density; level L is the row of the plain chain above the ladder.
    pub(super) fn on_level(&self, level: usize, x: f64) -> [f64; 2] {
        let of = level.min(self.ladder.len() - 1);
        [x, (level + 1) as f64 + 0.72 * libm::exp(self.ladder.log_density(of, x)) / self.peak]
    }
}

impl Run for TemperingRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = &self.setup;
        let last = setup.ladder.len() - 1;
        if let Some(plain) = &mut self.plain {
            let xi = plain.stream.normal();
            plain.x = setup.ula.step(plain.x, setup.density.slope(plain.x), xi);
            plain.trail.push(setup.on_level(last + 1, plain.x));
            plain.ledger.see(&setup.density, plain.x);
            plain.ensemble.step();
        }
        if let Some(tempered) = &mut self.tempered {
            // The move at the level and the jump between levels are drawn as the two strokes that they are.
            let before = tempered.walker.level;
            tempered.walker.step(tempered.learner.as_ref().unwrap_or(&setup.ladder), &mut tempered.stream);
            let Simulated { level, state } = tempered.walker;
            if let Some(learner) = &mut tempered.learner {
                let mut shares = vec![0.0; last + 1];
                shares[level] = 1.0;
                let eta = setup.ula.eta();
                learner.learn(&shares, eta * gain(setup.rate, eta * self.step as f64));
            }
            tempered.trips.see(level, last + 1);
            if level != before {
                tempered.trail.push(setup.on_level(before, state.x));
            }
            tempered.trail.push(setup.on_level(level, state.x));
            if level == last {
                tempered.ledger.see(&setup.density, state.x);
            }
            tempered.ensemble.step(&setup.ladder);
        }
        if let Some(replicas) = &mut self.replicas {
            replicas.follow(setup, self.step);
            replicas.ensemble.step(&setup.ladder);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        let reach = self.setup.density.r() + 4.0;
        Rect::new([-reach, reach], [0.7, self.setup.rows() as f64 + 1.0])
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        Backdrop::default()
    }

    fn frame(&self) -> Frame {
        let crossings = |info: &MethodInfo, ledger: &Ledger| Readout {
            id: info.id.to_string().into(),
            label: "crossings at β = 1".to_string().into(),
            value: f64::from(ledger.crossings.count),
            unit: String::new().into(),
        };
        let mut readouts = Vec::new();
        readouts.extend(self.plain.as_ref().map(|plain| crossings(&ULA, &plain.ledger)));
        readouts.extend(self.tempered.as_ref().map(|tempered| crossings(&SIMULATED, &tempered.ledger)));
        readouts.extend(self.replicas.as_ref().map(|replicas| crossings(&PARALLEL, &replicas.ledger)));
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts,
            tables: tables::tables(self),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::new();
        let mut follow = |id: &str, value: f64| observables.push(Observable { id: id.to_string(), value });
        let last = self.setup.ladder.len() - 1;
        if let Some(plain) = &self.plain {
            follow("x.ula", plain.x);
            follow("share.ula", plain.ledger.share());
        }
        if let Some(tempered) = &self.tempered {
            follow("x.simulated-tempering", tempered.walker.state.x);
            follow("share.simulated-tempering", tempered.ledger.share());
            follow("level.simulated-tempering", (tempered.walker.level + 1) as f64);
            if let Some(learner) = &tempered.learner {
                follow("weights.simulated-tempering", tables::worst_weight(learner));
            }
        }
        if let Some(replicas) = &self.replicas {
            follow("x.parallel-tempering", replicas.group.states[last].x);
            follow("share.parallel-tempering", replicas.ledger.share());
            for (replica, id) in REPLICAS.iter().enumerate().take(last + 1) {
                follow(id, replicas.group.level(replica).map_or(f64::NAN, |level| (level + 1) as f64));
            }
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let last = self.setup.ladder.len();
        let track = |info: &MethodInfo, point: Vec<f64>, x: f64| Track {
            id: info.id.to_string(),
            label: info.label(),
            point,
            value: -self.setup.density.potential(x),
        };
        let mut tracks = Vec::new();
        tracks.extend(self.plain.as_ref().map(|plain| track(&ULA, vec![plain.x], plain.x)));
        tracks.extend(self.tempered.as_ref().map(|tempered| {
            let Simulated { level, state } = tempered.walker;
            track(&SIMULATED, vec![state.x, (level + 1) as f64], state.x)
        }));
        tracks.extend(self.replicas.as_ref().map(|replicas| {
            let points = replicas.group.states.iter().map(|state| state.x).collect();
            track(&PARALLEL, points, replicas.group.states[last - 1].x)
        }));
        tracks
    }

    fn claims(&self) -> Vec<Claim> {
        let Setup { ladder, predictions, .. } = self.setup.as_ref();
        let mut claims = Vec::new();
        if let Some(tempered) = &self.tempered {
            claims.extend(claims::simulated(ladder, predictions, &tempered.ensemble));
        }
        if let Some(replicas) = &self.replicas {
            claims.extend(claims::parallel(ladder, predictions, &replicas.ensemble));
        }
        claims.extend(self.plain.as_ref().map(|plain| claims::plain(predictions, &plain.ensemble)));
        claims
    }

    fn probe(&self, [x, y]: [f64; 2]) -> Option<Probe> {
        let Setup { density, ladder, .. } = self.setup.as_ref();
        let row = y.floor();
        if row < 1.0 || row > self.setup.rows() as f64 {
            return None;
        }
        let level = (row as usize).min(ladder.len()) - 1;
        let curvature = density.curvature(x);
        let kind = if curvature > 0.0 { "f curves up, as in a mode" } else { "f curves down, as on the barrier" };
        Some(Probe {
            lines: vec![
                format!("β = {:.4}, log p = {:.4}", ladder.beta(level), ladder.log_density(level, x)).into(),
                format!("f′ = {:.4}", density.slope(x)).into(),
                format!("f″ = {curvature:.4}").into(),
                kind.to_string().into(),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        if let Some(plain) = &self.plain {
            hash(plain.x);
            plain.ensemble.digest(hash);
        }
        if let Some(tempered) = &self.tempered {
            hash(tempered.walker.state.x);
            hash(tempered.walker.level as f64);
            tempered.learner.iter().flat_map(Ladder::weights).for_each(|weight| hash(*weight));
            tempered.ensemble.digest(hash);
        }
        if let Some(replicas) = &self.replicas {
            replicas.group.states.iter().for_each(|state| hash(state.x));
            replicas.group.replicas.iter().for_each(|replica| hash(*replica as f64));
            replicas.ensemble.digest(hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::find;

    const ALL: (&str, &str) = ("methods", "ula,simulated-tempering,parallel-tempering");

    fn start(preset: &[(&str, &str)], seed: u64) -> Box<dyn Run> {
        let scene = find("tempering-swaps").unwrap();
        let mut settings = Settings::new(scene.parameters());
        preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
        scene.start(&settings, seed).unwrap()
    }

    fn bits(run: &dyn Run) -> Vec<u64> {
        let mut bits = Vec::new();
        run.digest(&mut |value| bits.push(value.to_bits()));
        bits
    }

    #[test]
    fn a_snapshot_continues_with_the_same_bits() {
        let mut run = start(&[ALL], 3);
        (0..200).for_each(|_| run.step());
        let mut copy = run.snapshot();
        for _ in 0..200 {
            run.step();
            copy.step();
        }
        assert_eq!(bits(run.as_ref()), bits(copy.as_ref()));
        assert_eq!(run.frame(), copy.frame());
        let mut again = start(&[ALL], 3);
        (0..400).for_each(|_| again.step());
        assert_eq!(bits(run.as_ref()), bits(again.as_ref()));
    }

    #[test]
    fn a_method_s_path_does_not_depend_on_which_others_run() {
        let mut alone = start(&[("methods", "simulated-tempering")], 5);
        let mut among = start(&[ALL], 5);
        for _ in 0..100 {
            alone.step();
            among.step();
        }
        assert_eq!(alone.tracks()[0], among.tracks()[1]);
    }

    #[test]
    fn every_corner_of_the_ranges_runs_and_stays_finite() {
        for (r, weight, levels, beta, rate, eta) in [
            ("2", "0.1", "2", "0.02", "0.1", "0.005"),
            ("5", "0.9", "8", "0.8", "20", "0.2"),
            ("5", "0.1", "8", "0.02", "20", "0.2"),
        ] {
            let preset = [
                ALL,
                ("r", r),
                ("weight", weight),
                ("levels", levels),
                ("beta-min", beta),
                ("rate", rate),
                ("eta", eta),
            ];
            let mut run = start(&preset, 0);
            (0..100).for_each(|_| run.step());
            run.digest(&mut |value| assert!(value.is_finite()));
            for claim in run.claims() {
                assert!(claim.predicted.is_finite() && claim.predicted > 0.0, "{preset:?} {}", claim.id);
                assert!(claim.tolerance.is_finite() && claim.tolerance > 0.0, "{preset:?} {}", claim.id);
            }
            let view = run.view();
            assert_eq!(run.probe([0.0, view.y[0]]), None);
            assert!(run.probe([0.0, view.y[1] - 0.5]).is_some());
        }
    }

    #[test]
    fn state_stays_bounded() {
        let mut run = start(&[ALL, ("r", "2"), ("levels", "2"), ("eta", "0.2"), ("rate", "20")], 2);
        (0..1000).for_each(|_| run.step());
        let early = bits(run.as_ref()).len();
        (0..2000).for_each(|_| run.step());
        assert_eq!(bits(run.as_ref()).len(), early);
        for layer in run.frame().layers {
            if let crate::frame::Layer::Trail { points, .. } = layer {
                assert!(points.len() <= Trail::CAPACITY);
            }
        }
    }
}
