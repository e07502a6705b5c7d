//! A scene's picture and charts on canvases, seen through a view.

use crate::book::WebBook;
use crate::canvas::{FineCanvas, copy, fill, png_address, spare_canvas};
use crate::pane::Pane;
use crate::still::Look;
use crate::{positive, sheet, theme_named, to_error, to_js, told};
use saddleback::error::Error;
use saddleback::frame::{Backdrop, Chart, Frame, Twin};
use saddleback::geometry::Rect;
use saddleback::handover::{Moving, Panel, Setting, Standing, decoded};
use saddleback::view::{self, Camera, Figure, Pair, Pen, Stage, Theme};
use saddleback::words::Book;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// How far the view may be zoomed in and out of its default.
const ZOOM: std::ops::RangeInclusive<f64> = 1e-6..=1e3;

/// The second picture, where there are two.
struct Second {
    twin: Twin,
    pair: Pair,
    pane: Pane,
    /// The canvases on which both pictures are drawn before they are laid on one.
    canvases: [HtmlCanvasElement; 2],
}

/// The picture and the charts of one run.
#[wasm_bindgen]
pub struct Picture {
    book: Rc<Book>,
    setting: Setting,
    moving: Moving,
    panel: Panel,
    /// The view chosen by panning and zooming, before it is fitted to the picture's shape; none for the default.
    chosen: Option<Rect>,
    /// The camera from which the field is seen as a surface; none from above.
    camera: Option<Camera>,
    /// Whether the surface is being turned.
    turning: bool,
    /// Whether nothing moves.
    resting: bool,
    /// The picture's shape when last drawn, in CSS pixels; where there are two, that of either.
    size: (f64, f64),
    pane: Pane,
    second: Option<Second>,
}

#[wasm_bindgen]
impl Picture {
    /// The picture of a run from the bytes of its setting.
    ///
    /// # Errors
    /// When the bytes are no setting.
    #[wasm_bindgen(constructor)]
    pub fn new(book: &WebBook, setting: &[u8]) -> Result<Picture, JsValue> {
        let mut setting: Setting = decoded(setting).map_err(to_error)?;
        if let Some(twin) = &mut setting.twin {
            twin.titles.iter_mut().for_each(|title| book.book.tell(title));
        }
        Ok(Self {
            book: Rc::clone(&book.book),
            setting,
            moving: Moving::default(),
            panel: Panel::default(),
            chosen: None,
            camera: None,
            turning: false,
            resting: false,
            size: (1.0, 1.0),
            pane: Pane::default(),
            second: None,
        })
    }

    /// Takes the layers of a step.
    ///
    /// # Errors
    /// When the bytes are no layers.
    pub fn put_moving(&mut self, bytes: &[u8]) -> Result<(), JsValue> {
        let mut moving: Moving = decoded(bytes).map_err(to_error)?;
        let layers = moving.layers.iter_mut().chain(&mut moving.at_rest).chain(&mut moving.twin);
        layers.for_each(|layer| layer.each_text(&mut |text| self.book.tell(text)));
        self.moving = moving;
        Ok(())
    }

    /// Takes the panel of a step and returns it in words: `{charts, readouts, tables, notices}`.
    ///
    /// # Errors
    /// When the bytes are no panel.
    pub fn put_panel(&mut self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        let Panel { charts, readouts, tables, notices } = decoded(bytes).map_err(to_error)?;
        let mut frame = Frame { charts, readouts, tables, notices, ..Frame::default() };
        frame.each_text(&mut |text| self.book.tell(text));
        let Frame { charts, readouts, tables, notices, .. } = frame;
        self.panel = Panel { charts, readouts, tables, notices };
        to_js(&told::panel(&self.panel))
    }

    /// Claims in words, from their bytes.
    ///
    /// # Errors
    /// When the bytes are no claims.
    pub fn claims(&self, bytes: &[u8]) -> Result<JsValue, JsValue> {
        let claims: Vec<Standing> = decoded(bytes).map_err(to_error)?;
        to_js(&claims.into_iter().map(|claim| told::claim(claim, &self.book)).collect::<Vec<_>>())
    }

    /// Draws the picture on the whole of a canvas with `scale` device pixels per CSS pixel. The function `ground` gives the
    /// bytes of the backdrop: it is called with the picture's index, 0 or 1, and with x₀, x₁, y₀ and y₁ of the view.
    ///
    /// # Errors
    /// When the canvas cannot be drawn on.
    pub fn draw_picture(
        &mut self,
        canvas: &HtmlCanvasElement,
        theme: &str,
        scale: f64,
        ground: &js_sys::Function,
    ) -> Result<(), JsValue> {
        self.picture(canvas, theme_named(theme), positive(scale), ground).map_err(to_error)
    }

