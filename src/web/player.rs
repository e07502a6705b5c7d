//! A scene in time on the page: advance within a budget, draw, look around, export.

use super::canvas::{FineCanvas, copy, fill, png_address, spare_canvas};
use super::pane::Pane;
use super::still::Look;
use super::{describe, settings_of, to_error, to_js};
use crate::error::Error;
use crate::frame::{Chart, Frame, Twin};
use crate::geometry::Rect;
use crate::player::Player;
use crate::scene::find;
use crate::view::{self, Camera, Figure, Pair, Pen, Stage, Theme};
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// How far the view may be zoomed in and out of its default.
const ZOOM: std::ops::RangeInclusive<f64> = 1e-6..=1e3;

/// The second picture, where there are two.
struct Second {
    twin: Twin,
    pair: Pair,
    pane: Pane,
    /// What each picture is drawn on before both are laid on one canvas.
    canvases: [HtmlCanvasElement; 2],
}

/// One scene with settings and seed, somewhere in time, seen through a view.
#[wasm_bindgen(js_name = Player)]
pub struct WebPlayer {
    player: Player,
    /// The view chosen by panning and zooming, before it is fitted to the picture's shape; none for the default.
    chosen: Option<Rect>,
    /// From where the field is seen as a surface; none from above.
    camera: Option<Camera>,
    /// Whether the surface is being turned.
    turning: bool,
    /// Whether nothing moves.
    resting: bool,
    /// The picture's shape when last drawn, in CSS pixels; where there are two, that of either.
    size: (f64, f64),
    pane: Pane,
    second: Option<Second>,
    frame: Option<(u64, Frame)>,
    typeset: describe::Typeset,
}

#[wasm_bindgen(js_class = Player)]
impl WebPlayer {
    /// A scene at step 0 with settings in text form; what is not allowed is left at its default.
    ///
    /// # Errors
    /// When the scene is unknown or cannot start.
    #[wasm_bindgen(constructor)]
    pub fn new(scene: &str, settings: JsValue, seed: f64) -> Result<WebPlayer, JsValue> {
        let scene = find(scene).map_err(to_error)?;
        let (settings, _) = settings_of(scene.parameters(), settings)?;
        // A double counts seeds exactly below 2⁵³; what is not such a number saturates.
        let player = Player::new(scene, settings, seed as u64).map_err(to_error)?;
        Ok(Self {
            player,
            chosen: None,
            camera: None,
            turning: false,
            resting: false,
            size: (1.0, 1.0),
            pane: Pane::default(),
            second: None,
            frame: None,
            typeset: describe::Typeset::default(),
        })
    }

    /// The present step.
    #[wasm_bindgen(getter)]
    pub fn step(&self) -> f64 {
        self.player.step() as f64
    }

    /// The furthest step ever reached.
    #[wasm_bindgen(getter)]
    pub fn latest(&self) -> f64 {
        self.player.latest() as f64
    }

    /// Computes the next of what charts and claims will ask for; whether there was something. Nothing depends on it but
    /// when time is spent.
    pub fn prepare(&self) -> bool {
        self.player.prepare()
    }

    /// Moves towards a step for at most `budget` milliseconds; the step reached.
    pub fn advance(&mut self, target: f64, budget: f64) -> f64 {
        let clock = web_sys::window().and_then(|window| window.performance());
        let now = || clock.as_ref().map_or(0.0, web_sys::Performance::now);
        let end = now() + budget;
        self.player.advance(target.max(0.0) as u64, || now() < end) as f64
    }

    /// The state in plain values.
    ///
    /// # Errors
    /// When it cannot be turned into an object.
    pub fn state(&mut self) -> Result<JsValue, JsValue> {
        self.refresh();
        let frame = self.frame.as_ref().map(|(_, frame)| frame);
        let state = describe::State {
            step: self.player.step() as f64,
            latest: self.player.latest() as f64,
            seed: self.player.seed() as f64,
            settings: describe::texts(self.player.settings()),
            differing: describe::differing(self.player.settings()),
            readouts: frame.map_or_else(Vec::new, |frame| frame.readouts.clone()),
            notices: frame.map_or_else(Vec::new, |frame| frame.notices.clone()),
            tables: frame.map_or_else(Vec::new, |frame| frame.tables.clone()),
            charts: frame.map_or_else(Vec::new, |frame| {
                let charts = frame.charts.iter();
                charts.map(|chart| describe::ChartName { id: chart.id, title: chart.title.clone() }).collect()
            }),
        };
        to_js(&state)
    }

