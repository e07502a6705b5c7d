//! Limit cycles of flows in the plane, found as fixed points of the return map on a ray.

use crate::runge_kutta;

/// Time step of the integration; the flows here turn once in a time of a few units, so that RK4's error is near 10⁻⁹.
const TIME_STEP: f64 = 0.01;
/// An orbit that has not come back after so many steps does not return.
const MOST_STEPS: usize = 6000;
/// Radii at which the return map is probed for a change of sign.
const PROBES: usize = 48;
/// Halvings of the bracket of a fixed point: down to rounding.
const HALVINGS: usize = 46;
/// |ln multiplier| below which a closed orbit counts as one of a continuum, as about a centre.
const HYPERBOLIC: f64 = 1e-3;

/// A flow in the plane with its divergence.
pub struct Flow<V, D> {
    /// The velocity at a point.
    pub velocity: V,
    /// Its divergence there.
    pub divergence: D,
    /// The point that the ray starts from; it runs in the direction of +x.
    pub centre: [f64; 2],
}

/// A hyperbolic closed orbit.
#[derive(Debug, Clone, PartialEq)]
pub struct LimitCycle {
    /// Where it crosses the ray, as a distance from the centre.
    pub radius: f64,
    /// Its period.
    pub period: f64,
    /// exp ∮ div v dt, which is the return map's slope at the cycle (Liouville): below 1 the cycle is stable.
    pub multiplier: f64,
    /// Points along it, the last equal to the first up to the integration's error.
    pub points: Vec<[f64; 2]>,
}

impl LimitCycle {
    /// Whether nearby orbits approach it.
    pub fn is_stable(&self) -> bool {
        self.multiplier < 1.0
    }
}

/// One turn about the centre.
struct Turn {
    radius: f64,
    period: f64,
    divergence: f64,
    points: Vec<[f64; 2]>,
}

impl<V: Fn(&[f64; 2]) -> [f64; 2], D: Fn(&[f64; 2]) -> f64> Flow<V, D> {
    /// Where the orbit from distance r on the ray next crosses the ray; none where it does not come back.
    pub fn return_map(&self, radius: f64) -> Option<f64> {
        self.turn(radius, false).map(|turn| turn.radius)
    }

    /// The slope of the return map by central differences of two widths: the extrapolated slope, and how far the two lie apart.
    pub fn return_slope(&self, radius: f64) -> Option<(f64, f64)> {
        let slope =
            |width: f64| Some((self.return_map(radius + width)? - self.return_map(radius - width)?) / (2.0 * width));
        let (narrow, wide) = (slope(5e-4 * radius)?, slope(1e-3 * radius)?);
        Some((narrow + (narrow - wide) / 3.0, (narrow - wide).abs()))
    }

    /// All hyperbolic cycles that cross the ray once per turn at a distance up to `reach`, from the inside out.
    pub fn limit_cycles(&self, reach: f64) -> Vec<LimitCycle> {
        let excess = |radius: f64| self.return_map(radius).map(|returned| returned - radius);
        let mut cycles = Vec::new();
        let mut last: Option<(f64, f64)> = None;
        for probe in 1..=PROBES {
            let radius = reach * probe as f64 / PROBES as f64;
            let here = excess(radius).map(|excess| (radius, excess));
            if let (Some(inner), Some(outer)) = (last, here)
                && (inner.1 > 0.0) != (outer.1 > 0.0)
                && let Some(fixed) = bisect(excess, inner, outer)
                && let Some(turn) = self.turn(fixed, true)
                && turn.divergence.abs() > HYPERBOLIC
            {
                let (period, multiplier) = (turn.period, libm::exp(turn.divergence));
                cycles.push(LimitCycle { radius: fixed, period, multiplier, points: turn.points });
            }
            last = here;
        }
        cycles
    }

