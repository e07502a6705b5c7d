//! Greedy paths of the maximizing player, the greedy max function, and the search for a greedy min–max equilibrium, for one
//! coordinate each (Mangoubi & Vishnoi 2021, arXiv 2006.12363; "An equilibrium …", Off the convex path, 2020).

use crate::problem::game::Game;
use crate::random::Stream;

/// Bounds of |∂³f/∂y³| and |∂⁴f/∂y⁴| of the games for which greedy paths are followed here: they say how far slope and second
/// derivative may fall between two places where they are known.
pub const BOUNDS: [f64; 2] = [5.0, 9.0];
/// A path is followed in strides of this length; where one is not sure to belong to the path, it is halved to rounding.
const STRIDE: f64 = 0.05;
/// A path longer than this is not followed further.
const MOST_STRIDES: usize = 600;
/// Halvings of the stride in which a path ends.
const HALVINGS: usize = 40;
/// Nodes of the Gaussian average of the smoothed function lie this far apart, in σ …
const SPACING: f64 = 0.2;
/// … so many to each side.
const NODES: usize = 25;
/// Rejected proposals in a row after which the search looks whether it is done.
const ATTEMPTS: u32 = 40;
/// A proposal has to lower the payoff by this much.
const DECREASE: f64 = 1e-9;

/// The definitions' two constants.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Greedy {
    /// ε > 0: a greedy path has slope > ε or second derivative > √ε all along.
    pub epsilon: f64,
    /// σ > 0, the width of the smoothing.
    pub sigma: f64,
}

/// The left sides of the definition's four inequalities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conditions {
    /// |∂f/∂y|, to be at most ε.
    pub slope: f64,
    /// ∂²f/∂y², to be at most √ε.
    pub curvature: f64,
    /// |∂S/∂x|, to be at most ε.
    pub smoothed_slope: f64,
    /// −∂²S/∂x², to be at most √ε.
    pub smoothed_bend: f64,
}

impl Conditions {
    /// Each left side over its bound; all are at most 1 at a greedy min–max equilibrium.
    pub fn ratios(&self, epsilon: f64) -> [f64; 4] {
        let root = epsilon.sqrt();
        [self.slope / epsilon, self.curvature / root, self.smoothed_slope / epsilon, self.smoothed_bend / root]
    }

    /// Whether all four hold.
    pub fn hold(&self, epsilon: f64) -> bool {
        self.ratios(epsilon).iter().all(|ratio| *ratio <= 1.0)
    }
}

impl Greedy {
    /// Whether a path in direction ±1 may go on from here: f does not fall, and its slope is > ε or its second derivative > √ε.
    pub fn goes_on(&self, game: &dyn Game, at: [f64; 2], direction: f64) -> bool {
        let [slope, curvature] = game.along_y(at);
        let rise = direction * slope;
        rise >= 0.0 && (rise > self.epsilon || curvature > self.epsilon.sqrt())
    }

    /// Where the greedy path from y in direction ±1 ends.
    pub fn end(&self, game: &dyn Game, [x, y]: [f64; 2], direction: f64) -> f64 {
        let mut at = y;
        if !self.goes_on(game, [x, at], direction) {
            return at;
        }
        for _ in 0..MOST_STRIDES {
            if let Some(first) = self.failure(game, [x, at], direction, [0.0, STRIDE], HALVINGS) {
                return at + direction * first;
            }
            at += direction * STRIDE;
        }
        at
    }

    /// How far from a point the path ends, if it does between two distances, at the first of which it goes on: the far side of the
    /// bracket to which the interval is halved, where the conditions of a path no longer hold. None where they hold all along.
    fn failure(
        &self,
        game: &dyn Game,
        [x, y]: [f64; 2],
        direction: f64,
        [near, far]: [f64; 2],
        halvings: usize,
    ) -> Option<f64> {
        let place = |distance: f64| [x, y + direction * distance];
        let goes_on = self.goes_on(game, place(far), direction);
        if goes_on && self.is_sure(game, [place(near), place(far)], direction) {
            return None;
        }
        if halvings == 0 {
            return (!goes_on).then_some(far);
        }
        let middle = 0.5 * (near + far);
        self.failure(game, [x, y], direction, [near, middle], halvings - 1)
            .or_else(|| self.failure(game, [x, y], direction, [middle, far], halvings - 1))
    }

