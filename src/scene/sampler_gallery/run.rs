//! The scene's state in time: the samplers side by side, and what is measured beside them.

use super::bias::Bias;
use super::exactness::Exactness;
use super::member::{CELLS, Member};
use super::optimal_acceptance::{Kind, OptimalAcceptance};
use super::picture;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::sampler::SAMPLERS;
use crate::parameter::Settings;
use crate::problem::density::{Planar, menu};
use crate::random::Stream;
use crate::scene::density_backdrop::density_backdrop;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::draws::Draws;
use crate::theory::law::Law;
use crate::theory::sampling::sampling_floor;
use crate::words::{Notation, Text, text};
use std::sync::{Arc, OnceLock};

/// The law is trusted to the error that its normalizer shows; beyond this no claim is built on it.
const TRUSTED: f64 = 2e-3;
/// Numbers of draws at which the sampling floor is known: powers of two from the first.
const FLOORS: [u32; 2] = [4, 20];

/// What does not change in a run.
pub(super) struct Fixed {
    pub(super) planar: Planar,
    pub(super) law: Law,
    /// The law's masses in the histogram's cells, the outside last.
    pub(super) masses: Vec<f64>,
    /// The mean total variation of so many independent draws.
    pub(super) floors: Vec<[f64; 2]>,
    /// Made when first wanted.
    draws: OnceLock<Draws>,
    notices: Vec<Text>,
}

impl Fixed {
    fn new(planar: Planar, notices: Vec<Text>) -> Self {
        let law = Law::new(&planar);
        let masses = law.cells(&planar, planar.view, CELLS, CELLS);
        let floors = (FLOORS[0]..=FLOORS[1]).map(|power| {
            let count = f64::from(1_u32 << power);
            [count, sampling_floor(count, &masses).value]
        });
        Self { floors: floors.collect(), law, masses, planar, draws: OnceLock::new(), notices }
    }

    /// What draws from the law exactly.
    pub(super) fn draws(&self) -> &Draws {
        self.draws.get_or_init(|| Draws::new(&self.planar))
    }

    /// Whether the law is known well enough to compare with.
    pub(super) fn trusted(&self) -> bool {
        self.law.error < TRUSTED && self.law.log_normalizer.is_finite()
    }
}

/// The scene's state. What overflows stays where it was, with a notice.
#[derive(Clone)]
pub(super) struct GalleryRun {
    pub(super) fixed: Arc<Fixed>,
    pub(super) members: Vec<Member>,
    exactness: Vec<Exactness>,
    bias: Vec<Bias>,
    best: Vec<OptimalAcceptance>,
    pub(super) start: [f64; 2],
    pub(super) warm_up: u64,
    adapt: bool,
    pub(super) step: u64,
}

/// Where chains start: the first at `start`, the others anywhere in the view where there is any mass.
fn starts(planar: &Planar, start: [f64; 2], count: usize, seed: u64) -> Vec<Vec<f64>> {
    let mut stream = Stream::new(seed, "starts");
    let within = |[low, high]: [f64; 2], share: f64| low + (high - low) * (0.05 + 0.9 * share);
    let mut starts = vec![start.to_vec()];
    for _ in 1..count {
        let mut at = start;
        for _ in 0..100 {
            at = [within(planar.view.x, stream.uniform()), within(planar.view.y, stream.uniform())];
            if planar.density.potential(&at).is_finite() {
                break;
            }
            at = start;
        }
        starts.push(at.to_vec());
    }
    starts
}