    /// Draws a part of the backdrop and shows it as far as it is drawn; returns whether that is all.
    /// [`Picture::draw_picture`] draws the parts that are left.
    ///
    /// # Errors
    /// When the canvas cannot be drawn on.
    pub fn draw_backdrop(
        &mut self,
        canvas: &HtmlCanvasElement,
        theme: &str,
        scale: f64,
        ground: &js_sys::Function,
    ) -> Result<bool, JsValue> {
        self.backdrop(canvas, theme_named(theme), positive(scale), ground).map_err(to_error)
    }

    /// Draws a chart on the whole of a canvas with `scale` device pixels per CSS pixel. A chart that the scene does not have
    /// (any more: a page hears of it a little later) is not drawn.
    ///
    /// # Errors
    /// When the canvas cannot be drawn on.
    pub fn draw_chart(&self, id: &str, canvas: &HtmlCanvasElement, theme: &str, scale: f64) -> Result<(), JsValue> {
        let Some(chart) = self.panel.charts.iter().find(|chart| chart.id == id) else { return Ok(()) };
        draw_on(canvas, chart, theme_named(theme), positive(scale), self.book.decimal()).map_err(to_error)
    }

    /// Moves the view by fractions of the picture's width and height.
    pub fn pan(&mut self, dx: f64, dy: f64) {
        if !(dx.is_finite() && dy.is_finite()) {
            return;
        }
        let view = self.view();
        // By fractions of one picture, where there are two.
        let room = self.second.as_ref().map_or(self.size, |second| second.pair.room);
        let (dx, dy) = (dx * room.0 / self.size.0, dy * room.1 / self.size.1);
        // On a surface, along the ground as it is turned now.
        let (sin, cos) =
            self.camera.map_or((0.0, 1.0), |camera| (libm::sin(camera.azimuth), libm::cos(camera.azimuth)));
        let (dx, dy) = (cos * dx - sin * dy, sin * dx + cos * dy);
        let shift = [-dx * view.width(), dy * view.height()];
        self.chosen = Some(Rect::new(view.x.map(|x| x + shift[0]), view.y.map(|y| y + shift[1])));
    }

    /// Magnifies by `factor` about the point at fractions of the width and (from the top) the height.
    pub fn zoom(&mut self, factor: f64, across: f64, down: f64) {
        let (view, home) = (self.view(), self.home());
        let width = view.width() / factor;
        if !(ZOOM.contains(&(width / home.width())) && across.is_finite() && down.is_finite()) {
            return;
        }
        let middle = [0.5 * (view.x[0] + view.x[1]), 0.5 * (view.y[0] + view.y[1])];
        // About the middle, where the place is in the second picture or beside a surface.
        let [x, y] = self.found(across, down).filter(|(index, _)| *index == 0).map_or(middle, |(_, at)| at);
        let about =
            |[low, high]: [f64; 2], middle: f64| [middle + (low - middle) / factor, middle + (high - middle) / factor];
        self.chosen = Some(Rect::new(about(view.x, x), about(view.y, y)));
    }

    /// Back to the default view.
    pub fn reset_view(&mut self) {
        self.chosen = None;
    }

    /// The point at fractions of the width and (from the top) the height: the picture's index, x and y in that picture; empty
    /// where there is none.
    pub fn locate(&self, across: f64, down: f64) -> Vec<f64> {
        self.found(across, down).map_or_else(Vec::new, |(index, [x, y])| vec![f64::from(index), x, y])
    }

    /// The fractions of the width and (from the top) the height at which a point of the first picture lies; empty where it
    /// is not seen.
    pub fn project(&self, x: f64, y: f64) -> Vec<f64> {
        let place = match self.pane.surface() {
            Some(surface) => surface.project([x, y]),
            None => Some(Stage::new(self.view(), (1.0, 1.0)).place([x, y])),
        };
        let place = place.map(|place| self.second.as_ref().map_or(place, |second| second.pair.project(place)));
        place.map_or_else(Vec::new, |(across, down)| vec![across, down])
    }

    /// Whether the state is shown in two pictures, side by side or one above the other.
    #[wasm_bindgen(getter)]
    pub fn paired(&self) -> bool {
        self.setting.twin.is_some()
    }

    /// The width by the height that the picture's view asks for, of both pictures where there are two; 0 where any will do.
    #[wasm_bindgen(getter)]
    pub fn shape(&self) -> f64 {
        let (view, pictures) = (self.setting.view, if self.paired() { 2.0 } else { 1.0 });
        if self.setting.equal_axes || self.paired() { pictures * view.width() / view.height() } else { 0.0 }
    }

