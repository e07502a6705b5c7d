//! The scene's state in time: the swarm, the law on the grid, and what is measured.

use super::claims::{Measurements, Plan};
use super::picture;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::method::fokker_planck::FokkerPlanck;
use crate::method::langevin::ULA;
use crate::method::swarm::{Held, Histogram, Motion, Particles, Scheme, Walls, potential, seeds};
use crate::normal;
use crate::parameter::Settings;
use crate::problem::density::{Planar, Shape, menu};
use crate::random::Stream;
use crate::scene::{Observable, Probe, Run, Track};
use crate::theory::sampling::{relative_entropy, total_variation};
use crate::words::{Notation, Text, text};
use saddleback_swarm::Potential;
use std::sync::{Arc, OnceLock};

/// Cells of the grid of the equation; histograms that are compared with it have half as many each way.
pub(super) const CELLS: [usize; 2] = [60, 44];
/// How far beyond the density's view the walls stand, as a share of it on each side, at β ≥ 1.
const AIR: f64 = 0.15;

/// What does not change in a run.
pub(super) struct Fixed {
    pub(super) planar: Planar,
    pub(super) potential: Arc<dyn Potential>,
    pub(super) walls: Walls,
    pub(super) area: Rect,
    pub(super) fine: FokkerPlanck,
    pub(super) eta: f64,
    pub(super) beta: f64,
    /// Where the cloud starts, inside of what the grid holds, and its deviation.
    pub(super) start: ([f64; 2], f64),
    /// What has to be said of the density.
    notice: Option<Text>,
    /// Asked for when it is first needed: Lanczos' iteration takes long.
    plan: OnceLock<Option<Plan>>,
}

impl Fixed {
    /// What is predicted, unless the start is the limit or measuring would take too long.
    pub(super) fn plan(&self) -> Option<&Plan> {
        self.plan.get_or_init(|| Plan::new(self)).as_ref()
    }

    /// The start's law on the grid's cells: normal, cut off where the grid ends.
    pub(super) fn start_law(&self) -> Vec<f64> {
        let share = |[low, high]: [f64; 2], middle: f64, cells: usize| -> Vec<f64> {
            let edge =
                |k: usize| normal::distribution((low + (high - low) * k as f64 / cells as f64 - middle) / self.start.1);
            (0..cells).map(|k| edge(k + 1) - edge(k)).collect()
        };
        let grid = &self.fine;
        let across = share(grid.area.x, self.start.0[0], grid.columns);
        let up = share(grid.area.y, self.start.0[1], grid.rows);
        let mut law: Vec<f64> = (0..grid.limit.len())
            .map(
                |cell| if grid.limit[cell] > 0.0 { across[cell % grid.columns] * up[cell / grid.columns] } else { 0.0 },
            )
            .collect();
        let total = law.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        law.iter_mut().for_each(|mass| *mass /= total);
        law
    }

    /// Particles drawn from the start's law.
    pub(super) fn particles(&self, count: usize, stream: &mut Stream) -> Particles {
        let ([x, y], spread) = self.start;
        let held = Held {
            walls: self.walls,
            columns: self.fine.columns,
            cells: self.fine.limit.iter().map(|limit| *limit > 0.0).collect(),
        };
        Particles::scattered(count, [x as f32, y as f32], spread as f32, &held, seeds(stream))
    }
}

/// A law on cells, taken together two by two each way.
pub(super) fn halved(law: &[f64]) -> Vec<f64> {
    let columns = CELLS[0] / 2;
    let mut bins = vec![0.0; columns * CELLS[1] / 2];
    for (cell, mass) in law.iter().enumerate() {
        bins[cell / CELLS[0] / 2 * columns + cell % CELLS[0] / 2] += mass;
    }
    bins
}

/// The shares of the particles in the bins of [`halved`].
pub(super) fn shares(particles: &Particles, walls: Walls) -> Vec<f64> {
    let count = particles.len().max(1) as f64;
    let histogram = Histogram::of(particles, walls, CELLS[0] / 2, CELLS[1] / 2);
    histogram.counts().map(|n| f64::from(n) / count).collect()
}

/// The scene's state. Walls reflect, so that nothing overflows whatever the step.
#[derive(Clone)]
pub(super) struct SwarmRun {
    pub(super) fixed: Arc<Fixed>,
    pub(super) motion: Motion,
    pub(super) particles: Particles,
    pub(super) law: Vec<f64>,
    pub(super) measurements: Measurements,
    pub(super) step: u64,
}

