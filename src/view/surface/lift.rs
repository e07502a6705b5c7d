//! Layers of the plane laid on the surface: the same layers, their points where the surface shows them.

use super::camera::Projection;
use super::raster::Raster;
use super::relief::Relief;
use crate::frame::Layer;
use crate::geometry::Rect;

/// Pieces of a path longer than this on the ground, whose longer half side is 1, are bent over the surface.
const LONGEST: f64 = 0.04;
/// A single piece is bent in at most so many places.
const BENDS: usize = 48;
/// Width, in CSS pixels, of what is hidden behind the surface and still hinted at.
const HINT: f64 = 0.7;

/// A view in which data units are CSS pixels of a picture of this size: where lifted layers are drawn.
pub fn flat(size: (f64, f64)) -> Rect {
    Rect::new([0.0, size.0], [0.0, size.1])
}

/// The layers as they lie on a surface in a picture `height` CSS pixels high, for a stage with the view [`flat`].
/// Paths that the surface hides become thin lines; fields stay out, since the ground has its colours already.
pub fn lift(layers: &[Layer], relief: &Relief, projection: &Projection, raster: &Raster, height: f64) -> Vec<Layer> {
    let eye = Eye { relief, projection, raster, height };
    let mut lifted = Vec::with_capacity(layers.len());
    for layer in layers {
        match layer {
            Layer::Trail { points, color } => {
                let (seen, hidden) = eye.path(points);
                lifted.extend(hidden.map(|points| Layer::Curve { points, color: *color, width: HINT, dashed: false }));
                lifted.push(Layer::Trail { points: seen, color: *color });
            }
            Layer::Curve { points, color, width, dashed } => {
                let (seen, hidden) = eye.path(points);
                lifted.extend(hidden.map(|points| Layer::Curve { points, color: *color, width: HINT, dashed: false }));
                lifted.push(Layer::Curve { points: seen, color: *color, width: *width, dashed: *dashed });
            }
            Layer::Cloud { points, color, radius, opacity } => {
                let places = points.iter().filter_map(|point| eye.see(*point)).filter(|(_, seen)| *seen);
                let points = places.map(|(place, _)| place).collect();
                lifted.push(Layer::Cloud { points, color: *color, radius: *radius, opacity: *opacity });
            }
            Layer::Marker { at, color, label, filled } => {
                if let Some((at, seen)) = eye.see(*at) {
                    // What is hidden is a ring, as if seen through the ground.
                    let filled = *filled && seen;
                    lifted.push(Layer::Marker { at, color: *color, label: label.clone(), filled });
                }
            }
            Layer::Arrow { from, to, color, label, dashed } => {
                if let (Some((from, _)), Some((to, _))) = (eye.see(*from), eye.see(*to)) {
                    lifted.push(Layer::Arrow { from, to, color: *color, label: label.clone(), dashed: *dashed });
                }
            }
            Layer::Text { at, text, color } => {
                if let Some((at, _)) = eye.see(*at) {
                    lifted.push(Layer::Text { at, text: text.clone(), color: *color });
                }
            }
            Layer::Area { .. } | Layer::Field { .. } => {}
        }
    }
    lifted
}

struct Eye<'a> {
    relief: &'a Relief,
    projection: &'a Projection,
    raster: &'a Raster,
    height: f64,
}