    /// Whether there is a field to be seen as a surface; known once the picture has been drawn.
    #[wasm_bindgen(getter)]
    pub fn has_surface(&self) -> bool {
        self.pane.has_field()
    }

    /// Looks at the field as a surface, turned and tilted by some radians; `turning` while a hand turns it.
    pub fn look_from(&mut self, around: f64, up: f64, turning: bool) {
        self.camera = Some(Camera::default().orbited(around, up));
        self.turning = turning;
    }

    /// Looks from above again.
    pub fn look_down(&mut self) {
        self.camera = None;
    }

    /// Says whether the scene stands still: then the parts of the last step are drawn as well.
    pub fn rest(&mut self, resting: bool) {
        self.resting = resting;
    }

    /// The whole figure as SVG, under a title and a note.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn svg(
        &mut self,
        title: &str,
        note: &str,
        width: f64,
        height: f64,
        theme: &str,
        ground: &js_sys::Function,
    ) -> Result<String, JsValue> {
        let size = sheet(width, height);
        let picture = Figure::picture_size(size, self.panel.charts.len(), self.paired());
        let view = self.fitted(self.chosen.unwrap_or(self.setting.view), picture);
        let behind = grounded(ground, 0, view).map_err(to_error)?;
        let twin = self.setting.twin.as_ref().map(|twin| {
            let view = twin.view.with_equal_units(picture);
            Ok((Twin { view, ..twin.clone() }, grounded(ground, 1, view)?))
        });
        let twin = twin.transpose().map_err(to_error)?;
        let mut layers = self.moving.layers.clone();
        if self.resting {
            layers.extend(self.moving.at_rest.iter().cloned());
        }
        let frame =
            Frame { layers, twin: self.moving.twin.clone(), charts: self.panel.charts.clone(), ..Frame::default() };
        let figure = Figure {
            title,
            note,
            axes: self.axes(),
            backdrop: &behind,
            frame: &frame,
            view,
            twin: twin.as_ref(),
            surface: self.camera,
            equal_axes: self.setting.equal_axes,
            theme: theme_named(theme),
        };
        view::svg(&figure, size, png_address).map_err(to_error)
    }
}

/// The backdrop that the page's function gives for a view.
fn grounded(ground: &js_sys::Function, index: u32, view: Rect) -> Result<Backdrop, Error> {
    let thrown = |value: JsValue| Error::Drawing(format!("{value:?}"));
    let arguments =
        js_sys::Array::of5(&index.into(), &view.x[0].into(), &view.x[1].into(), &view.y[0].into(), &view.y[1].into());
    let bytes = ground.apply(&JsValue::NULL, &arguments).map_err(thrown)?;
    decoded(&js_sys::Uint8Array::new(&bytes).to_vec())
}

impl Picture {
    fn axes(&self) -> [&str; 2] {
        self.setting.axes.each_ref().map(String::as_str)
    }

    fn home(&self) -> Rect {
        self.fitted(self.setting.view, self.size)
    }

    fn view(&self) -> Rect {
        self.chosen.map_or_else(|| self.home(), |chosen| self.fitted(chosen, self.size))
    }

    fn fitted(&self, view: Rect, size: (f64, f64)) -> Rect {
        // A surface has the shape of the ground that it shows, not of the picture.
        let fitted = self.setting.equal_axes && self.camera.is_none();
        if fitted { view.with_equal_units(size) } else { view }
    }

    /// The picture and its point at fractions of the width and height.
    fn found(&self, across: f64, down: f64) -> Option<(u32, [f64; 2])> {
        let place = match &self.second {
            Some(second) => match second.pair.locate((across, down)) {
                (0, place) => place,
                (_, place) => {
                    let view = second.twin.view.with_equal_units(self.size);
                    return Some((1, Stage::new(view, self.size).locate(place)));
                }
            },
            None => (across, down),
        };
        let at = match self.pane.surface() {
            Some(surface) => surface.locate(place),
            None => Some(Stage::new(self.view(), self.size).locate(place)),
        };
        at.map(|at| (0, at))
    }

    fn backdrop(
        &mut self,
        canvas: &HtmlCanvasElement,
        theme: Theme,
        scale: f64,
        ground: &js_sys::Function,
    ) -> Result<bool, Error> {
        let Some(look) = self.look(canvas, theme, scale)? else { return Ok(true) };
        if !self.pane.is_done(look) {
            let axes = self.setting.axes.each_ref().map(String::as_str);
            self.pane.go_on(look, Some(axes), |view| grounded(ground, 0, view))?;
        } else if let Some(second) = &mut self.second {
            let look = second.look(look);
            let axes = second.twin.axes.as_ref().map(|axes| axes.each_ref().map(AsRef::as_ref));
            second.pane.go_on(look, axes, |view| grounded(ground, 1, view))?;
        }
        match &self.second {
            Some(second) => {
                fill(canvas, theme)?;
                second.titles(canvas, look)?;
                self.pane.show(canvas, second.origin(0, scale))?;
                second.pane.show(canvas, second.origin(1, scale))?;
            }
            None => self.pane.show(canvas, (0.0, 0.0))?,
        }
        Ok(self.is_done(look))
    }

