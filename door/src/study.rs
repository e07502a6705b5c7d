//! A study: its parts computed here or in a worker, its chart given as bytes.

use crate::{find, settings_of, to_error};
use saddleback::handover::encoded;
use saddleback::scene::Study;
use wasm_bindgen::prelude::*;

/// A study under given settings and seed, with the parts that are known of it.
#[wasm_bindgen(js_name = Study)]
pub struct SceneStudy {
    study: Box<dyn Study>,
    parts: Vec<Option<Vec<f64>>>,
}

#[wasm_bindgen(js_class = Study)]
impl SceneStudy {
    /// A study of a scene with settings in text form; invalid values are left at their defaults.
    ///
    /// # Errors
    /// When scene or study is unknown, or the study makes no sense under these settings.
    #[wasm_bindgen(constructor)]
    pub fn new(scene: &str, id: &str, settings: JsValue, seed: f64) -> Result<SceneStudy, JsValue> {
        let scene = find(scene)?;
        let (settings, _) = settings_of(scene.parameters(), settings)?;
        let study = scene.study(id, &settings, seed as u64).map_err(to_error)?;
        let parts = vec![None; study.parts()];
        Ok(Self { study, parts })
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

    /// The chart, as far as the study is done, as bytes.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn chart(&self) -> Result<Vec<u8>, JsValue> {
        encoded(&self.study.chart(&self.parts)).map_err(to_error)
    }

    /// The result in numbers, as CSV.
    pub fn csv(&self) -> String {
        self.study.records(&self.parts).csv()
    }
}
