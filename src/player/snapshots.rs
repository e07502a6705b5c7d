//! Snapshots of a run, dense near the present and sparse in the far past, in bounded number.

use crate::scene::Run;

/// Steps between neighbouring snapshots near the present: the most that one step back replays there.
const SPACING: u64 = 64;
/// How many are kept beside the one of step 0.
const CAPACITY: usize = 64;
/// What all of them together may take of memory, in bytes, as long as a few are kept: replays of heavy runs are longer.
const MEMORY: usize = 32_000_000;
/// The fewest that are kept.
const FEWEST: usize = 3;

/// Snapshots by ascending step; that of step 0 always stays.
pub(super) struct Snapshots {
    kept: Vec<(u64, Box<dyn Run>)>,
}

impl Snapshots {
    /// With the run at step 0.
    pub(super) fn new(start: Box<dyn Run>) -> Self {
        Self { kept: vec![(0, start)] }
    }

    /// Keeps a snapshot of `run` at `step` if one is due.
    pub(super) fn offer(&mut self, step: u64, run: &dyn Run) {
        if !step.is_multiple_of(SPACING) {
            return;
        }
        let Err(place) = self.kept.binary_search_by_key(&step, |(at, _)| *at) else { return };
        self.kept.insert(place, (step, run.snapshot()));
        let capacity = (MEMORY / run.weight().max(1)).clamp(FEWEST, CAPACITY);
        while self.kept.len() > capacity + 1 {
            self.drop_least_useful(step);
        }
    }

    /// Drops the snapshot whose loss lengthens replays least, relative to how far back they lie.
    fn drop_least_useful(&mut self, present: u64) {
        let usefulness = |i: usize| {
            let gap = (self.kept[i + 1].0 - self.kept[i - 1].0) as f64;
            gap / (present.abs_diff(self.kept[i].0) + SPACING) as f64
        };
        let least = (1..self.kept.len() - 1).min_by(|a, b| usefulness(*a).total_cmp(&usefulness(*b)));
        if let Some(index) = least {
            self.kept.remove(index);
        }
    }

    /// The last snapshot at or before `step`, with its step.
    pub(super) fn before(&self, step: u64) -> (u64, &dyn Run) {
        let place = self.kept.partition_point(|(at, _)| *at <= step);
        let (at, run) = &self.kept[place.saturating_sub(1)];
        (*at, run.as_ref())
    }
}
