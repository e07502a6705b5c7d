//! The median of times that are known in whole steps only.

/// The time at which half of `count` have arrived, from the times of those that have (at least half of them), whole steps:
/// within its step the share grows evenly. None where fewer than half have arrived.
pub fn median_of_steps(times: &mut [f64], count: usize) -> Option<f64> {
    let half = 0.5 * count as f64;
    // The first time by which at least half have arrived.
    let index = (libm::ceil(half) as usize).max(1) - 1;
    if index >= times.len() {
        return None;
    }
    let median = *times.select_nth_unstable_by(index, f64::total_cmp).1;
    let before = times.iter().filter(|time| **time < median).count() as f64;
    let during = times.iter().filter(|time| **time == median).count() as f64;
    Some(median - 1.0 + (half - before) / during)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_have_arrived_within_the_step_that_takes_them_over() {
        // Two of six by step 3, four more in step 4: half, three, after a quarter of it.
        assert_eq!(median_of_steps(&mut [4.0, 1.0, 4.0, 3.0, 4.0, 4.0], 6), Some(3.25));
        assert_eq!(median_of_steps(&mut [1.0], 1), Some(0.5));
        // Three of eight, and five that never came.
        assert_eq!(median_of_steps(&mut [1.0, 2.0, 3.0], 8), None);
        assert_eq!(median_of_steps(&mut [1.0, 2.0, 3.0, 3.0], 8), Some(3.0));
        assert_eq!(median_of_steps(&mut [], 0), None);
    }
}
