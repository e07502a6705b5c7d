//! One picture on a canvas: what stands still behind it, drawn once, and what moves on top.

use crate::canvas::{FineCanvas, context, put, stretch, whole};
use crate::still::{Look, Still};
use saddleback::error::Error;
use saddleback::frame::{Backdrop, Layer};
use saddleback::geometry::Rect;
use saddleback::view::{self, Pen, Stage, Surface};
use web_sys::HtmlCanvasElement;

/// A picture as it was last drawn.
#[derive(Default)]
pub(crate) struct Pane {
    still: Option<Still>,
}

impl Pane {
    /// Whether all that stands still is drawn as it is to look.
    pub(crate) fn is_done(&self, look: Look) -> bool {
        self.still.as_ref().is_some_and(|still| still.is(look) && still.is_done())
    }

    /// Whether there is a field to be seen as a surface.
    pub(crate) fn has_field(&self) -> bool {
        self.still.as_ref().is_some_and(Still::has_field)
    }

    /// The surface that is drawn, if there is one.
    pub(crate) fn surface(&self) -> Option<&Surface> {
        self.still.as_ref().and_then(Still::surface)
    }

    /// Draws the next stage of what stands still.
    pub(crate) fn go_on(
        &mut self,
        look: Look,
        axes: Option<[&str; 2]>,
        behind: impl FnOnce(Rect) -> Result<Backdrop, Error>,
    ) -> Result<(), Error> {
        match &mut self.still {
            Some(still) if still.is(look) => still.go_on(axes),
            still => {
                *still = Some(Still::new(look, still.take(), behind)?);
                Ok(())
            }
        }
    }

    /// Shows what there is of what stands still, its upper left corner at a place in device pixels.
    pub(crate) fn show(&self, canvas: &HtmlCanvasElement, at: (f64, f64)) -> Result<(), Error> {
        self.still.as_ref().map_or(Ok(()), |still| still.show(canvas, at))
    }

    /// Draws layers over what stands still, on a canvas of the picture's size.
    pub(crate) fn draw(&mut self, canvas: &HtmlCanvasElement, layers: &[Layer]) -> Result<(), Error> {
        let Some(still) = self.still.as_mut() else { return Ok(()) };
        let Look { view, theme, size, scale, decimal, .. } = still.look();
        let shape = (f64::from(size.0) / scale, f64::from(size.1) / scale);
        let stage = still.surface().map_or_else(|| Stage::new(view, shape), |surface| surface.stage((0.0, 0.0)));
        let lifted = still.surface().map(|surface| surface.lift(layers));
        let fields = layers;
        let layers = lifted.as_deref().unwrap_or(layers);
        // A cloud lies over a moving field, so there it is drawn with the other layers. Elsewhere it is stamped into the pixels,
        // which is fast for any number of points.
        let clouds = fields.iter().any(|layer| matches!(layer, Layer::Field { .. }));
        if !clouds && layers.iter().any(|layer| matches!(layer, Layer::Cloud { .. })) {
            let mut blended = still.pixels()?.to_vec();
            view::stamp_clouds(&mut blended, (size.0 as usize, size.1 as usize), layers, &stage, scale, theme);
            put(&mut blended, size, &context(canvas)?)?;
        } else {
            still.show(canvas, (0.0, 0.0))?;
        }
        for layer in fields {
            if let Layer::Field { grid, map } = layer {
                let over = view::overlay(grid, *map, theme);
                match still.surface() {
                    Some(surface) => stretch(&surface.drape(&over, &grid.area), canvas, whole(canvas))?,
                    None => stretch(&over, canvas, stage.rectangle(&grid.area).map(|length| length * scale))?,
                }
            }
        }
        let mut backend = FineCanvas::new(canvas, scale)?;
        view::draw_layers(&mut Pen::new(&mut backend, theme, 1.0).with_decimal(decimal), layers, &stage, clouds)
    }
}
