//! Mean passage times without censoring bias.

use super::estimate::{Estimate, Mean};

/// How many bins the table of durations has.
const BINS: usize = 48;

/// Walkers that are timed from a start to an arrival, n legs in all.
///
/// A walker that arrives takes up the next leg as long as fewer than n have begun; the measurement is the mean of these first n legs
/// once all have ended. Which leg a walker runs never depends on how long that leg will take, so the n durations are independent
/// and equally distributed; the mean of those that happened to be done at some moment would favour the short ones.
#[derive(Debug, Clone, PartialEq)]
pub struct Stopwatch {
    start: f64,
    wanted: u64,
    begun: u64,
    /// Where each running walker stands, and the steps it has been under way.
    walkers: Vec<(f64, u32)>,
    durations: Mean,
    /// Bins' width in steps.
    width: f64,
    ended: [u32; BINS],
}

impl Stopwatch {
    /// `walkers` walkers at `start` that are to run `wanted` legs; `width` is the width of the histogram's bins in steps.
    pub fn new(start: f64, walkers: usize, wanted: u64, width: f64) -> Self {
        let first = (walkers as u64).min(wanted);
        Self {
            start,
            wanted,
            begun: first,
            walkers: vec![(start, 0); first as usize],
            durations: Mean::default(),
            width: width.max(1.0),
            ended: [0; BINS],
        }
    }

    /// How many walkers are under way.
    pub fn running(&self) -> usize {
        self.walkers.len()
    }

    /// One step of every walker by `step`; `arrived` says who is there. Costs nothing once all legs have ended.
    pub fn tick(&mut self, mut step: impl FnMut(f64) -> f64, arrived: impl Fn(f64) -> bool) {
        let mut index = 0;
        while index < self.walkers.len() {
            let (x, age) = &mut self.walkers[index];
            *x = step(*x);
            *age = age.saturating_add(1);
            if arrived(*x) {
                let duration = f64::from(*age);
                self.durations.add(duration);
                if let Some(count) = self.ended.get_mut((duration / self.width) as usize) {
                    *count += 1;
                }
                if self.begun == self.wanted {
                    self.walkers.swap_remove(index);
                    // Who came in its place has still to move: the index stays.
                    continue;
                }
                self.begun += 1;
                self.walkers[index] = (self.start, 0);
            }
            index += 1;
        }
    }

    /// The share of the n legs that have ended.
    pub fn progress(&self) -> f64 {
        self.durations.count as f64 / self.wanted.max(1) as f64
    }

    /// The mean duration in steps, once all n legs have ended.
    pub fn estimate(&self) -> Option<Estimate> {
        (self.durations.count == self.wanted).then(|| self.durations.estimate()).flatten()
    }

    /// The durations' density over bins [edges, heights] in steps, from the legs that have ended and those still running:
    /// the life-table (actuarial) estimate, in which a running leg counts as long as it has been watched (Cutler & Ederer 1958).
    pub fn density(&self) -> (Vec<f64>, Vec<f64>) {
        let edges: Vec<f64> = (0..=BINS).map(|bin| bin as f64 * self.width).collect();
        let mut running = [0_u64; BINS];
        for (_, age) in &self.walkers {
            if let Some(count) = running.get_mut((f64::from(*age) / self.width) as usize) {
                *count += 1;
            }
        }
        // Legs that entered the table: all that began. At risk in a bin: those neither ended nor watched for less.
        let mut at_risk = self.begun as f64;
        let mut surviving = 1.0;
        let mut heights = Vec::with_capacity(BINS);
        for (ended, watched) in self.ended.iter().zip(running) {
            let (ended, watched) = (f64::from(*ended), watched as f64);
            let exposed = at_risk - 0.5 * watched;
            let hazard = if exposed > 0.0 { (ended / exposed).min(1.0) } else { 0.0 };
            heights.push(surviving * hazard / self.width);
            surviving *= 1.0 - hazard;
            at_risk -= ended + watched;
        }
        (edges, heights)
    }

    /// Feeds the state to a digest.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        for (x, age) in &self.walkers {
            hash(*x);
            hash(f64::from(*age));
        }
        self.durations.digest(hash);
        self.ended.iter().for_each(|count| hash(f64::from(*count)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    /// Arrivals with probability q a step: geometric durations of mean 1/q.
    fn run(seed: u64, steps: usize) -> Stopwatch {
        let mut stream = Stream::new(seed, "stopwatch");
        let mut stopwatch = Stopwatch::new(0.0, 100, 400, 2.0);
        for _ in 0..steps {
            stopwatch.tick(|_| if stream.uniform() < 0.05 { 1.0 } else { 0.0 }, |x| x > 0.5);
        }
        stopwatch
    }

    #[test]
    fn the_mean_is_unbiased_and_its_error_right() {
        let mut z = Mean::default();
        let mut squares = 0.0;
        for seed in 0..400 {
            let estimate = run(seed, 1000).estimate().unwrap();
            let score = (estimate.value - 20.0) / (19.5 / 20.0);
            z.add(score);
            squares += score * score;
        }
        assert!(z.estimate().unwrap().value.abs() < 3.89 / 20.0);
        assert_relative_eq!(squares / 400.0, 1.0, epsilon = 3.89 * (2.0_f64 / 400.0).sqrt());
    }

    #[test]
    fn nothing_is_measured_before_the_last_leg_ends_and_nothing_moves_after() {
        let early = run(1, 30);
        assert_eq!(early.estimate(), None);
        assert!(early.progress() > 0.0 && early.progress() < 1.0);
        assert_eq!(run(1, 1000), run(1, 2000));
        assert_eq!(run(1, 1000).progress(), 1.0);
    }

    #[test]
    fn the_life_table_sees_the_law_while_legs_still_run() {
        // After 30 steps of mean-20 legs a plain histogram would be cut off; the table's density of the first bins is the law's.
        let mut first_bins = Mean::default();
        for seed in 0..200 {
            let (_, heights) = run(seed, 30).density();
            first_bins.add(heights[..5].iter().sum::<f64>() * 2.0);
        }
        let estimate = first_bins.estimate().unwrap();
        // Bin k holds the durations 2k and 2k+1: ten bins' worth of steps, durations 1 to 9.
        assert_relative_eq!(estimate.value, 1.0 - 0.95_f64.powi(9), epsilon = 4.0 * estimate.standard_error + 2e-3);
    }
}
