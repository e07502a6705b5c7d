//! The scene's state in time: the designers that are seen, and hidden repetitions of their contest.

use super::board::Guesses;
use super::climber::{Climber, Kind};
use super::replicates::Replicates;
use super::setup::Setup;
use super::{BLUM_HARDT, DWORK, RAZOR, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout, Twin};
use crate::geometry::Rect;
use crate::measure::STANDARD_ERRORS;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::instrument::Instruments;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::leaderboard::{binary_divergence, worst_error};
use std::sync::Arc;

/// The paper's description and error: only with these does it state a bound.
const PAPER: [f64; 2] = [1032.0, 0.0449];
/// Points of the test set behind them.
pub(super) const PAPER_POINTS: f64 = 50_000.0;
/// What the paper says that the error may be larger by.
const PAPER_GAP: f64 = 0.05;
/// Trails' points are so far apart at least.
const APART: f64 = 0.002;

/// The scene's state.
#[derive(Clone)]
pub(super) struct HoldoutRun {
    setup: Arc<Setup>,
    climbers: Vec<Climber>,
    pub(super) trails: Vec<[Trail; 2]>,
    submissions: Stream,
    instruments: Instruments<Setup>,
    step: u64,
}

impl HoldoutRun {
    /// Before the first submission.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let climber = |rule: &&'static (Kind, _)| Climber::new(rule, setup.board, [setup.points; 2], seed, "seen");
        let climbers: Vec<Climber> = setup.rules.iter().map(climber).collect();
        let trails = climbers.iter().map(|_| [0, 1].map(|_| Trail::from([0.0, 0.5]))).collect();
        let mut instruments = Instruments::new();
        instruments.add(Replicates::all(&setup, seed));
        let submissions = Stream::new(seed, "submissions");
        Ok(Self { setup: Arc::new(setup), climbers, trails, submissions, instruments, step: 0 })
    }

    fn is_over(&self) -> bool {
        self.step >= self.setup.submissions as u64
    }

    /// √(t/N) of the submissions so far.
    fn place(&self) -> f64 {
        libm::sqrt(self.step.min(self.setup.submissions as u64) as f64 / self.setup.points as f64)
    }

    /// kl(accuracy‖½)·N of a majority is at most t ln 2 + ln 10⁴, but for one run in 10⁴: it is chosen among 2ᵗ by t bits.
    fn transcript(&self) -> Option<Claim> {
        let climber = self.climbers.iter().find(|climber| climber.kind == Kind::Majority)?;
        let bound = self.setup.submissions as f64 * std::f64::consts::LN_2 + libm::log(1e4);
        let measured = self.setup.points as f64 * binary_divergence(climber.accuracy(0), 0.5);
        let claim = Claim::at_most("transcript", bound, DWORK).within(0.0, "bound");
        Some(claim.measured(self.is_over().then_some(measured)).progressing(self.progress()))
    }

    fn progress(&self) -> f64 {
        (self.step as f64 / self.setup.submissions.max(1) as f64).min(1.0)
    }

    fn fresh(&self) -> Option<Claim> {
        let climber = self.climbers.first()?;
        let error = 0.5 / libm::sqrt(self.setup.points as f64);
        let claim = Claim::equal("fresh", 0.5, BLUM_HARDT).within(STANDARD_ERRORS * error, "fresh");
        Some(claim.measured(self.is_over().then(|| climber.accuracy(1))).progressing(self.progress()))
    }

    fn razor(&self) -> Option<Claim> {
        let setup = &self.setup;
        let gap = self.gap();
        ([setup.bits, setup.test_error] == PAPER)
            .then(|| Claim::at_most("razor", PAPER_GAP, RAZOR).within(0.0, "bound").measured(Some(gap)))
    }

    /// By how much the true error may be larger than that on the test set.
    fn gap(&self) -> f64 {
        let setup = &self.setup;
        worst_error(setup.test_error, setup.bits * std::f64::consts::LN_2 / PAPER_POINTS) - setup.test_error
    }
}

impl Run for HoldoutRun {
    fn step(&mut self) {
        if !self.is_over() {
            let guesses = [0, 1].map(|_| Guesses::draw(self.setup.points, &mut self.submissions));
            self.climbers.iter_mut().for_each(|climber| climber.take(&guesses));
        }
        self.step += 1;
        let x = self.place();
        for (climber, trails) in self.climbers.iter().zip(&mut self.trails) {
            for (which, trail) in trails.iter_mut().enumerate() {
                trail.push_apart([x, climber.accuracy(which)], APART);
            }
        }
        self.instruments.step(&self.setup, self.step);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        let trails: usize = self.trails.iter().flatten().map(Trail::weight).sum();
        trails + self.climbers.iter().map(Climber::weight).sum::<usize>()
    }

    fn view(&self) -> Rect {
        picture::view(&self.setup)
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(view)
    }

    fn twin(&self) -> Option<Twin> {
        picture::twin(&self.setup, self.climbers.first())
    }

    fn frame(&self) -> Frame {
        let accuracy = |climber: &Climber| Readout::of_method(climber.info.id, "accuracy", climber.accuracy(0));
        let mut readouts: Vec<Readout> = self.climbers.iter().map(accuracy).collect();
        if let Some(first) = self.climbers.first() {
            readouts.push(Readout::new("fresh", first.accuracy(1)));
        }
        readouts.push(Readout::new("gap", self.gap()));
        Frame {
            layers: picture::layers(&self.setup, &self.climbers, &self.trails, self.place()),
            twin: picture::tiles(self.climbers.first()),
            charts: picture::charts(&self.setup, &self.climbers),
            readouts,
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let of_one = |climber: &Climber| {
            let values = [("fresh", climber.accuracy(1)), ("gain", climber.accuracy(0) - 0.5)];
            values.map(|(quantity, value)| Observable::new(format!("{quantity}.{}", climber.info.id), value))
        };
        let mut values: Vec<Observable> = self.climbers.iter().flat_map(of_one).collect();
        if let Some(first) = self.climbers.first() {
            let shown = if self.step > 0 { 0.5 + first.shown } else { f64::NAN };
            values.push(Observable::new("shown", shown));
        }
        values
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |climber: &Climber| {
            Track::of(climber.info, vec![climber.accuracy(0), climber.accuracy(1)], climber.accuracy(0))
        };
        self.climbers.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let seen = [self.fresh(), self.transcript(), self.razor()];
        self.instruments.claims(&self.setup).chain(seen.into_iter().flatten()).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        picture::probe(&self.setup, at)
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.climbers.iter().for_each(|climber| climber.digest(hash));
        self.instruments.digest(hash);
    }
}
