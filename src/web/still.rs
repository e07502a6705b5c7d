//! What stands behind the moving parts, drawn once per view, size and theme, in stages that each take little time.

use super::canvas::{FineCanvas, context, drawing_error, fill, pixels, spare_canvas, stretch, whole};
use crate::error::Error;
use crate::frame::{Backdrop, Rect};
use crate::view::{self, Pen, Stage, Theme};
use web_sys::HtmlCanvasElement;

/// A canvas out of sight with the backdrop on it.
pub(super) struct Still {
    look: Look,
    canvas: HtmlCanvasElement,
    next: Next,
    /// The canvas' pixels, fetched when a frame has clouds to blend into them.
    pixels: Option<Vec<u8>>,
}

/// All that the picture of a given backdrop depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) view: Rect,
    pub(super) theme: Theme,
    /// Width and height in device pixels.
    pub(super) size: (u32, u32),
    /// Device pixels in a CSS pixel.
    pub(super) scale: f64,
}

/// The stage to come.
enum Next {
    Field(Backdrop),
    Lines(Backdrop),
    Nothing,
}

impl Still {
    /// Nothing drawn yet; `spare` is a canvas to use again.
    pub(super) fn new(look: Look, backdrop: Backdrop, spare: Option<Self>) -> Result<Self, Error> {
        let canvas = spare.map_or_else(spare_canvas, |still| Ok(still.canvas))?;
        canvas.set_width(look.size.0);
        canvas.set_height(look.size.1);
        fill(&canvas, look.theme)?;
        Ok(Self { look, canvas, next: Next::Field(backdrop), pixels: None })
    }

    pub(super) fn is(&self, look: Look) -> bool {
        self.look == look
    }

    /// Whether all of it is drawn.
    pub(super) fn is_done(&self) -> bool {
        matches!(self.next, Next::Nothing)
    }

    /// Draws the next stage.
    pub(super) fn go_on(&mut self, axes: [&str; 2]) -> Result<(), Error> {
        let Look { view, theme, size, scale } = self.look;
        self.next = match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Field(backdrop) => {
                if let Some(image) = view::underlay(&backdrop, theme) {
                    stretch(&image, &self.canvas, whole(&self.canvas))?;
                }
                Next::Lines(backdrop)
            }
            Next::Lines(backdrop) => {
                let mut backend = FineCanvas::new(&self.canvas, scale)?;
                let stage = Stage::new(view, (f64::from(size.0) / scale, f64::from(size.1) / scale));
                view::draw_backdrop(&mut Pen::new(&mut backend, theme, 1.0), &backdrop, &stage, axes)?;
                Next::Nothing
            }
            Next::Nothing => Next::Nothing,
        };
        Ok(())
    }

    /// Copies it to a canvas of the same size.
    pub(super) fn show(&self, canvas: &HtmlCanvasElement) -> Result<(), Error> {
        context(canvas)?.draw_image_with_html_canvas_element(&self.canvas, 0.0, 0.0).map_err(drawing_error)
    }

    /// Its pixels, RGBA, read back once.
    pub(super) fn pixels(&mut self) -> Result<&[u8], Error> {
        if self.pixels.is_none() {
            self.pixels = Some(pixels(&self.canvas)?);
        }
        self.pixels.as_deref().ok_or_else(|| Error::Drawing("the canvas gave no pixels".to_string()))
    }
}