impl GalleryRun {
    /// At step 0: every chain at its start.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (planar, said) = menu::of_settings(settings)?;
        let mut notices: Vec<Text> = said.into_iter().collect();
        let wanted = settings.point("start")?;
        let inside = [0, 1].map(|i| {
            let [low, high] = if i == 0 { planar.view.x } else { planar.view.y };
            wanted[i].clamp(low, high)
        });
        let start = if planar.density.potential(&inside).is_finite() { inside } else { planar.start };
        let points = starts(&planar, start, settings.count("chains")?, seed);
        let chosen = settings.choices("methods")?;
        let (mut members, mut exactness, mut bias, mut best) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for info in SAMPLERS.iter().copied().filter(|sampler| chosen.iter().any(|id| id == sampler.info.id)) {
            let Some(member) = Member::new(info, planar.density.as_ref(), settings, &points, seed)? else {
                let needs = text(format!("needs.{}", info.info.id));
                notices.push(text("notice.needs").with("method", info.info.label()).with("needs", needs));
                continue;
            };
            exactness.extend(Exactness::new(info, seed));
            bias.extend(Bias::new(info, settings, seed)?);
            best.extend(match info.info.id {
                "rwm" => Some(OptimalAcceptance::new(Kind::Walk, seed)),
                "mala" => Some(OptimalAcceptance::new(Kind::Langevin, seed)),
                _ => None,
            });
            members.push(member);
        }
        let fixed = Fixed::new(planar, notices);
        if !fixed.trusted() {
            exactness.clear();
        }
        let warm_up = settings.count("warm-up")? as u64;
        let adapt = settings.toggle("adapt")? && warm_up > 0;
        let mut run = Self { fixed: Arc::new(fixed), members, exactness, bias, best, start, warm_up, adapt, step: 0 };
        if warm_up == 0 {
            run.end_warm_up();
        }
        Ok(run)
    }

    /// Freezes what was learnt, and takes it as it is for the hidden walks.
    fn end_warm_up(&mut self) {
        for member in &mut self.members {
            if self.adapt {
                member.freeze();
            }
            let own = |exactness: &&mut Exactness| exactness.is_of(member.info);
            if let (Some(exactness), Some(chain)) = (self.exactness.iter_mut().find(own), member.chains.first()) {
                exactness.begin(chain.as_ref());
            }
        }
    }

    /// What is said of the density and of samplers that overflowed.
    fn notices(&self) -> Vec<Text> {
        let mut notices = self.fixed.notices.clone();
        if !self.fixed.trusted() {
            let error = self.fixed.law.error;
            notices.push(if error.is_finite() {
                text("notice.law-error").number("error", error, Notation::Scientific(1))
            } else {
                text("notice.no-law")
            });
        }
        for member in &self.members {
            notices.extend(
                member
                    .diverged
                    .map(|step| text("notice.overflowed").with("method", member.info.info.name()).with("step", step)),
            );
        }
        notices
    }
}

impl Run for GalleryRun {
    fn step(&mut self) {
        self.step += 1;
        let fixed = self.fixed.clone();
        let counts = self.step > self.warm_up;
        for member in &mut self.members {
            member.step(fixed.planar.density.as_ref(), fixed.planar.view, self.step, counts);
        }
        if self.step == self.warm_up {
            self.end_warm_up();
        }
        self.exactness.iter_mut().for_each(|exactness| exactness.tick(&fixed));
        self.bias.iter_mut().for_each(Bias::tick);
        self.best.iter_mut().for_each(OptimalAcceptance::tick);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn weight(&self) -> usize {
        self.members.iter().map(Member::bytes).sum::<usize>() + 30_000 * (self.bias.len() + self.best.len())
    }

    fn view(&self) -> Rect {
        self.fixed.planar.view
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        density_backdrop(&self.fixed.planar, view)
    }

    fn frame(&self) -> Frame {
        let readout = |member: &Member| {
            Readout::of_method(member.info.info.id, "efficiency", member.efficiency().unwrap_or(f64::NAN))
        };
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            at_rest: Vec::new(),
            charts: picture::charts(self),
            readouts: self.members.iter().map(readout).collect(),
            tables: vec![picture::table(self)],
            notices: self.notices(),
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let of = |member: &Member| {
            let id = member.info.info.id;
            let first = member.points().next().map_or(f64::NAN, |at| at[0]);
            [
                Observable { id: format!("tv.{id}"), value: member.total_variation(&self.fixed.masses) },
                Observable { id: format!("x.{id}"), value: first },
            ]
        };
        self.members.iter().flat_map(of).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let of = |member: &Member| {
            let point = member.points().next().unwrap_or(self.start).to_vec();
            Track {
                id: member.info.info.id.to_string(),
                label: member.info.info.label(),
                value: -self.fixed.planar.density.potential(&point),
                point,
            }
        };
        self.members.iter().map(of).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        let exact = self.exactness.iter().map(|exactness| exactness.claim(self.fixed.law.error));
        exact.chain(self.best.iter().map(OptimalAcceptance::claim)).chain(self.bias.iter().map(Bias::claim)).collect()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let density = &self.fixed.planar.density;
        let mut gradient = [0.0; 2];
        let potential = density.potential_and_gradient(&at, &mut gradient);
        Some(Probe {
            lines: vec![
                text("probe.log-density").number(
                    "value",
                    -potential - self.fixed.law.log_normalizer,
                    Notation::Fixed(4),
                ),
                text("probe.gradient").number("x", gradient[0], Notation::Fixed(4)).number(
                    "y",
                    gradient[1],
                    Notation::Fixed(4),
                ),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.members.iter().for_each(|member| member.digest(hash));
        self.exactness.iter().for_each(|exactness| exactness.digest(hash));
        self.bias.iter().for_each(|bias| bias.digest(hash));
        self.best.iter().for_each(|best| best.digest(hash));
    }
}