impl Eye<'_> {
    /// Where a point of the plane is seen, and whether nothing hides it; none where there is no surface.
    fn see(&self, point: [f64; 2]) -> Option<([f64; 2], bool)> {
        let ground = self.relief.ground(point);
        let height = self.relief.height(ground);
        // Of a height that is not a number there is no place.
        if height.is_nan() {
            return None;
        }
        let (place, depth) = self.projection.place(ground, height);
        Some(([place.0, self.height - place.1], self.raster.sees(place, depth)))
    }

    /// A path on the surface: the points in sight, with gaps where it is hidden or leaves; and the hidden ones, if any.
    fn path(&self, points: &[[f64; 2]]) -> (Vec<[f64; 2]>, Option<Vec<[f64; 2]>>) {
        const GAP: [f64; 2] = [f64::NAN; 2];
        let (mut seen, mut hidden) = (Vec::with_capacity(points.len()), Vec::new());
        let mut before = None;
        let mut last: Option<[f64; 2]> = None;
        for point in points {
            let from = last.replace(*point).unwrap_or(*point);
            let pieces = self.pieces(from, *point);
            for piece in 1..=pieces {
                let part = piece as f64 / pieces as f64;
                let sight = self.see([from[0] + part * (point[0] - from[0]), from[1] + part * (point[1] - from[1])]);
                match sight {
                    Some((place, true)) => {
                        seen.push(place);
                        // A hint joins what is in sight.
                        if before == Some(false) {
                            hidden.push(place);
                            hidden.push(GAP);
                        }
                    }
                    Some((place, false)) => {
                        if before == Some(true) {
                            hidden.extend(seen.last().copied());
                            seen.push(GAP);
                        }
                        hidden.push(place);
                    }
                    None => {
                        seen.push(GAP);
                        hidden.push(GAP);
                    }
                }
                before = sight.map(|(_, in_sight)| in_sight);
            }
        }
        let any = hidden.iter().any(|point| point[0].is_finite());
        (seen, any.then_some(hidden))
    }

    /// In how many pieces a straight piece of a path follows the ground.
    fn pieces(&self, from: [f64; 2], to: [f64; 2]) -> usize {
        let (a, b) = (self.relief.ground(from), self.relief.ground(to));
        let length = libm::hypot(b[0] - a[0], b[1] - a[1]);
        if length.is_finite() { ((length / LONGEST).ceil() as usize).clamp(1, BENDS) } else { 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Backdrop;
    use crate::geometry::Grid;
    use crate::palette::{Color, ColorMap};
    use crate::view::Theme;
    use crate::view::surface::Camera;

    const SIZE: (f64, f64) = (400.0, 300.0);

    fn lifted(layers: &[Layer]) -> Vec<Layer> {
        let area = Rect::new([-1.0, 1.0], [-1.0, 1.0]);
        let field = Grid::sample(area, 60, 60, |_, y| libm::exp(-20.0 * y * y));
        let backdrop = Backdrop { field: Some((field, ColorMap::Density)), ..Backdrop::default() };
        let relief = Relief::new(&backdrop, true, Theme::Light).unwrap();
        let projection = Projection::new(Camera { azimuth: 0.0, elevation: 0.3 }, relief.half, SIZE, (10.0, 10.0));
        let raster = Raster::new(&relief, &projection, SIZE, 1.0);
        lift(layers, &relief, &projection, &raster, SIZE.1)
    }

    #[test]
    fn a_path_over_a_ridge_climbs_and_is_hidden_behind_it() {
        let trail = Layer::Trail { points: vec![[0.0, -0.9], [0.0, 0.5]], color: Color::Blue };
        let lifted = lifted(&[trail]);
        let [Layer::Curve { points: hidden, .. }, Layer::Trail { points: seen, .. }] = &lifted[..] else {
            panic!("{lifted:?}")
        };
        let top = seen.iter().map(|point| point[1]).fold(f64::NEG_INFINITY, f64::max);
        assert!(top > seen[0][1] + 60.0, "it climbs");
        assert!(hidden.iter().filter(|point| point[1].is_finite()).all(|point| point[1] < top + 1.0));
    }

    #[test]
    fn what_leaves_the_ground_is_cut_off_and_nonsense_is_left_out() {
        let points = vec![[0.0, -0.5], [0.0, -5.0], [f64::NAN, 0.0], [1e300, -1e300], [0.1, -0.5]];
        let layers = [
            Layer::Trail { points: points.clone(), color: Color::Blue },
            Layer::Cloud { points, color: Color::Blue, radius: 1.0, opacity: 1.0 },
            Layer::Marker { at: [7.0, 7.0], color: Color::Ink, label: String::new().into(), filled: true },
        ];
        let lifted = lifted(&layers);
        for layer in &lifted {
            match layer {
                Layer::Trail { points, .. } => assert!(points.len() < 200),
                Layer::Cloud { points, .. } => assert_eq!(points.len(), 2),
                other => panic!("{other:?}"),
            }
        }
    }
}
