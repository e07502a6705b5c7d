//! The scene's state in time: the chains that are chosen, side by side.

use super::chain::Chain;
use super::setup::Setup;
use super::{picture, tables};
use crate::frame::{Backdrop, Claim, Frame, Readout};
use crate::geometry::Rect;
use crate::scene::{Observable, Probe, Run, Track};
use crate::words::{Notation, text};
use std::sync::Arc;

/// The scene's state. For every η that the scene admits the plain chain contracts far out (η < 2), and Metropolis refuses what overshoots:
/// nothing diverges.
#[derive(Clone)]
pub(super) struct TemperingRun {
    setup: Arc<Setup>,
    chains: Vec<Box<dyn Chain>>,
    step: u64,
}

impl TemperingRun {
    /// At step 0.
    pub(super) fn new(setup: Setup, chains: Vec<Box<dyn Chain>>) -> Self {
        Self { setup: Arc::new(setup), chains, step: 0 }
    }
}

impl Run for TemperingRun {
    fn step(&mut self) {
        self.step += 1;
        for chain in &mut self.chains {
            chain.step(&self.setup, self.step);
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
        let crossings = |chain: &dyn Chain| {
            Readout::of_method(chain.info().id, "crossings", f64::from(chain.ledger().crossings.count))
        };
        Frame {
            layers: picture::layers(&self.setup, &self.chains),
            charts: picture::charts(&self.setup, &self.chains),
            readouts: self.chains.iter().map(|chain| crossings(chain.as_ref())).collect(),
            tables: tables::tables(&self.setup, &self.chains, self.step),
            ..Frame::default()
        }
    }

    fn observe(&self) -> Vec<Observable> {
        let mut observables = Vec::new();
        let mut report = |id: &str, value: f64| observables.push(Observable { id: id.to_string(), value });
        for chain in &self.chains {
            report(&format!("x.{}", chain.info().id), chain.place().0);
            report(&format!("share.{}", chain.info().id), chain.ledger().share());
            chain.follow(&mut report);
        }
        observables
    }

    fn tracks(&self) -> Vec<Track> {
        let track = |chain: &dyn Chain| {
            let (info, (x, point)) = (chain.info(), chain.place());
            Track { id: info.id.to_string(), label: info.label(), point, value: -self.setup.density.potential(x) }
        };
        self.chains.iter().map(|chain| track(chain.as_ref())).collect()
    }

    fn claims(&self) -> Vec<Claim> {
        self.chains.iter().flat_map(|chain| chain.claims(&self.setup)).collect()
    }

    fn probe(&self, [x, y]: [f64; 2]) -> Option<Probe> {
        let Setup { density, ladder, .. } = self.setup.as_ref();
        let row = y.floor();
        if row < 1.0 || row > self.setup.rows() as f64 {
            return None;
        }
        let level = (row as usize).min(ladder.len()) - 1;
        let (curvature, four) = (density.curvature(x), Notation::Fixed(4));
        Some(Probe {
            lines: vec![
                text("probe.level").number("beta", ladder.beta(level), four).number(
                    "value",
                    ladder.log_density(level, x),
                    four,
                ),
                text("probe.slope").number("value", density.slope(x), four),
                text("probe.curvature").number("value", curvature, four),
                text(if curvature > 0.0 { "probe.in-mode" } else { "probe.on-barrier" }),
            ],
        })
    }

    fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.chains.iter().for_each(|chain| chain.digest(hash));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::Settings;
    use crate::scene::find;
    use crate::scene::trail::Trail;

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
