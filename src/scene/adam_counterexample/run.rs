//! The scene's state in time: every chosen rule on the same slopes, held in [−1, 1], and again without walls for the claims.

use super::claims::Claims;
use super::{picture, rules};
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::optimizer::{Adagrad, Adam, Adopt, AmsGrad, Gd, Moments, Optimizer, OptimizerInfo, Schedule, Step};
use crate::parameter::Settings;
use crate::problem::landscape::Landscape;
use crate::random::Stream;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::counterexample::{self, Period, slopes};
use nalgebra::DMatrix;
use std::collections::VecDeque;
use std::sync::Arc;

/// How many steps of the past the picture shows.
pub(super) const WINDOW: usize = 240;

/// f(x) = gx.
struct Slope(f64);

impl Landscape for Slope {
    fn dimension(&self) -> usize {
        1
    }

    fn value(&self, x: &[f64]) -> f64 {
        self.0 * x[0]
    }

    fn gradient(&self, _x: &[f64], gradient: &mut [f64]) {
        gradient[0] = self.0;
    }

    fn hessian(&self, _x: &[f64]) -> DMatrix<f64> {
        DMatrix::zeros(1, 1)
    }
}

/// What does not change while the scene runs.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    pub(super) c: f64,
    pub(super) step_size: f64,
    pub(super) schedule: Schedule,
    pub(super) start: f64,
    pub(super) moments: Moments,
    adagrad_rate: f64,
}

impl Setup {
    fn new(settings: &Settings) -> Result<Self, Error> {
        let [beta1, beta2] = [settings.number("beta1")?, settings.number("beta2")?];
        Ok(Self {
            c: settings.number("c")?,
            step_size: settings.number("eta")?,
            schedule: if settings.choice("schedule")? == "constant" {
                Schedule::Constant
            } else {
                Schedule::InverseRoot
            },
            start: settings.number("x0")?,
            moments: Moments { beta1, beta2, epsilon: 1e-8 },
            adagrad_rate: settings.number("adagrad.lr")?,
        })
    }

    fn build(&self, id: &str) -> Arc<dyn Optimizer> {
        let (learning_rate, moments) = (self.step_size, self.moments);
        match id {
            "adam" => Arc::new(Adam { learning_rate, moments }),
            "amsgrad" => Arc::new(AmsGrad { learning_rate, moments }),
            "adopt" => Arc::new(Adopt { learning_rate, moments }),
            "adagrad" => Arc::new(Adagrad { learning_rate: self.adagrad_rate, epsilon: 1e-10 }),
            _ => Arc::new(Gd { learning_rate }),
        }
    }

    /// The long-run displacements of a rule for the step size 1, where it has them.
    pub(super) fn period(&self, id: &str) -> Option<Period> {
        let (c, betas, epsilon) = (self.c, [self.moments.beta1, self.moments.beta2], self.moments.epsilon);
        match id {
            "adam" => Some(counterexample::adam(c, betas, epsilon)),
            "amsgrad" => Some(counterexample::amsgrad(c, betas, epsilon)),
            "adopt" => Some(counterexample::adopt(c, betas, epsilon)),
            "gd" => Some(counterexample::gd(c)),
            _ => None,
        }
    }
}

/// One point under one rule.
#[derive(Debug, Clone)]
struct Walker {
    x: [f64; 1],
    memory: Vec<f64>,
}

/// One rule on its way.
#[derive(Clone)]
pub(super) struct Player {
    pub(super) rule: &'static OptimizerInfo,
    optimizer: Arc<dyn Optimizer>,
    /// Between the walls, under the schedule; and without either.
    walkers: [Walker; 2],
    /// Where it was in the last steps, oldest first.
    pub(super) past: VecDeque<f64>,
    /// Σ fₖ(xₖ) − fₖ(−1).
    regret: f64,
    noise: Stream,
    claims: Claims,
}

