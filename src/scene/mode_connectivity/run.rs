//! The scene's state in time: two networks in training, ways between them, and a walker on each way.

use super::claims::Laws;
use super::network::{Form, Pupil};
use super::setup::Setup;
use super::ways::{Way, barrier};
use super::{Kind, picture};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout, Twin};
use crate::geometry::Rect;
use crate::method::MethodInfo;
use crate::parameter::Settings;
use crate::random::Stream;
use crate::scene::{Observable, Probe, Run, Track};
use std::sync::Arc;

/// Steps of training.
pub(super) const TRAINING: u64 = 1000;
/// Steps of bending after that.
const BENDING: u64 = 400;
/// The learning rate of bending.
const BENDING_RATE: f64 = 0.03;
/// Places of the way that one step of bending looks at, one in each part of equal length.
const STRATA: usize = 8;
/// The ways are measured anew after so many steps.
const EVERY: u64 = 10;
/// Steps of a walker from A to B.
const CROSSING: u64 = 300;

/// A way with the loss along it.
#[derive(Clone)]
pub(super) struct Line {
    pub(super) info: &'static MethodInfo,
    pub(super) kind: Kind,
    pub(super) way: Way,
    pub(super) losses: Vec<f64>,
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct ConnectivityRun {
    setup: Arc<Setup>,
    ends: [Pupil; 2],
    /// The middle of the bent way, from the end of training on.
    middle: Option<Pupil>,
    chance: Stream,
    lines: Vec<Line>,
    laws: Laws,
    step: u64,
}

impl ConnectivityRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings, seed)?;
        let ends =
            ["network A", "network B"].map(|purpose| Pupil::new(setup.form.draw(&mut Stream::new(seed, purpose))));
        let line = |(kind, info): &&'static (Kind, MethodInfo)| {
            let way = setup.way(*kind, &ends[0].weights, &ends[1].weights, None);
            let losses = way.losses(&setup.form, &setup.data);
            Line { info, kind: *kind, way, losses }
        };
        let lines = setup.rules.iter().map(line).collect();
        let (chance, laws) = (Stream::new(seed, "strata"), Laws::new(seed));
        Ok(Self { ends, middle: None, chance, lines, laws, step: 0, setup: Arc::new(setup) })
    }

    fn measure(&mut self) {
        let [a, b] = &self.ends;
        for line in &mut self.lines {
            let middle = self.middle.as_ref().map(|pupil| pupil.weights.as_slice());
            line.way = self.setup.way(line.kind, &a.weights, &b.weights, middle);
            line.losses = line.way.losses(&self.setup.form, &self.setup.data);
        }
    }

    /// One step of Adam on the middle, on eight places of the way.
    fn bend(&mut self) {
        let [a, b] = [0, 1].map(|end: usize| Form::weights(&self.setup.units(&self.ends[end].weights)));
        let halfway = || Pupil::new(a.iter().zip(&b).map(|(x, y)| 0.5 * (x + y)).collect());
        let middle = self.middle.get_or_insert_with(halfway);
        let mut gradient = vec![0.0; middle.weights.len()];
        for stratum in 0..STRATA {
            let t = (stratum as f64 + self.chance.uniform()) / STRATA as f64;
            let shares = [(1.0 - t) * (1.0 - t), 2.0 * t * (1.0 - t), t * t];
            let at: Vec<f64> =
                (0..a.len()).map(|k| shares[0] * a[k] + shares[1] * middle.weights[k] + shares[2] * b[k]).collect();
            self.setup.form.add_gradient(&self.setup.data, &at, shares[1] / STRATA as f64, &mut gradient);
        }
        middle.step(&gradient, BENDING_RATE);
    }

    fn has(&self, kind: Kind) -> bool {
        self.lines.iter().any(|line| line.kind == kind)
    }

    /// The part of the way on which all walkers are: there and back.
    fn place(&self) -> f64 {
        let part = (self.step % (2 * CROSSING)) as f64 / CROSSING as f64;
        if part > 1.0 { 2.0 - part } else { part }
    }

    fn is_bent(&self) -> bool {
        self.step >= TRAINING + BENDING
    }
}

impl Run for ConnectivityRun {
    fn step(&mut self) {
        self.step += 1;
        let setup = Arc::clone(&self.setup);
        if self.step <= TRAINING {
            self.ends.iter_mut().for_each(|end| end.train(&setup.form, &setup.data, setup.decay));
        } else if self.step <= TRAINING + BENDING && self.has(Kind::Bent) {
            self.bend();
        }
        if self.step <= TRAINING + BENDING && self.step.is_multiple_of(EVERY) {
            self.measure();
            if self.step <= TRAINING {
                let [a, b] = &self.ends;
                self.laws.see(&setup, &a.weights, &b.weights);
            }
        }
        if self.step == TRAINING {
            let [a, b] = &self.ends;
            self.laws.conclude(&setup, &a.weights, &b.weights);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        picture::VIEW
    }

    fn backdrop(&self, _view: Rect) -> Backdrop {
        Backdrop::default()
    }

    fn twin(&self) -> Option<Twin> {
        picture::twin(self.lines.first())
    }

    fn frame(&self) -> Frame {
        let readout = |line: &Line| Readout::of_method(line.info.id, "barrier", barrier(&line.losses));
        Frame {
            layers: picture::layers(&self.lines, self.place()),
            twin: self.lines.first().map_or_else(Vec::new, |line| picture::field(&self.setup, line, self.place())),
            charts: picture::charts(&self.setup, &self.lines),
            readouts: self.lines.iter().map(readout).collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let of_one = |line: &Line| Observable::new(format!("barrier.{}", line.info.id), barrier(&line.losses));
        let mut values: Vec<Observable> = self.lines.iter().map(of_one).collect();
        if let Some(line) = self.lines.first() {
            let ends = [("loss.a", line.losses.first()), ("loss.b", line.losses.last())];
            values.extend(ends.map(|(id, loss)| Observable::new(id, loss.copied().unwrap_or(f64::NAN))));
        }
        values
    }

    fn tracks(&self) -> Vec<Track> {
        self.lines.iter().map(|line| Track::of(line.info, line.losses.clone(), barrier(&line.losses))).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let part = |last: u64| (self.step as f64 / last as f64).min(1.0);
        let mut claims = self.laws.claims(&self.setup, part(TRAINING));
        if let Some(line) = self.lines.iter().find(|line| line.kind == Kind::Bent).filter(|_| self.setup.is_known[1]) {
            let measured = self.is_bent().then(|| barrier(&line.losses));
            claims.push(self.laws.bent(measured, part(TRAINING + BENDING)));
        }
        claims
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        picture::probe(&self.lines, at)
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.ends.iter().chain(&self.middle).for_each(|pupil| pupil.digest(hash));
        self.lines.iter().flat_map(|line| &line.losses).for_each(|loss| hash(*loss));
        self.laws.digest(hash);
    }
}