    /// Whether a path that goes on at two places does so between them, too, for sure: a function lies above the lower of its values
    /// at both ends less h²/8 times the bound of its second derivative.
    fn is_sure(&self, game: &dyn Game, ends: [[f64; 2]; 2], direction: f64) -> bool {
        let [near, far] = ends.map(|end| game.along_y(end));
        let sag = 0.125 * (ends[1][1] - ends[0][1]) * (ends[1][1] - ends[0][1]);
        let rise = (direction * near[0]).min(direction * far[0]) - sag * BOUNDS[0];
        // Where the second derivative is positive the slope grows.
        rise > self.epsilon || near[1].min(far[1]) - sag * BOUNDS[1] > self.epsilon.sqrt()
    }

    /// Ω(x, y): the interval of y that greedy paths reach.
    pub fn reach(&self, game: &dyn Game, at: [f64; 2]) -> [f64; 2] {
        [self.end(game, at, -1.0), self.end(game, at, 1.0)]
    }

    /// g(x, y) = max f over Ω(x, y), with the y that attains it: an end of the interval, as f rises along each path.
    pub fn max(&self, game: &dyn Game, [x, y]: [f64; 2]) -> (f64, f64) {
        let [down, up] = self.reach(game, [x, y]);
        let mut best = (game.value(&[x, y]), y);
        for end in [down, up] {
            let value = game.value(&[x, end]);
            if value > best.0 {
                best = (value, end);
            }
        }
        best
    }

    /// S(x, y) = E[min(g(x + σξ, y), ḡ)], ξ standard normal, with its first and second derivative by x while the truncation ḡ
    /// is held: E[ξ·…]/σ and E[(ξ² − 1)·…]/σ², by the trapezoidal rule.
    pub fn smoothed(&self, game: &dyn Game, at: [f64; 2], truncation: f64) -> [f64; 3] {
        self.average(&self.truncated(game, at, truncation, NODES), truncation)
    }

    /// S(·, y) over x, with the truncation held, at the nodes' spacing and so many of them to each side.
    pub fn smoothed_curve(&self, game: &dyn Game, at: [f64; 2], truncation: f64, places: usize) -> Vec<[f64; 2]> {
        let below = self.truncated(game, at, truncation, NODES + places);
        let average = |index: usize| self.average(&below[index..=index + 2 * NODES], truncation)[0];
        (0..=2 * places).map(|index| [self.node(at[0], index, places), average(index)]).collect()
    }

    /// The x of a node.
    fn node(&self, centre: f64, index: usize, to_each_side: usize) -> f64 {
        centre + self.sigma * SPACING * (index as f64 - to_each_side as f64)
    }

    /// min(g(·, y), ḡ) − ḡ at nodes about x.
    fn truncated(&self, game: &dyn Game, [x, y]: [f64; 2], truncation: f64, to_each_side: usize) -> Vec<f64> {
        let value = |index| self.max(game, [self.node(x, index, to_each_side), y]).0.min(truncation) - truncation;
        (0..=2 * to_each_side).map(value).collect()
    }

    /// The Gaussian averages over the nodes about a point.
    fn average(&self, below: &[f64], truncation: f64) -> [f64; 3] {
        let (mut sums, mut mass) = ([0.0; 3], 0.0);
        for (index, below) in below.iter().enumerate() {
            let xi = SPACING * (index as f64 - NODES as f64);
            let weight = libm::exp(-0.5 * xi * xi);
            mass += weight;
            for (sum, factor) in sums.iter_mut().zip([1.0, xi, xi * xi - 1.0]) {
                *sum += weight * factor * below;
            }
        }
        let [value, slope, bend] = sums.map(|sum| sum / mass);
        [truncation + value, slope / self.sigma, bend / (self.sigma * self.sigma)]
    }

