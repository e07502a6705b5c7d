//! From where a surface is seen, and where its points then lie: in parallel projection, so that equal lengths stay equal.

/// How far from level and from upright the view may be tilted, in radians.
const TILT: [f64; 2] = [0.12, 1.45];
/// How high the surface is, where half the longer side of its ground is 1.
pub(super) const HEIGHT: f64 = 0.72;

/// A direction of view onto a surface.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Camera {
    /// By how much the ground is turned, in radians; at 0 the abscissa runs to the right.
    pub azimuth: f64,
    /// The angle above the ground, in radians.
    pub elevation: f64,
}

impl Default for Camera {
    fn default() -> Self {
        Self { azimuth: -0.6, elevation: 0.68 }
    }
}

impl Camera {
    /// The view turned and tilted by some radians; what is not finite turns nothing.
    pub fn orbited(self, around: f64, up: f64) -> Self {
        if !(around.is_finite() && up.is_finite()) {
            return self;
        }
        let azimuth = (self.azimuth + around) % core::f64::consts::TAU;
        Self { azimuth, elevation: (self.elevation + up).clamp(TILT[0], TILT[1]) }
    }
}

/// A camera in front of a picture: ground coordinates in [−1, 1] of the longer side, heights in [0, 1].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Projection {
    /// The picture's rightward and inward directions on the ground.
    right: [f64; 2],
    inward: [f64; 2],
    /// How a unit inward and a unit of height raise a point in the picture, in units of the ground.
    rise: [f64; 2],
    /// The ground's middle in the picture, and pixels per unit.
    middle: (f64, f64),
    scale: f64,
}

impl Projection {
    /// The view of a ground whose half sides are given, on a picture of some size, with `margin` beside and above it.
    pub fn new(camera: Camera, half: [f64; 2], size: (f64, f64), margin: (f64, f64)) -> Self {
        let (sin, cos) = (libm::sin(camera.azimuth), libm::cos(camera.azimuth));
        let rise = [libm::sin(camera.elevation), HEIGHT * libm::cos(camera.elevation)];
        // Whatever the azimuth, the ground is inside its circle: turning it, nothing grows or shrinks.
        let radius = libm::hypot(half[0], half[1]);
        let room = ((size.0 - 2.0 * margin.0).max(8.0), (size.1 - 2.0 * margin.1).max(8.0));
        let scale = (room.0 / (2.0 * radius)).min(room.1 / (2.0 * radius * rise[0] + rise[1]));
        let middle = (0.5 * size.0, 0.5 * size.1 + 0.5 * scale * rise[1]);
        Self { right: [cos, -sin], inward: [sin, cos], rise, middle, scale }
    }

    /// Where a point lies in the picture, and how far inward.
    pub fn place(&self, [a, b]: [f64; 2], height: f64) -> ((f64, f64), f64) {
        let across = a * self.right[0] + b * self.right[1];
        let depth = a * self.inward[0] + b * self.inward[1];
        let up = depth * self.rise[0] + height * self.rise[1];
        ((self.middle.0 + self.scale * across, self.middle.1 - self.scale * up), depth)
    }

    /// The point of the ground in the picture's column `x` that lies so far inward.
    pub fn ground(&self, x: f64, depth: f64) -> [f64; 2] {
        let across = (x - self.middle.0) / self.scale;
        [0, 1].map(|k| across * self.right[k] + depth * self.inward[k])
    }

    /// Which depths of the picture's column `x` lie on the ground with the given half sides.
    pub fn depths(&self, x: f64, half: [f64; 2]) -> Option<[f64; 2]> {
        let foot = self.ground(x, 0.0);
        let (mut near, mut far) = (f64::NEG_INFINITY, f64::INFINITY);
        for k in 0..2 {
            let slope = self.inward[k];
            if slope.abs() < 1e-12 {
                if foot[k].abs() > half[k] {
                    return None;
                }
                continue;
            }
            let (a, b) = ((-half[k] - foot[k]) / slope, (half[k] - foot[k]) / slope);
            (near, far) = (near.max(a.min(b)), far.min(a.max(b)));
        }
        (near < far).then_some([near, far])
    }

    /// The ordinate in the picture of a point so far inward and so high.
    pub fn ordinate(&self, depth: f64, height: f64) -> f64 {
        self.middle.1 - self.scale * (depth * self.rise[0] + height * self.rise[1])
    }

    /// Pixels per unit of depth upward in the picture.
    pub fn foreshortening(&self) -> f64 {
        self.scale * self.rise[0]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again() {
        let camera = Camera { azimuth: 0.7, elevation: 0.5 };
        let projection = Projection::new(camera, [1.0, 0.6], (800.0, 500.0), (30.0, 30.0));
        let ((x, y), depth) = projection.place([0.3, -0.4], 0.25);
        let ground = projection.ground(x, depth);
        assert!((ground[0] - 0.3).abs() < 1e-12 && (ground[1] + 0.4).abs() < 1e-12);
        assert!((projection.ordinate(depth, 0.25) - y).abs() < 1e-9);
        let [near, far] = projection.depths(x, [1.0, 0.6]).unwrap();
        assert!(near < depth && depth < far);
        for end in [near, far] {
            let edge = projection.ground(x, end);
            assert!((edge[0].abs() - 1.0).abs().min((edge[1].abs() - 0.6).abs()) < 1e-9);
        }
    }

    #[test]
    fn the_whole_box_is_in_the_picture_however_it_is_turned() {
        for k in 0..40 {
            let camera = Camera::default().orbited(f64::from(k) * 0.37, f64::from(k % 7) * 0.2 - 0.6);
            let projection = Projection::new(camera, [1.0, 0.5], (640.0, 400.0), (20.0, 20.0));
            for (a, b, height) in [(-1.0, -0.5, 0.0), (1.0, -0.5, 1.0), (1.0, 0.5, 0.0), (-1.0, 0.5, 1.0)] {
                let ((x, y), _) = projection.place([a, b], height);
                assert!((20.0..=620.0).contains(&x) && (19.9..=380.1).contains(&y), "({x}, {y}) from {camera:?}");
            }
        }
    }

    #[test]
    fn tilting_stops_before_the_ground_is_seen_from_below_and_nonsense_turns_nothing() {
        let camera = Camera::default();
        assert!(camera.orbited(0.0, -9.0).elevation > 0.0);
        assert!(camera.orbited(0.0, 9.0).elevation < core::f64::consts::FRAC_PI_2);
        assert_eq!(camera.orbited(f64::NAN, 1.0), camera);
    }
}
