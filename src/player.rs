//! A scene in time: play, seek back and forth to any step with the same bits, record what is charted.

use crate::error::Error;
use crate::frame::{Backdrop, Claim, Frame, Mark, Twin};
use crate::geometry::Rect;
use crate::parameter::Settings;
use crate::scene::{Probe, Run, Scene, Track};
use crate::text::digits;
use std::sync::OnceLock;

mod history;
mod snapshots;

pub use history::{History, Series};
use snapshots::Snapshots;

/// Every scene runs at most this many steps: beyond it a double no longer counts them.
pub const LAST_STEP: u64 = 1 << 53;

/// One scene with its settings and seed at some step.
pub struct Player {
    scene: &'static dyn Scene,
    settings: Settings,
    seed: u64,
    run: Box<dyn Run>,
    step: u64,
    latest: u64,
    snapshots: Snapshots,
    /// Begun when it is first asked for: what it begins with may take the run's predictions, which take time.
    history: OnceLock<History>,
}

impl Player {
    /// At step 0.
    ///
    /// # Errors
    /// Those of [`Scene::start`].
    pub fn new(scene: &'static dyn Scene, settings: Settings, seed: u64) -> Result<Self, Error> {
        let run = scene.start(&settings, seed)?;
        let (snapshots, history) = (Snapshots::new(run.snapshot()), OnceLock::new());
        Ok(Self { scene, settings, seed, run, step: 0, latest: 0, snapshots, history })
    }

    /// The scene.
    pub fn scene(&self) -> &'static dyn Scene {
        self.scene
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The present step.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// The furthest step ever reached.
    pub fn latest(&self) -> u64 {
        self.latest
    }

    /// Computes the next of the run's predictions; whether there was one: see [`Run::prepare`].
    pub fn prepare(&self) -> bool {
        self.run.prepare()
    }

    /// Moves towards step `target`, forward or backward, as long as `go_on` says after each batch of steps
    /// (it is asked every few steps); returns the step reached. Going back restores the last snapshot and replays.
    pub fn advance(&mut self, target: u64, mut go_on: impl FnMut() -> bool) -> u64 {
        let target = target.min(LAST_STEP);
        if target != self.step {
            // A nearer snapshot than the present serves backward, and forward over ground already covered.
            let (at, run) = self.snapshots.before(target);
            if target < self.step || at > self.step {
                self.run = run.snapshot();
                self.step = at;
            }
        }
        self.history();
        while self.step < target {
            self.run.step();
            self.step += 1;
            self.snapshots.offer(self.step, self.run.as_ref());
            if self.step > self.latest {
                self.latest = self.step;
                if let Some(history) = self.history.get_mut() {
                    history.record(self.step, || self.run.observe());
                }
            }
            if self.step < target && !go_on() {
                break;
            }
        }
        self.step
    }

    /// Moves to step `target` without a break.
    pub fn seek(&mut self, target: u64) {
        self.advance(target, || true);
    }

    /// The moving picture now, its series resolved into lines up to the present step.
    pub fn frame(&self) -> Frame {
        let mut frame = self.run.frame();
        for mark in frame.charts.iter_mut().flat_map(|chart| &mut chart.marks) {
            if let Mark::Series { id, color } = mark {
                let points = self.series(id).map_or_else(Vec::new, |series| {
                    series.steps.iter().zip(&series.values).map(|(step, value)| [*step, *value]).collect()
                });
                *mark = Mark::Line { points, color: *color, dashed: false };
            }
        }
        frame
    }

    fn history(&self) -> &History {
        self.history.get_or_init(|| History::new(&self.snapshots.before(0).1.observe()))
    }

    /// What was recorded of an observable, up to the present step.
    pub fn series(&self, id: &str) -> Option<Series> {
        self.history().series(id, self.step)
    }

    /// The ids of what is recorded, in order.
    pub fn series_ids(&self) -> impl Iterator<Item = &str> {
        self.history().ids()
    }

    /// What stands behind the moving layers.
    pub fn backdrop(&self, view: Rect) -> Backdrop {
        self.run.backdrop(view)
    }

    /// The default view.
    pub fn view(&self) -> Rect {
        self.run.view()
    }

    /// The second picture, where there are two.
    pub fn twin(&self) -> Option<Twin> {
        self.run.twin()
    }

