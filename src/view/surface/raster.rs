//! A surface's pixels. In parallel projection a column of the picture sees one line of the ground, so each is walked from
//! the near edge inward, and whatever rises above all before it is seen.

use super::camera::Projection;
use super::relief::Relief;
use crate::view::backdrop::Image;
use crate::view::theme::Rgb;

/// How far below the lowest height the block reaches that the surface is cut from.
pub(super) const BASE: f64 = -0.06;

/// The pixels of a surface, and how far inward what is seen in each lies.
#[derive(Debug, Clone)]
pub struct Raster {
    /// The pixels, transparent beside the surface.
    pub image: Image,
    /// Infinite beside the surface.
    depths: Vec<f32>,
    /// Pixels of the raster in a CSS pixel.
    scale: f64,
}

impl Raster {
    /// A surface on a picture of `size` CSS pixels, drawn with `scale` pixels for each.
    pub fn new(relief: &Relief, projection: &Projection, size: (f64, f64), scale: f64) -> Self {
        let pixels = |length: f64| ((length * scale).round().max(1.0) as usize).min(8192);
        let (width, height) = (pixels(size.0), pixels(size.1));
        let mut raster = Self {
            image: Image { width, height, pixels: vec![0; 4 * width * height] },
            depths: vec![f32::INFINITY; width * height],
            scale,
        };
        // Two steps for each sample that is passed, but not finer than half a pixel.
        let stride = (1.0 / relief.fineness() as f64).max(0.5 / (projection.foreshortening() * scale));
        for column in 0..width {
            raster.walk(relief, projection, column, stride);
        }
        raster
    }

    fn walk(&mut self, relief: &Relief, projection: &Projection, column: usize, stride: f64) {
        let x = (column as f64 + 0.5) / self.scale;
        let Some([near, far]) = projection.depths(x, relief.half) else { return };
        let scale = self.scale;
        let row = |depth: f64, height: f64| projection.ordinate(depth, height) * scale;
        // The highest row filled so far, and row and depth of the last sample: between it and the next is surface.
        let mut top = row(near, BASE);
        let mut last = Some((top, near));
        let steps = ((far - near) / stride).ceil().max(1.0);
        for step in 0..=steps as usize {
            let depth = near + (far - near) * step as f64 / steps;
            let (height, color) = relief.look(projection.ground(x, depth));
            if height.is_nan() {
                last = None;
                continue;
            }
            let y = row(depth, height);
            if y < top {
                if let Some(from) = last {
                    self.fill((column, top), from, (y, depth), if step == 0 { relief.cut } else { color });
                }
                top = y;
            }
            last = Some((y, depth));
        }
    }

    /// Fills a column's pixels above `top` whose middles lie between two samples' rows; the samples have depths too.
    fn fill(&mut self, (column, top): (usize, f64), from: (f64, f64), to: (f64, f64), color: Rgb) {
        let bound = |row: f64| ((row + 0.5).floor().max(0.0) as usize).min(self.image.height);
        let slope = (to.1 - from.1) / (from.0 - to.0).max(1e-9);
        for row in bound(to.0)..bound(from.0.min(top)) {
            let at = row * self.image.width + column;
            self.image.pixels[4 * at..4 * at + 4].copy_from_slice(&[color.0, color.1, color.2, u8::MAX]);
            self.depths[at] = (from.1 + slope * (from.0 - row as f64 - 0.5)) as f32;
        }
    }

    /// How far inward lies what is seen at a place in CSS pixels; infinite where there is no surface.
    pub fn depth(&self, (x, y): (f64, f64)) -> f64 {
        let (column, row) = (x * self.scale, y * self.scale);
        if !(column >= 0.0 && row >= 0.0) {
            return f64::INFINITY;
        }
        let (column, row) = (column as usize, row as usize);
        if column >= self.image.width {
            return f64::INFINITY;
        }
        self.depths.get(row * self.image.width + column).map_or(f64::INFINITY, |depth| f64::from(*depth))
    }

    /// Whether a point of the surface at a place in CSS pixels, so far inward, is in sight.
    pub fn sees(&self, (x, y): (f64, f64), depth: f64) -> bool {
        // A little above the point there is what lies behind it, unless something nearer hides it.
        self.depth((x, y - 2.0)) > depth - 0.02
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::frame::Backdrop;
    use crate::geometry::{Grid, Rect};
    use crate::palette::ColorMap;
    use crate::view::Theme;
    use crate::view::surface::Camera;

    const SIZE: (f64, f64) = (300.0, 200.0);

    /// A ridge along x, seen from the front.
    fn ridge() -> (Relief, Projection) {
        let area = Rect::new([-1.0, 1.0], [-1.0, 1.0]);
        let field = Grid::sample(area, 60, 60, |_, y| libm::exp(-20.0 * y * y));
        let backdrop = Backdrop { field: Some((field, ColorMap::Density)), ..Backdrop::default() };
        let relief = Relief::new(&backdrop, true, Theme::Light).unwrap();
        let projection = Projection::new(Camera { azimuth: 0.0, elevation: 0.3 }, relief.half, SIZE, (10.0, 10.0));
        (relief, projection)
    }

    #[test]
    fn what_is_behind_a_ridge_is_not_seen() {
        let (relief, projection) = ridge();
        let raster = Raster::new(&relief, &projection, SIZE, 1.0);
        for (y, seen) in [(-0.8, true), (-0.1, true), (0.0, true), (0.25, false), (0.4, false)] {
            let ground = relief.ground([0.2, y]);
            let (place, depth) = projection.place(ground, relief.height(ground));
            assert_eq!(raster.sees(place, depth), seen, "y = {y}");
        }
    }

    #[test]
    fn every_pixel_shows_the_point_of_the_surface_that_lies_there() {
        let (relief, projection) = ridge();
        let raster = Raster::new(&relief, &projection, SIZE, 1.0);
        let mut shown = 0;
        for row in 0..200 {
            let place = (150.5, f64::from(row) + 0.5);
            let depth = raster.depth(place);
            if depth.is_finite() {
                let ((_, y), _) = projection
                    .place(projection.ground(place.0, depth), relief.height(projection.ground(place.0, depth)));
                let cut = (depth + 1.0).abs() < 1e-6;
                assert!(cut || (y - place.1).abs() < 3.0, "row {row} shows what lies at {y}");
                shown += 1;
            }
        }
        assert!(shown > 60, "{shown} rows");
    }

    #[test]
    fn holes_are_left_out() {
        let (mut relief, projection) = ridge();
        let whole = Raster::new(&relief, &projection, SIZE, 1.0);
        let field = Grid::sample(relief.area, 60, 60, |x, y| if x > 0.0 { f64::NAN } else { y });
        let backdrop = Backdrop { field: Some((field, ColorMap::Relief)), ..Backdrop::default() };
        relief = Relief::new(&backdrop, true, Theme::Dark).unwrap();
        let holed = Raster::new(&relief, &projection, SIZE, 1.0);
        let covered = |raster: &Raster| raster.image.pixels.chunks(4).filter(|pixel| pixel[3] > 0).count();
        assert!(covered(&holed) > 1000 && covered(&holed) < covered(&whole));
        assert!(holed.depth((250.0, 120.0)).is_infinite());
    }
}