    fn turn(&self, radius: f64, keep: bool) -> Option<Turn> {
        let mut z = [self.centre[0] + radius, self.centre[1]];
        // The third coordinate integrates the divergence along the orbit.
        let advance = |z: [f64; 2], sum: f64, dt: f64| {
            let velocity = |w: &[f64; 3]| {
                let at = [w[0], w[1]];
                let v = (self.velocity)(&at);
                [v[0], v[1], if keep { (self.divergence)(&at) } else { 0.0 }]
            };
            let next = runge_kutta::step(velocity, &[z[0], z[1], sum], dt);
            ([next[0], next[1]], next[2])
        };
        let height = |z: [f64; 2]| z[1] - self.centre[1];
        let upward = (self.velocity)(&z)[1] > 0.0;
        let (mut sum, mut points) = (0.0, vec![z]);
        for step in 0..MOST_STEPS {
            let (next, next_sum) = advance(z, sum, TIME_STEP);
            if !(next[0].is_finite() && next[1].is_finite()) {
                return None;
            }
            let crosses =
                if upward { height(z) < 0.0 && height(next) >= 0.0 } else { height(z) > 0.0 && height(next) <= 0.0 };
            if step > 0 && crosses && next[0] > self.centre[0] {
                // The part of the last step that ends on the ray.
                let (mut before, mut after) = (0.0, TIME_STEP);
                for _ in 0..HALVINGS {
                    let middle = 0.5 * (before + after);
                    let side = height(advance(z, sum, middle).0);
                    if (side < 0.0) == upward { before = middle } else { after = middle }
                }
                let (end, divergence) = advance(z, sum, after);
                points.push(end);
                let period = step as f64 * TIME_STEP + after;
                return Some(Turn { radius: end[0] - self.centre[0], period, divergence, points });
            }
            (z, sum) = (next, next_sum);
            if keep && step % 4 == 3 {
                points.push(z);
            }
        }
        None
    }
}

/// The zero between two radii at which the excess has different signs.
fn bisect(excess: impl Fn(f64) -> Option<f64>, inner: (f64, f64), outer: (f64, f64)) -> Option<f64> {
    let (mut low, mut high) = (inner.0, outer.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if (excess(middle)? > 0.0) == (inner.1 > 0.0) { low = middle } else { high = middle }
    }
    Some(0.5 * (low + high))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// ṙ = r(1 − r²)(r² − 4)·c, θ̇ = 1: cycles at 1 and 2 with multipliers exp(2πc·d/dr …) known in closed form.
    #[test]
    fn cycles_of_a_known_flow_have_their_radii_and_multipliers() {
        let c = 0.05;
        let rate = |s: f64| c * (1.0 - s) * (s - 4.0);
        let velocity = |z: &[f64; 2]| {
            let r = rate(z[0] * z[0] + z[1] * z[1]);
            [r * z[0] - z[1], r * z[1] + z[0]]
        };
        // div = 2·rate(s) + 2s·rate′(s), rate′ = c(5 − 2s).
        let divergence = |z: &[f64; 2]| {
            let s = z[0] * z[0] + z[1] * z[1];
            2.0 * rate(s) + 2.0 * s * c * (5.0 - 2.0 * s)
        };
        let flow = Flow { velocity, divergence, centre: [0.0, 0.0] };
        let cycles = flow.limit_cycles(2.8);
        assert_eq!(cycles.len(), 2);
        for (cycle, (radius, slope)) in cycles.iter().zip([(1.0, 6.0 * c), (2.0, -24.0 * c)]) {
            assert!((cycle.radius - radius).abs() < 1e-8, "{}", cycle.radius);
            assert!((cycle.period - core::f64::consts::TAU).abs() < 1e-8);
            let multiplier = libm::exp(core::f64::consts::TAU * slope);
            assert!((cycle.multiplier / multiplier - 1.0).abs() < 1e-6, "{} for {multiplier}", cycle.multiplier);
            assert_eq!(cycle.is_stable(), radius == 2.0);
            let (measured, apart) = flow.return_slope(cycle.radius).unwrap();
            assert!((measured - multiplier).abs() < apart + 1e-5, "{measured} for {multiplier}");
        }
    }

    #[test]
    fn a_centre_has_no_limit_cycle() {
        let flow = Flow { velocity: |z: &[f64; 2]| [-z[1], z[0]], divergence: |_: &[f64; 2]| 0.0, centre: [0.0, 0.0] };
        assert!(flow.limit_cycles(3.0).is_empty());
    }
}
