//! When two Brownian motions meet that are coupled by reflection, on the plane and on the unit sphere.

use crate::normal;

/// P(met by time t) on the plane, for motions of unit variance per unit time a distance r apart at first: the distance is r + 2W,
/// so 2Φ(−r/(2√t)) (Lindvall & Rogers 1986, Annals of Probability 14).
pub fn plane_meeting_probability(distance: f64, time: f64) -> f64 {
    2.0 * normal::distribution(-0.5 * distance / libm::sqrt(time))
}

/// The mean meeting time on the unit sphere: the distance D obeys dD = 2dW − tan(D/2)dt (Kendall 1986), so that T(D), with
/// 2T″ − tan(D/2)T′ = −1, T(0) = 0 and a finite slope at π, is 2·ln(1 + sin(D/2)). On the plane the mean is infinite.
pub fn sphere_mean_meeting_time(distance: f64) -> f64 {
    2.0 * libm::log1p(libm::sin(0.5 * distance))
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_mean_time_solves_its_equation() {
        let h = 1e-4;
        for d in [0.5, 1.5, 2.5, 3.0] {
            let [low, middle, high] = [d - h, d, d + h].map(sphere_mean_meeting_time);
            let (slope, curvature) = ((high - low) / (2.0 * h), (high - 2.0 * middle + low) / (h * h));
            assert_relative_eq!(2.0 * curvature - libm::tan(0.5 * d) * slope, -1.0, epsilon = 1e-6);
        }
        assert_eq!(sphere_mean_meeting_time(0.0), 0.0);
    }

    #[test]
    fn half_have_met_at_the_median() {
        // 2Φ(−z) = ½ at z = 0.674490: t = (r/2z)².
        let time: f64 = (2.0 / (2.0 * 0.674_489_750_196_081_7_f64)).powi(2);
        assert_relative_eq!(plane_meeting_probability(2.0, time), 0.5, epsilon = 1e-12);
    }
}