    /// The four left sides at a point.
    pub fn conditions(&self, game: &dyn Game, at: [f64; 2]) -> Conditions {
        let [slope, curvature] = game.along_y(at);
        let [_, smoothed_slope, smoothed_curvature] = self.smoothed(game, at, self.max(game, at).0);
        Conditions {
            slope: slope.abs(),
            curvature,
            smoothed_slope: smoothed_slope.abs(),
            smoothed_bend: -smoothed_curvature,
        }
    }
}

/// A search for a greedy min–max equilibrium: Monte Carlo hill climbing of x on the lower bound h of g that a single greedy path
/// gives, until the four inequalities hold.
#[derive(Debug, Clone)]
pub struct Search {
    greedy: Greedy,
    /// Where it is.
    pub at: [f64; 2],
    /// The last proposal with its answer, and whether it was taken.
    pub proposal: Option<([f64; 2], bool)>,
    noise: Stream,
    rejections: u32,
    /// Whether it has found an equilibrium.
    found: bool,
}

impl Search {
    /// From a start; y first follows a greedy path to its end.
    pub fn new(greedy: Greedy, game: &dyn Game, start: [f64; 2], noise: Stream) -> Self {
        let at = [start[0], greedy.max(game, start).1];
        Self { greedy, at, proposal: None, noise, rejections: 0, found: false }
    }

    /// Whether it has found an equilibrium.
    pub fn has_found(&self) -> bool {
        self.found
    }

    /// x′ = x + σ10^{−2u}ξ with u uniform, ξ normal; y follows one greedy path, uphill, to y′; both are taken if
    /// f(x′, y′) < f(x, y). After some rejections in a row the inequalities are looked at.
    pub fn step(&mut self, game: &dyn Game) {
        if self.found {
            return;
        }
        let scale = self.greedy.sigma * libm::pow(10.0, -2.0 * self.noise.uniform());
        let x = self.at[0] + scale * self.noise.normal();
        let y = self.greedy.max(game, [x, self.at[1]]).1;
        let taken = game.value(&[x, y]) < game.value(&self.at) - DECREASE;
        self.proposal = Some(([x, y], taken));
        if taken {
            self.at = [x, y];
            self.rejections = 0;
            return;
        }
        self.rejections += 1;
        if self.rejections.is_multiple_of(ATTEMPTS) {
            self.found = self.greedy.conditions(game, self.at).hold(self.greedy.epsilon);
        }
    }

