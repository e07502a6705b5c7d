//! The scene's state in time: the trail, its companions, and what is measured.

use super::claims::Measurements;
use super::picture;
use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::{Grid, Rect};
use crate::method::langevin::{ULA, Ula};
use crate::normal;
use crate::parameter::Settings;
use crate::problem::density::{Density, Planar, ProductDensity, Shape, menu};
use crate::random::Stream;
use crate::scene::trail::Trail;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Text, text};
use std::sync::Arc;

/// The ids under which each mode's share of the companions is recorded.
const SHARES: [&str; 4] = ["share.1", "share.2", "share.3", "share.4"];

/// A walker farther out than this stops: the step is too large for how steep its place is, or nothing holds it.
const LOST: f64 = 1e3;
/// Nodes each way of the sums that give the modes' exact shares.
const NODES: usize = 90;

/// What does not change in a run.
pub(super) struct Fixed {
    pub(super) planar: Planar,
    /// The density where it is a product of two Gaussian pairs: then each coordinate moves on its own, and theory is exact.
    pub(super) product: Option<ProductDensity>,
    pub(super) ula: Ula,
    pub(super) beta: f64,
    pub(super) start: [f64; 2],
    /// The share of p^β that lies nearest to each mode.
    pub(super) shares: Vec<f64>,
    notice: Option<Text>,
}

/// The scene's state.
#[derive(Clone)]
pub(super) struct LangevinRun {
    pub(super) fixed: Arc<Fixed>,
    pub(super) walker: [f64; 2],
    pub(super) trail: Trail,
    pub(super) companions: Vec<[f64; 2]>,
    walker_stream: Stream,
    companions_stream: Stream,
    pub(super) measurements: Measurements,
    /// How many walkers have stopped.
    stopped: usize,
    step: u64,
}

/// One step of every walker in the plane; how many have left every bound, and so stay where they are.
fn advance(density: &dyn Density, ula: &Ula, walkers: &mut [[f64; 2]], stream: &mut Stream) -> usize {
    let (mut slope, mut stopped) = ([0.0; 2], 0);
    let mut noise = [0.0; 256];
    for chunk in walkers.chunks_mut(noise.len() / 2) {
        let noise = &mut noise[..2 * chunk.len()];
        normal::fill(stream, noise);
        for (at, xi) in chunk.iter_mut().zip(noise.chunks_exact(2)) {
            density.gradient(at, &mut slope);
            let next = [ula.step(at[0], slope[0], xi[0]), ula.step(at[1], slope[1], xi[1])];
            if next.iter().all(|v| v.abs() < LOST) {
                *at = next;
            } else {
                stopped += 1;
            }
        }
    }
    stopped
}

/// The shares of p^β nearest to each mode, by the midpoint rule over the view and as much beside it.
fn exact_shares(planar: &Planar, beta: f64) -> Vec<f64> {
    let wide = |[low, high]: [f64; 2]| [low - 0.5 * (high - low), high + 0.5 * (high - low)];
    let area = Rect::new(wide(planar.view.x), wide(planar.view.y));
    let lowest = planar.modes.iter().map(|mode| planar.density.potential(mode)).fold(f64::INFINITY, f64::min);
    let mut shares = vec![0.0; planar.modes.len()];
    Grid::sample(area, NODES, NODES, |x, y| {
        let weight = libm::exp(beta * (lowest - planar.density.potential(&[x, y])));
        if weight.is_finite() {
            shares[planar.mode([x, y])] += weight;
        }
        weight
    });
    let total = shares.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    shares.iter().map(|share| share / total).collect()
}