    /// What stands behind the second picture's layers.
    pub fn twin_backdrop(&self, view: Rect) -> Backdrop {
        self.run.twin_backdrop(view)
    }

    /// The second picture of some width and height, with what stands behind it.
    pub fn twin_within(&self, size: (f64, f64)) -> Option<(Twin, Backdrop)> {
        let twin = self.twin()?;
        let view = twin.view.with_equal_units(size);
        Some((Twin { view, ..twin }, self.twin_backdrop(view)))
    }

    /// The point of the first picture whose counterpart a point of the second is.
    pub fn pull_back(&self, at: [f64; 2]) -> Option<[f64; 2]> {
        self.run.pull_back(at)
    }

    /// What the picture's axes are called.
    pub fn axes(&self) -> [&'static str; 2] {
        self.run.axes().unwrap_or_else(|| self.scene.about().axes)
    }

    /// Every method's state now.
    pub fn tracks(&self) -> Vec<Track> {
        self.run.tracks()
    }

    /// Observables of this very step.
    pub fn observe(&self) -> Vec<crate::scene::Observable> {
        self.run.observe()
    }

    /// The claims as they stand at this step.
    pub fn claims(&self) -> Vec<Claim> {
        self.run.claims()
    }

    /// What lies under a point of the picture.
    pub fn probe(&self, at: [f64; 2]) -> Option<Probe> {
        self.run.probe(at)
    }

    /// A fingerprint of the state: FNV-1a over the bits of every number in it.
    pub fn digest(&self) -> u64 {
        digest(self.run.as_ref())
    }
}

/// FNV-1a (Fowler, Noll & Vo) over the bits of every number of a run's state; one NaN counts as any other,
/// because the sign and payload of a NaN are the only bits that targets may choose differently.
pub fn digest(run: &dyn Run) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    run.digest(&mut |value| {
        let bits = if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
        for byte in bits.to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    });
    hash
}

/// What was recorded up to the present step as CSV: `step`, then each observable by its id; nothing where it has no value.
pub fn csv(player: &Player) -> String {
    let ids: Vec<&str> = player.series_ids().collect();
    let columns: Vec<Series> = ids.iter().filter_map(|id| player.series(id)).collect();
    let mut text = std::iter::once("step").chain(ids.iter().copied()).collect::<Vec<_>>().join(",");
    text.push('\n');
    for row in 0..columns.first().map_or(0, |first| first.steps.len()) {
        text.push_str(&columns[0].steps[row].to_string());
        for column in &columns {
            text.push(',');
            text.push_str(&digits(column.values[row]));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::registry;
    use proptest::prelude::*;

    fn player(index: usize, seed: u64) -> Player {
        let scene = registry()[index];
        Player::new(scene, Settings::new(scene.parameters()), seed).unwrap()
    }

    #[test]
    fn seeking_anywhere_gives_the_bits_of_a_straight_run() {
        for index in 0..registry().len() {
            let mut straight = player(index, 7);
            let mut digests = vec![straight.digest()];
            for step in 1..=700 {
                straight.seek(step);
                digests.push(straight.digest());
            }
            let mut seeking = player(index, 7);
            for step in [700, 3, 699, 64, 63, 65, 0, 512, 128, 1, 700] {
                seeking.seek(step);
                assert_eq!(seeking.digest(), digests[step as usize], "{} at {step}", seeking.scene().about().id);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn random_seeks_agree_with_straight_runs(seed in 0..1000_u64, steps in prop::collection::vec(0..900_u64, 1..6)) {
            for index in 0..registry().len() {
                let mut seeking = player(index, seed);
                for step in &steps {
                    seeking.seek(*step);
                }
                let last = *steps.last().unwrap();
                let mut straight = player(index, seed);
                straight.seek(last);
                prop_assert_eq!(seeking.digest(), straight.digest());
                prop_assert_eq!(seeking.claims(), straight.claims());
            }
        }
    }

    #[test]
    fn a_broken_advance_goes_on_where_it_stopped() {
        let mut broken = player(0, 1);
        let mut calls = 0;
        while broken.step() < 500 {
            broken.advance(500, || {
                calls += 1;
                calls % 7 != 0
            });
        }
        let mut straight = player(0, 1);
        straight.seek(500);
        assert_eq!(broken.digest(), straight.digest());
    }
}
