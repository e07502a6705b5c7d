//! A scene in time: it advances within a budget and gives its frames as bytes.

use crate::clock::Clock;
use crate::{find, settings_of, to_error};
use saddleback::frame::{Backdrop, Frame};
use saddleback::geometry::Rect;
use saddleback::handover::{self, Setting, encoded};
use saddleback::player::{self, Player};
use wasm_bindgen::prelude::*;

/// One scene with settings and seed, somewhere in time.
#[wasm_bindgen(js_name = Player)]
pub struct ScenePlayer {
    player: Player,
    /// The frame of a step, computed once.
    frame: Option<(u64, Frame)>,
}

#[wasm_bindgen(js_class = Player)]
impl ScenePlayer {
    /// A scene at step 0 with settings in text form; invalid values are left at their defaults.
    ///
    /// # Errors
    /// When the scene is unknown or cannot start.
    #[wasm_bindgen(constructor)]
    pub fn new(scene: &str, settings: JsValue, seed: f64) -> Result<ScenePlayer, JsValue> {
        let scene = find(scene)?;
        let (settings, _) = settings_of(scene.parameters(), settings)?;
        // A double counts seeds exactly below 2⁵³; any other number saturates.
        let player = Player::new(scene, settings, seed as u64).map_err(to_error)?;
        Ok(Self { player, frame: None })
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

    /// Computes the next prediction that charts and claims will ask for; false once there is none left. Only the time at
    /// which it is computed depends on this.
    pub fn prepare(&self) -> bool {
        self.player.prepare()
    }

    /// Moves towards a step for at most `budget` milliseconds; returns the step reached.
    pub fn advance(&mut self, target: f64, budget: f64) -> f64 {
        let clock = Clock::new();
        let end = clock.now() + budget;
        self.player.advance(target.max(0.0) as u64, || clock.now() < end) as f64
    }

    /// View, axes and second picture, as bytes of a [`Setting`].
    ///
    /// # Errors
    /// When they cannot be encoded.
    pub fn setting(&self) -> Result<Vec<u8>, JsValue> {
        let setting = Setting {
            view: self.player.view(),
            axes: self.player.axes().map(str::to_string),
            equal_axes: self.player.scene().about().equal_axes,
            twin: self.player.twin(),
        };
        encoded(&setting).map_err(to_error)
    }

    /// The present layers, as bytes of a [`handover::Moving`].
    ///
    /// # Errors
    /// When they cannot be encoded.
    pub fn moving(&mut self) -> Result<Vec<u8>, JsValue> {
        handover::moving(self.refreshed()).map_err(to_error)
    }

    /// The present charts, readouts, tables and notices, as bytes of a [`handover::Panel`].
    ///
    /// # Errors
    /// When they cannot be encoded.
    pub fn panel(&mut self) -> Result<Vec<u8>, JsValue> {
        handover::panel(self.refreshed()).map_err(to_error)
    }

    /// The claims as they stand, as bytes of [`handover::Standing`].
    ///
    /// # Errors
    /// When they cannot be encoded.
    pub fn claims(&self) -> Result<Vec<u8>, JsValue> {
        encoded(&self.player.claims()).map_err(to_error)
    }

    /// The ground behind the first picture (`index` 0) or the second (1) in the view [x₀, x₁] × [y₀, y₁], as bytes.
    ///
    /// # Errors
    /// When it cannot be encoded.
    pub fn backdrop(&self, index: u32, x0: f64, x1: f64, y0: f64, y1: f64) -> Result<Vec<u8>, JsValue> {
        let view = Rect::new([x0, x1], [y0, y1]);
        let backdrop: Backdrop = if index == 0 { self.player.backdrop(view) } else { self.player.twin_backdrop(view) };
        encoded(&backdrop).map_err(to_error)
    }

    /// The lines about a point of the first picture, as bytes of texts; empty where the scene has nothing to say.
    ///
    /// # Errors
    /// When they cannot be encoded.
    pub fn probe(&self, x: f64, y: f64) -> Result<Vec<u8>, JsValue> {
        match self.player.probe([x, y]) {
            Some(probe) => encoded(&probe.lines).map_err(to_error),
            None => Ok(Vec::new()),
        }
    }

    /// The point of the first picture that a point of the second shows; empty where there is none.
    pub fn pull_back(&self, x: f64, y: f64) -> Vec<f64> {
        self.player.pull_back([x, y]).map_or_else(Vec::new, |at| at.to_vec())
    }

    /// The record up to the present step, as CSV: the step, then each observable.
    pub fn csv(&self) -> String {
        player::csv(&self.player)
    }

    /// The state's fingerprint in hexadecimal.
    pub fn digest(&self) -> String {
        format!("{:016x}", self.player.digest())
    }
}

impl ScenePlayer {
    fn refreshed(&mut self) -> &Frame {
        let step = self.player.step();
        let player = &self.player;
        let fresh = self.frame.take().filter(|(of, _)| *of == step).unwrap_or_else(|| (step, player.frame()));
        &self.frame.insert(fresh).1
    }
}