impl LangevinRun {
    /// At step 0: everyone at the start.
    pub(super) fn new(settings: &Settings, seed: u64) -> Result<Self, Error> {
        let r = settings.number("r")?;
        let id = settings.choice("density")?;
        let product = match id {
            "two-gaussians" => Some(ProductDensity::two_gaussians(r)),
            "four-gaussians" => Some(ProductDensity::four_gaussians(r)),
            _ => None,
        };
        let shape = Shape { r, correlation: settings.number("correlation")? };
        let (planar, notice) = menu::chosen(settings, shape)?;
        let (eta, beta) = (settings.number("eta")?, settings.number("beta")?);
        let start = settings.point("start")?;
        // Along x₂ two Gaussians are one, of precision 1; a correlated one is flattest along its long axis.
        let long_axis =
            [core::f64::consts::FRAC_1_SQRT_2, shape.correlation.signum() * core::f64::consts::FRAC_1_SQRT_2];
        let gaussian = match id {
            "two-gaussians" => Some(([0.0, 1.0], 1.0)),
            // Across, the step must not throw the chain out.
            "gaussian" if eta < 1.9 * (1.0 - shape.correlation.abs()) => {
                Some((long_axis, 1.0 / (1.0 + shape.correlation.abs())))
            }
            _ => None,
        };
        let measurements = Measurements::new(product.map(|product| product.factors()[0]), eta, beta, gaussian, seed);
        let shares = exact_shares(&planar, beta);
        Ok(Self {
            fixed: Arc::new(Fixed { planar, product, ula: Ula::new(eta, beta), beta, start, shares, notice }),
            stopped: 0,
            walker: start,
            trail: Trail::from(start),
            companions: vec![start; settings.count("walkers")?],
            walker_stream: Stream::new(seed, ULA.id),
            companions_stream: Stream::new(seed, "companions"),
            measurements,
            step: 0,
        })
    }

    /// How many modes there are.
    pub(super) fn modes(&self) -> usize {
        self.fixed.planar.modes.len()
    }

    /// What has to be said.
    fn notices(&self) -> Vec<Text> {
        let lost = text("notice.lost").with("count", self.stopped);
        self.fixed.notice.iter().cloned().chain((self.stopped > 0).then_some(lost)).collect()
    }

    /// The share of the companions that stands nearest to each mean.
    fn shares(&self) -> [f64; 4] {
        let mut counts = [0.0; 4];
        for at in &self.companions {
            counts[self.fixed.planar.mode(*at).min(counts.len() - 1)] += 1.0;
        }
        counts.map(|count| count / self.companions.len().max(1) as f64)
    }
}

impl Run for LangevinRun {
    fn step(&mut self) {
        self.step += 1;
        let Fixed { planar, ula, .. } = self.fixed.as_ref();
        let density = planar.density.as_ref();
        let walker = advance(density, ula, core::slice::from_mut(&mut self.walker), &mut self.walker_stream);
        self.trail.push(self.walker);
        self.stopped = walker + advance(density, ula, &mut self.companions, &mut self.companions_stream);
        self.measurements.tick(self.step, &self.companions);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        let (start, view) = (self.fixed.start, self.fixed.planar.view);
        let Some(product) = &self.fixed.product else {
            let around = |[low, high]: [f64; 2], at: f64| [low.min(at - 0.6), high.max(at + 0.6)];
            return Rect::new(around(view.x, start[0]), around(view.y, start[1]));
        };
        let [a, b] = product.factors().map(|factor| factor.r());
        let air = 3.2 * libm::sqrt((1.0 / self.fixed.beta).max(0.6));
        let reach = |mean: f64, start: f64| (mean + air).max(start.abs() + 0.6);
        let (x, y) = (reach(a, start[0]), reach(b, start[1]));
        Rect::new([-x, x], [-y, y])
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        picture::backdrop(self, view)
    }

