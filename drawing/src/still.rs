//! What stands behind the moving parts, drawn once per view, size and theme, in stages that each take little time.

use crate::canvas::{FineCanvas, copy, fill, pixels, spare_canvas, stretch, whole};
use saddleback::error::Error;
use saddleback::frame::Backdrop;
use saddleback::geometry::Rect;
use saddleback::view::{self, Camera, Pen, Relief, Stage, Surface, Theme, Time};
use web_sys::HtmlCanvasElement;

/// A canvas out of sight with the backdrop on it.
pub(crate) struct Still {
    look: Look,
    canvas: HtmlCanvasElement,
    backdrop: Backdrop,
    /// The field as a surface, once it is drawn as one.
    surface: Option<Surface>,
    next: Next,
    /// The canvas' pixels, fetched when a frame has clouds to blend into them.
    pixels: Option<Vec<u8>>,
}

/// All that the picture of a given backdrop depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Look {
    pub(crate) view: Rect,
    pub(crate) theme: Theme,
    /// From where the field is seen as a surface, if so.
    pub(crate) camera: Option<Camera>,
    /// While it is being turned a surface is drawn coarsely.
    pub(crate) turning: bool,
    /// Whether a unit is as long on both axes.
    pub(crate) equal_axes: bool,
    /// Width and height in device pixels.
    pub(crate) size: (u32, u32),
    /// Device pixels in a CSS pixel.
    pub(crate) scale: f64,
    /// The decimal sign of numbers.
    pub(crate) decimal: char,
}

/// The stage to come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Field,
    Isolines,
    Signs,
    Nothing,
}

impl Still {
    /// Nothing drawn yet; `last` is what was drawn before, of which whatever still holds is used again.
    pub(crate) fn new(
        look: Look,
        last: Option<Self>,
        behind: impl FnOnce(Rect) -> Result<Backdrop, Error>,
    ) -> Result<Self, Error> {
        let (canvas, backdrop, surface) = match last {
            Some(last) => {
                let same = last.look.view == look.view;
                let surface = last.surface.filter(|_| same && last.look.theme == look.theme && look.camera.is_some());
                (last.canvas, if same { last.backdrop } else { behind(look.view)? }, surface)
            }
            None => (spare_canvas()?, behind(look.view)?, None),
        };
        canvas.set_width(look.size.0);
        canvas.set_height(look.size.1);
        fill(&canvas, look.theme)?;
        Ok(Self { look, canvas, backdrop, surface, next: Next::Field, pixels: None })
    }

    pub(crate) fn look(&self) -> Look {
        self.look
    }

    pub(crate) fn is(&self, look: Look) -> bool {
        self.look == look
    }

    /// Whether all of it is drawn.
    pub(crate) fn is_done(&self) -> bool {
        self.next == Next::Nothing
    }

    /// Whether there is a field to be seen as a surface.
    pub(crate) fn has_field(&self) -> bool {
        self.backdrop.field.is_some()
    }

    /// The surface that is drawn, if there is one.
    pub(crate) fn surface(&self) -> Option<&Surface> {
        self.surface.as_ref()
    }

    /// Draws the next stage.
    pub(crate) fn go_on(&mut self, axes: Option<[&str; 2]>) -> Result<(), Error> {
        let Look { view, theme, size, scale, decimal, .. } = self.look;
        let shape = (f64::from(size.0) / scale, f64::from(size.1) / scale);
        match self.next {
            Next::Field => {
                self.surface = self.look.camera.and_then(|camera| self.seen_from(camera, shape));
                let image = match &self.surface {
                    Some(surface) => stretch(surface.image(), &self.canvas, whole(&self.canvas)),
                    None => view::underlay(&self.backdrop, theme)
                        .map_or(Ok(()), |image| stretch(&image, &self.canvas, whole(&self.canvas))),
                };
                image?;
                self.next = Next::Isolines;
            }
            Next::Isolines => {
                if self.surface.is_none() {
                    let mut backend = FineCanvas::new(&self.canvas, scale)?;
                    let mut pen = Pen::new(&mut backend, theme, 1.0).with_decimal(decimal);
                    view::draw_isolines(&mut pen, &self.backdrop, &Stage::new(view, shape))?;
                }
                self.next = Next::Signs;
            }
            Next::Signs => {
                let mut backend = FineCanvas::new(&self.canvas, scale)?;
                let mut pen = Pen::new(&mut backend, theme, 1.0).with_decimal(decimal);
                let time = if self.look.turning { Time::Little } else { Time::Enough };
                match &self.surface {
                    Some(surface) => {
                        let names = axes.unwrap_or_default();
                        surface.draw_lines(&mut pen, &self.backdrop, names, (0.0, 0.0), time)?;
                    }
                    None => view::draw_signs(&mut pen, &self.backdrop, &Stage::new(view, shape), axes)?,
                }
                self.next = Next::Nothing;
            }
            Next::Nothing => {}
        }
        Ok(())
    }

    /// The field as a surface in a picture of some shape in CSS pixels; none where there is no field.
    fn seen_from(&mut self, camera: Camera, shape: (f64, f64)) -> Option<Surface> {
        let known = self.surface.take().map(Surface::into_relief);
        let relief = known.or_else(|| Relief::new(&self.backdrop, self.look.equal_axes, self.look.theme))?;
        // More pixels than the eye can tell apart on a slope are not worth their time.
        let fineness = if self.look.turning { 0.5 } else { self.look.scale.min(2.0) };
        Some(Surface::new(relief, camera, shape, fineness))
    }

    /// Copies it to a canvas, its upper left corner at a place in device pixels.
    pub(crate) fn show(&self, canvas: &HtmlCanvasElement, at: (f64, f64)) -> Result<(), Error> {
        copy(&self.canvas, canvas, at)
    }

    /// Its pixels, RGBA, read back once.
    pub(crate) fn pixels(&mut self) -> Result<&[u8], Error> {
        if self.pixels.is_none() {
            self.pixels = Some(pixels(&self.canvas)?);
        }
        self.pixels.as_deref().ok_or_else(|| Error::Drawing("the canvas gave no pixels".to_string()))
    }
}