    /// The claims as they stand.
    ///
    /// # Errors
    /// When a statement cannot be typeset.
    pub fn claims(&mut self) -> Result<JsValue, JsValue> {
        let claims = self.player.claims().into_iter();
        let claims: Result<Vec<_>, _> = claims.map(|claim| describe::claim(claim, &mut self.typeset)).collect();
        to_js(&claims.map_err(to_error)?)
    }

    /// Draws the picture on the whole of a canvas with `scale` device pixels per CSS pixel.
    ///
    /// # Errors
    /// When the canvas cannot be drawn on.
    pub fn draw_picture(&mut self, canvas: &HtmlCanvasElement, theme: &str, scale: f64) -> Result<(), JsValue> {
        self.picture(canvas, theme_named(theme), positive(scale)).map_err(to_error)
    }

    /// Draws a part of what stands behind the picture and shows what there is of it; whether that is all.
    /// [`WebPlayer::draw_picture`] draws whatever part is left.
    ///
    /// # Errors
    /// When the canvas cannot be drawn on.
    pub fn draw_backdrop(&mut self, canvas: &HtmlCanvasElement, theme: &str, scale: f64) -> Result<bool, JsValue> {
        self.backdrop(canvas, theme_named(theme), positive(scale)).map_err(to_error)
    }

    /// Draws a chart on the whole of a canvas with `scale` device pixels per CSS pixel. What the scene does not chart (any more:
    /// a page hears of it a little later) is not drawn.
    ///
    /// # Errors
    /// When the canvas cannot be drawn on.
    pub fn draw_chart(&mut self, id: &str, canvas: &HtmlCanvasElement, theme: &str, scale: f64) -> Result<(), JsValue> {
        self.chart(id, canvas, theme_named(theme), positive(scale)).map_err(to_error)
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
        let [x, y] = self.found(across, down).unwrap_or(middle);
        let about =
            |[low, high]: [f64; 2], middle: f64| [middle + (low - middle) / factor, middle + (high - middle) / factor];
        self.chosen = Some(Rect::new(about(view.x, x), about(view.y, y)));
    }

    /// Back to the default view.
    pub fn reset_view(&mut self) {
        self.chosen = None;
    }

    /// The point of the plane at fractions of the width and (from the top) the height; empty where there is none.
    pub fn locate(&self, across: f64, down: f64) -> Vec<f64> {
        self.found(across, down).map_or_else(Vec::new, |at| at.to_vec())
    }

    /// At which fractions of the width and (from the top) the height a point of the plane lies; empty where it is not seen.
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
        self.player.twin().is_some()
    }

    /// What lies there: `{lines}`, or null.
    ///
    /// # Errors
    /// When it cannot be turned into an object.
    pub fn probe(&self, across: f64, down: f64) -> Result<JsValue, JsValue> {
        to_js(&self.found(across, down).and_then(|at| self.player.probe(at)))
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

    /// Says whether the scene stands still: then what the last step was made of is drawn as well.
    pub fn rest(&mut self, resting: bool) {
        self.resting = resting;
    }

    /// Looks from above again.
    pub fn look_down(&mut self) {
        self.camera = None;
    }

    /// The whole figure as SVG.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn svg(&self, width: f64, height: f64, theme: &str) -> Result<String, JsValue> {
        let mut frame = self.player.frame();
        if self.resting {
            let at_rest = std::mem::take(&mut frame.at_rest);
            frame.layers.extend(at_rest);
        }
        let size = (width.clamp(200.0, 8000.0), height.clamp(200.0, 8000.0));
        let picture = Figure::picture_size(size, frame.charts.len(), self.paired());
        let about = self.player.scene().about();
        let view = self.fitted(self.chosen.unwrap_or_else(|| self.player.view()), picture);
        let twin = self.player.twin_within(picture);
        let figure = Figure {
            title: about.title,
            note: &format!("step {} · seed {}", self.player.step(), self.player.seed()),
            axes: self.player.axes(),
            backdrop: &self.player.backdrop(view),
            frame: &frame,
            view,
            twin: twin.as_ref(),
            surface: self.camera,
            equal_axes: about.equal_axes,
            theme: theme_named(theme),
        };
        view::svg(&figure, size, png_address).map_err(to_error)
    }

    /// What was recorded up to the present step, as CSV: step, then each observable.
    pub fn csv(&self) -> String {
        crate::player::csv(&self.player)
    }

    /// The state's fingerprint in hexadecimal.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.player.digest())
    }
}