    fn frame(&self) -> Frame {
        let readout = |id: &str, label: &str, value: f64| Readout {
            id: id.to_string().into(),
            label: label.to_string().into(),
            value,
            unit: String::new().into(),
        };
        Frame {
            twin: Vec::new(),
            layers: picture::layers(self),
            charts: picture::charts(self, &SHARES),
            readouts: vec![
                readout(ULA.id, "x₁", self.walker[0]),
                readout("time", "time ηk", self.fixed.ula.eta() * self.step as f64),
            ],
            notices: self.notices(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let modes = self.modes();
        let trail = if modes <= 2 {
            Observable { id: "x.ula".to_string(), value: self.walker[0] }
        } else {
            Observable { id: "mode.ula".to_string(), value: (self.fixed.planar.mode(self.walker) + 1) as f64 }
        };
        let shares = SHARES.iter().zip(self.shares()).take(modes);
        std::iter::once(trail).chain(shares.map(|(id, value)| Observable { id: (*id).to_string(), value })).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        vec![Track {
            id: ULA.id.to_string(),
            label: ULA.label(),
            point: self.walker.to_vec(),
            value: -self.fixed.planar.density.potential(&self.walker),
        }]
    }

    fn claims(&self) -> Vec<Claim> {
        self.measurements.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let density = &self.fixed.planar.density;
        let mut slope = [0.0; 2];
        let potential = density.potential_and_gradient(&at, &mut slope);
        let [a, b] = slope;
        let hessian = density.hessian(&at);
        let (middle, half) = (0.5 * (hessian[(0, 0)] + hessian[(1, 1)]), 0.5 * (hessian[(0, 0)] - hessian[(1, 1)]));
        let apart = libm::hypot(half, hessian[(0, 1)]);
        let (least, greatest) = (middle - apart, middle + apart);
        let kind = match (least > 0.0, greatest > 0.0) {
            (true, _) => "log p curves down in every direction, as in a mode",
            (false, true) => "log p curves down one way and up another, as on a saddle",
            (false, false) => "log p curves up in every direction, as between modes",
        };
        Some(Probe {
            lines: vec![
                format!("log p = {:.4}", -potential).into(),
                format!("∇f = ({a:.4}, {b:.4})").into(),
                format!("λ(∇²f) = {least:.4}, {greatest:.4}").into(),
                kind.to_string().into(),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walker.iter().chain(self.companions.iter().flatten()).for_each(|v| hash(*v));
        self.measurements.digest(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::find;

    fn start(preset: &[(&str, &str)], seed: u64) -> Box<dyn Run> {
        let scene = find("langevin-modes").unwrap();
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
        let mut run = start(&[("walkers", "50")], 3);
        (0..300).for_each(|_| run.step());
        let mut copy = run.snapshot();
        let mut again = start(&[("walkers", "50")], 3);
        (0..300).for_each(|_| again.step());
        for _ in 0..300 {
            run.step();
            copy.step();
            again.step();
        }
        assert_eq!(bits(run.as_ref()), bits(copy.as_ref()));
        assert_eq!(bits(run.as_ref()), bits(again.as_ref()));
        assert_ne!(bits(run.as_ref()), bits(start(&[("walkers", "50")], 4).as_ref()));
    }

    #[test]
    fn companions_do_not_touch_what_is_measured_nor_the_trail() {
        let mut few = start(&[("walkers", "10")], 1);
        let mut many = start(&[("walkers", "500")], 1);
        for _ in 0..200 {
            few.step();
            many.step();
        }
        assert_eq!(few.tracks(), many.tracks());
        assert_eq!(few.claims()[0].progress, many.claims()[0].progress);
    }

    #[test]
    fn every_corner_of_the_ranges_runs_and_stays_finite() {
        for density in ["two-gaussians", "four-gaussians", "gaussian", "mixture", "funnel", "squiggle", "formula"] {
            for (r, eta, beta) in [("1", "0.001", "0.25"), ("4", "0.2", "4"), ("4", "0.001", "4"), ("1", "0.2", "0.25")]
            {
                let preset = [
                    ("density", density),
                    ("r", r),
                    ("eta", eta),
                    ("beta", beta),
                    ("walkers", "20"),
                    ("start", "6,-6"),
                ];
                let mut run = start(&preset, 0);
                (0..500).for_each(|_| run.step());
                run.digest(&mut |value| assert!(value.is_finite()));
                for claim in run.claims() {
                    assert!(claim.predicted.is_finite() && claim.predicted > 0.0, "{preset:?} {}", claim.id);
                    assert!(claim.tolerance.is_finite() && claim.tolerance > 0.0, "{preset:?} {}", claim.id);
                }
                let modes = run.observe().len() - 1;
                assert!(modes < 2 || run.frame().charts[1].marks.len() >= modes, "{preset:?}");
            }
        }
    }

    #[test]
    fn state_stays_bounded() {
        let mut run = start(&[("walkers", "10"), ("eta", "0.2")], 2);
        (0..2000).for_each(|_| run.step());
        let (early, trail) = (bits(run.as_ref()).len(), Trail::CAPACITY);
        (0..2000).for_each(|_| run.step());
        assert!(bits(run.as_ref()).len() <= early);
        let frame = run.frame();
        let longest = frame.layers.iter().map(|layer| match layer {
            crate::frame::Layer::Trail { points, .. } => points.len(),
            _ => 0,
        });
        assert_eq!(longest.max(), Some(trail));
    }

    #[test]
    fn the_probe_tells_a_mode_from_the_barrier() {
        let run = start(&[("r", "2.5")], 0);
        let at = |point| run.probe(point).unwrap().lines[3].clone();
        assert!(at([2.5, 0.0]).to_string().contains("mode"));
        assert!(at([0.0, 0.0]).to_string().contains("saddle"));
        let four = start(&[("density", "four-gaussians"), ("r", "3")], 0);
        assert!(four.probe([0.0, 0.0]).unwrap().lines[3].to_string().contains("between modes"));
    }
}
