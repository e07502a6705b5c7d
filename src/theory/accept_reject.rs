//! How surely greedy accept–reject comes to the line x = 0 on the bilinear game in a box: a Markov chain on |x|.

/// Intervals into which |x| between the goal and the wall is divided.
const BINS: usize = 80;

/// The algorithm on a·xy in [−h, h]². Between steps y lies at the wall where a·xy = a·h|x|; x proposes
/// x′ = x − η(±ah + σξ), y answers at the wall on the side of x′, and the proposal is taken if |x′| < |x|.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WallToWall {
    /// ah, the slope that x sees.
    pub slope: f64,
    /// η.
    pub step_size: f64,
    /// σ, the noise of the slope.
    pub noise: f64,
    /// h.
    pub half_width: f64,
    /// The |x| to be reached, below h.
    pub goal: f64,
    /// So many rejections in a row end the search.
    pub attempts: u64,
}

impl WallToWall {
    /// The probability that the search is not at |x| ≤ goal after so many steps, or has ended before, from the start with
    /// |x| ≤ h that is worst. |x| is taken at the middle of one of 80 intervals, and one that stays in its interval stays
    /// where it is: an upper bound but for the intervals' width.
    pub fn misses(&self, steps: u64) -> f64 {
        self.misses_from(steps).into_iter().fold(0.0, f64::max)
    }

    /// The same from each interval of |x|, from the goal to the wall.
    fn misses_from(&self, steps: u64) -> Vec<f64> {
        let width = (self.half_width - self.goal) / BINS as f64;
        // moves[i][j]: from interval i to interval j < i; its last entry i stands for the goal.
        let (mut moves, mut stays) = (Vec::with_capacity(BINS), Vec::with_capacity(BINS));
        let (mut late, mut ended) = (vec![1.0; BINS], Vec::with_capacity(BINS));
        for from in 0..BINS {
            let at = self.goal + (from as f64 + 0.5) * width;
            let up_to = |reach: f64| self.lands_within(at, reach);
            let chances: Vec<f64> = (0..from)
                .map(|to| up_to(self.goal + (to as f64 + 1.0) * width) - up_to(self.goal + to as f64 * width))
                .collect();
            let accepted = up_to(at).max(f64::MIN_POSITIVE);
            let gives_up = libm::pow(1.0 - accepted, self.attempts as f64);
            let here = accepted - up_to(self.goal + from as f64 * width);
            let lower: f64 = chances.iter().zip(&ended).map(|(chance, ended)| chance * ended).sum();
            let goes_on = (1.0 - gives_up) / accepted;
            ended.push(((gives_up + goes_on * lower) / (1.0 - goes_on * here)).min(1.0));
            stays.push(1.0 - up_to(self.goal + from as f64 * width));
            moves.push(chances);
        }
        for _ in 0..steps {
            // From the outside in, so that the inner intervals still have their last values.
            for from in (0..BINS).rev() {
                let lower: f64 = moves[from].iter().zip(&late).map(|(chance, late)| chance * late).sum();
                late[from] = stays[from] * late[from] + lower;
            }
        }
        late.iter().zip(&ended).map(|(late, ended)| (late + ended).min(1.0)).collect()
    }

    /// P(|x′| ≤ reach) from x = at > 0.
    fn lands_within(&self, at: f64, reach: f64) -> f64 {
        let middle = at - self.step_size * self.slope;
        let deviation = (self.step_size * self.noise).max(f64::MIN_POSITIVE);
        normal_below((reach - middle) / deviation) - normal_below((-reach - middle) / deviation)
    }
}

/// The standard normal law's distribution function.
fn normal_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::method::dynamics::{Domain, Dynamics as _, GreedyAcceptReject, GreedyOptions};
    use crate::problem::game::Bilinear;
    use crate::random::Stream;

    const DEFAULTS: WallToWall =
        WallToWall { slope: 5.0, step_size: 0.2, noise: 3.0, half_width: 5.0, goal: 0.1, attempts: 500 };

    /// The share of searches from the wall that miss, against the chain's prediction.
    fn compare(law: WallToWall, steps: u64, seed: u64) {
        let (runs, domain) = (4000, Domain::from_half_width(law.half_width));
        let game = Bilinear { coupling: law.slope / law.half_width };
        let options =
            GreedyOptions { noise: law.noise, temperature: 0.0, tolerance: 1e-6, attempts: law.attempts as usize };
        let missed = (0..runs).filter(|run| {
            let noise = Stream::new(seed, &format!("walk {run}"));
            let mut search = GreedyAcceptReject::new(law.step_size, options, noise);
            let mut z = [law.half_width, 1.0];
            (0..steps).for_each(|_| search.step(&game, domain, &mut z).unwrap());
            z[0].abs() > law.goal
        });
        let (measured, predicted) = (missed.count() as f64 / f64::from(runs), *law.misses_from(steps).last().unwrap());
        let error = (measured * (1.0 - measured) / f64::from(runs)).sqrt();
        // What counts as late and as ended overlaps; the intervals' width is worth a few hundredths.
        assert!(measured < predicted + 3.89 * error, "{measured} ± {error} for {predicted}");
        assert!(measured > 0.8 * predicted - 3.89 * error, "{measured} ± {error} for {predicted}");
    }

    #[test]
    fn the_algorithm_misses_as_often_as_the_chain() {
        compare(DEFAULTS, 20, 0);
        compare(DEFAULTS, 60, 1);
        compare(WallToWall { attempts: 15, ..DEFAULTS }, 400, 2);
    }

    #[test]
    fn at_the_defaults_hardly_any_search_misses_and_without_noise_most_do() {
        assert!(DEFAULTS.misses(400) < 1e-7);
        assert!(WallToWall { noise: 0.0, ..DEFAULTS }.misses(400) > 0.9);
        assert!(WallToWall { attempts: 1, ..DEFAULTS }.misses(400) > 0.5);
        assert!(WallToWall { step_size: 0.001, ..DEFAULTS }.misses(400) > 0.9);
    }
}