impl SwarmRun {
    /// At step 0: a small cloud about the start.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let (eta, beta) = (settings.number("eta")?, settings.number("beta")?);
        let shape = Shape { r: settings.number("r")?, ..Shape::default() };
        let (planar, notice) = menu::chosen(settings, shape)?;
        let air = |[low, high]: [f64; 2]| {
            let (middle, half) = (0.5 * (low + high), (0.5 + AIR) * (high - low) / libm::sqrt(beta.min(1.0)));
            [middle - half, middle + half]
        };
        let area = Rect::new(air(planar.view.x), air(planar.view.y));
        let single = |ends: [f64; 2]| ends.map(|end| end as f32);
        let walls = Walls { x: single(area.x), y: single(area.y) };
        let fine = FokkerPlanck::new(planar.density.as_ref(), beta, eta, area, CELLS[0], CELLS[1]);
        let wanted = settings.point("start")?;
        let distance = |cell: &usize| {
            let [x, y] = fine.centre(*cell);
            libm::hypot(x - wanted[0], y - wanted[1])
        };
        let held = (0..fine.limit.len()).filter(|cell| fine.limit[*cell] > 0.0);
        let nearest = held.min_by(|a, b| distance(a).total_cmp(&distance(b))).map_or(wanted, |cell| fine.centre(cell));
        let place = if fine.cell(wanted).is_some() { wanted } else { nearest };
        let scheme = match settings.choice("scheme")? {
            "heun" => Scheme::Heun,
            "underdamped" => Scheme::Underdamped { friction: settings.number("friction")? as f32 },
            _ => Scheme::Langevin,
        };
        let start = (place, 0.03 * area.width().min(area.height()));
        let potential = potential(&planar.density);
        let plan = OnceLock::new();
        let fixed = Arc::new(Fixed { planar, potential, walls, area, fine, eta, beta, start, notice, plan });
        let law = fixed.start_law();
        Ok(Self {
            motion: Motion::new(scheme, eta, beta, walls),
            particles: fixed.particles(settings.count("particles")?, &mut Stream::new(seed, "swarm")),
            measurements: Measurements::new(&fixed, seed),
            law,
            fixed,
            step: 0,
        })
    }

    /// The share of the particles that the walls' last resort holds.
    fn astray(&self) -> f64 {
        1.0 - shares(&self.particles, self.fixed.walls).iter().sum::<f64>()
    }
}

impl Run for SwarmRun {
    fn step(&mut self) {
        self.step += 1;
        self.particles.step(self.fixed.potential.as_ref(), &self.motion);
        self.fixed.fine.step(&mut self.law);
        self.measurements.tick(&self.fixed, self.step, &self.law);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn prepare(&self) -> bool {
        let missing = self.fixed.plan.get().is_none();
        self.fixed.plan();
        missing
    }

    fn weight(&self) -> usize {
        self.particles.bytes() + self.measurements.bytes() + 8 * self.law.len()
    }

    fn view(&self) -> Rect {
        self.fixed.planar.view
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(self, view)
    }

    fn frame(&self) -> Frame {
        let astray = self.astray();
        let notice = text("notice.astray").number("share", astray, Notation::Percent(1));
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                Readout::new("time", self.fixed.eta * self.step as f64),
                Readout::new("gap", self.fixed.plan().map_or(f64::NAN, Plan::gap)),
                Readout::new("mass", 1.0 - self.law.iter().sum::<f64>()),
            ],
            notices: self.fixed.notice.iter().cloned().chain((astray > 0.002).then_some(notice)).collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let grid = &self.fixed.fine;
        let (seen, law, limit) = (shares(&self.particles, self.fixed.walls), halved(&self.law), halved(&grid.limit));
        let observable = |id: &str, value: f64| Observable { id: id.to_string(), value };
        vec![
            observable("tv.law", total_variation(&self.law, &grid.limit)),
            observable("tv.swarm", total_variation(&seen, &limit)),
            observable("kl.law", relative_entropy(&self.law, &grid.limit)),
            observable("kl.swarm", relative_entropy(&seen, &limit)),
            observable("apart", total_variation(&seen, &law)),
        ]
    }

    fn tracks(&self) -> Vec<Track> {
        let count = self.particles.len().max(1) as f64;
        let sum = self.particles.points().fold([0.0; 2], |sum, at| [0, 1].map(|i| sum[i] + f64::from(at[i])));
        let mean = sum.map(|total| total / count);
        vec![Track {
            id: ULA.id.to_string(),
            label: text("track.swarm-mean"),
            point: mean.to_vec(),
            value: -self.fixed.planar.density.potential(&mean),
        }]
    }

