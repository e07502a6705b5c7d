//! plotters' canvas backend on a grid finer than pixels, and images put on a canvas.

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};
use plotters_canvas::CanvasBackend;
use saddleback::error::Error;
use saddleback::view::{FINE, Image, Theme, hex};
use wasm_bindgen::{Clamped, JsCast as _, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// What a canvas' method threw, in words.
pub(crate) fn drawing_error(value: impl Into<JsValue>) -> Error {
    Error::Drawing(format!("{:?}", value.into()))
}

/// A canvas' 2-D context.
pub(crate) fn context(canvas: &HtmlCanvasElement) -> Result<CanvasRenderingContext2d, Error> {
    let none = || Error::Drawing("the canvas has no 2-D context".to_string());
    canvas.get_context("2d").map_err(drawing_error)?.ok_or_else(none)?.dyn_into().map_err(|_| none())
}

/// A canvas that is in no document.
pub(crate) fn spare_canvas() -> Result<HtmlCanvasElement, Error> {
    let none = || Error::Drawing("there is no document to make a canvas".to_string());
    let document = web_sys::window().and_then(|window| window.document()).ok_or_else(none)?;
    document.create_element("canvas").map_err(drawing_error)?.dyn_into().map_err(|_| none())
}

/// Fills a canvas with the paper's colour.
pub(crate) fn fill(canvas: &HtmlCanvasElement, theme: Theme) -> Result<(), Error> {
    let context = context(canvas)?;
    context.set_fill_style_str(&hex(theme.paper()));
    context.fill_rect(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height()));
    Ok(())
}

/// A canvas' pixels, RGBA. They are read from a copy kept for reading: a canvas that is drawn with the graphics card
/// would be moved off it once it had been read a few times.
pub(crate) fn pixels(canvas: &HtmlCanvasElement) -> Result<Vec<u8>, Error> {
    let copy = spare_canvas()?;
    copy.set_width(canvas.width());
    copy.set_height(canvas.height());
    let for_reading = js_sys::Object::new();
    js_sys::Reflect::set(&for_reading, &"willReadFrequently".into(), &true.into()).map_err(drawing_error)?;
    copy.get_context_with_context_options("2d", &for_reading).map_err(drawing_error)?;
    let context = context(&copy)?;
    context.draw_image_with_html_canvas_element(canvas, 0.0, 0.0).map_err(drawing_error)?;
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    Ok(context.get_image_data(0.0, 0.0, width, height).map_err(drawing_error)?.data().0)
}

/// Stretches a small image over a rectangle of a canvas (left, top, width, height in device pixels), smoothly.
pub(crate) fn stretch(image: &Image, canvas: &HtmlCanvasElement, [x, y, width, height]: [f64; 4]) -> Result<(), Error> {
    let small = spare_canvas()?;
    small.set_width(image.width as u32);
    small.set_height(image.height as u32);
    put(&mut image.pixels.clone(), (image.width as u32, image.height as u32), &context(&small)?)?;
    let target = context(canvas)?;
    target.set_image_smoothing_enabled(true);
    target.draw_image_with_html_canvas_element_and_dw_and_dh(&small, x, y, width, height).map_err(drawing_error)
}

/// Copies a canvas to another, its upper left corner at a place in device pixels.
pub(crate) fn copy(from: &HtmlCanvasElement, to: &HtmlCanvasElement, (x, y): (f64, f64)) -> Result<(), Error> {
    context(to)?.draw_image_with_html_canvas_element(from, x, y).map_err(drawing_error)
}

/// The whole of a canvas, for [`stretch`].
pub(crate) fn whole(canvas: &HtmlCanvasElement) -> [f64; 4] {
    [0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height())]
}

/// An image as a `data:` address of a PNG, encoded by the browser.
pub(crate) fn png_address(image: &Image) -> Result<String, Error> {
    let canvas = spare_canvas()?;
    canvas.set_width(image.width as u32);
    canvas.set_height(image.height as u32);
    stretch(image, &canvas, whole(&canvas))?;
    canvas.to_data_url().map_err(drawing_error)
}

/// Puts RGBA pixels at a context's origin.
pub(crate) fn put(
    pixels: &mut [u8],
    (width, height): (u32, u32),
    context: &CanvasRenderingContext2d,
) -> Result<(), Error> {
    let data = ImageData::new_with_u8_clamped_array_and_sh(Clamped(pixels), width, height).map_err(drawing_error)?;
    context.put_image_data(&data, 0.0, 0.0).map_err(drawing_error)
}

/// plotters' canvas backend whose pixels are 1/[`FINE`] of a CSS pixel, by the context's transform.
pub(crate) struct FineCanvas {
    inner: CanvasBackend,
    context: CanvasRenderingContext2d,
    size: (u32, u32),
}

impl FineCanvas {
    /// On a canvas with `scale` device pixels per CSS pixel.
    pub(crate) fn new(canvas: &HtmlCanvasElement, scale: f64) -> Result<Self, Error> {
        let context = context(canvas)?;
        let fine = |length: u32| (f64::from(length) / scale * FINE).round() as u32;
        let size = (fine(canvas.width()), fine(canvas.height()));
        let unit = scale / FINE;
        context.set_transform(unit, 0.0, 0.0, unit, 0.0, 0.0).map_err(drawing_error)?;
        context.set_line_join("round");
        context.set_line_cap("round");
        let inner = CanvasBackend::with_canvas_object(canvas.clone())
            .ok_or_else(|| Error::Drawing("the canvas has no 2-D context".to_string()))?;
        Ok(Self { inner, context, size })
    }
}

impl Drop for FineCanvas {
    fn drop(&mut self) {
        // Back to device pixels, for whoever puts images next; a transform of constants cannot fail.
        let _ = self.context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
    }
}

type Drawn = Result<(), DrawingErrorKind<<CanvasBackend as DrawingBackend>::ErrorType>>;

impl DrawingBackend for FineCanvas {
    type ErrorType = <CanvasBackend as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        self.inner.ensure_prepared()
    }

    fn present(&mut self) -> Drawn {
        self.inner.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        self.inner.draw_pixel(point, color)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.inner.draw_path(path, style)
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        self.inner.draw_circle(center, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.inner.fill_polygon(path, style)
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        self.inner.draw_text(text, style, at)
    }
}
