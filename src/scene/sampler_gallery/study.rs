//! The study of how efficiency depends on acceptance in a hundred dimensions.

use super::optimal_acceptance::{DIMENSION, Kind, TARGET, one_step};
use crate::frame::{Axis, Chart, Mark};
use crate::measure::estimate::Mean;
use crate::method::sampler::{SAMPLERS, Trace};
use crate::normal;
use crate::palette::Color;
use crate::random::Stream;
use crate::scene::study::Records;
use crate::scene::{Study, StudyInfo};
use crate::words::text;

pub(super) static STUDIES: &[StudyInfo] = &[StudyInfo { id: "optimal-acceptance" }];

/// Step sizes of each sampler, as powers of e of the best one.
const STEPS: usize = 11;
/// Steps at each.
const DRAWS: usize = 12_000;

/// Eleven step sizes each for random walk Metropolis and MALA.
pub(super) struct OptimalAcceptance {
    pub(super) seed: u64,
}

const KINDS: [(Kind, &str); 2] = [(Kind::Walk, "rwm"), (Kind::Langevin, "mala")];

fn place(index: usize) -> (Kind, &'static str, f64) {
    let (kind, id) = KINDS[(index / STEPS).min(KINDS.len() - 1)];
    (kind, id, 0.2 * (index % STEPS) as f64 - 1.0)
}

fn color(id: &str) -> Color {
    SAMPLERS.iter().find(|sampler| sampler.info.id == id).map_or(Color::Ink, |sampler| sampler.info.color)
}

impl Study for OptimalAcceptance {
    fn parts(&self) -> usize {
        KINDS.len() * STEPS
    }

    /// Step size, acceptance, jump, its standard error.
    fn part(&self, index: usize) -> Vec<f64> {
        let (kind, id, power) = place(index);
        let step = kind.best() * libm::exp(power);
        let mut chain = kind.chain(&TARGET, step);
        let mut stream = Stream::new(self.seed, &format!("study {id} {index}"));
        let (mut acceptance, mut jump, mut trace) = (Mean::default(), Mean::default(), Trace::new(false));
        let mut from = [0.0; DIMENSION];
        for _ in 0..DRAWS {
            normal::fill(&mut stream, &mut from);
            let seen = one_step(chain.as_mut(), &from, &mut stream, &mut trace);
            acceptance.add(seen.acceptance);
            jump.add(seen.jump);
        }
        let mean = |mean: &Mean| mean.estimate().map_or((f64::NAN, f64::NAN), |e| (e.value, e.standard_error));
        vec![step, mean(&acceptance).0, mean(&jump).0, mean(&jump).1]
    }

    fn chart(&self, parts: &[Option<Vec<f64>>]) -> Chart {
        let mut marks = Vec::new();
        for (number, (kind, id)) in KINDS.into_iter().enumerate() {
            let best = kind.best();
            let greatest = kind.predicted(best).jump;
            let exact = (-60..=60).map(|k| kind.predicted(best * libm::exp(f64::from(k) / 50.0)));
            let points = exact.map(|e| [e.acceptance, e.jump / greatest]).collect();
            marks.push(Mark::Line { points, color: color(id), dashed: true });
            marks.push(Mark::Rule {
                at: kind.limit(),
                vertical: true,
                label: text("label.limit").with("value", kind.limit()),
            });
            let own = parts.iter().skip(number * STEPS).take(STEPS).flatten();
            let (points, errors) = own.map(|part| ([part[1], part[2] / greatest], 2.0 * part[3] / greatest)).unzip();
            marks.push(Mark::Dots { points, errors, color: color(id) });
        }
        Chart {
            id: "optimal-acceptance".into(),
            title: text("chart.optimal-acceptance"),
            x: Axis::linear(text("column.acceptance")).within(0.0, 1.0),
            y: Axis::linear(text("axis.efficiency")).within(0.0, 1.1),
            marks,
            square: false,
        }
    }

    fn records(&self, parts: &[Option<Vec<f64>>]) -> Records {
        let rows = parts.iter().enumerate().filter_map(|(index, part)| {
            let (kind, ..) = place(index);
            part.as_ref().map(|part| {
                let exact = kind.predicted(part[0]);
                let number = f64::from(u8::from(kind == Kind::Langevin));
                std::iter::once(number).chain(part.iter().copied()).chain([exact.acceptance, exact.jump]).collect()
            })
        });
        Records::new(
            &["is.mala", "step", "acceptance", "jump", "jump.error", "acceptance.exact", "jump.exact"],
            rows.collect(),
        )
    }
}