    fn claims(&self) -> Vec<Claim> {
        self.measurements.claims(&self.fixed)
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let cell = self.fixed.fine.cell(at)?;
        Some(Probe {
            lines: vec![
                text("probe.value").number("value", self.fixed.planar.density.potential(&at), Notation::Fixed(4)),
                text("probe.mass").number("mass", self.law[cell], Notation::Scientific(3)),
                text("probe.limit").number("mass", self.fixed.fine.limit[cell], Notation::Scientific(3)),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.particles.digest(hash);
        self.law.iter().for_each(|mass| hash(*mass));
        self.measurements.digest(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::find;
    use approx::assert_relative_eq;

    fn settings(preset: &[(&str, &str)]) -> Settings {
        let mut settings = Settings::new(find("swarm").unwrap().parameters());
        preset.iter().for_each(|(id, value)| settings.set(id, value).unwrap());
        settings
    }

    fn start(preset: &[(&str, &str)], seed: u64) -> SwarmRun {
        SwarmRun::new(&settings(preset), seed).unwrap()
    }

    fn bits(run: &dyn Run) -> Vec<u64> {
        let mut bits = Vec::new();
        run.digest(&mut |value| bits.push(value.to_bits()));
        bits
    }

    #[test]
    fn a_snapshot_continues_with_the_same_bits() {
        let preset = [("particles", "1000"), ("scheme", "underdamped")];
        let mut run = start(&preset, 3);
        (0..30).for_each(|_| run.step());
        let mut copy = run.snapshot();
        for _ in 0..30 {
            run.step();
            copy.step();
        }
        assert_eq!(bits(&run), bits(copy.as_ref()));
        assert_ne!(bits(&start(&preset, 3)), bits(&start(&preset, 4)));
    }

    #[test]
    fn the_law_is_the_same_whatever_the_swarm() {
        let (mut few, mut many) = (start(&[("particles", "1000")], 1), start(&[("particles", "3000")], 2));
        for _ in 0..40 {
            few.step();
            many.step();
        }
        assert_eq!(few.law, many.law);
        assert_relative_eq!(few.law.iter().sum::<f64>(), 1.0, epsilon = 1e-12);
        assert!(few.law.iter().all(|mass| *mass >= 0.0));
    }

    #[test]
    fn swarm_and_law_start_alike_and_stay_together() {
        let mut run = start(&[("particles", "200000"), ("scheme", "heun"), ("eta", "0.02")], 5);
        for _ in 0..3 {
            let apart = total_variation(&shares(&run.particles, run.fixed.walls), &halved(&run.law));
            // Twice the floor of the limit, which is spread most, leaves room for grid and step.
            assert!(apart < 2.0 * run.measurements.floor_of(200_000), "{apart} at step {}", run.step);
            (0..50).for_each(|_| run.step());
        }
    }

    #[test]
    fn typed_densities_run_and_their_swarms_follow_the_law_too() {
        let formula = ("formula", "(x^2 - 2)^2 + (y - x/2)^2");
        let mut run = start(
            &[("density", "formula"), formula, ("particles", "50000"), ("start", "-1.4,-0.7"), ("scheme", "heun")],
            2,
        );
        (0..100).for_each(|_| run.step());
        let apart = total_variation(&shares(&run.particles, run.fixed.walls), &halved(&run.law));
        assert!(apart < 2.0 * run.measurements.floor_of(50_000), "{apart}");
        for text in ["ln(x) + sqrt(y)", "1/(x y)", "0", "ln(-1 - x^2)", "1e300 x", "-1e300 x^2"] {
            let mut run = start(&[("density", "formula"), ("formula", text), ("particles", "1000")], 0);
            (0..20).for_each(|_| run.step());
            run.digest(&mut |value| assert!(value.is_finite(), "{text}"));
        }
    }

    #[test]
    fn every_density_runs_at_the_ends_of_the_ranges() {
        for info in crate::problem::density::DENSITIES {
            for (eta, beta, r) in [("0.001", "2", "3"), ("0.05", "0.25", "1")] {
                let preset = [
                    ("density", info.id),
                    ("eta", eta),
                    ("beta", beta),
                    ("r", r),
                    ("particles", "1000"),
                    ("start", "6,6"),
                ];
                let mut run = start(&preset, 0);
                (0..10).for_each(|_| run.step());
                run.digest(&mut |value| assert!(value.is_finite(), "{preset:?}"));
                for claim in run.claims() {
                    assert!(claim.predicted.is_finite() && claim.tolerance >= 0.0, "{preset:?} {}", claim.id);
                }
            }
        }
    }

    #[test]
    fn a_start_outside_is_brought_to_the_nearest_cell_that_holds_mass() {
        let run = start(&[("density", "donut"), ("start", "6,6"), ("particles", "1000")], 0);
        assert!(run.fixed.fine.cell(run.fixed.start.0).is_some());
        assert!(run.particles.points().all(|at| run.fixed.fine.cell(at.map(f64::from)).is_some()));
    }
}
