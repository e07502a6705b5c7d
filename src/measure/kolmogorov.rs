//! How far an empirical distribution lies from a law, and how far it may by chance.

/// sup |F̂ − F| of the draws, which are sorted in place (Kolmogorov 1933).
pub fn distance(draws: &mut [f64], distribution: impl Fn(f64) -> f64) -> f64 {
    draws.sort_unstable_by(f64::total_cmp);
    let n = draws.len() as f64;
    let gap = |(index, draw): (usize, &f64)| {
        let law = distribution(*draw);
        (law - index as f64 / n).max((index + 1) as f64 / n - law)
    };
    draws.iter().enumerate().map(gap).fold(0.0, f64::max)
}

/// The distance that n independent draws exceed with probability `chance` at most: √(log(2/chance)/2n), by the inequality of
/// Dvoretzky, Kiefer & Wolfowitz with Massart's (1990) constant; nearly all of it for large n.
pub fn bound(draws: f64, chance: f64) -> f64 {
    libm::sqrt(0.5 * libm::log(2.0 / chance) / draws)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normal;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn the_distance_is_the_greatest_gap_on_either_side() {
        assert_relative_eq!(distance(&mut [0.9, 0.1, 0.2], |x| x), 2.0 / 3.0 - 0.2, epsilon = 1e-15);
        assert_relative_eq!(distance(&mut [0.7, 0.8], |x| x), 0.7, epsilon = 1e-15);
    }

    #[test]
    fn the_bound_is_exceeded_as_often_as_it_says_and_by_what_differs() {
        let mut stream = Stream::new(5, "kolmogorov");
        let (repetitions, n, chance) = (4000, 200, 0.05);
        let mut exceeded = 0;
        for _ in 0..repetitions {
            let mut draws: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
            exceeded += u32::from(distance(&mut draws, normal::distribution) > bound(f64::from(n), chance));
        }
        // At most 5 %, and nearly: the asymptotic law is a little below the bound for finite n.
        let share = f64::from(exceeded) / f64::from(repetitions);
        assert!(share < 0.05 + 4.0 * (0.05 * 0.95 / f64::from(repetitions)).sqrt() && share > 0.03, "{share}");
        let mut wide: Vec<f64> = (0..30_000).map(|_| 1.1 * stream.normal()).collect();
        assert!(distance(&mut wide, normal::distribution) > bound(30_000.0, 1e-4));
    }
}