impl WebPlayer {
    fn home(&self) -> Rect {
        self.fitted(self.player.view(), self.size)
    }

    fn view(&self) -> Rect {
        self.chosen.map_or_else(|| self.home(), |chosen| self.fitted(chosen, self.size))
    }

    fn fitted(&self, view: Rect, size: (f64, f64)) -> Rect {
        // A surface has the shape of what it shows, not of the picture.
        let fitted = self.player.scene().about().equal_axes && self.camera.is_none();
        if fitted { view.with_equal_units(size) } else { view }
    }

    /// The point of the plane at fractions of the width and height; from the second picture, the one whose counterpart it is.
    fn found(&self, across: f64, down: f64) -> Option<[f64; 2]> {
        let place = match &self.second {
            Some(second) => match second.pair.locate((across, down)) {
                (0, place) => place,
                (_, place) => {
                    let view = second.twin.view.with_equal_units(self.size);
                    return self.player.pull_back(Stage::new(view, self.size).locate(place));
                }
            },
            None => (across, down),
        };
        match self.pane.surface() {
            Some(surface) => surface.locate(place),
            None => Some(Stage::new(self.view(), self.size).locate(place)),
        }
    }

    /// The frame of the present step, computed once.
    fn refresh(&mut self) {
        if self.frame.as_ref().is_none_or(|(step, _)| *step != self.player.step()) {
            self.frame = Some((self.player.step(), self.player.frame()));
        }
    }

    fn backdrop(&mut self, canvas: &HtmlCanvasElement, theme: Theme, scale: f64) -> Result<bool, Error> {
        let Some(look) = self.look(canvas, theme, scale)? else { return Ok(true) };
        if !self.pane.is_done(look) {
            self.pane.go_on(look, Some(self.player.axes()), |view| self.player.backdrop(view))?;
        } else if let Some(second) = &mut self.second {
            let (look, axes) = (second.look(look), second.twin.axes);
            second.pane.go_on(look, axes, |view| self.player.twin_backdrop(view))?;
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

    /// Whether all that stands still is drawn.
    fn is_done(&self, look: Look) -> bool {
        self.pane.is_done(look) && self.second.as_ref().is_none_or(|second| second.pane.is_done(second.look(look)))
    }

    fn picture(&mut self, canvas: &HtmlCanvasElement, theme: Theme, scale: f64) -> Result<(), Error> {
        let Some(look) = self.look(canvas, theme, scale)? else { return Ok(()) };
        while !self.is_done(look) {
            self.backdrop(canvas, theme, scale)?;
        }
        self.refresh();
        let Some((_, frame)) = &self.frame else { return Ok(()) };
        let at_rest = if self.resting { &frame.at_rest[..] } else { &[] };
        let joined = (!at_rest.is_empty()).then(|| [&frame.layers[..], at_rest].concat());
        let layers = joined.as_ref().unwrap_or(&frame.layers);
        let Some(second) = &mut self.second else { return self.pane.draw(canvas, layers) };
        self.pane.draw(&second.canvases[0], layers)?;
        second.pane.draw(&second.canvases[1], &frame.twin)?;
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
        if let Some(twin) = self.player.twin() {
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
            equal_axes: self.player.scene().about().equal_axes,
            size,
            scale,
        }))
    }

    fn chart(&mut self, id: &str, canvas: &HtmlCanvasElement, theme: Theme, scale: f64) -> Result<(), Error> {
        self.refresh();
        let mut charts = self.frame.iter().flat_map(|(_, frame)| &frame.charts);
        charts.find(|chart| chart.id == id).map_or(Ok(()), |chart| draw_on(canvas, chart, theme, scale))
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
        self.pair.draw_titles(&mut Pen::new(&mut backend, look.theme, 1.0), self.twin.titles, (0.0, 0.0))
    }
}

/// Draws a chart on the whole of a canvas.
pub(super) fn draw_on(canvas: &HtmlCanvasElement, chart: &Chart, theme: Theme, scale: f64) -> Result<(), Error> {
    fill(canvas, theme)?;
    let mut backend = FineCanvas::new(canvas, scale)?;
    let mut pen = Pen::new(&mut backend, theme, 1.0);
    let size = pen.size();
    view::draw_chart(&mut pen, chart, (0.0, 0.0), size)
}

pub(super) fn theme_named(name: &str) -> Theme {
    Theme::named(name).unwrap_or_default()
}

pub(super) fn positive(scale: f64) -> f64 {
    if scale.is_finite() && scale > 0.0 { scale.clamp(0.1, 16.0) } else { 1.0 }
}