    /// Every number of its state.
    pub fn digest(&self, hash: &mut dyn FnMut(f64)) {
        self.at.iter().for_each(|coordinate| hash(*coordinate));
        hash(f64::from(self.rejections));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::problem::game::{SineSum, TwoHills};

    const GREEDY: Greedy = Greedy { epsilon: 0.05, sigma: 0.2 };

    #[test]
    fn on_the_sine_of_the_sum_every_path_ends_where_the_slope_is_epsilon() {
        for k in 0..50 {
            let start = [0.37 * f64::from(k) - 9.0, 0.21 * f64::from(k)];
            let (value, y) = GREEDY.max(&SineSum, start);
            assert!(value <= 1.0 && value >= (1.0_f64 - 0.05 * 0.05).sqrt() - 1e-12, "{value}");
            assert!((start[0] + y).cos().abs() <= 0.05);
        }
    }

    #[test]
    fn derivatives_along_y_are_within_their_bounds() {
        let games: [&dyn Game; 2] = [&SineSum, &TwoHills];
        let mut stream = Stream::new(0, "bounds");
        for game in games {
            for _ in 0..2000 {
                let [x, y] = [20.0 * stream.uniform() - 10.0, 20.0 * stream.uniform() - 10.0];
                let h = 1e-3;
                let [behind, here, ahead] = [-h, 0.0, h].map(|by| game.along_y([x, y + by])[1]);
                assert!((ahead - behind).abs() / (2.0 * h) <= BOUNDS[0]);
                assert!((ahead - 2.0 * here + behind).abs() / (h * h) <= BOUNDS[1]);
            }
        }
    }

    #[test]
    fn a_path_does_not_leap_over_places_where_it_may_not_go_on() {
        // Where the slope has fallen to ε before the second derivative has risen to √ε, often within a hundredth.
        let greedy = Greedy { epsilon: 0.1, sigma: 0.3 };
        let (mut stream, mut narrow) = (Stream::new(0, "paths"), 0);
        for _ in 0..1000 {
            let start = [10.0 * stream.uniform() - 5.0, 10.0 * stream.uniform() - 5.0];
            for (end, direction) in greedy.reach(&TwoHills, start).into_iter().zip([-1.0, 1.0]) {
                let place = |k: u32| [start[0], start[1] + (end - start[1]) * f64::from(k) / 3000.0];
                let all = (0..3000).all(|k| end == start[1] || greedy.goes_on(&TwoHills, place(k), direction));
                assert!(all, "from {start:?} to {end}");
                assert!(!greedy.goes_on(&TwoHills, [start[0], end], direction));
                narrow += u32::from(greedy.goes_on(&TwoHills, [start[0], end + 0.04 * direction], direction));
            }
        }
        assert!(narrow > 0);
    }

    #[test]
    fn the_greedy_max_jumps_where_the_lower_hill_appears() {
        // For a while the way to the high hill is free; where the lower hill has a top of its own it is not.
        let (mut jumps, mut last) = (0, None::<f64>);
        for k in 0..2000 {
            let x = -3.0 + 6.0 * f64::from(k) / 2000.0;
            let value = GREEDY.max(&TwoHills, [x, -2.2]).0;
            jumps += u32::from(last.is_some_and(|last| (value - last).abs() > 0.3));
            last = Some(value);
        }
        assert!((1..=3).contains(&jumps), "{jumps}");
    }

    #[test]
    fn smoothing_a_smooth_function_gives_its_derivatives() {
        // Away from jumps and below the truncation S is the Gaussian average: of a sine by e^{−σ²/2}.
        struct Wave;
        impl Game for Wave {
            fn dimensions(&self) -> [usize; 2] {
                [1, 1]
            }
            fn value(&self, z: &[f64]) -> f64 {
                z[0].sin() - z[1] * z[1]
            }
            fn gradient(&self, z: &[f64], gradient: &mut [f64]) {
                gradient.copy_from_slice(&[z[0].cos(), -2.0 * z[1]]);
            }
            fn hessian(&self, z: &[f64]) -> nalgebra::DMatrix<f64> {
                nalgebra::DMatrix::from_row_slice(2, 2, &[-z[0].sin(), 0.0, 0.0, -2.0])
            }
            fn equilibrium(&self, _z: &[f64]) -> Option<Vec<f64>> {
                None
            }
        }
        let (x, damping) = (0.7_f64, (-0.5 * 0.2 * 0.2_f64).exp());
        let [value, slope, bend] = GREEDY.smoothed(&Wave, [x, 0.0], 2.0);
        // The tails beyond five deviations, 10⁻⁶ of the mass, are what is left out.
        assert!((value - damping * x.sin()).abs() < 1e-5, "{value}");
        assert!((slope - damping * x.cos()).abs() < 1e-4, "{slope}");
        assert!((bend + damping * x.sin()).abs() < 2e-3, "{bend}");
    }

    #[test]
    fn searches_end_at_equilibria() {
        let games: [&dyn Game; 2] = [&SineSum, &TwoHills];
        for game in games {
            for k in 0..12_u32 {
                let start = [0.8 * f64::from(k) - 4.0, 2.0 - 0.5 * f64::from(k)];
                let mut search = Search::new(GREEDY, game, start, Stream::new(u64::from(k), "search"));
                for _ in 0..4000 {
                    search.step(game);
                }
                assert!(search.has_found(), "from {start:?} to {:?}", search.at);
                assert!(GREEDY.conditions(game, search.at).hold(GREEDY.epsilon));
            }
        }
    }
}
