//! The plane and the unit sphere, each with its mirror, and where they stand in the picture.

/// Where the plane's mirror and the sphere's centre stand in the picture, and how far from the mirror a pair is shown.
pub(super) const MIRROR: f64 = -1.65;
pub(super) const SPHERE: [f64; 2] = [1.65, 0.0];
pub(super) const PANEL: f64 = 1.45;
/// By how much the sphere is turned about its vertical axis and tilted, so that its mirror is seen as an ellipse.
const TURN: f64 = 0.55;
const TILT: f64 = 0.3;

/// On what the motions move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surface {
    Plane,
    Sphere,
}

impl Surface {
    /// A motion's distance from the mirror a step of time η later; none where it met the mirror on its way, and so its image.
    /// Between two looks at a and b a motion has touched the mirror with probability e^{−2ab/η}, as a Brownian bridge does.
    pub(super) fn away(self, from: f64, eta: f64, [across, along]: [f64; 2], luck: f64) -> Option<f64> {
        let root = libm::sqrt(eta);
        let to = match self {
            Self::Plane => from + root * across,
            Self::Sphere => {
                // Along a great circle, in a direction of normal coordinates (across, along).
                let length = root * libm::hypot(across, along);
                let slope = if length > 0.0 { libm::sin(length) / length } else { 1.0 };
                let (sine, cosine) = libm::sincos(from);
                libm::asin((sine * libm::cos(length) + cosine * slope * root * across).clamp(-1.0, 1.0))
            }
        };
        (to > 0.0 && luck >= libm::exp(-2.0 * from * to / eta)).then_some(to)
    }
}

/// From a unit vector along the great circle in the direction of a vector's tangential part, by that part's length.
pub(super) fn along_great_circle(at: [f64; 3], step: [f64; 3]) -> [f64; 3] {
    let radial: f64 = at.iter().zip(step).map(|(a, s)| a * s).sum();
    let tangent: [f64; 3] = core::array::from_fn(|i| step[i] - radial * at[i]);
    let length = tangent.iter().map(|v| v * v).sum::<f64>().sqrt();
    let slope = if length > 0.0 { libm::sin(length) / length } else { 1.0 };
    let next: [f64; 3] = core::array::from_fn(|i| at[i] * libm::cos(length) + slope * tangent[i]);
    let size = next.iter().map(|v| v * v).sum::<f64>().sqrt();
    next.map(|v| v / size)
}

/// Where a point of the unit sphere is seen, and whether it is on the front.
pub(super) fn projected([x, y, z]: [f64; 3]) -> ([f64; 2], bool) {
    let (turn, tilt) = (libm::sincos(TURN), libm::sincos(TILT));
    let (across, depth) = (x * turn.1 + z * turn.0, z * turn.1 - x * turn.0);
    let (up, front) = (y * tilt.1 + depth * tilt.0, depth * tilt.1 - y * tilt.0);
    ([SPHERE[0] + across, SPHERE[1] + up], front >= 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;
    use approx::assert_relative_eq;

    #[test]
    fn steps_on_the_sphere_stay_on_it_and_have_their_length() {
        let mut stream = Stream::new(2, "sphere");
        let mut at = [0.6, 0.0, 0.8];
        for _ in 0..1000 {
            let step = [0.1 * stream.normal(), 0.1 * stream.normal(), 0.1 * stream.normal()];
            let radial: f64 = at.iter().zip(step).map(|(a, s)| a * s).sum();
            let length = step.iter().map(|v| v * v).sum::<f64>() - radial * radial;
            let next = along_great_circle(at, step);
            let cosine: f64 = at.iter().zip(next).map(|(a, b)| a * b).sum();
            assert_relative_eq!(libm::acos(cosine.min(1.0)), length.max(0.0).sqrt(), epsilon = 1e-7);
            at = next;
        }
        assert_relative_eq!(at.iter().map(|v| v * v).sum::<f64>(), 1.0, epsilon = 1e-14);
    }

    #[test]
    fn height_alone_moves_as_the_vector_does() {
        // The same step, once by the distance from the mirror alone and once by the vector: across is the direction towards the pole.
        let (from, eta, across, along) = (0.7_f64, 0.01, 0.8, -1.3);
        let at = [from.sin(), 0.0, from.cos()];
        let root = libm::sqrt(eta);
        let step = [root * across * from.cos(), root * along, -root * across * from.sin()];
        let to = Surface::Sphere.away(from, eta, [across, along], 1.0).unwrap();
        assert_relative_eq!(libm::sin(to), along_great_circle(at, step)[0], epsilon = 1e-14);
    }
}