    /// Whether the whole backdrop is drawn.
    fn is_done(&self, look: Look) -> bool {
        self.pane.is_done(look) && self.second.as_ref().is_none_or(|second| second.pane.is_done(second.look(look)))
    }

    fn picture(
        &mut self,
        canvas: &HtmlCanvasElement,
        theme: Theme,
        scale: f64,
        ground: &js_sys::Function,
    ) -> Result<(), Error> {
        let Some(look) = self.look(canvas, theme, scale)? else { return Ok(()) };
        while !self.is_done(look) {
            self.backdrop(canvas, theme, scale, ground)?;
        }
        let at_rest = if self.resting { &self.moving.at_rest[..] } else { &[] };
        let joined = (!at_rest.is_empty()).then(|| [&self.moving.layers[..], at_rest].concat());
        let layers = joined.as_ref().unwrap_or(&self.moving.layers);
        let Some(second) = &mut self.second else { return self.pane.draw(canvas, layers) };
        self.pane.draw(&second.canvases[0], layers)?;
        second.pane.draw(&second.canvases[1], &self.moving.twin)?;
        fill(canvas, theme)?;
        second.titles(canvas, look)?;
        copy(&second.canvases[0], canvas, second.origin(0, scale))?;
        copy(&second.canvases[1], canvas, second.origin(1, scale))
    }

    /// How the picture is to look on a canvas; none where that has no size. Where there are two, each gets its place.
    fn look(&mut self, canvas: &HtmlCanvasElement, theme: Theme, scale: f64) -> Result<Option<Look>, Error> {
        let mut size = (canvas.width(), canvas.height());
        if size.0 == 0 || size.1 == 0 {
            return Ok(None);
        }
        self.size = (f64::from(size.0) / scale, f64::from(size.1) / scale);
        if let Some(twin) = self.setting.twin.clone() {
            let pair = Pair::within(self.size);
            let device = |length: f64| ((length * scale).round() as u32).max(1);
            size = (device(pair.size.0), device(pair.size.1));
            self.size = pair.size;
            let (pane, canvases) = match self.second.take() {
                Some(Second { pane, canvases, .. }) => (pane, canvases),
                None => (Pane::default(), [spare_canvas()?, spare_canvas()?]),
            };
            for canvas in &canvases {
                // Setting it clears the canvas, and costs its memory anew.
                if (canvas.width(), canvas.height()) != size {
                    canvas.set_width(size.0);
                    canvas.set_height(size.1);
                }
            }
            self.second = Some(Second { twin, pair, pane, canvases });
        }
        Ok(Some(Look {
            view: self.view(),
            theme,
            camera: self.camera,
            turning: self.turning && self.camera.is_some(),
            equal_axes: self.setting.equal_axes,
            size,
            scale,
            decimal: self.book.decimal(),
        }))
    }
}

impl Second {
    /// How it is to look beside a first picture that looks so.
    fn look(&self, first: Look) -> Look {
        let view = self.twin.view.with_equal_units(self.pair.size);
        Look { view, camera: None, turning: false, equal_axes: true, ..first }
    }

    /// The upper left corner of one of the two, in device pixels.
    fn origin(&self, index: usize, scale: f64) -> (f64, f64) {
        let (left, top) = self.pair.origins[index];
        ((left * scale).round(), (top * scale).round())
    }

    fn titles(&self, canvas: &HtmlCanvasElement, look: Look) -> Result<(), Error> {
        let mut backend = FineCanvas::new(canvas, look.scale)?;
        self.pair.draw_titles(&mut Pen::new(&mut backend, look.theme, 1.0), &self.twin.titles, (0.0, 0.0))
    }
}

/// Draws a chart on the whole of a canvas.
pub(crate) fn draw_on(
    canvas: &HtmlCanvasElement,
    chart: &Chart,
    theme: Theme,
    scale: f64,
    decimal: char,
) -> Result<(), Error> {
    fill(canvas, theme)?;
    let mut backend = FineCanvas::new(canvas, scale)?;
    let mut pen = Pen::new(&mut backend, theme, 1.0).with_decimal(decimal);
    let size = pen.size();
    view::draw_chart(&mut pen, chart, (0.0, 0.0), size)
}
