//! A study on the page: its parts computed here or in a worker, its chart drawn from those that are there.

use super::player::{draw_on, positive, theme_named};
use super::{settings_of, to_error};
use crate::scene::{Study, find};
use crate::view::chart_svg;
use wasm_bindgen::prelude::*;
use web_sys::HtmlCanvasElement;

/// A study under given settings and seed, with the parts that are known of it.
#[wasm_bindgen(js_name = Study)]
pub struct WebStudy {
    study: Box<dyn Study>,
    parts: Vec<Option<Vec<f64>>>,
    note: String,
}

#[wasm_bindgen(js_class = Study)]
impl WebStudy {
    /// A study of a scene with settings in text form; what is not allowed is left at its default.
    ///
    /// # Errors
    /// When scene or study is unknown, or the study makes no sense under these settings.
    #[wasm_bindgen(constructor)]
    pub fn new(scene: &str, id: &str, settings: JsValue, seed: f64) -> Result<WebStudy, JsValue> {
        let scene = find(scene).map_err(to_error)?;
        let (settings, _) = settings_of(scene.parameters(), settings)?;
        let study = scene.study(id, &settings, seed as u64).map_err(to_error)?;
        let parts = vec![None; study.parts()];
        let note = format!("{} · seed {}", scene.about().title, seed as u64);
        Ok(Self { study, parts, note })
    }

    /// How many parts there are.
    #[wasm_bindgen(getter)]
    pub fn parts(&self) -> usize {
        self.parts.len()
    }

    /// Computes a part; nothing where there is none of that index.
    pub fn part(&self, index: usize) -> Vec<f64> {
        if index < self.parts.len() { self.study.part(index) } else { Vec::new() }
    }

    /// Takes a part that was computed elsewhere.
    pub fn put(&mut self, index: usize, values: Vec<f64>) {
        if let Some(part) = self.parts.get_mut(index) {
            *part = Some(values);
        }
    }

    /// The chart's title, as far as the study is done.
    pub fn title(&self) -> String {
        self.study.chart(&self.parts).title
    }

    /// Draws the chart on the whole of a canvas with `scale` device pixels per CSS pixel.
    ///
    /// # Errors
    /// When the canvas cannot be drawn on.
    pub fn draw(&self, canvas: &HtmlCanvasElement, theme: &str, scale: f64) -> Result<(), JsValue> {
        let chart = self.study.chart(&self.parts);
        draw_on(canvas, &chart, theme_named(theme), positive(scale)).map_err(to_error)
    }

    /// The chart under its title as SVG.
    ///
    /// # Errors
    /// When it cannot be drawn.
    pub fn svg(&self, width: f64, height: f64, theme: &str) -> Result<String, JsValue> {
        let size = (width.clamp(200.0, 8000.0), height.clamp(200.0, 8000.0));
        chart_svg(&self.study.chart(&self.parts), &self.note, size, theme_named(theme)).map_err(to_error)
    }

    /// The result in numbers, as CSV.
    pub fn csv(&self) -> String {
        self.study.records(&self.parts).csv()
    }
}