impl Player {
    fn new(setup: &Setup, rule: &'static OptimizerInfo, seed: u64) -> Self {
        let optimizer = setup.build(rule.info.id);
        let walker = Walker { x: [setup.start], memory: vec![0.0; optimizer.memory(1)] };
        Self {
            rule,
            optimizer,
            walkers: [walker.clone(), walker],
            past: VecDeque::from([setup.start]),
            regret: 0.0,
            noise: Stream::new(seed, rule.info.id),
            claims: Claims::new(setup, rule),
        }
    }

    /// x between the walls.
    pub(super) fn x(&self) -> f64 {
        self.walkers[0].x[0]
    }

    fn step(&mut self, setup: &Setup, count: u64) {
        let slope = slope(setup.c, count);
        let landscape = Slope(slope);
        let before = self.walkers[0].x[0];
        let regret = slope * (before + 1.0);
        self.regret += regret;
        for (index, walker) in self.walkers.iter_mut().enumerate() {
            let factor = if index == 0 { setup.schedule.factor(count) } else { 1.0 };
            let mut step = Step::new(&landscape, count, &mut self.noise).with(factor, 0.0);
            self.optimizer.step(&mut step, &mut walker.x, &mut walker.memory);
        }
        let x = &mut self.walkers[0].x[0];
        *x = x.clamp(-1.0, 1.0);
        if self.past.len() > WINDOW {
            self.past.pop_front();
        }
        self.past.push_back(*x);
        self.claims.see(count, *x, regret, self.walkers[1].x[0]);
    }
}

/// The slope of step `count`, 1 for the first.
fn slope(c: f64, count: u64) -> f64 {
    slopes(c)[(count.saturating_sub(1) % 3) as usize]
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct CounterexampleRun {
    pub(super) setup: Arc<Setup>,
    pub(super) players: Vec<Player>,
    pub(super) step: u64,
}

impl CounterexampleRun {
    /// At step 0.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let setup = Setup::new(settings)?;
        let chosen = settings.choices("methods")?;
        let players = rules()
            .filter(|rule| chosen.iter().any(|id| id == rule.info.id))
            .map(|rule| Player::new(&setup, rule, seed))
            .collect();
        Ok(Self { setup: Arc::new(setup), players, step: 0 })
    }

    /// The slope of the step to come.
    pub(super) fn next_slope(&self) -> f64 {
        slope(self.setup.c, self.step + 1)
    }
}

impl Run for CounterexampleRun {
    fn step(&mut self) {
        self.step += 1;
        for player in &mut self.players {
            player.step(&self.setup, self.step);
        }
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        picture::view()
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(&self.setup, view)
    }

    fn frame(&self) -> Frame {
        let readouts = self.players.iter().map(|player| Readout {
            id: player.rule.info.id.to_string().into(),
            label: "x".to_string().into(),
            value: player.x(),
            unit: String::new().into(),
        });
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
            charts: picture::charts(self),
            readouts: readouts.collect(),
            tables: Vec::new(),
            notices: Vec::new(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::with_capacity(2 * self.players.len());
        for player in &self.players {
            let id = player.rule.info.id;
            let average = if self.step == 0 { f64::NAN } else { player.regret / self.step as f64 };
            observables.push(Observable { id: format!("x.{id}"), value: player.x() });
            observables.push(Observable { id: format!("regret.{id}"), value: average });
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |player: &Player| Track {
            id: player.rule.info.id.to_string(),
            label: player.rule.info.label(),
            point: vec![player.x()],
            // The average of the three functions.
            value: (self.setup.c - 2.0) / 3.0 * player.x(),
        };
        self.players.iter().map(track).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.players.iter().flat_map(|player| player.claims.claims()).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let c = self.setup.c;
        let average = (c - 2.0) / 3.0 * at[1];
        Some(Probe { lines: vec![format!("x = {:.3}", at[1]).into(), format!("average of f = {average:.4}").into()] })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for player in &self.players {
            for walker in &player.walkers {
                walker.x.iter().chain(&walker.memory).for_each(|value| hash(*value));
            }
            hash(player.regret);
        }
    }
}
