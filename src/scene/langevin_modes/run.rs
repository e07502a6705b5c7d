//! The run: steps, pictures, probes.

use super::picture::{self, SHARES};
use super::setup::Setup;
use super::state::{LangevinRun, advance};
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::measure::spectrum::symmetric_eigenvalues;
use crate::method::langevin::ULA;
use crate::scene::density_backdrop::density_backdrop;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Notation, text};

impl Run for LangevinRun {
    fn step(&mut self) {
        self.step += 1;
        let Setup { planar, ula, .. } = self.setup.as_ref();
        let density = planar.density.as_ref();
        let walker = advance(density, ula, core::slice::from_mut(&mut self.walker), &mut self.walker_stream);
        self.trail.push(self.walker);
        self.stopped = walker + advance(density, ula, &mut self.companions, &mut self.companions_stream);
        self.claims.tick(self.step, &self.companions);
    }

    fn snapshot(&self) -> Box<dyn Run> {
        Box::new(self.clone())
    }

    fn view(&self) -> Rect {
        self.setup.view()
    }

    fn backdrop(&self, view: Rect) -> Backdrop {
        density_backdrop(&self.setup.planar.clone().tempered(self.setup.beta), view)
    }

    fn frame(&self) -> Frame {
        let lost = (self.stopped > 0).then(|| text("notice.lost").with("count", self.stopped));
        Frame {
            layers: picture::layers(self),
            charts: picture::charts(self),
            readouts: vec![
                Readout::of_method(ULA.id, "x", self.walker[0]),
                Readout::new("time", self.setup.ula.eta() * self.step as f64),
            ],
            notices: self.setup.notice.iter().cloned().chain(lost).collect(),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let modes = self.setup.modes();
        let observable = |id: &str, value: f64| Observable { id: id.to_string(), value };
        let trail = if modes <= 2 {
            observable("x.ula", self.walker[0])
        } else {
            observable("mode.ula", (self.setup.planar.mode(self.walker) + 1) as f64)
        };
        let shares = SHARES.iter().zip(self.shares()).take(modes);
        std::iter::once(trail).chain(shares.map(|(id, value)| observable(id, value))).collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let value = -self.setup.planar.density.potential(&self.walker);
        vec![Track { id: ULA.id.to_string(), label: ULA.label(), point: self.walker.to_vec(), value }]
    }

    fn claims(&self) -> Vec<Claim> {
        self.claims.claims()
    }

    fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        let density = &self.setup.planar.density;
        let mut slope = [0.0; 2];
        let potential = density.potential_and_gradient(&at, &mut slope);
        let [least, greatest] = symmetric_eigenvalues(&density.hessian(&at));
        let kind = match (least > 0.0, greatest > 0.0) {
            (true, _) => "probe.in-mode",
            (false, true) => "probe.on-saddle",
            (false, false) => "probe.between-modes",
        };
        let four = Notation::Fixed(4);
        Some(Probe {
            lines: vec![
                text("probe.log-density").number("value", -potential, four),
                text("probe.gradient").number("x", slope[0], four).number("y", slope[1], four),
                text("probe.curvatures").number("least", least, four).number("greatest", greatest, four),
                text(kind),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.walker.iter().chain(self.companions.iter().flatten()).for_each(|v| hash(*v));
        self.claims.digest(hash);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Settings;
    use crate::scene::find;
    use crate::scene::trail::Trail;

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
        let at = |run: &dyn Run, point| run.probe(point).unwrap().lines[3].clone();
        assert_eq!(at(run.as_ref(), [2.5, 0.0]), text("probe.in-mode"));
        assert_eq!(at(run.as_ref(), [0.0, 0.0]), text("probe.on-saddle"));
        let four = start(&[("density", "four-gaussians"), ("r", "3")], 0);
        assert_eq!(at(four.as_ref(), [0.0, 0.0]), text("probe.between-modes"));
    }
}
