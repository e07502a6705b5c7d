//! The field as a surface seen from a side, with everything that lies on it: [`relief`] is the ground, [`camera`] from
//! where it is seen, [`raster`] its pixels, [`lift`] the layers on it, [`box_lines`] isolines and axes.

mod box_lines;
mod camera;
mod lift;
mod raster;
mod relief;

pub use camera::Camera;
pub use relief::Relief;

use super::backdrop::Image;
use super::pen::Pen;
use super::stage::Stage;
use crate::error::Error;
use crate::frame::{Backdrop, Layer};
use crate::geometry::Rect;
use camera::Projection;
use plotters_backend::DrawingBackend;
use raster::Raster;

/// From the surface to the picture's edges beside and above it, in CSS pixels: room for the axes' numbers.
const MARGIN: (f64, f64) = (40.0, 24.0);

/// Pixels of an image that is draped over a surface.
const DRAPED: f64 = 120_000.0;

/// How long drawing may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// As long as it takes.
    Enough,
    /// A part of a frame, while a hand turns the surface.
    Little,
}

/// A surface in a picture of given size, seen from a side.
#[derive(Debug, Clone)]
pub struct Surface {
    relief: Relief,
    projection: Projection,
    raster: Raster,
    size: (f64, f64),
}

impl Surface {
    /// The ground in a picture of `size` CSS pixels, drawn with `scale` pixels for each.
    pub fn new(relief: Relief, camera: Camera, size: (f64, f64), scale: f64) -> Self {
        let margin = (MARGIN.0.min(0.12 * size.0), MARGIN.1.min(0.08 * size.1));
        let projection = Projection::new(camera, relief.half, size, margin);
        let raster = Raster::new(&relief, &projection, size, scale);
        Self { relief, projection, raster, size }
    }

    /// Gives the ground back, to be seen from elsewhere.
    pub fn into_relief(self) -> Relief {
        self.relief
    }

    /// The surface's pixels, to be laid over the whole picture; transparent beside the surface.
    pub fn image(&self) -> &Image {
        &self.raster.image
    }

    /// The layers as they lie on the surface, for [`Surface::stage`].
    pub fn lift(&self, layers: &[Layer]) -> Vec<Layer> {
        lift::lift(layers, &self.relief, &self.projection, &self.raster, self.size.1)
    }

    /// Where lifted layers are drawn, in a picture whose upper left corner is given.
    pub fn stage(&self, origin: (f64, f64)) -> Stage {
        Stage { view: lift::flat(self.size), origin, size: self.size }
    }

    /// Draws isolines, reference curves and axes; only every third isoline where there is little `time`.
    ///
    /// # Errors
    /// [`Error::Drawing`] when the backend fails.
    pub fn draw_lines<B: DrawingBackend>(
        &self,
        pen: &mut Pen<'_, B>,
        backdrop: &Backdrop,
        axes: [&str; 2],
        origin: (f64, f64),
        time: Time,
    ) -> Result<(), Error> {
        let parts = (&self.relief, &self.projection, &self.raster);
        box_lines::draw(pen, backdrop, parts, axes, (origin, self.size), time)
    }

    /// An image that covers `area` of the plane, as it lies on the surface: to be laid over the whole picture.
    pub fn drape(&self, image: &Image, area: &Rect) -> Image {
        // Coarse enough to be done in every frame.
        let (width, height) = (self.raster.image.width, self.raster.image.height);
        let stride = ((width * height) as f64 / DRAPED).sqrt().ceil().max(1.0) as usize;
        let (columns, rows) = (width.div_ceil(stride), height.div_ceil(stride));
        let mut pixels = vec![0; 4 * columns * rows];
        let part = |at: usize, count: usize| (at as f64 + 0.5) / count as f64;
        for (index, pixel) in pixels.chunks_exact_mut(4).enumerate() {
            let Some([x, y]) = self.locate((part(index % columns, columns), part(index / columns, rows))) else {
                continue;
            };
            let across = (x - area.x[0]) / area.width() * image.width as f64;
            let down = (area.y[1] - y) / area.height() * image.height as f64;
            if across >= 0.0 && down >= 0.0 && across < image.width as f64 && down < image.height as f64 {
                let at = 4 * (down as usize * image.width + across as usize);
                pixel.copy_from_slice(image.pixels.get(at..at + 4).unwrap_or(&[0; 4]));
            }
        }
        Image { width: columns, height: rows, pixels }
    }

    /// What point of the plane is seen at fractions of the width and (from the top) the height.
    pub fn locate(&self, (across, down): (f64, f64)) -> Option<[f64; 2]> {
        let place = (across * self.size.0, down * self.size.1);
        let depth = self.raster.depth(place);
        depth.is_finite().then(|| self.relief.plane(self.projection.ground(place.0, depth)))
    }

    /// At which fractions of the width and (from the top) the height a point of the plane lies.
    pub fn project(&self, point: [f64; 2]) -> Option<(f64, f64)> {
        let ground = self.relief.ground(point);
        let height = self.relief.height(ground);
        if height.is_nan() {
            return None;
        }
        let ((x, y), _) = self.projection.place(ground, height);
        Some((x / self.size.0, y / self.size.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::Grid;
    use crate::palette::ColorMap;
    use crate::view::Theme;

    #[test]
    fn a_draped_image_lies_where_its_points_are() {
        let area = Rect::new([-1.0, 1.0], [-1.0, 1.0]);
        let field = Grid::sample(area, 60, 60, |x, y| x * x + y * y);
        let backdrop = Backdrop { field: Some((field, ColorMap::Relief)), ..Backdrop::default() };
        let ground = Relief::new(&backdrop, true, Theme::Light).unwrap();
        let surface = Surface::new(ground, Camera::default(), (400.0, 300.0), 1.0);
        // Red on the left half, nothing on the right.
        let image = Image { width: 2, height: 1, pixels: vec![255, 0, 0, 255, 0, 0, 0, 0] };
        let draped = surface.drape(&image, &area);
        let at = |point: [f64; 2]| {
            let (across, down) = surface.project(point).unwrap();
            let (column, row) = (across * draped.width as f64, down * draped.height as f64);
            draped.pixels[4 * (row as usize * draped.width + column as usize) + 3]
        };
        assert_eq!([at([-0.3, 0.2]), at([-0.2, -0.3]), at([0.3, 0.2])], [255, 255, 0]);
        assert_eq!(draped.pixels[3], 0, "nothing beside the surface");
    }

    #[test]
    fn what_is_seen_at_a_place_is_projected_there() {
        let field = Grid::sample(Rect::new([-2.0, 2.0], [-1.0, 1.0]), 90, 60, |x, y| x * x - y * y);
        let backdrop = Backdrop { field: Some((field, ColorMap::Diverging)), ..Backdrop::default() };
        let ground = Relief::new(&backdrop, true, Theme::Light).unwrap();
        let surface = Surface::new(ground, Camera::default(), (640.0, 400.0), 2.0);
        let mut found = 0;
        for k in 0..100 {
            let place = (0.05 + 0.09 * f64::from(k % 10), 0.05 + 0.09 * f64::from(k / 10));
            let Some(point) = surface.locate(place) else { continue };
            let Some(back) = surface.project(point) else { continue };
            // Cut faces show the edge above them.
            if (point[0].abs() - 2.0).abs().min((point[1].abs() - 1.0).abs()) > 0.01 {
                assert!((back.0 - place.0).abs() < 0.002 && (back.1 - place.1).abs() < 0.01, "{place:?} {back:?}");
                found += 1;
            }
        }
        assert!(found > 15, "{found} places on the surface");
    }
}
